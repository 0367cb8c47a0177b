import * as pulumi from "@pulumi/pulumi";
import { BACKUP_TAG } from "../../baseline/backup/backupTag.js";
import type { BackupProgramInput, ScheduleInput } from "../../baseline/backup/backupProgram.js";
import { LONGEST_CONTINUOUS } from "../../baseline/backup/plan.js";
import { DAILY_RETENTION, RESTORE_TEST_AGE, WEEKLY_RETENTION } from "../../baseline/backup/programExceptions.js";
import { today } from "../email/today.js";
import { VaultLockMode, type BackupScheduleArgs, type EncryptedBackupsArgs } from "./encryptedBackupsArgs.js";

const MONTHLY_RETENTION = 365;

/** The arguments with their defaults, as plain values to decide by. */
export function readBackups(name: string, args: EncryptedBackupsArgs): BackupProgramInput {
  const { restoreTest, monthly } = args;
  return {
    prefix: args.prefix ?? `${name}-${pulumi.getStack()}`,
    accountId: args.accountId,
    region: args.region,
    resourceTypes: args.resourceTypes,
    schedules: [
      read("daily", args.daily, "cron(0 3 ? * * *)", DAILY_RETENTION),
      read("weekly", args.weekly, "cron(0 4 ? * SUN *)", WEEKLY_RETENTION),
      ...(monthly === undefined ? [] : [read("monthly", monthly, "cron(0 4 1 * ? *)", MONTHLY_RETENTION)]),
    ],
    continuous: args.continuous && (args.continuous.retention ?? LONGEST_CONTINUOUS),
    lock: {
      ...args.lock,
      mode: args.lock?.mode ?? VaultLockMode.Governance,
      irreversible: args.lock?.irreversible ?? false,
    },
    copies: args.copies,
    breakGlass: args.breakGlass,
    keyAdministrators: args.keyAdministrators ?? [],
    instanceRoles: args.instanceRoles ?? [],
    alertTo: args.alertTo,
    tag: { key: args.tag?.key ?? BACKUP_TAG.key, value: args.tag?.value ?? BACKUP_TAG.value },
    malwareScan: args.malwareScan ?? false,
    regionSettings: args.regionSettings ?? true,
    restoreTest:
      restoreTest?.enabled === false
        ? undefined
        : {
            schedule: restoreTest?.schedule ?? "cron(0 5 ? * SUN *)",
            maxAge: restoreTest?.maxAge ?? RESTORE_TEST_AGE,
            metadata: restoreTest?.metadata ?? {},
          },
    today: args.today ?? today(),
  };
}

function read(
  name: ScheduleInput["name"],
  { schedule, retention, coldStorageAfter }: BackupScheduleArgs = {},
  defaultSchedule: string,
  defaultRetention: number,
): ScheduleInput {
  return {
    name,
    schedule: schedule ?? defaultSchedule,
    retention: retention ?? defaultRetention,
    ...(coldStorageAfter === undefined ? {} : { coldStorageAfter }),
  };
}
