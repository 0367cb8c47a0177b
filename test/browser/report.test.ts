import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attackPaths } from "../../report/attackPaths.js";
import { hasBrowser, hasPdfTools, launch, open, pdfText, printed } from "./browser.js";
import { drifted, exempted, htmlOf } from "./samples.js";

const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");
const LONG = `urn:pulumi:production::shop::${"storefront-baseline:index:EmailDomain$".repeat(12)}aws:s3/bucket:Bucket::${"x".repeat(300)}`;

describe.skipIf(!hasBrowser)("the report in Chromium", () => {
  let browser: Browser;
  const pages: Record<string, string> = {};
  beforeAll(async () => {
    browser = await launch();
    const [bad, agreed] = await Promise.all([drifted(), exempted()]);
    const [first] = bad.violations;
    if (!first) throw new Error("the drifted demo has no violation");
    const long = { ...first, urn: LONG, message: "y".repeat(500) };
    pages["drifted"] = htmlOf(bad);
    pages["exempted"] = htmlOf(agreed);
    pages["long names"] = htmlOf({
      ...bad,
      program: "p".repeat(120),
      violations: [...bad.violations, long, { ...long, exemption: { expires: "2026-12-01", reason: "z".repeat(200) } }],
      undetermined: [{ id: "DM03", policy: "dmarc-enforcement", urn: LONG, reason: "w".repeat(300) }],
    });
  });
  afterAll(() => browser.close());

  const names = ["drifted", "exempted", "long names"] as const;
  const sizes = [360, 768, 1280] as const;
  const cases = names.flatMap((name) => sizes.flatMap((width) => [{ name, width, colorScheme: "light" as const }]));
  const dark = sizes.map((width) => ({ name: "drifted" as const, width, colorScheme: "dark" as const }));

  test.each([...cases, ...dark])(
    "$name at $width px, $colorScheme: nothing is wider than the page, asked for, or complained of",
    async ({ name, width, colorScheme }) => {
      const viewport = { width, height: 900 };
      const { page, requests, complaints } = await open(browser, pages[name] ?? "", { viewport, colorScheme });
      await page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true");
      expect(await widest(page)).toBeLessThanOrEqual(width);
      expect(await page.locator("h1").isVisible()).toBe(true);
      await page.context().close();
      expect(requests).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  test.each([
    ...names.map((name) => ({ name, width: 1280, colorScheme: "light" as const })),
    { name: "exempted" as const, width: 1280, colorScheme: "dark" as const },
    { name: "drifted" as const, width: 360, colorScheme: "dark" as const },
  ])("$name at $width px, $colorScheme: axe finds nothing", async ({ name, width, colorScheme }) => {
    const viewport = { width, height: 900 };
    // The tool is a script of its own, which the page's policy rightly refuses.
    const { page } = await open(browser, pages[name] ?? "", { viewport, colorScheme, bypassCSP: true });
    // The rows of the rules are all alike, and weighing the contrast of each takes most of the time.
    await page.evaluate("for (const row of document.querySelectorAll('.rules tbody tr:nth-child(n+12)')) row.remove()");
    await page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true");
    await page.addScriptTag({ content: axe });
    const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");
    await page.context().close();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(["color-contrast", "heading-order"]));
  });

  test("a script that got into the page does not run", async () => {
    const html = (pages["drifted"] ?? "").replace("</main>", "<script>document.title = 'stolen'</script></main>");
    const { page, complaints } = await open(browser, html);
    expect(await page.title()).toMatch(/^fernwood-drifted /);
    await page.context().close();
    expect(complaints.join()).toContain("Content Security Policy");
  });

  test("filters leave what was chosen, say how much that is, and hide nothing on paper", async () => {
    const { page } = await open(browser, pages["drifted"] ?? "", { viewport: { width: 1280, height: 900 } });
    const shown = page.locator("#found > article:visible");
    const all = await shown.count();
    const said = page.locator("#shown");
    expect(await said.textContent()).toMatch(/^23 of 23 findings$/);

    await page.getByLabel("blocks").uncheck();
    expect(await shown.count()).toBe(1);
    expect(await said.textContent()).toBe("1 of 23 findings");
    await page.getByLabel("blocks").check();

    await page.getByLabel("critical").uncheck();
    expect(await page.locator('#found > article[data-severity="critical"]:visible').count()).toBe(0);
    await page.getByLabel("critical").check();

    await page.getByLabel("Find").fill("second-mx ip address");
    expect(await shown.allInnerTexts()).toEqual([expect.stringContaining("MX02") as string]);
    await page.getByLabel("Find").fill("nothing has this text");
    expect(await shown.count()).toBe(0);
    expect(await page.locator("#none-left").isVisible()).toBe(true);
    await page.emulateMedia({ media: "print" });
    expect(await shown.count()).toBe(all);
    await page.context().close();
  });

  test("without scripts everything is listed and no filter is offered", async () => {
    const { page } = await open(browser, pages["drifted"] ?? "", { javaScriptEnabled: false });
    expect(await page.locator("#filters").isVisible()).toBe(false);
    expect(await page.locator("#found > article:visible").count()).toBeGreaterThan(15);
    await page.context().close();
  });

  test("a link to a rule opens its entry", async () => {
    const { page } = await open(browser, pages["drifted"] ?? "");
    await page.locator('#found a[href="#rule-SPF07"]').click();
    expect(await page.locator("#rule-SPF07 details p").first().isVisible()).toBe(true);
    await page.context().close();
  });

  describe.skipIf(!hasPdfTools)("on paper", () => {
    test.each([
      { javaScriptEnabled: true, words: "with" },
      { javaScriptEnabled: false, words: "without" },
    ])("$words its script, it has the whole content, every part that is folded on a screen", async (options) => {
      const { page } = await open(browser, pages["exempted"] ?? "", {
        javaScriptEnabled: options.javaScriptEnabled,
        colorScheme: "dark",
      });
      const text = pdfText(await printed(page)).replace(/\s+/g, " ");
      await page.context().close();
      for (const { title } of attackPaths) expect(text).toContain(title);
      for (const part of [
        ...["fernwood-shop", "May go on", "Exempted until 2026-12-12", "ends in 17 days", "SHOP-412"],
        ...["PCI DSS 4.0.1", "no certification", "encryption-plain-secret", "help-desk-key"],
      ]) {
        expect(text).toContain(part);
      }
      expect(text).not.toContain("Skip to the attack paths");
    });
  });
});

/** How far to the right anything reaches. */
async function widest(page: Page): Promise<number> {
  return page.evaluate<number>(
    "Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *:not(.unseen):not(.skip)')].map((e) => e.getBoundingClientRect().right))",
  );
}
