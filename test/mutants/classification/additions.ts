import { registeredDomain } from "../../../baseline/email/publicSuffix.js";
import type { Mutant } from "../mutant.js";
import type { Entry } from "./entry.js";
import { isAdministratorsRole } from "./roles.js";
import { RECORDS } from "./recordFacts.js";

/** Records that are added beside others. */
const RECORD: Pick<Entry, "types" | "places" | "operators"> = {
  types: RECORDS,
  places: ["+ *Record"],
  operators: ["beside"],
};

const says =
  (type: string, name = /./) =>
  ({ adds }: Mutant): boolean =>
    adds?.inputs["type"] === type && name.test(String(adds.inputs["name"]));

/** Whether another resource is of the mutant's bucket. */
const isOf = ({ resource }: Mutant, { inputs, edges }: Mutant["program"][number]): boolean =>
  [edges?.["bucket"] ?? []].flat().includes(resource.name) || inputs["bucket"] === resource.inputs["bucket"];
/** Whether the bucket's own block keeps the public out, whatever stands beside it. */
const isClosed = (mutant: Mutant): boolean =>
  mutant.program.some(
    (one) =>
      one.inputs["restrictPublicBuckets"] === true && one.inputs["ignorePublicAcls"] === true && isOf(mutant, one),
  );
/** Whether what a bucket holds is an object that the program itself writes. */
const isWritten = (mutant: Mutant): boolean =>
  mutant.program.some((one) => one.type.startsWith("aws:s3/bucketObject") && isOf(mutant, one));

const isApex = ({ adds }: Mutant): boolean => {
  const name = String(adds?.inputs["name"]);
  return registeredDomain(name) === name;
};

/** Whether the domain of an added policy host has a record that announces its policy. */
const isAnnounced = ({ adds, program }: Mutant): boolean =>
  program.some(({ inputs }) => inputs["name"] === `_${String(adds?.inputs["name"])}`);

/** Resources that stand beside the program's own. */
export const additions: readonly Entry[] = [
  {
    ...{ types: ["aws:iam/role:Role"], places: ["+ RolePolicy", "+ RolePolicyAttachment"], operators: ["beside"] },
    ...{ when: isAdministratorsRole, is: "neutral" },
    because: "The role has AdministratorAccess already.",
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["+ BucketWebsiteConfiguration"], operators: ["beside"] },
    ...{ when: isClosed, is: "neutral" },
    because:
      'A website serves what the public may read, and the block of the bucket leaves nothing of that (S3 User Guide, "Blocking public access to your Amazon S3 storage").',
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["+ BucketVersioning"], operators: ["beside"], when: isWritten },
    ...{ is: "neutral", because: "What the bucket holds the program writes anew: no version of it is missed." },
  },
  {
    ...{ types: ["cloudflare:index/zone:Zone"], places: ["+ ZoneSetting"], operators: ["beside"], is: "neutral" },
    when: ({ program }) => !program.some(({ inputs }) => inputs["proxied"] === true),
    because: "A zone of which no record is proxied serves nothing at Cloudflare's edge (Cloudflare, Proxy status).",
  },
  {
    ...{ ...RECORD, is: "neutral" },
    when: (mutant) => says("CNAME", /^mta-sts\./)(mutant) && !isAnnounced(mutant),
    because: "Senders ask for no policy where no record at _mta-sts announces one (RFC 8461 §3.1).",
  },
  {
    ...{ ...RECORD, when: (mutant) => says("NS")(mutant) && isApex(mutant), is: "neutral" },
    because:
      'Cloudflare ignores NS records at the apex of a zone that it alone holds ("Nameserver options"), and Route 53 has a record set there already, which it refuses to make again (API Reference, InvalidChangeBatch).',
  },
  {
    ...{ ...RECORD, is: "unjudgeable" },
    when: (mutant) => says("CNAME", /^(?!_)/)(mutant) || says("NS", /^(?!_)/)(mutant),
    because:
      "Where a host's alias leads, and to whom a name is delegated, is the shop's own choice, which stands nowhere else.",
  },
  {
    ...{ ...RECORD, when: says("TXT", /\._domainkey\./), is: "unjudgeable" },
    because: "Who has the private key to a key that is published stands in no program.",
  },
];
