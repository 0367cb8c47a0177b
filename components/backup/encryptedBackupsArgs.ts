import type * as pulumi from "@pulumi/pulumi";

/** Types of data stores that AWS Backup backs up, by its own names. */
export const BackupResourceType = {
  /** Clusters of Aurora. */
  Aurora: "Aurora",
  /** Clusters of DocumentDB. */
  DocumentDB: "DocumentDB",
  /** Tables of DynamoDB. */
  DynamoDB: "DynamoDB",
  /** Volumes of EBS. */
  EBS: "EBS",
  /** Instances of EC2, with their volumes. */
  EC2: "EC2",
  /** File systems of EFS. */
  EFS: "EFS",
  /** Clusters of Neptune. */
  Neptune: "Neptune",
  /** Instances of RDS. */
  RDS: "RDS",
  /** Buckets of S3. */
  S3: "S3",
} as const;
export type BackupResourceType = (typeof BackupResourceType)[keyof typeof BackupResourceType];

/** Who can take a vault lock back: whoever has the permission, or after its cool-off nobody. */
export const VaultLockMode = {
  /** Who has the permission can remove the lock. */
  Governance: "governance",
  /** Nobody can, AWS included, once the cool-off is over. */
  Compliance: "compliance",
} as const;
export type VaultLockMode = (typeof VaultLockMode)[keyof typeof VaultLockMode];

/** Kinds of vaults that recovery points are copied to. */
export const BackupCopyKind = {
  /** A logically air-gapped vault, locked in compliance mode under a key of AWS's own. */
  AirGapped: "air-gapped",
  /** A vault of the same account that the component makes. */
  Standard: "standard",
  /** A vault of another account, which exists. */
  OtherAccount: "other-account",
} as const;
export type BackupCopyKind = (typeof BackupCopyKind)[keyof typeof BackupCopyKind];

/** One schedule of backups. */
export interface BackupScheduleArgs {
  /** `cron(0 3 ? * * *)` or `rate(1 day)`, as Amazon EventBridge has them. @default each schedule's own, at night */
  schedule?: string;
  /** Days until recovery points are deleted. @default 35 daily, 90 weekly, 365 monthly */
  retention?: number;
  /** Days until they move to cold storage, at least 90 before they are deleted. Only DynamoDB, EBS and EFS have it. @default never */
  coldStorageAfter?: number;
}

/** Continuous backups, from which data stores are restored to any second. */
export interface ContinuousBackupArgs {
  /** Days back to which one can go, at most 35. @default 35 */
  retention?: number;
}

/** AWS Backup Vault Lock: no recovery point lives shorter or longer, however it is made. */
export interface VaultLockArgs {
  /** @default VaultLockMode.Governance */
  mode?: VaultLockMode;
  /** Days. @default the shortest retention of the plan */
  minRetention?: number;
  /** Days. @default 3660, ten years */
  maxRetention?: number;
  /** Days, 3 or more, in which a compliance lock can still be taken back. Needed with `Compliance`. */
  coolOff?: number;
  /** Says that a compliance lock is meant, which nobody, AWS included, can remove later. @default false */
  irreversible?: boolean;
}

/** A vault that recovery points are copied to. */
export interface BackupCopyArgs {
  /**
   * `AirGapped`: a logically air-gapped vault, locked from its first day, under a key that AWS owns and nobody can delete.
   * `Standard`: a vault with a governance lock, under a key of its own in its Region, which nobody but break-glass can delete.
   * `OtherAccount`: a vault that exists in another account of the organisation.
   */
  kind: BackupCopyKind;
  /** The Region of a vault that is made here. @default the Region of the backups */
  region?: string;
  /** `OtherAccount`: the vault's ARN. */
  vaultArn?: string;
  /** Days that copies are kept. @default as long as the recovery point */
  retention?: number;
  /** `OtherAccount`: the least days that the lock there demands, so that no copy fails by it. */
  minRetention?: number;
  /** `OtherAccount`: the most days that the lock there allows. */
  maxRetention?: number;
}

/** The tag of the data stores that are backed up. */
export interface BackupTagArgs {
  /** @default backup */
  key?: string;
  /** @default true */
  value?: string;
}

/** How it is proved that backups restore. */
export interface RestoreTestArgs {
  /** Whether restores are tested. Without tests, `exceptions` says so. @default true */
  enabled?: boolean;
  /** @default cron(0 5 ? * SUN *), each Sunday */
  schedule?: string;
  /** Days without a validated restore after which the alarm rings, at most 30. @default 14 */
  maxAge?: number;
  /**
   * What AWS Backup cannot infer, by type of data store: for example `{ RDS: { dbSubnetGroupName: "restores" } }`.
   * @default none
   */
  metadata?: Record<string, Record<string, string>>;
}

/** What a set of backups needs. */
export interface EncryptedBackupsArgs {
  /** The id of the AWS account, 12 digits. It stands in every policy, so that they are known at a preview. */
  accountId: string;
  /** The Region of the data stores, for example `eu-west-1`. */
  region: string;
  /** What names of vaults and roles begin with, unique in the account. @default the component's name, a hyphen and the stack's */
  prefix?: string;
  /** Types of data stores that are backed up. Others are left out even where they carry the tag and are not opted in. */
  resourceTypes: BackupResourceType[];
  /**
   * ARNs of the IAM roles that may destroy backups and change the policies of vault and key, used in emergencies alone;
   * at least one. Everyone else is denied, administrators and this program's later updates of these policies included.
   */
  breakGlass: string[];
  /** Where copies go. An empty list shows up in `exceptions`. */
  copies: BackupCopyArgs[];
  /** Mailboxes that are told of jobs that fail and of restores that are not proved; each must confirm its subscription. */
  alertTo: string[];
  /** ARNs of IAM principals who administer the key. @default whoever the account's policies let */
  keyAdministrators?: string[];
  /** @default the tag `backup` with the value `true` */
  tag?: BackupTagArgs;
  /** @default every night, kept 35 days */
  daily?: BackupScheduleArgs;
  /** @default each Sunday, kept 90 days */
  weekly?: BackupScheduleArgs;
  /** @default none; an empty object is the first of each month, kept 365 days */
  monthly?: BackupScheduleArgs;
  /** The time zone of the schedules. @default Etc/UTC */
  timezone?: string;
  /** @default none; an empty object is 35 days */
  continuous?: ContinuousBackupArgs;
  /** @default a governance lock */
  lock?: VaultLockArgs;
  /** @default every Sunday, with an alarm after 14 days */
  restoreTest?: RestoreTestArgs;
  /** ARNs of the roles of EC2 instances that restore tests start. @default none, so that no instance with a role is restored */
  instanceRoles?: string[];
  /** Whether GuardDuty scans recovery points of EBS, EC2 and S3 for malware, at its own price. @default false */
  malwareScan?: boolean;
  /**
   * Whether the Region's opt-in is set for `resourceTypes`; another set of backups in the Region may do it.
   * @default true
   */
  regionSettings?: boolean;
  /** Tags of all resources that have tags. @default none */
  tags?: Record<string, pulumi.Input<string>>;
  /** The day of the deploy as an ISO date, for schedules and the lock's date. @default today in UTC */
  today?: string;
}
