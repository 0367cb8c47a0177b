import { describe, expect, test } from "vitest";
import { buildSpfLock } from "../../baseline/email/spf/lock.js";
import { lockSpf } from "../../baseline/email/spf/lockMaking.js";
import type { SettingsInput } from "../../policies/framework/settings.js";
import { closedZone } from "../baseline/email/spf/plannedZone.js";
import { run, type Said } from "../support/pack.js";
import { txt, ZONE } from "../support/records.js";

const said = async (text: string, settings: SettingsInput = {}, policy = "spf-known-hosts"): Promise<Said[]> =>
  (await run([ZONE, txt("shop.example", text)], { settings })).filter((one) => one.policy === policy);

describe("an SPF record that leaves it to an unknown host who passes (SPF22)", () => {
  const RECORD = "v=spf1 include:_spf.vendor.com ~all";

  test("is told of with the host, what follows from it, and the setting", async () => {
    const [found] = await said(RECORD);
    expect(found?.level).toBe("mandatory");
    expect(found?.message).toMatch(/shop\.example: By "include:_spf\.vendor\.com", whoever holds "_spf\.vendor\.com"/);
    expect(found?.message).toMatch(/\nFix: .*add _spf\.vendor\.com to spfIncludes/);
    expect(found?.message).not.toContain("did you mean");
  });

  test("is told of with the host that was meant, where it is a slip of one", async () => {
    const [found] = await said("v=spf1 include:_spf.gogle.com ~all");
    expect(found?.message).toContain('(did you mean "_spf.google.com"?)');
  });

  test.each([["_spf.vendor.com"], ["vendor.com"], ["_SPF.Vendor.com."]])("is agreed upon by %s", async (host) => {
    expect(await said(RECORD, { spfIncludes: [host] })).toEqual([]);
  });

  test.each([["spf.vendor.com"], ["x._spf.vendor.com"], ["endor.com"]])("is not agreed upon by %s", async (host) => {
    expect(await said(RECORD, { spfIncludes: [host] })).toHaveLength(1);
  });

  test("is not agreed upon by a lock that holds the host: it proves a cost, not an intention", async () => {
    const zone = closedZone({ "_spf.vendor.com TXT": ["v=spf1 ip4:192.0.2.0/24 -all"] });
    const spfLock = JSON.parse(buildSpfLock(lockSpf(["_spf.vendor.com"], zone, "2026-11-24T12:00:00Z"))) as object;
    expect(await said(RECORD, { spfLock })).toHaveLength(1);
  });

  test("is none for a domain that the configuration owns", async () => {
    expect(await said(RECORD, { ownedDomains: ["vendor.com"] })).toEqual([]);
  });
});

test.each([
  ["include:_spf.vendor.com", /spfIncludes\[0\] .*holds the character ":".*for example _spf\.vendor\.com/],
  ["https://vendor.com", /spfIncludes\[0\] .*is a URL/],
  ["com", /spfIncludes\[0\] .*"com" has one label alone/],
  ["", /spfIncludes\[0\] .*is empty/],
])("the setting spfIncludes with %j is a violation itself", async (host, says) => {
  const [found] = await said("v=spf1 -all", { spfIncludes: [host] }, "baseline-settings");
  expect(found).toMatchObject({ level: "mandatory", message: expect.stringMatching(says) as string });
});
