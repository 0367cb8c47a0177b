import path from "node:path";
import { describe, expect, test } from "vitest";
import { buildSpfLock } from "../../baseline/email/spf/lock.js";
import { lockSpf } from "../../baseline/email/spf/lockMaking.js";
import { closedZone } from "../baseline/email/spf/plannedZone.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Operation } from "../support/engine/pulumi.js";
import { rsaKey } from "../support/records.js";

const pulumi = pulumiOnPath();
const root = path.resolve(__dirname, "../..");
const DAY = 86_400_000;

/** A program with networks of a lock that was compared with DNS some days ago, and says that this was today. */
function flattened(daysAgo: number): Operation {
  const time = new Date(Date.now() - daysAgo * DAY).toISOString().replace(/\.\d+Z$/, "Z");
  const dns = closedZone({ "_spf.google.com TXT": ["v=spf1 ip4:192.0.2.0/24 ~all"] });
  const spfLock = buildSpfLock(lockSpf(["_spf.google.com"], dns, time));
  return {
    program: path.join(root, "test/preview/fixtures/flattenedSpf"),
    packs: [path.join(root, "policies")],
    config: { spfLock, dkimKey: rsaKey(2048), today: time.slice(0, 10) },
  };
}

describe.skipIf(!pulumi)(
  `networks in place of an include in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`,
  () => {
    test("go through while the lock is fresh, and are blocked by SPF23 once it is old", async () => {
      await withEngine(async (engine) => {
        const fresh = await engine.preview(flattened(0));
        expect(fresh.code, fresh.stdout + fresh.stderr).toBe(0);
        const old = await engine.preview(flattened(31));
        expect(old.code).not.toBe(0);
        expect(old.violations.map(({ policyName }) => policyName)).toContain("spf-lock-age");
        expect(old.created).toEqual([]);
      });
    });
  },
);
