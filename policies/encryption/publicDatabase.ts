import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";

const IMAGE = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";

/** Of all others (Neptune, DMS, MQ) the provider replaces the instance, and with it what waits in a broker. */
const CHANGED_IN_PLACE: readonly string[] = [
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:rds/clusterInstance:ClusterInstance",
  "aws:redshift/cluster:Cluster",
  "aws:redshiftserverless/workgroup:Workgroup",
];

export const publicDatabase: Rule = {
  id: "ENC13",
  name: "encryption-public-database",
  title: "No database and no machine image is public.",
  why: "A database with a public address is tried by password lists within minutes; a public image is the machine's disk in anybody's hands.",
  fix: "Leave publiclyAccessible out, and reach the database from within the network; share images with accounts by number.",
  severity: "critical",
  references: [
    { standard: "PCI DSS 4.0.1", section: "1.4.4", strength: "satisfies" },
    { standard: "CIS AWS Foundations 5.0", section: "2.2.3", strength: "satisfies" },
    { standard: "AWS Security Hub", section: "RDS.2, Redshift.1, DMS.1", strength: "satisfies" },
  ],
  types: [
    ...CHANGED_IN_PLACE,
    "aws:neptune/clusterInstance:ClusterInstance",
    "aws:dms/replicationInstance:ReplicationInstance",
    "aws:mq/broker:Broker",
    IMAGE,
  ],
  checkResource(resource, verdict) {
    const isPublic = resource.type === IMAGE ? resource.text("group") : resource.flag("publiclyAccessible");
    if (isPublic === UNKNOWN) verdict.undetermined(`Whether ${resource.name} is public is not known yet.`);
    if (isPublic === true) verdict.violation(`${resource.name} has publiclyAccessible: true.`);
    if (isPublic === "all") verdict.violation(`${resource.name} lets every AWS account start an image.`);
  },
  remediate: (resource) =>
    CHANGED_IN_PLACE.includes(resource.type) && resource.flag("publiclyAccessible") === true
      ? { publiclyAccessible: false }
      : undefined,
};
