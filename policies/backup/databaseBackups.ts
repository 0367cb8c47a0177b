import { finalSnapshotName } from "../../baseline/encryption/customerDatabase.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";

/** What each type has besides the retention and the protection against deletion, which all of them have. */
const TYPES: Readonly<Record<string, { readonly copiesTags: boolean; readonly default: number }>> = {
  "aws:rds/instance:Instance": { copiesTags: true, default: 0 },
  "aws:rds/cluster:Cluster": { copiesTags: true, default: 1 },
  "aws:docdb/cluster:Cluster": { copiesTags: false, default: 1 },
  "aws:neptune/cluster:Cluster": { copiesTags: true, default: 1 },
};

export const databaseBackups: Rule = {
  id: "BKP09",
  name: "backup-database",
  title: "A database keeps its own backups, cannot be deleted by mistake, and leaves a last snapshot.",
  why: "Without automated backups there is no recovery to the minute before the mistake, and a changed property that replaces the database takes the orders with it.",
  fix: "Set backupRetentionPeriod and deletionProtection, leave skipFinalSnapshot out, set copyTagsToSnapshot (CustomerDatabase does).",
  severity: "high",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" },
    { standard: "AWS Security Hub", section: "RDS.7, RDS.8, RDS.11", strength: "satisfies" },
  ],
  types: Object.keys(TYPES),
  checkResource(resource, verdict, settings) {
    judgeDeletion(resource, verdict);
    if (isReplica(resource)) return;
    const type = TYPES[resource.type];
    const days = resource.number("backupRetentionPeriod") ?? type?.default ?? 0;
    const allowed = settings.databaseRetention;
    if (days === UNKNOWN) verdict.undetermined("How long it keeps automated backups is not known yet.");
    else if (days < allowed) {
      verdict.violation(`${resource.name} keeps automated backups for ${days} days. Allowed are ${allowed} or more.`);
    }
    const copies = type?.copiesTags ? (resource.flag("copyTagsToSnapshot") ?? false) : true;
    if (copies === UNKNOWN) verdict.undetermined("Whether snapshots get its tags is not known yet.");
    if (copies === false) {
      verdict.violation(
        `${resource.name} does not set copyTagsToSnapshot, so rules on tags do not reach its snapshots.`,
      );
    }
  },
  remediate(resource, { databaseRetention }) {
    if (isReplica(resource)) return undefined;
    const type = TYPES[resource.type];
    const days = resource.number("backupRetentionPeriod") ?? type?.default ?? 0;
    return {
      ...(days !== UNKNOWN && days < databaseRetention && { backupRetentionPeriod: databaseRetention }),
      ...(resource.flag("deletionProtection") !== true && { deletionProtection: true }),
      ...(type?.copiesTags && resource.flag("copyTagsToSnapshot") !== true && { copyTagsToSnapshot: true }),
      ...(resource.flag("skipFinalSnapshot") === true && { skipFinalSnapshot: false, ...finalSnapshot(resource) }),
    };
  },
};

/** The provider deletes nothing without a name for the last snapshot. */
function finalSnapshot(resource: Resource): { finalSnapshotIdentifier?: string } {
  const identifier = resource.text("identifier") ?? resource.text("clusterIdentifier");
  const hasName = resource.property("finalSnapshotIdentifier") !== undefined;
  return hasName || typeof identifier !== "string" ? {} : { finalSnapshotIdentifier: finalSnapshotName(identifier) };
}

function isReplica(resource: Resource): boolean {
  return (
    resource.property("replicateSourceDb") !== undefined ||
    resource.property("replicationSourceIdentifier") !== undefined
  );
}

function judgeDeletion(resource: Resource, verdict: Verdict): void {
  const isOriginal = !isReplica(resource);
  const isProtected = resource.flag("deletionProtection") ?? false;
  if (isProtected === UNKNOWN) verdict.undetermined("Whether it is protected against deletion is not known yet.");
  if (isProtected === false && isOriginal) verdict.violation(`${resource.name} does not set deletionProtection.`);
  const skips = resource.flag("skipFinalSnapshot") ?? false;
  if (skips === UNKNOWN) verdict.undetermined("Whether a last snapshot is left is not known yet.");
  if (skips === true && isOriginal)
    verdict.violation(`${resource.name} has skipFinalSnapshot: true, so nothing is left of it.`);
}
