import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";

export const databaseNetwork: Rule = {
  id: "ENC20",
  name: "encryption-database-network",
  title: "A database names the security groups that decide who reaches it.",
  why: "Without one it gets the default group of its VPC, which lets in every machine that was given none either.",
  fix: "Give vpcSecurityGroupIds with a group that lets in the shop's own services (CustomerDatabase demands it).",
  severity: "medium",
  references: [
    { standard: "AWS Security Hub", section: "EC2.2", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "1.3.1", strength: "supporting" },
  ],
  types: [
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:docdb/cluster:Cluster",
    "aws:neptune/cluster:Cluster",
  ],
  // Source: Amazon RDS API Reference, CreateDBInstance and CreateDBCluster, VpcSecurityGroupIds.
  checkResource(resource, verdict) {
    const groups = resource.list("vpcSecurityGroupIds");
    if (groups === UNKNOWN) verdict.undetermined(`Which networks reach ${resource.name} is not known yet.`);
    else if (groups.length === 0) {
      verdict.violation(`${resource.name} names no security group, so it gets its VPC's default one.`);
    }
  },
};
