import { BACKUP_TAG } from "../../baseline/backup/backupTag.js";
import {
  BackupCopyKind,
  BackupResourceType,
  CustomerDatabase,
  CustomerTable,
  EncryptedBackups,
  EncryptedBucket,
  VaultLockMode,
} from "../../index.js";
import { ACCOUNT, defaultBackups } from "../support/backups.js";
import { dataStores, goodBucket, goodCluster, goodDatabase, goodTable } from "../support/dataStores.js";
import type { Program } from "./subjects.js";

const { DynamoDB, S3, RDS, Aurora } = BackupResourceType;
/** The second account holds the copies. */
const settings = { trustedAccounts: [ACCOUNT, "111122223333"] };

const OTHER_VAULT = "arn:aws:backup:eu-central-1:111122223333:backup-vault:shop";

/** A set of backups with everything that it can be given, and a data store of each type. */
const allBackups = (): void => {
  new EncryptedBackups("backups", {
    ...defaultBackups(),
    resourceTypes: [DynamoDB, S3],
    copies: [{ kind: BackupCopyKind.OtherAccount, vaultArn: OTHER_VAULT, minRetention: 35 }],
    keyAdministrators: [`arn:aws:iam::${ACCOUNT}:role/security`],
    monthly: {},
    continuous: {},
    lock: { mode: VaultLockMode.Compliance, coolOff: 3, irreversible: true },
    malwareScan: true,
    tags: { team: "shop" },
  });
  new CustomerTable("orders", goodTable());
  new EncryptedBucket("invoices", goodBucket());
};

/** A set of backups as it comes, and a data store of each type that it takes. */
const withStores = (): void => {
  new EncryptedBackups("backups", { ...defaultBackups(), resourceTypes: [DynamoDB, S3, RDS, Aurora] });
  new CustomerTable("orders", goodTable());
  new EncryptedBucket("invoices", goodBucket());
  new CustomerDatabase("shop", goodDatabase());
  new CustomerDatabase("reviews", goodCluster());
};

/** Programs of the components for data and its backups. */
export const dataPrograms: Readonly<Record<string, Program>> = {
  "data stores": {
    run: dataStores,
    // Their backups stand in another stack.
    settings: { ...settings, backedUpTags: { [BACKUP_TAG.key]: BACKUP_TAG.value } },
  },
  backups: { run: withStores, settings, components: ["EncryptedBackups"] },
  "backups with every choice": { run: allBackups, settings, components: ["EncryptedBackups"] },
};
