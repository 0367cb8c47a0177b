import { SNAPSHOT_DAYS } from "../../baseline/backup/minimums.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { at } from "../readers/blocks.js";

const BACKUP_POLICY = "aws:efs/backupPolicy:BackupPolicy";
const CLUSTER = "aws:elasticache/cluster:Cluster";
const SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache";

export const snapshotRetention: Rule = {
  id: "BKP12",
  name: "backup-snapshots",
  title: "A cache that holds data takes snapshots, and a file system its automatic backups.",
  why: "AWS Backup takes no caches: sessions and carts that live in Redis alone are gone with a node. DISABLED switches the file system's backups off for good.",
  fix: "Set snapshotRetentionLimit to a day or more, and the status of the EFS backup policy to ENABLED.",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" },
    { standard: "AWS Security Hub", section: "ElastiCache.1, EFS.2", strength: "satisfies" },
  ],
  types: [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    CLUSTER,
    SERVERLESS,
    "aws:memorydb/cluster:Cluster",
    BACKUP_POLICY,
  ],
  checkResource(resource, verdict) {
    if (resource.type === BACKUP_POLICY) {
      const status = resource.whole("backupPolicy") as { readonly status?: unknown } | undefined;
      if (status?.status === "DISABLED")
        verdict.violation(`${resource.name} switches the backups of a file system off.`);
      if (status?.status === UNKNOWN || resource.property("backupPolicy") === UNKNOWN) {
        verdict.undetermined(`Whether ${resource.name} switches backups on is not known yet.`);
      }
      return;
    }
    if (!hasSnapshots(resource)) return;
    const days = resource.number("snapshotRetentionLimit") ?? 0;
    if (days === UNKNOWN) verdict.undetermined("How long it keeps snapshots is not known yet.");
    else if (days < SNAPSHOT_DAYS)
      verdict.violation(`${resource.name} takes no snapshots: its snapshotRetentionLimit is ${days}.`);
  },
  remediate(resource) {
    if (resource.type === BACKUP_POLICY) {
      const isOff = at(resource.whole("backupPolicy"), "status") === "DISABLED";
      return isOff ? { "backupPolicy.status": "ENABLED" } : undefined;
    }
    const days = hasSnapshots(resource) ? (resource.number("snapshotRetentionLimit") ?? 0) : UNKNOWN;
    return days !== UNKNOWN && days < SNAPSHOT_DAYS ? { snapshotRetentionLimit: SNAPSHOT_DAYS } : undefined;
  },
};

/** Memcached keeps nothing; a node of a group takes its snapshots there. */
function hasSnapshots(resource: Resource): boolean {
  return resource.text("engine") !== "memcached" && resource.property("replicationGroupId") === undefined;
}
