import { describe, expect, test } from "vitest";
import type { SettingsInput } from "../../policies/framework/settings.js";
import { run, type Given, type Said } from "../support/pack.js";
import { cloudflare, txt, ZONE } from "../support/records.js";

const said = async (records: readonly Given[], settings: SettingsInput, policy: string): Promise<Said[]> =>
  (await run([ZONE, ...records], { settings })).filter((one) => one.policy === policy);

describe("a mail service that no catalogue knows", () => {
  const selector = cloudflare("s1._domainkey.shop.example", "CNAME", "shop.dkim.vendor.com");
  const spf = txt("shop.example", "v=spf1 include:_spf.vendor.com ~all");

  test("blocks with its host and the setting by which one agrees on it (DK13)", async () => {
    const [found] = await said([selector], {}, "dkim-known-hosts");
    expect(found?.level).toBe("mandatory");
    expect(found?.message).toMatch(/s1\._domainkey\.shop\.example: The name leads to shop\.dkim\.vendor\.com/);
    expect(found?.message).toMatch(/\nFix: .*mailServices/);
  });

  test.each([["vendor.com"], ["DKIM.Vendor.com."]])("may hold keys once mailServices names %s", async (service) => {
    expect(await said([selector], { mailServices: [service] }, "dkim-known-hosts")).toEqual([]);
  });

  test("may decide who passes SPF once mailServices names it (SPF22)", async () => {
    expect(await said([spf], {}, "spf-known-hosts")).toHaveLength(1);
    expect(await said([spf], { mailServices: ["vendor.com"] }, "spf-known-hosts")).toEqual([]);
  });

  test("may receive mail once mailServices names it (MX03)", async () => {
    const exchange = cloudflare("shop.example", "MX", "mx1.vendor.com", { priority: 1 });
    expect(await said([exchange], {}, "mx-known-hosts")).toHaveLength(1);
    expect(await said([exchange], { mailServices: ["vendor.com"] }, "mx-known-hosts")).toEqual([]);
  });

  test("may hold the DMARC policy once mailServices names it (DM21)", async () => {
    const policy = cloudflare("_dmarc.news.shop.example", "CNAME", "shop.dmarc.vendor.com");
    expect(await said([policy], {}, "dmarc-known-hosts")).toHaveLength(1);
    expect(await said([policy], { mailServices: ["vendor.com"] }, "dmarc-known-hosts")).toEqual([]);
  });

  test("may hold keys where SPF lets it send already", async () => {
    expect(await said([selector], { spfIncludes: ["_spf.vendor.com"] }, "dkim-known-hosts")).toEqual([]);
  });

  test.each([["endor.com"], ["mail.vendor.com"]])("is not agreed upon by %s", async (service) => {
    expect(await said([selector], { mailServices: [service] }, "dkim-known-hosts")).toHaveLength(1);
  });

  test.each([
    ["com", /mailServices\[0\] .*has one label alone/],
    ["https://vendor.com", /mailServices\[0\] .*is a URL/],
  ])("the setting %j is a violation itself", async (service, says) => {
    const [found] = await said([], { mailServices: [service] }, "baseline-settings");
    expect(found).toMatchObject({ level: "mandatory", message: expect.stringMatching(says) as string });
  });
});
