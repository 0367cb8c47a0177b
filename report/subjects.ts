import type { Rule } from "../policies/framework/rule.js";
import type { PreviewedResource } from "../preview/result.js";

/** Whether a resource is of the kind that a rule speaks of. */
type Speaks = (resource: PreviewedResource) => boolean;

/**
 * What a rule judged in a stack: without such a resource its silence says nothing.
 *
 * The types of a rule are those that it reads. Many rules read more than they speak of: every DNS record to find the
 * one at `_dmarc`, every bucket to find those with a policy. So a type alone would let an address record pass for
 * DMARC that holds.
 */
export function subjectsOf(rule: Rule, resources: readonly PreviewedResource[]): readonly PreviewedResource[] {
  const speaks = byId[rule.id] ?? byLetters[rule.id.replace(/\d+$/, "")] ?? (() => true);
  const isOurs = ownTypes[rule.id];
  return resources.filter(
    (resource) => (isOurs ? isOurs(resource) : rule.types.includes(resource.type)) && speaks(resource),
  );
}

const ZONE = /^(cloudflare:index\/zone|aws:route53\/zone):/;
const BUCKET = /^aws:s3\/bucket(V2)?:/;
const PLAN = /^aws:backup\/plan:/;
const VAULT = /^aws:backup\/(vault|logicallyAirGappedVault):/;
/** Settings that stand beside a data store, and what backs it up. */
const BESIDE_A_STORE = /^aws:(s3\/bucket(?!(V2)?:)|backup\/|kms\/)/;
/** Types that hold a policy document only where the program gives one. */
const MAY_HOLD_DOCUMENT =
  /^aws:(s3\/(bucket|bucketV2|accessPoint)|sns\/topic|sqs\/queue|kms\/(key|externalKey|replicaKey|replicaExternalKey)|secretsmanager\/secret|apigateway\/(restApi|domainName)|(elasticsearch|opensearch)\/domain|glacier\/vault|ec2\/vpcEndpoint|ecr\/repositoryCreationTemplate|odb\/network|iam\/(user|group)|ssoadmin\/permissionSet|transfer\/(user|access)|rolesanywhere\/profile|eks\/podIdentityAssociation):/;

const ofType =
  (pattern: RegExp): Speaks =>
  ({ type }) =>
    pattern.test(type);
const named =
  (pattern: RegExp): Speaks =>
  ({ inputs }) =>
    typeof inputs["name"] === "string" && pattern.test(inputs["name"].toLowerCase());
const recordOf =
  (...types: readonly string[]): Speaks =>
  ({ inputs }) =>
    typeof inputs["type"] === "string" && types.includes(inputs["type"].toUpperCase());
const says =
  (pattern: RegExp): Speaks =>
  ({ inputs }) =>
    pattern.test(JSON.stringify(inputs));
const both =
  (one: Speaks, other: Speaks): Speaks =>
  (resource) =>
    one(resource) && other(resource);
const either =
  (one: Speaks, other: Speaks): Speaks =>
  (resource) =>
    one(resource) || other(resource);

const isSpf = says(/v\s*=\s*spf|spf[12]/i);
const atKeys = named(/(^|\.)_domainkey(\.|$)/);
const isDmarc = either(named(/(^|\.)_dmarc(\.|$)/), says(/v=dmarc1/i));
const isPolicyFile = says(/STSv1|mta-sts\.txt/);
const isLogo = named(/(^|\.)_bimi(\.|$)/);
const hasDocument: Speaks = ({ type, inputs }) =>
  !MAY_HOLD_DOCUMENT.test(type) || Object.keys(inputs).some((key) => /polic/i.test(key));

/** Where letters of ids tell the kind of resource. */
const byLetters: Readonly<Record<string, Speaks>> = {
  SPF: isSpf,
  // A CNAME at a selector points at a key that the stack does not hold.
  DK: both(atKeys, recordOf("TXT")),
  DM: isDmarc,
  STS: isPolicyFile,
  RPT: named(/(^|\.)_smtp\._tls(\.|$)/),
  MX: recordOf("MX"),
  BI: isLogo,
};

const isSetting = ofType(/^cloudflare:index\/zoneSetting/);
const isRuleset = ofType(/^cloudflare:index\/ruleset:/);

const byId: Readonly<Record<string, Speaks>> = {
  DK01: either(both(atKeys, recordOf("TXT")), ofType(/^aws:sesv2\/emailIdentity:/)),
  SPF23: ({ inputs }) => Array.isArray(inputs["spfFlatten"]) && inputs["spfFlatten"].length > 0,
  DK04: atKeys,
  DK10: atKeys,
  DK13: atKeys,
  DK12: says(/privateKey/i),
  STS01: named(/^_mta-sts(\.|$)/),
  STS06: named(/^_mta-sts(\.|$)/),
  STS02: either(named(/^_?mta-sts(\.|$)/), isPolicyFile),
  BI03: says(/\.svg"|image\/svg/i),
  CAA01: recordOf("CAA"),
  CAA02: isLogo,
  DNS02: recordOf("TXT", "SPF"),
  DNS03: recordOf("TXT", "SPF"),
  DNS05: ({ inputs }) => inputs["proxied"] === true,
  DNS06: recordOf("MX"),
  DNS09: recordOf("CNAME"),
  IAM04: hasDocument,
  IAM09: either(hasDocument, says(/principal|account/i)),
  IAM10: hasDocument,
  IAM11: says(/WebIdentity|oidc/i),
  IAM15: hasDocument,
  IAM16: hasDocument,
  IAM18: hasDocument,
  IAM19: hasDocument,
  BKP04: ofType(PLAN),
  BKP06: ofType(PLAN),
  BKP07: ({ type }) => !BESIDE_A_STORE.test(type),
  BKP08: ofType(PLAN),
  BKP11: ofType(BUCKET),
  BKP14: ofType(/^aws:backup\/(plan|restoreTestingPlan):/),
  BKP15: ofType(PLAN),
  BKP17: ofType(VAULT),
  ENC01: ofType(BUCKET),
  ENC03: ofType(/^aws:s3\/bucket(V2|OwnershipControls|Acl|AclV2)?:/),
  ENC08: ofType(/^aws:secretsmanager\//),
  ENC12: ofType(/^aws:kms\//),
  ENC15: ofType(BUCKET),
  ENC16: ofType(BUCKET),
  EDGE01: says(/"ssl"/),
  EDGE02: says(/always_?use_?https|"redirect"/i),
  EDGE03: says(/min_?tls_?version/i),
  EDGE04: says(/security_?header/i),
  EDGE05: ({ inputs }) => inputs["proxied"] === true,
  EDGE06: isSetting,
  EDGE07: either(isRuleset, ofType(/^cloudflare:index\/urlNormalizationSettings:/)),
  EDGE11: recordOf("A", "AAAA", "CNAME"),
};

/** Rules that judge what they do not list: facts of whole zones. */
const ownTypes: Readonly<Record<string, Speaks>> = {
  PK01: ofType(ZONE),
  DS01: either(ofType(ZONE), recordOf("DS")),
  CAA04: either(ofType(ZONE), isLogo),
  DNS10: ofType(ZONE),
};
