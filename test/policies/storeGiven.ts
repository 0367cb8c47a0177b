import { encryptedBucketPolicy } from "../../baseline/encryption/bucketPolicy.js";
import { vaultPolicy } from "../../baseline/backup/vaultPolicy.js";
import { FAILED_JOBS, VAULT_EVENTS } from "../../baseline/backup/alerts.js";
import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { ACCOUNT, roleArn } from "./iamGiven.js";

type Inputs = Readonly<Record<string, unknown>>;

/** The resource with other inputs; `undefined` takes one away. */
export const but = (given: Given, more: Inputs): Given => ({
  ...given,
  inputs: Object.fromEntries(Object.entries({ ...given.inputs, ...more }).filter(([, value]) => value !== undefined)),
});

export const kmsKey = (name = "key", more: Inputs = {}): Given => ({
  type: "aws:kms/key:Key",
  name,
  inputs: { enableKeyRotation: true, ...more },
  options: { protect: true },
});
export const keyArn = (name = "1234"): string => `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${name}`;

export const vault = (name = "vault", more: Inputs = {}): Given => ({
  type: "aws:backup/vault:Vault",
  name,
  inputs: { name, kmsKeyArn: keyArn(), ...more },
  options: { protect: true },
});
export const lock = (of = "vault", more: Inputs = {}): Given => ({
  type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  name: `${of}-lock`,
  inputs: { backupVaultName: of, minRetentionDays: 35, maxRetentionDays: 3660, ...more },
  options: { protect: true },
});
export const airGapped = (name = "safe", more: Inputs = {}): Given => ({
  type: "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
  name,
  inputs: { name, minRetentionDays: 35, maxRetentionDays: 3660, ...more },
  options: { protect: true },
});
export const vaultPolicyOf = (policy: unknown, of = "vault"): Given => ({
  type: "aws:backup/vaultPolicy:VaultPolicy",
  name: `${of}-policy`,
  inputs: { backupVaultName: of, policy },
});
export const STOPPING = vaultPolicy({ breakGlass: [roleArn("break-glass")], copyTargets: [] });

