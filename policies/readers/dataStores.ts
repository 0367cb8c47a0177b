import type { DataStore } from "../../baseline/backup/coverage.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asText, at } from "./blocks.js";
import { bucketVersioning } from "./bucketSettings.js";
import { bucketsByResource } from "./buckets.js";
import { nameOf } from "./iamDocuments.js";
import { isRebuilt } from "./servedBuckets.js";

/** A data store and its resource. */
export interface StackStore extends DataStore {
  readonly resource: Resource;
  /** Whether the next deploy makes anew what it holds. */
  readonly isRebuilt: Maybe<boolean>;
}

/** How AWS Backup sees a type. */
interface StoreType {
  /** By the name of its opt-in setting; `undefined` for what needs no backup of its own, such as a replica. */
  readonly service: (given: Resource) => string | undefined;
  /** Its ARN without what is not known before it stands. */
  readonly arn: (name: string) => string;
  readonly name: string;
}

const store = (service: string, arn: string, name = "id"): StoreType => ({
  service: () => service,
  arn: (own) => `${arn}${own}`,
  name,
});
const BUCKET = store("S3", "arn:*:s3:::", "bucket");
const FSX = store("FSx", "arn:*:fsx:*:*:file-system/");
const RDS_CLUSTER = "arn:*:rds:*:*:cluster:";

/** What holds a shop's data and can be given to AWS Backup. */
const STORES: Readonly<Record<string, StoreType>> = {
  "aws:dynamodb/table:Table": store("DynamoDB", "arn:*:dynamodb:*:*:table/", "name"),
  "aws:rds/instance:Instance": {
    ...store("RDS", "arn:*:rds:*:*:db:", "identifier"),
    service: (given) => (given.property("replicateSourceDb") === undefined ? "RDS" : undefined),
  },
  "aws:rds/cluster:Cluster": {
    ...store("Aurora", RDS_CLUSTER, "clusterIdentifier"),
    // A Multi-AZ cluster of MySQL or PostgreSQL is RDS's.
    service: (given) => (/^(mysql|postgres)$/.test(String(given.raw["engine"])) ? "RDS" : "Aurora"),
  },
  "aws:docdb/cluster:Cluster": store("DocumentDB", RDS_CLUSTER, "clusterIdentifier"),
  "aws:neptune/cluster:Cluster": store("Neptune", RDS_CLUSTER, "clusterIdentifier"),
  "aws:efs/fileSystem:FileSystem": store("EFS", "arn:*:elasticfilesystem:*:*:file-system/"),
  "aws:s3/bucket:Bucket": BUCKET,
  "aws:s3/bucketV2:BucketV2": BUCKET,
  "aws:ebs/volume:Volume": store("EBS", "arn:*:ec2:*:*:volume/"),
  "aws:ec2/instance:Instance": {
    ...store("EC2", "arn:*:ec2:*:*:instance/"),
    // The root volume comes from an image; what is attached besides holds data.
    service: (given) => (at(given.whole("ebsBlockDevices"), "deviceName") === undefined ? undefined : "EC2"),
  },
  "aws:fsx/lustreFileSystem:LustreFileSystem": FSX,
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": FSX,
  "aws:fsx/windowsFileSystem:WindowsFileSystem": FSX,
  "aws:fsx/ontapVolume:OntapVolume": store("FSx", "arn:*:fsx:*:*:volume/"),
  "aws:redshift/cluster:Cluster": store("Redshift", "arn:*:redshift:*:*:cluster:", "clusterIdentifier"),
  "aws:redshiftserverless/namespace:Namespace": store(
    "Redshift Serverless",
    "arn:*:redshift-serverless:*:*:namespace/",
  ),
  "aws:timestreamwrite/table:Table": store("Timestream", "arn:*:timestream:*:*:database/*/table/", "tableName"),
};

export const STORE_TYPES: readonly string[] = Object.keys(STORES);

/** Every data store of the stack that needs backups. Use it through `stack.read(dataStores)`. */
export function dataStores(stack: Stack): readonly StackStore[] {
  const ofBuckets = stack.read(bucketsByResource);
  return stack.ofTypes(STORE_TYPES).flatMap((resource): StackStore[] => {
    const type = STORES[resource.type];
    const service = type?.service(stack.given(resource));
    if (type === undefined || service === undefined) return [];
    const name = resource.text(type.name);
    const arn = resource.text("arn");
    const bucket = ofBuckets.get(resource);
    const rebuilt = bucket !== undefined && isRebuilt(stack, bucket);
    if (rebuilt === true) return [];
    const found: StackStore = {
      label: `${service} ${nameOf(resource)}`,
      resource,
      service,
      arn: typeof arn === "string" ? arn : type.arn(typeof name === "string" && name !== "" ? name : "*"),
      tags: tagsOf(resource),
      isRebuilt: rebuilt,
    };
    return bucket === undefined ? [found] : [{ ...found, isVersioned: bucketVersioning(bucket) }];
  });
}

/** Its own tags and, where they are known, those that the provider adds to every resource. */
export function tagsOf(resource: Resource): Maybe<ReadonlyMap<string, Maybe<string>>> {
  const own = resource.whole("tags");
  const all = resource.whole("tagsAll");
  if (own === UNKNOWN) return UNKNOWN;
  const entries = Object.entries({ ...objectOf(all), ...objectOf(own) });
  return new Map(entries.map(([key, value]): [string, Maybe<string>] => [key, asText(value) ?? ""]));
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
