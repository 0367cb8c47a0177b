/**
 * Backup plans, vaults and their locks as plain values: what components build from and what the readers of the policy
 * pack make of resources. Days are whole numbers. Any value may be unknown at preview.
 *
 * Source: AWS Backup API Reference (BackupRule, Lifecycle, CopyAction, PutBackupVaultLockConfiguration).
 */
import type { Maybe } from "../unknown.js";

/** When recovery points move to cold storage and when they are deleted. */
export interface Lifecycle {
  /** Days until deletion; `undefined` keeps them for ever. */
  readonly deleteAfter: Maybe<number> | undefined;
  /** Days until they move to cold storage; `undefined` for never. */
  readonly coldStorageAfter: Maybe<number> | undefined;
}

/** Where a rule copies its recovery points. */
export interface BackupCopy extends Lifecycle {
  /** As a person would name it: an argument's path or a resource's name. */
  readonly label: string;
  readonly vault: BackupVault | undefined;
}

/** One rule of a backup plan. */
export interface BackupRule extends Lifecycle {
  readonly label: string;
  /** `undefined` takes AWS's default, {@link DEFAULT_SCHEDULE}. */
  readonly schedule: Maybe<string> | undefined;
  /** Minutes within which a job must start. `undefined` takes AWS's default, {@link DEFAULT_START_WINDOW}. */
  readonly startWindow: Maybe<number> | undefined;
  /** Minutes within which a job must be done. `undefined` takes AWS's default, {@link DEFAULT_COMPLETION_WINDOW}. */
  readonly completionWindow: Maybe<number> | undefined;
  /** Whether point-in-time recovery is kept for the types that have it. */
  readonly isContinuous: Maybe<boolean>;
  /** `undefined` where the target vault is not known here. */
  readonly vault: BackupVault | undefined;
  readonly copies: readonly BackupCopy[];
}

/** A backup vault, or a logically air-gapped one. */
export interface BackupVault {
  readonly label: string;
  readonly isAirGapped: boolean;
  /** `undefined` where it has none. An air-gapped vault's bounds are a compliance lock. */
  readonly lock: VaultLock | undefined;
}

/** AWS Backup Vault Lock. */
export interface VaultLock {
  /** Days. A job whose recovery points would live shorter fails. */
  readonly minRetention: Maybe<number> | undefined;
  /** Days. A job whose recovery points would live longer fails. */
  readonly maxRetention: Maybe<number> | undefined;
  /** `governance` can be removed by whoever has the permission; `compliance` by nobody once the cool-off is over. */
  readonly mode: Maybe<"governance" | "compliance">;
  /** Days in which a compliance lock can still be removed (`ChangeableForDays`). */
  readonly coolOff: Maybe<number> | undefined;
}

/** AWS Backup API Reference, BackupRule: what holds where the plan has no schedule. */
export const DEFAULT_SCHEDULE = "cron(0 5 ? * * *)";
/** Minutes. */
export const DEFAULT_START_WINDOW = 480;
/** Minutes: seven days. */
export const DEFAULT_COMPLETION_WINDOW = 10_080;
/** Minutes. AWS refuses plans whose jobs would start more often, and windows that are shorter. */
export const SHORTEST_INTERVAL = 60;
/** Days between the move to cold storage and deletion. */
export const SHORTEST_COLD_STORAGE = 90;
/** Days: the longest retention of a continuous backup. */
export const LONGEST_CONTINUOUS = 35;
/** Days: a hundred years, the longest retention that AWS Backup takes. */
export const LONGEST_RETENTION = 36_500;
/** Days: the shortest cool-off of a compliance lock; the longest is {@link LONGEST_RETENTION}. */
export const SHORTEST_COOL_OFF = 3;
/** Days: the shortest minimum retention of a logically air-gapped vault. */
export const SHORTEST_AIR_GAPPED = 7;
