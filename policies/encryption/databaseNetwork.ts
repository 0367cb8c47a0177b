import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { isOpenBy, SECURITY_GROUP_TYPES } from "../readers/openGroups.js";

const GROUPS = "vpcSecurityGroupIds";
const DATABASES: readonly string[] = [
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:docdb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
];

export const databaseNetwork: Rule = {
  id: "ENC20",
  name: "encryption-database-network",
  title: "A database names the security groups that decide who reaches it, and none of them lets in every address.",
  why: "Without one it gets the default group of its VPC, which lets in every machine that was given none either; a group that is open to every address leaves only the route between the database and the internet.",
  fix: "Give vpcSecurityGroupIds with a group that lets in the shop's own services (CustomerDatabase demands it).",
  severity: "medium",
  references: [
    { standard: "AWS Security Hub", section: "EC2.2, EC2.18, EC2.19", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "1.3.1", strength: "supporting" },
  ],
  types: [...DATABASES, ...SECURITY_GROUP_TYPES],
  asksInputs: true,
  // Source: Amazon RDS API Reference, CreateDBInstance and CreateDBCluster, VpcSecurityGroupIds.
  checkResource(resource, verdict) {
    if (!DATABASES.includes(resource.type)) return;
    const groups = resource.list(GROUPS);
    if (groups === UNKNOWN) verdict.undetermined(`Which networks reach ${resource.name} is not known yet.`);
    else if (groups.length === 0) {
      verdict.violation(`${resource.name} names no security group, so it gets its VPC's default one.`);
    }
  },
  checkStack(stack, verdict) {
    for (const database of stack.ofTypes(DATABASES)) {
      const isOpen = isOpenBy(stack, database, GROUPS);
      const at = { urn: database.urn };
      if (isOpen === true) verdict.violation(`A security group of ${database.name} lets in every address.`, at);
      if (isOpen === UNKNOWN) verdict.undetermined(`Whom a group of ${database.name} lets in is not known yet.`, at);
    }
  },
};
