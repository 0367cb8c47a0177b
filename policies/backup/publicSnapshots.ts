import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { ACCOUNT_TYPES, ownAccount } from "../readers/ownAccount.js";

const BLOCK = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";

const BLOCKED = "block-all-sharing";

/** Types whose property lists the accounts that may restore a snapshot. */
const SHARED: readonly string[] = [
  "aws:rds/snapshot:Snapshot",
  "aws:rds/snapshotCopy:SnapshotCopy",
  "aws:rds/clusterSnapshot:ClusterSnapshot",
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
  "aws:neptune/clusterSnapshot:ClusterSnapshot",
];

export const publicSnapshots: Rule = {
  id: "BKP13",
  name: "backup-public-snapshots",
  title: "No snapshot is public, and the account blocks public snapshots of volumes.",
  why: "A public snapshot is the whole database or disk in the hands of anybody with an AWS account; scanners find it within minutes.",
  fix: 'Take "all" out of sharedAccounts, and set aws.ebs.SnapshotBlockPublicAccess to block-all-sharing.',
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "1.4.4", strength: "partial" },
    { standard: "AWS Security Hub", section: "RDS.1, EC2.182", strength: "satisfies" },
  ],
  types: [BLOCK, ...SHARED, ...ACCOUNT_TYPES],
  checkResource(resource, verdict) {
    if (resource.type === BLOCK) {
      const state = resource.text("state");
      if (state === UNKNOWN) verdict.undetermined("Whether it blocks public snapshots is not known yet.");
      else if (state !== BLOCKED) {
        verdict.violation(
          `${resource.name} has the state ${state ?? "unblocked"}, so snapshots of volumes can be public.`,
        );
      }
      return;
    }
    if (!SHARED.includes(resource.type)) return;
    const shared = resource.list("sharedAccounts");
    if (shared !== UNKNOWN && shared.includes("all")) verdict.violation(`Snapshot ${resource.name} is public.`);
    else if (shared === UNKNOWN || shared.includes(UNKNOWN)) {
      verdict.undetermined(`With whom snapshot ${resource.name} is shared is not known yet.`);
    }
  },
  checkStack(stack, verdict) {
    const { isOwn, shownBy } = ownAccount(stack);
    if (!isOwn || stack.ofTypes([BLOCK]).length > 0) return;
    const at = shownBy ? { urn: shownBy.urn } : {};
    verdict.violation("The stack stands for its AWS account and does not block public snapshots of volumes.", at);
  },
  remediate(resource) {
    if (resource.type === BLOCK) return { state: BLOCKED };
    const shared = SHARED.includes(resource.type) ? resource.list("sharedAccounts") : [];
    if (shared === UNKNOWN || shared.includes(UNKNOWN) || !shared.includes("all")) return undefined;
    return { sharedAccounts: shared.filter((account) => account !== "all") };
  },
};
