import type { Rule } from "../framework/rule.js";
import { flag, judgeFlag, type EncryptedFlag } from "./encryptedFlag.js";

const TABLE = "aws:dynamodb/table:Table";

/** Where each type says it, and what AWS does where the program does not. */
const TYPES: Readonly<Record<string, EncryptedFlag>> = {
  // Without it the key is one that AWS owns, which no policy governs and no log shows.
  [TABLE]: flag("serverSideEncryption.enabled"),
  "aws:dax/cluster:Cluster": flag("serverSideEncryption.enabled"),
  "aws:efs/fileSystem:FileSystem": flag("encrypted"),
  "aws:elasticache/replicationGroup:ReplicationGroup": flag("atRestEncryptionEnabled"),
  "aws:opensearch/domain:Domain": flag("encryptAtRest.enabled"),
  "aws:elasticsearch/domain:Domain": flag("encryptAtRest.enabled"),
  "aws:redshift/cluster:Cluster": flag("encrypted", true),
};

export const otherStores: Rule = {
  id: "ENC06",
  name: "encryption-stores",
  title: "Tables, file systems, caches, search domains and warehouses are encrypted.",
  why: "They hold copies of the same orders and accounts as the database, and most cannot be encrypted once they stand.",
  fix: "Switch the encryption on when it is made; of a table set serverSideEncryption (CustomerTable does).",
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "3.5.1", strength: "partial" },
    { standard: "AWS Security Hub", section: "EFS.1, ElastiCache.4, Opensearch.1, Redshift.10", strength: "satisfies" },
  ],
  types: Object.keys(TYPES),
  checkResource(resource, verdict) {
    const type = TYPES[resource.type];
    if (type) judgeFlag(resource, type, verdict);
  },
  // DynamoDB changes the key of a table in place; of all others the provider makes a new one, or moves all data.
  remediate: (resource) => (resource.type === TABLE ? { "serverSideEncryption.enabled": true } : undefined),
};
