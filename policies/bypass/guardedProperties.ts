import { PLAN } from "../readers/backupPlans.js";
import { REGION_SETTINGS, SELECTION } from "../readers/backupSelections.js";
import { AIR_GAPPED_VAULT, VAULT, VAULT_LOCK, VAULT_POLICY } from "../readers/backupVaults.js";
import { BUCKET_TYPES, SETTINGS } from "../readers/buckets.js";

const DATABASE = [
  "backupRetentionPeriod",
  "deletionProtection",
  "skipFinalSnapshot",
  "storageEncrypted",
  "copyTagsToSnapshot",
];

/**
 * Properties of data stores and of their backups that the rules guard, by type. A lock's `changeableForDays` is not
 * among them: the provider asks AWS for a change of a locked vault each time it is deployed, which AWS refuses
 * (hashicorp/terraform-provider-aws#46876).
 */
export const GUARDED: Readonly<Record<string, readonly string[]>> = {
  [VAULT]: ["kmsKeyArn", "forceDestroy"],
  [AIR_GAPPED_VAULT]: ["minRetentionDays", "maxRetentionDays", "encryptionKeyArn"],
  [VAULT_LOCK]: ["backupVaultName", "minRetentionDays", "maxRetentionDays"],
  [VAULT_POLICY]: ["backupVaultName", "policy"],
  [PLAN]: ["rules", "advancedBackupSettings"],
  [SELECTION]: ["resources", "notResources", "conditions", "selectionTags", "planId"],
  [REGION_SETTINGS]: ["resourceTypeOptInPreference", "resourceTypeManagementPreference"],
  ...Object.fromEntries(
    BUCKET_TYPES.map((type) => [type, ["forceDestroy", "objectLockEnabled", "acl", "policy", "versioning"]]),
  ),
  ...Object.fromEntries(SETTINGS.versioning.types.map((type) => [type, ["versioningConfiguration"]])),
  ...Object.fromEntries(SETTINGS.encryption.types.map((type) => [type, ["rules"]])),
  ...Object.fromEntries(SETTINGS.objectLock.types.map((type) => [type, ["rule"]])),
  ...Object.fromEntries(SETTINGS.policy.types.map((type) => [type, ["policy"]])),
  ...Object.fromEntries(
    [...SETTINGS.publicAccess.types, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"].map((type) => [
      type,
      ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"],
    ]),
  ),
  "aws:dynamodb/table:Table": ["pointInTimeRecovery", "deletionProtectionEnabled", "serverSideEncryption", "replicas"],
  "aws:rds/instance:Instance": [...DATABASE, "publiclyAccessible"],
  "aws:rds/cluster:Cluster": DATABASE,
  "aws:docdb/cluster:Cluster": DATABASE,
  "aws:neptune/cluster:Cluster": DATABASE,
  "aws:kms/key:Key": ["policy", "enableKeyRotation", "deletionWindowInDays"],
};
