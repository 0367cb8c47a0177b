import type { Registered } from "../support/program.js";
import { documentOf, FOREIGN_ACCOUNT, idOf, type Addition } from "./addition.js";

const ofBucket = (bucket: Registered): Addition[] => {
  const name = idOf(bucket, "bucket");
  const beside = (detail: string, type: string, inputs: object): Addition => ({
    ...{ detail, type: `aws:s3/${type}`, from: "bucket" },
    inputs: { bucket: name, ...inputs },
  });
  const read = { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}/*` };
  const foreigner = { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` };
  const open = {
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
  };
  return [
    beside("a policy for everybody", "bucketPolicy:BucketPolicy", {
      policy: documentOf({ ...read, Principal: "*" }),
    }),
    beside("a policy for another account", "bucketPolicy:BucketPolicy", {
      policy: documentOf({ ...read, Principal: foreigner }),
    }),
    beside("an ACL for everybody", "bucketAcl:BucketAcl", { acl: "public-read" }),
    beside("public access no longer blocked", "bucketPublicAccessBlock:BucketPublicAccessBlock", open),
    beside("versions no longer kept", "bucketVersioning:BucketVersioning", {
      versioningConfiguration: { status: "Suspended" },
    }),
    beside("objects expire", "bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
      rules: [{ id: "tidy", status: "Enabled", filter: {}, expiration: { days: 1 } }],
    }),
    beside("copied to another account", "bucketReplicationConfig:BucketReplicationConfig", {
      role: `arn:aws:iam::${FOREIGN_ACCOUNT}:role/replication`,
      rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::foreign", account: FOREIGN_ACCOUNT } }],
    }),
    beside("a website", "bucketWebsiteConfiguration:BucketWebsiteConfiguration", {
      indexDocument: { suffix: "index.html" },
    }),
    beside("an access point for everybody", "accessPoint:AccessPoint", {
      ...{ name: "more", publicAccessBlockConfiguration: open },
      policy: documentOf({ ...read, Principal: "*" }),
    }),
  ];
};

/** A snapshot that every account may restore, and the way in from everywhere. */
const ofDatabase =
  (snapshot: string, property: string, own: string) =>
  (database: Registered): Addition[] => [
    {
      ...{ detail: "a snapshot for everybody", type: snapshot, from: property },
      inputs: {
        [property]: idOf(database, own),
        [snapshot.includes("cluster") ? "dbClusterSnapshotIdentifier" : "dbSnapshotIdentifier"]: "more",
        sharedAccounts: ["all"],
      },
    },
    ...[database.inputs["vpcSecurityGroupIds"] ?? []].flat().map((group): Addition => ({
      ...{ detail: "open to every address", type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" },
      inputs: { securityGroupId: group, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 },
    })),
  ];

/** What is added beside data stores. */
export const addedStores: Readonly<Record<string, (resource: Registered) => Addition[]>> = {
  "aws:s3/bucket:Bucket": ofBucket,
  "aws:rds/instance:Instance": ofDatabase("aws:rds/snapshot:Snapshot", "dbInstanceIdentifier", "identifier"),
  "aws:rds/cluster:Cluster": ofDatabase(
    "aws:rds/clusterSnapshot:ClusterSnapshot",
    "dbClusterIdentifier",
    "clusterIdentifier",
  ),
};

/** Types of which AWS keeps one for each bucket, vault, topic or account: a second one undoes the first. */
const ONE_EACH =
  /^aws:(?:s3\/(?:bucket|account)\w*(?:Block|Versioning|Controls|Configuration\w*|Logging)|iam\/accountPasswordPolicy|iam\/organizationsFeatures|iam\/securityTokenServicePreferences|ebs\/\w+|ec2\/\w+|backup\/(?:vaultLockConfiguration|regionSettings)|route53\/hostedZoneDnsSec):/;

/** A second resource of a kind that there is one of, with every flag turned and every number lowest. */
export function addedTwins(resource: Registered): Addition[] {
  if (!ONE_EACH.test(resource.type)) return [];
  const inputs = turned(resource.inputs) as Addition["inputs"];
  if (JSON.stringify(inputs) === JSON.stringify(resource.inputs)) return [];
  return [
    {
      detail: "a second one that says the opposite",
      type: resource.type,
      inputs,
      ...(resource.edges && { edges: resource.edges }),
    },
  ];
}

function turned(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return 1;
  if (value === "Enabled" || value === "SIGNING") return value === "Enabled" ? "Suspended" : "NOT_SIGNING";
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, turned(inner)]));
}
