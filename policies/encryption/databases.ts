import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { flag, judgeFlag } from "./encryptedFlag.js";
import { judgeHiddenKey, judgeKey } from "./customerKey.js";

/** The property with the key of each type. */
const TYPES: Readonly<Record<string, string>> = {
  "aws:rds/instance:Instance": "kmsKeyId",
  "aws:rds/cluster:Cluster": "kmsKeyId",
  "aws:docdb/cluster:Cluster": "kmsKeyId",
  "aws:neptune/cluster:Cluster": "kmsKeyArn",
};
const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
const INSIGHTS = "performanceInsightsKmsKeyId";
/** The secret in which RDS keeps the master password. */
const SECRET = "masterUserSecretKmsKeyId";

export const databases: Rule = {
  id: "ENC05",
  name: "encryption-database",
  title: "A database, its Performance Insights and its managed password are encrypted with a key of your own.",
  why: "Storage that was made plain stays plain, with all its snapshots; Performance Insights holds the texts of queries.",
  fix: "Set storageEncrypted and kmsKeyId, with performanceInsightsKmsKeyId and masterUserSecretKmsKeyId where those are on (CustomerDatabase does).",
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "3.5.1", strength: "partial" },
    { standard: "CIS AWS Foundations 5.0", section: "2.2.1", strength: "satisfies" },
  ],
  types: [...Object.keys(TYPES), INSTANCE],
  asksInputs: true,
  checkResource(resource, verdict) {
    const key = TYPES[resource.type];
    // A replica has its source's encryption.
    const isReplica =
      resource.property("replicateSourceDb") !== undefined ||
      resource.property("replicationSourceIdentifier") !== undefined;
    if (key !== undefined && !isReplica) {
      judgeFlag(resource, flag("storageEncrypted"), verdict);
      if (resource.flag("storageEncrypted") !== false) judgeKey(resource, key, verdict);
    }
    if (resource.flag("manageMasterUserPassword") === true) judgeKey(resource, SECRET, verdict);
    if (resource.flag("performanceInsightsEnabled") === true) judgeKey(resource, INSIGHTS, verdict);
    if (resource.flag("performanceInsightsEnabled") === UNKNOWN) {
      verdict.undetermined("Whether Performance Insights is on is not known yet.");
    }
  },
  checkStack(stack, verdict) {
    for (const resource of stack.ofTypes(Object.keys(TYPES))) {
      judgeHiddenKey(stack, resource, TYPES[resource.type] ?? "", verdict);
      judgeHiddenKey(stack, resource, SECRET, verdict);
    }
    for (const resource of stack.ofTypes([...Object.keys(TYPES), INSTANCE])) {
      judgeHiddenKey(stack, resource, INSIGHTS, verdict);
    }
  },
};
