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
    const isReplica =
      resource.property("replicateSourceDb") !== undefined ||
      resource.property("replicationSourceIdentifier") !== undefined;
    judgeDeletion(resource, verdict, isReplica);
    if (isReplica) return;
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
};

function judgeDeletion(resource: Resource, verdict: Verdict, isReplica: boolean): void {
  const isProtected = resource.flag("deletionProtection") ?? false;
  if (isProtected === UNKNOWN) verdict.undetermined("Whether it is protected against deletion is not known yet.");
  if (isProtected === false && !isReplica) verdict.violation(`${resource.name} does not set deletionProtection.`);
  const skips = resource.flag("skipFinalSnapshot") ?? false;
  if (skips === UNKNOWN) verdict.undetermined("Whether a last snapshot is left is not known yet.");
  if (skips === true && !isReplica)
    verdict.violation(`${resource.name} has skipFinalSnapshot: true, so nothing is left of it.`);
}
