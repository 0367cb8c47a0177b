import {
  AttributeType,
  CustomerDatabase,
  CustomerTable,
  DatabaseEngine,
  EncryptedBucket,
  EncryptionKey,
  ObjectLockMode,
  type CustomerDatabaseArgs,
  type CustomerTableArgs,
  type EncryptedBucketArgs,
  type EncryptionKeyArgs,
} from "../../index.js";

export const ACCOUNT = "123456789012";
export const REGION = "eu-west-1";
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** Good arguments of each component, to change one at a time. */
export const goodKey = (): EncryptionKeyArgs => ({ accountId: ACCOUNT, region: REGION, users: [roleArn("orders")] });
export const goodBucket = (): EncryptedBucketArgs => ({ accountId: ACCOUNT, region: REGION, keyArn: KEY });
export const goodTable = (): CustomerTableArgs => ({ keyArn: KEY, partitionKey: { name: "customer" } });
export const goodDatabase = (): CustomerDatabaseArgs => ({
  engine: DatabaseEngine.Postgres,
  version: "16.4",
  instanceClass: "db.t4g.medium",
  storageGiB: 100,
  keyArn: KEY,
  subnetGroupName: "private",
  securityGroupIds: ["sg-1"],
});
export const goodCluster = (): CustomerDatabaseArgs => ({
  engine: DatabaseEngine.AuroraMySql,
  version: "8.0.mysql_aurora.3.08.0",
  instanceClass: "db.serverless",
  serverlessCapacity: { minimum: 0.5, maximum: 8 },
  keyArn: KEY,
  subnetGroupName: "private",
  securityGroupIds: ["sg-1"],
});

/** One program with every component as it comes, and each with all that it can be given. */
export function dataStores(): void {
  const key = new EncryptionKey("customer-data", goodKey());
  new EncryptionKey("vault", {
    ...goodKey(),
    administrators: [roleArn("security")],
    breakGlass: [roleArn("emergency")],
    multiRegion: true,
    services: ["s3"],
    tags: { team: "shop" },
  });
  new EncryptedBucket("invoices", { ...goodBucket(), keyArn: key.arn });
  new EncryptedBucket("archive", {
    ...goodBucket(),
    breakGlass: [roleArn("emergency")],
    objectLock: { mode: ObjectLockMode.Compliance, days: 3650, irreversible: true },
    accessLog: { bucketName: "access-logs" },
    tags: { team: "shop" },
  });
  new CustomerTable("orders", {
    ...goodTable(),
    keyArn: key.arn,
    sortKey: { name: "placedAt", type: AttributeType.Number },
    indexes: [
      { name: "by-state", partitionKey: { name: "state" }, sortKey: { name: "placedAt", type: AttributeType.Number } },
      { name: "by-parcel", partitionKey: { name: "parcel" }, projectedAttributes: ["carrier"] },
    ],
    ttlAttribute: "forgetAt",
  });
  new CustomerDatabase("shop", { ...goodDatabase(), keyArn: key.arn, databaseName: "shop", maxStorageGiB: 500 });
  new CustomerDatabase("reviews", goodCluster());
}
