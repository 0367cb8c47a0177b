import { DescribeTableCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { DescribeInstancesCommand, DescribeVolumesCommand } from "@aws-sdk/client-ec2";
import { DescribeFileSystemsCommand } from "@aws-sdk/client-efs";
import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Clients } from "./clients.js";
import type { RestoreJob } from "./restoreJob.js";

/** What a check found: a restore that holds data, or the reason why it is none. */
export interface Verdict {
  readonly holds: boolean;
  /** One full sentence. */
  readonly message: string;
}

type Check = (job: RestoreJob, clients: Clients) => Promise<Verdict>;

const holds = (message: string): Verdict => ({ holds: true, message });
const fails = (message: string): Verdict => ({ holds: false, message });

/** Reads what was restored, as far as it can be read without a network of its own, by the type of data store. */
export const CHECKS: Readonly<Record<string, Check>> = {
  Aurora: checkCluster,
  DocumentDB: checkCluster,
  DynamoDB: checkTable,
  EBS: checkVolume,
  EC2: checkInstance,
  EFS: checkFileSystem,
  Neptune: checkCluster,
  RDS: checkDatabase,
  S3: checkBucket,
};

async function checkTable({ created, source }: RestoreJob, { dynamodb }: Clients): Promise<Verdict> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: created }));
  if (Table?.TableStatus !== "ACTIVE") return fails(`The table is ${Table?.TableStatus ?? "not there"}, not ACTIVE.`);
  // DynamoDB counts the items of a new table only hours later, so one is read.
  const { Count = 0 } = await dynamodb.send(new ScanCommand({ TableName: created, Limit: 1 }));
  if (Count > 0) return holds("The table is ACTIVE and gives items.");
  if (source === undefined) return fails("The table is ACTIVE and empty.");
  const { Table: original } = await dynamodb.send(new DescribeTableCommand({ TableName: source }));
  const items = original?.ItemCount ?? 0;
  return items === 0
    ? holds("The table is ACTIVE and empty, as its source is.")
    : fails(`The table is empty, and its source has ${items} items.`);
}

async function checkBucket({ created }: RestoreJob, { s3 }: Clients): Promise<Verdict> {
  const Bucket = created.split(":").at(-1);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }));
  const [first] = Contents;
  if (first?.Key === undefined) return fails("The bucket is empty.");
  // Reading proves what listing does not: that the key which encrypts the object is there.
  const Range = (first.Size ?? 0) > 0 ? "bytes=0-0" : undefined;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: first.Key, Range }));
  await Body?.transformToByteArray();
  return holds("The bucket has objects, and the first can be read.");
}

async function checkDatabase({ created }: RestoreJob, { rds }: Clients): Promise<Verdict> {
  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: created }));
  const [database] = DBInstances;
  if (database?.DBInstanceStatus !== "available")
    return fails(`The database is ${database?.DBInstanceStatus ?? "not there"}, not available.`);
  const size = database.AllocatedStorage ?? 0;
  return size > 0 ? holds(`The database is available with ${size} GiB.`) : fails("The database has no storage.");
}

async function checkCluster({ created }: RestoreJob, { rds }: Clients): Promise<Verdict> {
  const { DBClusters = [] } = await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: created }));
  const status = DBClusters[0]?.Status;
  return status === "available"
    ? holds("The cluster is available.")
    : fails(`The cluster is ${status ?? "not there"}, not available.`);
}

async function checkVolume({ created }: RestoreJob, { ec2 }: Clients): Promise<Verdict> {
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({ VolumeIds: [idOf(created)] }));
  const [volume] = Volumes;
  const isThere = volume?.State === "available" || volume?.State === "in-use";
  return isThere && (volume.Size ?? 0) > 0
    ? holds(`The volume is ${volume.State} with ${volume.Size} GiB.`)
    : fails(`The volume is ${volume?.State ?? "not there"}, not available.`);
}

async function checkInstance({ created }: RestoreJob, { ec2 }: Clients): Promise<Verdict> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [idOf(created)] }));
  const state = Reservations[0]?.Instances?.[0]?.State?.Name;
  return state === "running"
    ? holds("The instance is running.")
    : fails(`The instance is ${state ?? "not there"}, not running.`);
}

async function checkFileSystem({ created }: RestoreJob, { efs }: Clients): Promise<Verdict> {
  const { FileSystems = [] } = await efs.send(new DescribeFileSystemsCommand({ FileSystemId: idOf(created) }));
  const [system] = FileSystems;
  if (system?.LifeCycleState !== "available")
    return fails(`The file system is ${system?.LifeCycleState ?? "not there"}, not available.`);
  const size = system.SizeInBytes?.Value ?? 0;
  return size > 0 ? holds(`The file system is available with ${size} bytes.`) : fails("The file system is empty.");
}

function idOf(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}
