import { inRange, isDays, known, teller } from "./arithmetic.js";
import type { BackupFault } from "./fault.js";
import { LONGEST_RETENTION, SHORTEST_AIR_GAPPED, SHORTEST_COOL_OFF, type BackupVault } from "./plan.js";

const REFERENCE = "AWS Backup API Reference, PutBackupVaultLockConfiguration";
const AIR_GAPPED = "AWS Backup API Reference, CreateLogicallyAirGappedBackupVault";

/** What is wrong with the bounds of a vault by themselves. */
export function checkVaultLock(vault: BackupVault): BackupFault[] {
  const { lock, isAirGapped } = vault;
  const faults: BackupFault[] = [];
  const tell = teller(faults, vault.label);
  if (isAirGapped && lock?.minRetention === undefined) {
    const reason = "The air-gapped vault demands no retention, and AWS makes none without.";
    tell("air-gapped too short", "minRetention", reason, `Demand ${SHORTEST_AIR_GAPPED} days or more.`, AIR_GAPPED);
  }
  if (lock === undefined) return lockFaults(faults);
  for (const property of ["minRetention", "maxRetention"] as const) {
    const days = lock[property];
    if (!known(days) || isDays(days)) continue;
    const reason = `The lock's ${property} is ${days} days. Allowed are whole days from 1 to ${LONGEST_RETENTION}.`;
    tell("lock out of range", property, reason, "Give the bound in whole days.", REFERENCE);
  }
  const { mode, coolOff } = lock;
  const minRetention = inRange(lock.minRetention);
  const maxRetention = inRange(lock.maxRetention);
  if (known(minRetention) && known(maxRetention) && maxRetention < minRetention) {
    const reason = `The lock allows at most ${maxRetention} days and demands at least ${minRetention}: no recovery point fits.`;
    tell("lock reversed", "maxRetention", reason, "Let the upper bound be the larger one.", REFERENCE);
  }
  if (isAirGapped) {
    if (known(minRetention) && minRetention < SHORTEST_AIR_GAPPED) {
      const reason = `The air-gapped vault demands ${minRetention} days. Allowed are ${SHORTEST_AIR_GAPPED} days or more.`;
      tell("air-gapped too short", "minRetention", reason, `Demand ${SHORTEST_AIR_GAPPED} days or more.`, AIR_GAPPED);
    }
    return lockFaults(faults); // its lock is AWS's own, in compliance mode from the first day
  }
  if (mode === "compliance" && coolOff === undefined) {
    const reason = "A compliance lock has no cool-off: nobody could take it back from the first moment.";
    tell("compliance without cool-off", "coolOff", reason, `Give ${SHORTEST_COOL_OFF} days or more.`, REFERENCE);
  }
  if (mode === "governance" && coolOff !== undefined) {
    const reason = "A cool-off makes a lock a compliance lock: once it is over, nobody can remove the lock.";
    tell("cool-off without compliance", "coolOff", reason, "Leave it out, or choose compliance mode.", REFERENCE);
  }
  if (mode === "compliance" && known(coolOff) && !isDays(coolOff, SHORTEST_COOL_OFF)) {
    const reason = `The cool-off is ${coolOff} days. Allowed are whole days from ${SHORTEST_COOL_OFF} to ${LONGEST_RETENTION}.`;
    tell("cool-off out of range", "coolOff", reason, `Give ${SHORTEST_COOL_OFF} days or more.`, REFERENCE);
  }
  return lockFaults(faults);
}

function lockFaults(faults: readonly BackupFault[]): BackupFault[] {
  return faults.map((fault) => ({ ...fault, rule: "BKP02" }));
}
