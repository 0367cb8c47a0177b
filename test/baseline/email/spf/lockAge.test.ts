import { expect, it } from "vitest";
import type { SpfLock } from "../../../../baseline/email/spf/lock.js";
import { lockAgeFault, lockDay } from "../../../../baseline/email/spf/lockAge.js";
import { lockSpf } from "../../../../baseline/email/spf/lockMaking.js";
import { closedZone } from "./plannedZone.js";

const zone = closedZone({ "a.example TXT": ["v=spf1 -all"], "b.example TXT": ["v=spf1 -all"] });
const first = lockSpf(["a.example"], zone, "2026-01-05T23:59:59Z");
const second = lockSpf(["a.example", "b.example"], zone, "2026-02-05T00:00:00Z", first);
const withoutTime = ({ domains, records, hosts }: SpfLock): SpfLock => ({ domains, records, hosts });

it("a lock counts as of the day of the last look, and an older file as of its last change", () => {
  expect(lockDay(second)).toBe("2026-02-05");
  expect(lockDay({ ...second, checkedAt: "2026-03-01T00:00:00Z" })).toBe("2026-03-01");
  expect(second.records.get("a.example")?.fetchedAt).toBe("2026-01-05T23:59:59Z");
  expect(lockDay(withoutTime(second))).toBe("2026-02-05");
});

it.each([
  [first, "2026-02-04", undefined],
  [
    first,
    "2026-02-05",
    "was last compared with DNS on 2026-01-05, 31 days before 2026-02-05; networks in place of includes need a comparison within 30 days",
  ],
  [first, "2025-12-01", undefined],
  [
    withoutTime({ domains: [], records: new Map(), hosts: new Map() }),
    "2026-01-01",
    "does not tell when it was compared with DNS",
  ],
])("its networks may stand for 30 days (%#)", (lock, today, fault) => expect(lockAgeFault(lock, today)).toBe(fault));