/** The copy's ARN is unknown, and the plan's rules come from both vaults, as at the first preview. */
export const rule = (more: Inputs = {}): Inputs => ({
  ruleName: "daily",
  targetVaultName: "vault",
  schedule: "cron(0 3 * * ? *)",
  startWindow: 60,
  completionWindow: 600,
  lifecycle: { deleteAfter: 35 },
  copyActions: [{ destinationVaultArn: UNKNOWN_VALUE, lifecycle: { deleteAfter: 90 } }],
  ...more,
});
export const plan = (rules: unknown = [rule()], edges: readonly string[] = ["vault", "safe"]): Given => ({
  type: "aws:backup/plan:Plan",
  name: "plan",
  inputs: { name: "plan", rules },
  edges: { rules: edges },
});
export const selection = (more: Inputs = {}, edges: Readonly<Record<string, string>> = {}): Given => ({
  type: "aws:backup/selection:Selection",
  name: "selection",
  inputs: {
    planId: UNKNOWN_VALUE,
    iamRoleArn: roleArn("backup"),
    selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }],
    ...more,
  },
  edges: { planId: "plan", ...edges },
});
export const optIn = (preference: unknown): Given => ({
  type: "aws:backup/regionSettings:RegionSettings",
  name: "region",
  inputs: { resourceTypeOptInPreference: preference, resourceTypeManagementPreference: { DynamoDB: true } },
});
export const SERVICES = { DynamoDB: true, RDS: true, S3: true, Aurora: true };
export const restoreTest = (more: Inputs = {}): Given => ({
  type: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  name: "restore",
  inputs: {
    protectedResourceType: "DynamoDB",
    protectedResourceArns: ["*"],
    restoreTestingPlanName: "tests",
    iamRoleArn: roleArn("restore"),
    ...more,
  },
});
export const FAILURES: Given = {
  type: "aws:cloudwatch/eventRule:EventRule",
  name: "failures",
  inputs: { name: "failures", eventPattern: FAILED_JOBS["backup-failed"] },
};
export const VAULT_TELLS: Given = {
  type: "aws:backup/vaultNotifications:VaultNotifications",
  name: "notifications",
  inputs: {
    ...{ backupVaultName: "vault", backupVaultEvents: [...VAULT_EVENTS] },
    snsTopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts`,
  },
};
export const TARGET: Given = {
  type: "aws:cloudwatch/eventTarget:EventTarget",
  name: "target",
  inputs: { rule: "failures", arn: `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts` },
};

export const table = (more: Inputs = {}): Given => ({
  type: "aws:dynamodb/table:Table",
  name: "orders",
  inputs: {
    name: "orders",
    tags: { backup: "daily" },
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true, kmsKeyArn: keyArn() },
    deletionProtectionEnabled: true,
    ...more,
  },
});
export const database = (more: Inputs = {}): Given => ({
  type: "aws:rds/instance:Instance",
  name: "db",
  inputs: {
    engine: "postgres",
    identifier: "db",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    tags: { backup: "daily" },
    backupRetentionPeriod: 14,
    deletionProtection: true,
    copyTagsToSnapshot: true,
    storageEncrypted: true,
    kmsKeyId: keyArn(),
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: keyArn(),
    vpcSecurityGroupIds: ["sg-1"],
    ...more,
  },
});
export const bucket = (more: Inputs = {}, name = "files"): Given => ({
  type: "aws:s3/bucket:Bucket",
  name,
  inputs: { bucket: name, tags: { backup: "daily" }, ...more },
});
const part = (type: string, inputs: Inputs, name: string): Given => ({
  type: `aws:s3/${type}:${type.replace(/^./, (letter) => letter.toUpperCase())}`,
  name: `files-${name}`,
  inputs: { bucket: UNKNOWN_VALUE, ...inputs },
  edges: { bucket: "files" },
});
export const versioning = (status: unknown = "Enabled"): Given =>
  part("bucketVersioning", { versioningConfiguration: { status } }, "versioning");
export const sse = (more: Inputs = {}, bucketKeyEnabled: unknown = true): Given =>
  part(
    "bucketServerSideEncryptionConfiguration",
    {
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn(), ...more },
          bucketKeyEnabled,
        },
      ],
    },
    "encryption",
  );
export const BLOCKED = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
export const block = (more: Inputs = {}): Given => part("bucketPublicAccessBlock", { ...BLOCKED, ...more }, "block");

/** One rule for the whole bucket. */
export const lifecycle = (more: Inputs): Given =>
  part("bucketLifecycleConfiguration", { rules: [{ id: "all", status: "Enabled", filter: {}, ...more }] }, "lifecycle");
export const objectLock = (defaultRetention: unknown): Given =>
  part("bucketObjectLockConfiguration", { rule: { defaultRetention } }, "lock");

/** The policy of a bucket that refuses plain text and uploads under other keys. */
export const guard = ({ isLocked = false } = {}): Given =>
  part(
    "bucketPolicy",
    {
      policy: encryptedBucketPolicy({
        ...{ bucketArn: "arn:aws:s3:::files", keyArn: keyArn(), breakGlass: [], isLocked },
      }),
    },
    "guard",
  );

/** A stack that keeps every rule on backups. */
export const BACKUPS: readonly Given[] = [
  vault(),
  lock(),
  vaultPolicyOf(STOPPING),
  airGapped(),
  plan(),
  selection(),
  optIn(SERVICES),
  restoreTest(),
  FAILURES,
  TARGET,
  VAULT_TELLS,
  table(),
];
/** That stack with one resource in place of the one of its type and name, or without it. */
export const withOther = (...others: readonly Given[]): Given[] => [
  ...BACKUPS.filter(({ type, name }) => !others.some((other) => other.type === type && other.name === name)),
  ...others,
];
export const withoutOne = (...gone: readonly Given[]): Given[] =>
  BACKUPS.filter(({ type, name }) => !gone.some((other) => other.type === type && other.name === name));

/** The Deny of a bucket's policy that every bucket needs. */
export const PLAIN_TEXT = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::files", "arn:aws:s3:::files/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
export const bucketPolicy = (...Statement: object[]): Given => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "policy",
  inputs: { bucket: "files", policy: JSON.stringify({ Version: "2012-10-17", Statement }) },
});
