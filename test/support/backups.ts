import { BackupCopyKind, BackupResourceType, type EncryptedBackupsArgs } from "../../index.js";

export const ACCOUNT = "123456789012";
export const EMERGENCY = `arn:aws:iam::${ACCOUNT}:role/emergency`;

/** The default set of a shop: what has no default, and nothing else. */
export const defaultBackups = (): EncryptedBackupsArgs => ({
  accountId: ACCOUNT,
  region: "eu-west-1",
  resourceTypes: [BackupResourceType.DynamoDB, BackupResourceType.S3],
  breakGlass: [EMERGENCY],
  copies: [{ kind: BackupCopyKind.AirGapped, region: "eu-central-1" }],
  alertTo: ["backups@shop.example"],
  today: "2026-11-25",
});
