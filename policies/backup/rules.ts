import type { Rule } from "../framework/rule.js";
import { bucketVersions } from "./bucketVersioning.js";
import { copyElsewhere } from "./copyElsewhere.js";
import { copyVault } from "./copyVault.js";
import { backupCoverage } from "./coverage.js";
import { databaseBackups } from "./databaseBackups.js";
import { failureAlert } from "./failureAlert.js";
import { jobEvents } from "./jobEvents.js";
import { keyOutlivesStack } from "./keyOutlivesStack.js";
import { objectRetentionRule } from "./objectRetention.js";
import { publicSnapshots } from "./publicSnapshots.js";
import { recoveryPoint } from "./recoveryPoint.js";
import { restoreAlarmRule } from "./restoreAlarm.js";
import { restoreTesting } from "./restoreTesting.js";
import { retention } from "./retention.js";
import { silentAlarm } from "./silentAlarm.js";
import { snapshotRetention } from "./snapshotRetention.js";
import { tableRecovery } from "./tableRecovery.js";
import { vaultKey } from "./vaultKey.js";
import { vaultLockRule } from "./vaultLock.js";
import { vaultPolicyRule } from "./vaultPolicy.js";

export const backupRules: readonly Rule[] = [
  vaultKey,
  vaultLockRule,
  vaultPolicyRule,
  retention,
  recoveryPoint,
  copyElsewhere,
  backupCoverage,
  copyVault,
  databaseBackups,
  tableRecovery,
  bucketVersions,
  snapshotRetention,
  publicSnapshots,
  restoreTesting,
  failureAlert,
  keyOutlivesStack,
  silentAlarm,
  restoreAlarmRule,
  jobEvents,
  objectRetentionRule,
];
