import { describe, expect, it } from "vitest";
import { checkBackupRule } from "../../../baseline/backup/arithmetic.js";
import { toFinding, toProblem } from "../../../baseline/backup/fault.js";
import type { BackupCopy, BackupRule, BackupVault } from "../../../baseline/backup/plan.js";
import { recoveryPointMinutes } from "../../../baseline/backup/scheduleFaults.js";
import { UNKNOWN } from "../../../baseline/unknown.js";

const TODAY = "2026-11-25";

function vault(label: string, minRetention?: number, maxRetention?: number): BackupVault {
  const lock = { minRetention, maxRetention, mode: "governance", coolOff: undefined } as const;
  return { label, isAirGapped: false, lock };
}

const main = vault("shop", 35, 3660);
const elsewhere = vault("shop-copy", 35, 3660);
const copy: BackupCopy = {
  label: "daily.copies[0]",
  vault: elsewhere,
  deleteAfter: undefined,
  coldStorageAfter: undefined,
};
const daily: BackupRule = {
  label: "daily",
  schedule: undefined,
  startWindow: undefined,
  completionWindow: undefined,
  isContinuous: false,
  deleteAfter: 35,
  coldStorageAfter: undefined,
  vault: main,
  copies: [copy],
};

function told(changes: Partial<BackupRule>): string[] {
  return checkBackupRule({ ...daily, ...changes }, TODAY).map(
    (fault) => `${fault.label}.${fault.property}: ${fault.reason}`,
  );
}

it("a daily backup of 35 days with a copy under the same bounds has no fault", () => {
  expect(told({})).toEqual([]);
});

describe("retention and cold storage", () => {
  it.each([0, -1, 1.5, 36_501, Number.NaN])("%s days are no retention", (deleteAfter) => {
    expect(told({ deleteAfter, copies: [] })).toEqual([
      `daily.deleteAfter: The retention is ${deleteAfter} days. Allowed are whole days from 1 to 36500.`,
    ]);
  });

  it.each([1, 36_500])("%s days are a retention", (deleteAfter) => {
    expect(told({ deleteAfter, vault: undefined, copies: [] })).toEqual([]);
  });

  it.each([0, 0.5, 36_501])("no recovery point moves after %s days", (coldStorageAfter) => {
    expect(told({ coldStorageAfter })).toEqual([
      `daily.coldStorageAfter: Recovery points move to cold storage after ${coldStorageAfter} days. Allowed are whole days from 1 to 36500.`,
    ]);
  });

  it("what moved to cold storage stays there for 90 days", () => {
    expect(told({ coldStorageAfter: 30, deleteAfter: 119 })).toEqual([
      "daily.deleteAfter: Recovery points move to cold storage after 30 days and are deleted after 119; they must stay there for at least 90 days.",
    ]);
    expect(told({ coldStorageAfter: 30, deleteAfter: 120 })).toEqual([]);
  });

  it("what is kept for ever may move at any time", () => {
    expect(told({ coldStorageAfter: 30, deleteAfter: undefined, vault: undefined, copies: [] })).toEqual([]);
  });
});

describe("continuous backup", () => {
  const continuous = { isContinuous: true, vault: undefined, copies: [] };

  it("lives for 35 days at most", () => {
    expect(told({ ...continuous, deleteAfter: 35 })).toEqual([]);
    expect(told({ ...continuous, deleteAfter: 36 })).toEqual([
      "daily.deleteAfter: A continuous backup is to be kept for 36 days. Allowed are 1 to 35 days.",
    ]);
    expect(told({ ...continuous, deleteAfter: undefined })).toEqual([
      "daily.deleteAfter: A continuous backup is to be kept for ever. Allowed are 1 to 35 days.",
    ]);
  });

  it("does not move to cold storage, though its copies may, since they are snapshots", () => {
    expect(told({ ...continuous, coldStorageAfter: UNKNOWN })).toEqual([
      "daily.coldStorageAfter: A continuous backup cannot move to cold storage.",
    ]);
    expect(told({ ...continuous, copies: [{ ...copy, coldStorageAfter: 30, deleteAfter: 365 }] })).toEqual([]);
  });
});

