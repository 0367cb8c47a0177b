import { describe, expect, it } from "vitest";
import type { VaultLock } from "../../../baseline/backup/plan.js";
import { checkVaultLock } from "../../../baseline/backup/vaultLock.js";
import { UNKNOWN } from "../../../baseline/unknown.js";

const governance: VaultLock = { minRetention: 35, maxRetention: 3660, mode: "governance", coolOff: undefined };
const compliance: VaultLock = { ...governance, mode: "compliance", coolOff: 30 };

function told(lock: VaultLock | undefined, isAirGapped = false): string[] {
  return checkVaultLock({ label: "shop", isAirGapped, lock }).map(({ label, property, reason }) => {
    expect(label).toBe("shop");
    return `${property}: ${reason}`;
  });
}

describe("a lock without fault", () => {
  it.each([
    ["governance", governance],
    ["compliance", compliance],
    ["a lower bound only", { ...governance, maxRetention: undefined }],
    ["an upper bound only", { ...governance, minRetention: undefined }],
    ["one length only", { ...governance, minRetention: 90, maxRetention: 90 }],
    ["the widest bounds", { ...governance, minRetention: 1, maxRetention: 36_500 }],
    ["the shortest cool-off", { ...compliance, coolOff: 3 }],
    ["the longest cool-off", { ...compliance, coolOff: 36_500 }],
    ["all unknown", { minRetention: UNKNOWN, maxRetention: UNKNOWN, mode: UNKNOWN, coolOff: UNKNOWN }],
    ["an unknown cool-off", { ...compliance, coolOff: UNKNOWN }],
    ["a mode that is unknown", { ...governance, mode: UNKNOWN }],
  ] satisfies [string, VaultLock][])("%s", (_, lock) => {
    expect(told(lock)).toEqual([]);
  });

  it("is not needed here: another rule asks for one", () => {
    expect(told(undefined)).toEqual([]);
  });
});

describe("bounds", () => {
  it.each([0, -1, 2.5, 36_501])("%s days are no bound", (days) => {
    const end = `is ${days} days. Allowed are whole days from 1 to 36500.`;
    expect(told({ ...governance, minRetention: days })).toEqual([`minRetention: The lock's minRetention ${end}`]);
    expect(told({ ...governance, maxRetention: days })).toEqual([`maxRetention: The lock's maxRetention ${end}`]);
  });

  it("that no recovery point fits", () => {
    expect(told({ ...governance, minRetention: 91, maxRetention: 90 })).toEqual([
      "maxRetention: The lock allows at most 90 days and demands at least 91: no recovery point fits.",
    ]);
  });

  it("both out of range are both told", () => {
    expect(told({ ...governance, minRetention: 0, maxRetention: 36_501 })).toHaveLength(2);
  });
});

describe("modes", () => {
  it("compliance needs a cool-off", () => {
    expect(told({ ...compliance, coolOff: undefined })).toEqual([
      "coolOff: A compliance lock has no cool-off: nobody could take it back from the first moment.",
    ]);
  });

  it.each([0, 2, 3.5, 36_501])("%s days are no cool-off", (coolOff) => {
    expect(told({ ...compliance, coolOff })).toEqual([
      `coolOff: The cool-off is ${coolOff} days. Allowed are whole days from 3 to 36500.`,
    ]);
  });

  it.each<VaultLock["coolOff"]>([30, 0, UNKNOWN])(
    "a cool-off makes a lock one of compliance, which governance did not ask for",
    (coolOff) => {
      expect(told({ ...governance, coolOff })).toEqual([
        "coolOff: A cool-off makes a lock a compliance lock: once it is over, nobody can remove the lock.",
      ]);
    },
  );
});

describe("an air-gapped vault", () => {
  it("is locked by AWS, without a cool-off", () => {
    expect(told({ ...compliance, coolOff: undefined, minRetention: 7 }, true)).toEqual([]);
  });

  it("demands seven days or more", () => {
    expect(told({ ...compliance, minRetention: 6 }, true)).toEqual([
      "minRetention: The air-gapped vault demands 6 days. Allowed are 7 days or more.",
    ]);
    expect(told({ ...compliance, minRetention: 6, maxRetention: 36_501 }, true)).toHaveLength(2);
    expect(told({ ...compliance, minRetention: 0 }, true)).toEqual([
      "minRetention: The lock's minRetention is 0 days. Allowed are whole days from 1 to 36500.",
    ]);
  });

  it("cannot be without a minimum", () => {
    const reason = "minRetention: The air-gapped vault demands no retention, and AWS makes none without.";
    expect(told({ ...compliance, minRetention: undefined }, true)).toEqual([reason]);
    expect(told(undefined, true)).toEqual([reason]);
    expect(told({ ...compliance, minRetention: UNKNOWN }, true)).toEqual([]);
  });
});

it("breaches of a lock belong to its own rule", () => {
  const lock = { ...compliance, minRetention: 91, maxRetention: 90, coolOff: 1 };
  expect(
    checkVaultLock({ label: "shop", isAirGapped: false, lock }).map(({ rule, kind }) => `${rule} ${kind}`),
  ).toEqual(["BKP02 lock reversed", "BKP02 cool-off out of range"]);
});
