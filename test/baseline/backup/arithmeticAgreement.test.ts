/** The arithmetic of backups beside an oracle that was written without it: they must find the same faults. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkBackupRule } from "../../../baseline/backup/arithmetic.js";
import type { BackupFault, BackupFaultKind } from "../../../baseline/backup/fault.js";
import type { BackupCopy, BackupRule, BackupVault, VaultLock } from "../../../baseline/backup/plan.js";
import { checkVaultLock } from "../../../baseline/backup/vaultLock.js";
import { UNKNOWN } from "../../../baseline/unknown.js";
import { ruleVerdict, vaultVerdict } from "./oracle.js";

const RUNS = 100_000;
const TODAY = "2027-01-01";

const SCHEDULES = [
  "cron(0 5 ? * * *)",
  "cron(0 5 * * ? *)",
  "cron(0 * * * ? *)",
  "cron(0/30 * * * ? *)",
  "cron(0,59 5 * * ? *)",
  "cron(0 0,23 ? * MON-FRI *)",
  "cron(30 0,23 L * ? *)",
  "cron(5,55 0,23 * * ? *)",
  "cron(0 5 31 2 ? *)",
  "cron(0 5 31 APR,JUN ? *)",
  "cron(0 5 29 FEB ? *)",
  "cron(0 5 1 1 ? 2020-2026)",
  "cron(0 5 ? * * 2030)",
  "cron(0 5 * * * *)",
  "cron(0 5 ? * ? *)",
  "cron(0 24 * * ? *)",
  "cron(60 5 * * ? *)",
  "cron(0 5 * *)",
  "cron(0 5 0 * ? *)",
  "cron(0 5 ? 13 * *)",
  "rate(1 hour)",
  "rate(59 minutes)",
  "rate(60 minutes)",
  "rate(1 minutes)",
  "rate(0 days)",
  "rate(1 day)",
  "daily",
  "",
];

/** Around every bound of days that AWS documents, and what is no number of days. */
const DAYS = [
  -1, 0, 0.5, 1, 2, 3, 6, 7, 8, 30, 34, 35, 36, 89, 90, 91, 92, 97, 125, 126, 127, 365, 36_410, 36_499, 36_500, 36_501,
];
const MINUTES = [0, 59, 60, 61, 119, 120, 121, 480, 539, 540, 541, 10_019, 10_020, 10_021, 10_079, 10_080, 10_081];

const days = fc.constantFrom(...DAYS);
const daysOrNone = fc.oneof({ arbitrary: days, weight: 3 }, { arbitrary: fc.constant(undefined), weight: 1 });
const minutes = fc.oneof(fc.constantFrom(...MINUTES), fc.constant(undefined));
const lock: fc.Arbitrary<VaultLock> = fc.record({
  minRetention: daysOrNone,
  maxRetention: daysOrNone,
  mode: fc.constantFrom("governance", "compliance"),
  coolOff: daysOrNone,
});

function vault(label: string): fc.Arbitrary<BackupVault> {
  return fc.record({
    label: fc.constant(label),
    isAirGapped: fc.boolean(),
    lock: fc.oneof({ arbitrary: lock, weight: 4 }, { arbitrary: fc.constant(undefined), weight: 1 }),
  });
}

interface Combination {
  readonly rule: BackupRule;
  readonly vaults: readonly BackupVault[];
}

const copyOf = fc.record({
  deleteAfter: daysOrNone,
  coldStorageAfter: fc.oneof(daysOrNone, fc.constant(undefined)),
  to: fc.constantFrom("own", "second", "unknown"),
});

const combinations: fc.Arbitrary<Combination> = fc
  .record({
    own: fc.option(vault("own"), { nil: undefined, freq: 9 }),
    second: vault("second"),
    deleteAfter: daysOrNone,
    coldStorageAfter: fc.oneof(daysOrNone, fc.constant(undefined)),
    isContinuous: fc.boolean(),
    startWindow: minutes,
    completionWindow: minutes,
    // To read a schedule is to walk through years: that is what takes the time here.
    schedule: fc.oneof(
      { arbitrary: fc.constant<typeof UNKNOWN>(UNKNOWN), weight: 19 },
      { arbitrary: fc.constantFrom(...SCHEDULES, undefined), weight: 1 },
    ),
    copies: fc.array(copyOf, { maxLength: 2 }),
  })
  .map(({ own, second, copies, ...rule }) => ({
    vaults: own === undefined ? [second] : [own, second],
    rule: {
      ...rule,
      label: "rule",
      vault: own,
      copies: copies.map(({ to, ...lifecycle }, index): BackupCopy => {
        const target = { own, second, unknown: undefined }[to];
        return { ...lifecycle, label: `copy ${index}`, vault: target };
      }),
    },
  }));

function told(faults: readonly BackupFault[]): string[] {
  return [...new Set(faults.map(({ label, kind }) => `${label}: ${kind}`))].sort();
}

test(`${RUNS} combinations of rules, locks and copies: the oracle finds the same faults`, { timeout: 60_000 }, () => {
  const found = new Map<BackupFaultKind, number>();
  let sound = 0;
  fc.assert(
    fc.property(combinations, ({ rule, vaults }) => {
      const faults = [...checkBackupRule(rule, TODAY), ...vaults.flatMap((one) => checkVaultLock(one))];
      const expected = [...ruleVerdict(rule), ...vaults.flatMap((one) => [...vaultVerdict(one)])].sort();
      expect(told(faults)).toEqual(expected);
      if (faults.length === 0) sound++;
      for (const { kind, reason, fix, reference } of faults) {
        found.set(kind, (found.get(kind) ?? 0) + 1);
        if (!/^\S[^]*\.$/.test(reason) || fix === "" || reference === "")
          throw new Error(`${kind} has no reason: ${reason}`);
      }
    }),
    { numRuns: RUNS },
  );
  // Each law was broken, and some combinations break none.
  expect([...found.keys()].sort()).toEqual([...KINDS].sort());
  expect(Math.min(...found.values())).toBeGreaterThan(200);
  expect(sound).toBeGreaterThan(10);
});

const KINDS: readonly BackupFaultKind[] = [
  "retention out of range",
  "cold storage out of range",
  "cold storage too short",
  "continuous too long",
  "continuous in cold storage",
  "start window too short",
  "completion window too short",
  "schedule unreadable",
  "schedule never fires",
  "schedule too frequent",
  "below the lock",
  "above the lock",
  "copy to its own vault",
  "lock out of range",
  "lock reversed",
  "cool-off out of range",
  "cool-off without compliance",
  "compliance without cool-off",
  "air-gapped too short",
];