describe("windows", () => {
  it("a job has an hour to start", () => {
    expect(told({ startWindow: 60 })).toEqual([]);
    expect(told({ startWindow: 59 })).toEqual([
      "daily.startWindow: The start window is 59 minutes. Allowed are 60 minutes or more.",
    ]);
  });

  it("a job that starts at the last minute has an hour to complete", () => {
    expect(told({ startWindow: 60, completionWindow: 120 })).toEqual([]);
    expect(told({ startWindow: 60, completionWindow: 119 })).toEqual([
      "daily.completionWindow: The completion window is 119 minutes and the start window 60; it must be at least 60 minutes longer.",
    ]);
  });

  it("AWS's defaults count where none is given: 8 hours to start, 7 days to complete", () => {
    expect(told({ completionWindow: 540 })).toEqual([]);
    expect(told({ completionWindow: 539 })).toHaveLength(1);
    expect(told({ startWindow: 10_020 })).toEqual([]);
    expect(told({ startWindow: 10_021 })).toHaveLength(1);
  });
});

describe("schedule", () => {
  it("that cannot be read", () => {
    expect(told({ schedule: "daily" })).toEqual([
      'daily.schedule: "daily" is no schedule. Allowed are cron(minutes hours day-of-month month day-of-week year) and rate(value unit).',
    ]);
  });

  it("that never fires", () => {
    expect(told({ schedule: "cron(0 5 31 2 ? *)" })).toEqual([
      'daily.schedule: The schedule "cron(0 5 31 2 ? *)" never fires.',
    ]);
    expect(told({ schedule: "cron(0 5 * * ? 2025)" })).toHaveLength(1);
  });

  it("that fires more than once an hour", () => {
    expect(told({ schedule: "cron(0/30 * * * ? *)" })).toEqual([
      'daily.schedule: The schedule "cron(0/30 * * * ? *)" starts jobs 30 minutes apart. Allowed are 60 minutes or more.',
    ]);
    expect(told({ schedule: "rate(1 hour)" })).toEqual([]);
  });

  it("meets a recovery point objective of its longest gap and the start window", () => {
    expect(recoveryPointMinutes({ ...daily, startWindow: 60 }, TODAY)).toBe(24 * 60 + 60);
    expect(recoveryPointMinutes({ ...daily, schedule: "cron(0 5 ? * SUN *)" }, TODAY)).toBe(7 * 24 * 60 + 480);
    expect(recoveryPointMinutes({ ...daily, schedule: "cron(0 5 * * ? 2027)" }, TODAY)).toBe(Infinity);
    expect(recoveryPointMinutes({ ...daily, schedule: UNKNOWN }, TODAY)).toBeUndefined();
    expect(recoveryPointMinutes({ ...daily, schedule: "daily" }, TODAY)).toBeUndefined();
  });
});

describe("the lock of a vault", () => {
  it("demands a retention", () => {
    expect(told({ deleteAfter: 34, copies: [] })).toEqual([
      "daily.deleteAfter: Recovery points are to be kept for 34 days, but the lock of shop demands 35 days or more: every job would fail.",
    ]);
  });

  it("allows a retention", () => {
    expect(told({ deleteAfter: 3660 })).toEqual([]);
    expect(told({ deleteAfter: 3661, copies: [] })).toEqual([
      "daily.deleteAfter: Recovery points are to be kept for 3661 days, but the lock of shop allows 3660 days at most: every job would fail.",
    ]);
  });

  it("does not allow what is kept for ever, unless it has no upper bound", () => {
    expect(told({ deleteAfter: undefined, copies: [] })).toEqual([
      "daily.deleteAfter: Recovery points are to be kept for ever, but the lock of shop allows 3660 days at most: every job would fail.",
    ]);
    expect(told({ deleteAfter: undefined, vault: vault("shop", 35), copies: [] })).toEqual([]);
  });

  it("whose bound is out of range is told as such, and binds nothing here", () => {
    expect(told({ vault: vault("shop", undefined, -1), copies: [] })).toEqual([]);
  });
});

