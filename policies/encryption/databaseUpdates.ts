import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";

const FLAG = "autoMinorVersionUpgrade";

export const databaseUpdates: Rule = {
  id: "ENC21",
  name: "encryption-database-updates",
  title: "A database takes minor versions, and with them security fixes, by itself.",
  why: "A hole that is mended in the newest minor version stays open until somebody thinks of the database.",
  fix: "Leave autoMinorVersionUpgrade out; AWS installs minor versions in the maintenance window.",
  severity: "medium",
  references: [
    { standard: "CIS AWS Foundations 5.0", section: "2.2.2", strength: "satisfies" },
    { standard: "AWS Security Hub", section: "RDS.13, RDS.35", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "6.3.3", strength: "supporting" },
  ],
  types: [
    ...["aws:rds/instance:Instance", "aws:rds/cluster:Cluster", "aws:rds/clusterInstance:ClusterInstance"],
    ...["aws:docdb/clusterInstance:ClusterInstance", "aws:neptune/clusterInstance:ClusterInstance"],
  ],
  checkResource(resource, verdict) {
    const updates = resource.flag(FLAG);
    if (updates === UNKNOWN) verdict.undetermined(`Whether ${resource.name} takes minor versions is not known yet.`);
    if (updates === false) verdict.violation(`${resource.name} has ${FLAG}: false.`);
  },
  remediate: (resource) => (resource.flag(FLAG) === false ? { [FLAG]: true } : undefined),
};
