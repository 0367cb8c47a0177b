import { foreignKeyAccount } from "../../baseline/encryption/foreignKey.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { SETTINGS } from "../readers/buckets.js";
import { stackAccounts } from "../readers/stackAccounts.js";

const SIGNING_KEY = "aws:route53/keySigningKey:KeySigningKey";

/** Properties that name the key of each type: alone, or somewhere in a block. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(SETTINGS.encryption.types.map((type) => [type, ["rules"]])),
  "aws:backup/vault:Vault": ["kmsKeyArn"],
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": ["encryptionKeyArn"],
  "aws:dynamodb/table:Table": ["serverSideEncryption", "replicas"],
  "aws:rds/instance:Instance": ["kmsKeyId", "masterUserSecretKmsKeyId", "performanceInsightsKmsKeyId"],
  "aws:rds/cluster:Cluster": ["kmsKeyId", "masterUserSecretKmsKeyId", "performanceInsightsKmsKeyId"],
  "aws:rds/clusterInstance:ClusterInstance": ["performanceInsightsKmsKeyId"],
  "aws:docdb/cluster:Cluster": ["kmsKeyId"],
  "aws:neptune/cluster:Cluster": ["kmsKeyArn"],
  "aws:efs/fileSystem:FileSystem": ["kmsKeyId"],
  "aws:ebs/volume:Volume": ["kmsKeyId"],
  "aws:secretsmanager/secret:Secret": ["kmsKeyId"],
  "aws:sns/topic:Topic": ["kmsMasterKeyId"],
  "aws:sqs/queue:Queue": ["kmsMasterKeyId"],
  "aws:cloudwatch/logGroup:LogGroup": ["kmsKeyId"],
  [SIGNING_KEY]: ["keyManagementServiceArn"],
};

export const foreignKey: Rule = {
  id: "ENC17",
  name: "encryption-foreign-key",
  title: "No data is encrypted, and no zone signed, with a key of an account that is not yours.",
  why: "The key's owner can take it away, and with it all that it encrypts: that is how an intruder holds a shop to ransom without touching its data. Whoever holds a zone's key signs forged answers.",
  fix: "Name a key of the account itself, or list the account of the organisation that holds it in the setting trustedAccounts.",
  severity: "high",
  references: [
    { standard: "MITRE ATT&CK", section: "T1486", strength: "partial" },
    { standard: "PCI DSS 4.0.1", section: "3.6.1", strength: "supporting" },
  ],
  types: Object.keys(TYPES),
  asksInputs: true,
  // With a list of accounts each resource shows by itself whose key it has; without one the stack tells which is its own.
  checkResource(resource, verdict, { trustedAccounts }) {
    if (trustedAccounts) judge(resource, resource, new Set(trustedAccounts), verdict);
  },
  checkStack(stack, verdict) {
    const own = stack.read(stackAccounts);
    if (stack.settings.trustedAccounts || own.size === 0) return;
    for (const resource of stack.ofTypes(Object.keys(TYPES))) judge(resource, stack.given(resource), own, verdict);
  },
};

function judge({ type, name, urn }: Resource, given: Resource, own: ReadonlySet<string>, verdict: Verdict): void {
  const texts = (TYPES[type] ?? []).flatMap((property) => textsIn(given.whole(property)));
  const accounts = new Set(texts.flatMap((text) => foreignKeyAccount(text, own) ?? []));
  for (const account of accounts) {
    const use = type === SIGNING_KEY ? "signs a zone" : "is encrypted";
    verdict.violation(`${name} ${use} with a key of the account ${account}, which is none of yours.`, { urn });
  }
}

/** What is unknown comes from another resource of the program, or is judged after the deploy. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === UNKNOWN || typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
