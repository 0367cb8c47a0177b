/**
 * The ARNs of the data stores that AWS Backup takes, by the names of its opt-in settings.
 *
 * Source: AWS Backup Developer Guide, "Feature availability by resource" and "Assign resources with AWS CLI"; Service
 * Authorization Reference, resource types of each service.
 */
import { covers, matches, overlaps } from "../iam/match.js";
import { readArn } from "../iam/arn.js";
import { UNKNOWN, type Maybe } from "../unknown.js";

interface StoreArn {
  /** The ARN's third field. */
  readonly service: string;
  /** How the ARN's last field begins; empty for buckets, whose ARNs hold neither Region nor account. */
  readonly type: string;
  /** Whether stores with another opt-in setting have such ARNs too: then the ARN does not name the type. */
  readonly isShared: boolean;
}

function own(service: string, type: string): StoreArn {
  return { service, type, isShared: false };
}

function shared(service: string, type: string): StoreArn {
  return { service, type, isShared: true };
}

const STORE_ARNS: Readonly<Record<string, readonly StoreArn[]>> = {
  Aurora: [shared("rds", "cluster:")],
  CloudFormation: [own("cloudformation", "stack/")],
  DSQL: [own("dsql", "cluster/")],
  DocumentDB: [shared("rds", "cluster:")],
  DynamoDB: [own("dynamodb", "table/")],
  EBS: [own("ec2", "volume/")],
  EC2: [own("ec2", "instance/")],
  EFS: [own("elasticfilesystem", "file-system/")],
  EKS: [own("eks", "cluster/")],
  FSx: [shared("fsx", "file-system/"), shared("fsx", "volume/")],
  Neptune: [shared("rds", "cluster:")],
  // A Multi-AZ DB cluster's ARN looks like that of an Aurora cluster.
  RDS: [own("rds", "db:"), shared("rds", "cluster:")],
  Redshift: [own("redshift", "cluster:")],
  "Redshift Serverless": [own("redshift-serverless", "namespace/")],
  S3: [own("s3", "")],
  "SAP HANA on Amazon EC2": [own("ssm-sap", "HANA/")],
  "Storage Gateway": [own("storagegateway", "gateway/")],
  Timestream: [own("timestream", "database/")],
  VirtualMachine: [own("backup-gateway", "vm/")],
};

const ANY_PARTITION = /^arn:\*:/;

/** Whether AWS Backup takes backups of this type of data store. */
export function isSupported(service: string): boolean {
  return Object.hasOwn(STORE_ARNS, service);
}

/** Patterns that hold every ARN that a data store of this service can have. */
export function anyArn(service: string): readonly string[] {
  return (STORE_ARNS[service] ?? []).map(
    ({ service: name, type }) => `arn:*:${name}:${type === "" ? "::" : `*:*:${type}`}*`,
  );
}

/**
 * Whether a pattern of a selection matches a data store.
 *
 * @param arns patterns that hold its ARN; a `*` stands for what is not known
 */
export function matchesStore(pattern: string, arns: readonly string[]): Maybe<boolean> {
  // Of wildcards AWS Backup documents `*` only, and no ARN of a data store holds a `?`.
  if (pattern.includes("?")) return false;
  const results = arns.map((arn) => matchesOne(pattern, inPartitionOf(pattern, arn)));
  return results.every((result) => result === results[0]) ? (results[0] ?? UNKNOWN) : UNKNOWN;
}

function matchesOne(pattern: string, arn: string): Maybe<boolean> {
  if (!arn.includes("*")) return matches(pattern, arn);
  if (covers(pattern, arn)) return true;
  return overlaps(pattern, arn) ? UNKNOWN : false;
}

/** A stack's resources lie in one partition, so where a store's is not known, it is that of the selection. */
function inPartitionOf(pattern: string, arn: string): string {
  const partition = readArn(pattern)?.partition;
  return partition === undefined || partition.includes("*") ? arn : arn.replace(ANY_PARTITION, `arn:${partition}:`);
}

/**
 * Whether a pattern names the type of a data store, which makes the opt-in needless: `arn:aws:ec2:*:*:volume/*` does, and
 * neither `arn:aws:ec2:*` nor `*`. Aurora, Neptune and DocumentDB clusters share their ARNs, and so do the kinds of FSx:
 * they always need the opt-in.
 */
export function namesType(pattern: string, service: string): boolean {
  const read = readArn(pattern);
  return (STORE_ARNS[service] ?? []).some(
    ({ service: name, type, isShared }) =>
      !isShared &&
      read?.service === name &&
      (type === "" ? read.region === "" && read.account === "" : read.resource.startsWith(type)),
  );
}

/** As `namesType`, for a data store that is named itself: whether its ARN, of which this is known, names its type. */
export function ownArnNamesType(arns: readonly string[], service: string): Maybe<boolean> {
  const results = arns.map((arn) => namesType(arn, service));
  return results.every((result) => result === results[0]) ? (results[0] ?? UNKNOWN) : UNKNOWN;
}