describe("a copy", () => {
  it("lives as long as its rule says where it does not say so itself", () => {
    expect(told({ vault: undefined, deleteAfter: 30 })).toEqual([
      "daily.copies[0].deleteAfter: Recovery points are to be kept for 30 days, but the lock of shop-copy demands 35 days or more: every job would fail.",
    ]);
  });

  it("with a lifecycle of its own takes none of its rule's", () => {
    // Cold storage is given and the retention is not: the copy is kept for ever.
    expect(told({ copies: [{ ...copy, coldStorageAfter: 30 }] })).toEqual([
      "daily.copies[0].deleteAfter: Recovery points are to be kept for ever, but the lock of shop-copy allows 3660 days at most: every job would fail.",
    ]);
    expect(told({ copies: [{ ...copy, coldStorageAfter: 30, deleteAfter: 100 }] })).toEqual([
      "daily.copies[0].deleteAfter: Recovery points move to cold storage after 30 days and are deleted after 100; they must stay there for at least 90 days.",
    ]);
  });

  it("goes to another vault than its rule's", () => {
    expect(told({ copies: [{ ...copy, vault: main }] })).toEqual([
      "daily.copies[0].vault: The copy goes to the vault shop, in which the recovery point already lies.",
    ]);
    expect(told({ vault: undefined, copies: [{ ...copy, vault: undefined }] })).toEqual([]);
  });
});

describe("all at once", () => {
  const faults = checkBackupRule(
    { ...daily, schedule: "rate(1 minute)", startWindow: 30, deleteAfter: 20, isContinuous: true, coldStorageAfter: 5 },
    TODAY,
  );

  it("tells every fault of a rule, with what to do and where it says so", () => {
    expect(faults.map(({ kind }) => kind)).toEqual([
      "schedule too frequent",
      "cold storage too short",
      "continuous in cold storage",
      "start window too short",
      "below the lock",
      "below the lock",
    ]);
    for (const { fix, reference } of faults) {
      expect(fix).toMatch(/\.$/);
      expect(reference).toMatch(/^AWS Backup /);
    }
  });

  it("as a problem of an argument and as a finding of a rule", () => {
    const fault = faults[3];
    if (fault === undefined) throw new Error("no fault");
    const reason = "The start window is 30 minutes. Allowed are 60 minutes or more.";
    expect(toProblem(fault)).toEqual({ property: "daily.startWindow", reason });
    expect(toProblem({ ...fault, label: "" })).toEqual({ property: "startWindow", reason });
    expect(toFinding(fault)).toEqual({
      rule: "BKP04",
      subject: "daily",
      message: `daily: ${reason}`,
      fix: "Give the job an hour or more to start.",
      reference: "AWS Backup API Reference, BackupRule",
    });
  });
});

describe("what is unknown at preview", () => {
  it("is judged as far as the rest is known", () => {
    expect(told({ deleteAfter: UNKNOWN, coldStorageAfter: UNKNOWN, schedule: UNKNOWN })).toEqual([]);
    expect(told({ startWindow: UNKNOWN, completionWindow: 30 })).toEqual([]);
    expect(told({ deleteAfter: UNKNOWN, isContinuous: true, copies: [] })).toEqual([]);
    const lock = { minRetention: UNKNOWN, maxRetention: 30, mode: UNKNOWN, coolOff: UNKNOWN } as const;
    expect(told({ vault: { label: "shop", isAirGapped: false, lock }, copies: [] })).toHaveLength(1);
  });
});
