import {
  AttributeType,
  BackupCopyKind,
  BackupResourceType,
  CustomerDatabase,
  CustomerTable,
  DatabaseEngine,
  EncryptedBackups,
  EncryptedBucket,
  EncryptionKey,
} from "storefront-baseline";
import { breakGlass, orderService, ordersTableName } from "./access";
import { accountId, copyRegion, database, deployerArn, domain, region } from "./settings";

export const backups = new EncryptedBackups(
  "backups",
  {
    accountId,
    region,
    resourceTypes: [BackupResourceType.DynamoDB, BackupResourceType.S3, ...(database ? [BackupResourceType.RDS] : [])],
    breakGlass: [`arn:aws:iam::${accountId}:role/break-glass`],
    copies: [{ kind: BackupCopyKind.AirGapped, region: copyRegion }],
    alertTo: [`backups@${domain}`],
  },
  // Its policies name the role, which must exist.
  { dependsOn: [breakGlass] },
);

// Nobody else uses the key, administrators included; who deploys makes the stores with it.
const key = new EncryptionKey("customer-data", {
  accountId,
  region,
  users: [orderService.arn, backups.backupRoleArn, backups.restoreRoleArn, deployerArn],
});

export const orders = new CustomerTable("orders", {
  keyArn: key.arn,
  region,
  tableName: ordersTableName,
  partitionKey: { name: "customer" },
  sortKey: { name: "placedAt", type: AttributeType.Number },
});

export const invoices = new EncryptedBucket("invoices", { accountId, region, keyArn: key.arn });

if (database) {
  new CustomerDatabase("customers", {
    ...database,
    region,
    keyArn: key.arn,
    engine: DatabaseEngine.Postgres,
    version: "16.4",
    instanceClass: "db.t4g.medium",
    storageGiB: 100,
  });
}
