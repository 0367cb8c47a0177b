import { GLOBAL_TOKENS, GUARDRAILS, PASSWORD_POLICY, ROOT_CREDENTIALS } from "../../baseline/iam/accountGuardrails.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { ACCOUNT_TYPES, ownAccount, placeOf, REGIONAL_TYPES, settledPlaces } from "../readers/ownAccount.js";

const PASSWORDS = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
const ORGANIZATION = "aws:iam/organizationsFeatures:OrganizationsFeatures";
const TOKENS = "aws:iam/securityTokenServicePreferences:SecurityTokenServicePreferences";

/** Settings that an account needs a resource for, since AWS's own default is weaker: why it does. */
const NEEDED: Readonly<Record<string, string | undefined>> = {
  [PASSWORDS]: GUARDRAILS["passwordPolicy"],
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": GUARDRAILS["publicBuckets"],
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": GUARDRAILS["publicSnapshots"],
  "aws:ebs/encryptionByDefault:EncryptionByDefault": GUARDRAILS["encryptedDisks"],
};

export const accountSettings: Rule = {
  id: "IAM27",
  name: "iam-account-settings",
  title: "An account's own settings are at least those of the baseline.",
  why: "They hold for whatever else somebody makes in the account, by a program or by hand.",
  fix: "Set what is missing (AccountGuardrails does it).",
  severity: "medium",
  references: [
    { standard: "CIS AWS Foundations 3.0", section: "1.8, 1.9, 2.2.1", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "8.3.6", strength: "partial" },
    { standard: "PCI DSS 4.0.1", section: "8.3.7", strength: "partial" },
  ],
  types: [...new Set([...ACCOUNT_TYPES, ...REGIONAL_TYPES, ...Object.keys(NEEDED)])],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type === PASSWORDS) judgePasswords(resource, verdict);
    if (resource.type === ORGANIZATION) judgeRootUsers(resource, verdict);
    if (resource.type !== TOKENS) return;
    const version = resource.text("globalEndpointTokenVersion");
    if (version === UNKNOWN) verdict.undetermined("Where tokens of the global endpoint are taken is not known yet.");
    else if (version !== GLOBAL_TOKENS) {
      verdict.violation(`${resource.name} makes tokens of the global endpoint hold in every Region.`);
    }
  },
  checkStack(stack, verdict) {
    const { isOwn, shownBy } = ownAccount(stack);
    if (!isOwn) return;
    const at = shownBy ? { urn: shownBy.urn } : {};
    for (const [type, without] of Object.entries(NEEDED)) {
      const settings = stack.ofTypes([type]);
      const name = type.slice(type.lastIndexOf(":") + 1);
      const fact = `The stack stands for its AWS account and has no ${name}`;
      if (settings.length === 0) verdict.violation(`${fact}: ${without ?? "it is open"}.`, at);
      if (settings.length === 0 || !REGIONAL_TYPES.includes(type)) continue;
      const covered = settings.map((setting) => placeOf(stack, setting));
      for (const place of settledPlaces(stack)) {
        if (covered.includes(place)) continue;
        if (place === UNKNOWN || covered.includes(UNKNOWN))
          verdict.undetermined(`Whether each Region has a ${name} is not known yet.`, at);
        else verdict.violation(`${fact} in ${place}, where it has others of its settings: ${without ?? ""}.`, at);
      }
    }
  },
};

function judgeRootUsers(resource: Resource, verdict: Verdict): void {
  const features = resource.list("enabledFeatures");
  if (features !== UNKNOWN && features.includes(ROOT_CREDENTIALS)) return;
  if (features === UNKNOWN || features.includes(UNKNOWN)) {
    verdict.undetermined("Whether root users of member accounts keep their credentials is not known yet.");
  } else {
    verdict.violation(
      `${resource.name} leaves the root users of member accounts their credentials: ${ROOT_CREDENTIALS} is missing.`,
    );
  }
}

function judgePasswords(resource: Resource, verdict: Verdict): void {
  for (const [property, least] of Object.entries(PASSWORD_POLICY)) {
    if (property === "allowUsersToChangePassword") continue; // a comfort
    const given = typeof least === "number" ? resource.number(property) : resource.flag(property);
    if (given === UNKNOWN) verdict.undetermined(`The value of ${property} is not known yet.`);
    else if (typeof least === "number" ? Number(given ?? 0) < least : given !== least) {
      verdict.violation(`${resource.name} has ${property} ${String(given ?? "unset")}; the baseline is ${least}.`);
    }
  }
}
