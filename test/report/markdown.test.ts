import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import type { PreviewResult } from "../../preview/result.js";
import { formatMarkdown } from "../../report/markdown.js";
import {
  context,
  HOSTILE_NAMES,
  recordNamed,
  resultWith,
  undeterminedOf,
  urnOf,
  violationOf,
} from "../support/reports.js";

const exemption = { expires: "2999-12-31", reason: "The help desk moves in spring." };
const markdown = (result: PreviewResult): string => formatMarkdown(result, [], context);

/** The document as HTML, by an implementation of GitHub Flavored Markdown that is not ours. */
function html(document: string): string {
  return micromark(document, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

const decoded = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]+);|&#([0-9]+);/gi, (_, hex: string | undefined, decimal: string) =>
      String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16)),
    )
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name] ?? "");

/** The texts of a table's rows, cell by cell, without its head. */
function rowsOf(document: string): string[][] {
  return [...html(document).matchAll(/<tr>([^]*?)<\/tr>/g)]
    .map(([, row = ""]) => [...row.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(([, cell = ""]) => cell))
    .filter((cells) => cells.length > 0)
    .map((cells) => cells.map((cell) => decoded(cell.replace(/<br>/g, "\n").replace(/<[^>]*>/g, ""))));
}

const TAGS = "h2 h3 p strong details summary b table thead tbody tr th td code br".split(" ");

/** The elements of a document that ours never makes. */
function foreignTags(document: string): string[] {
  const body = html(document).replace(/^<!-- [\w ./-]* -->/, "");
  return [...body.matchAll(/<[/!]?([a-z][a-z0-9]*|-)[^>]*>/gi)]
    .filter(([tag, name = ""]) => !TAGS.includes(name) || !/^<\/?[a-z0-9]+( open="")?>$|^<details open>$/.test(tag))
    .map(([tag]) => tag);
}

describe("a pull request's comment", () => {
  test("says first whether the deploy is blocked, and by how much", () => {
    const violations = [
      violationOf("SPF07", "spf"),
      violationOf("SPF16", "spf"),
      violationOf("DK01", "spf", { exemption }),
    ];
    const document = markdown(resultWith({ violations, undetermined: [undeterminedOf("DK10", "spf")] }));
    expect(document.split("\n\n").slice(0, 3)).toEqual([
      "<!-- storefront-baseline shop/dev -->",
      "## Storefront baseline: shop (stack dev)",
      "**1 finding blocks the deploy**; 1 piece of advice, 1 exempted, 1 not judged. 3 resources, judged by storefront-baseline 1.2.3.",
    ]);
    expect(markdown(resultWith()).split("\n\n")[2]).toMatch(/^\*\*Nothing blocks the deploy\*\*\. 3 resources/);
    expect(markdown(resultWith({ isComplete: false }))).toContain("ends before the operation did");
    expect(markdown(resultWith({ operation: "update", violations }))).toContain("**1 finding blocked the deploy**");
  });

  test("names rule, resource, line, fact and fix", () => {
    expect(rowsOf(markdown(resultWith({ violations: [violationOf("SPF07", "spf")] })))).toEqual([
      [
        "SPF07 spf-passes-everyone\ncritical",
        "cloudflare:DnsRecord spf\ninfra/shop/src/mail.ts:12",
        "spf is wrong.\nFix: Mend it.",
      ],
    ]);
  });

  test("names no line that is not known", () => {
    const [row] = rowsOf(
      markdown(resultWith({ resources: [recordNamed("spf")], violations: [violationOf("SPF07", "spf")] })),
    );
    expect(row?.[1]).toBe("cloudflare:DnsRecord spf");
  });

  test("says until when and why a finding is exempted", () => {
    const [row] = rowsOf(markdown(resultWith({ violations: [violationOf("DK01", "spf", { exemption })] })));
    expect(row?.slice(2, 4)).toEqual(["2999-12-31", "The help desk moves in spring."]);
  });

  test("gathers what shares a rule and a reason", () => {
    const names = Array.from({ length: 12 }, (_, index) => `key-${index}`);
    const rows = rowsOf(markdown(resultWith({ undetermined: names.map((name) => undeterminedOf("DK10", name)) })));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.[1]).toMatch(/and 2 more$/);
  });

  test("tells what was mended, and what could not be", () => {
    const common = { id: "DNS01", policy: "mail-not-proxied", pack: "storefront-baseline", properties: [] };
    const remediations = [
      { ...common, urn: urnOf("spf") },
      { ...common, urn: urnOf("dmarc"), problem: "It is <unknown>." },
    ];
    expect(rowsOf(markdown(resultWith({ remediations }))).map((cells) => cells[2])).toEqual([
      "mended",
      "not mended: It is <unknown>.",
    ]);
  });

  test("shows no input of a resource", () => {
    expect(markdown(resultWith({ violations: [violationOf("SPF07", "spf")] }))).not.toContain("not for reports");
  });
});

describe("nothing in a name or a message is taken for markup", () => {
  const withText = (text: string): PreviewResult =>
    resultWith({
      ...{ program: text, stack: text, packs: [{ name: text, version: text, policies: [] }] },
      violations: [
        violationOf("SPF07", text, { message: `${text}\nFix: ${text}` }),
        violationOf("DK01", text, {
          id: text,
          policy: text,
          message: text,
          exemption: { expires: text, reason: text },
        }),
      ],
      undetermined: [undeterminedOf("DK10", text, text)],
      remediations: [{ id: text, policy: text, pack: text, urn: urnOf(text), properties: [], problem: text }],
    });

  test.each(HOSTILE_NAMES)("%j", (name) => {
    const document = markdown(withText(name));
    expect(foreignTags(document)).toEqual([]);
    const rows = rowsOf(document);
    expect(rows.map((cells) => cells.length)).toEqual([3, 5, 3, 3]);
    const shown = name.replace(/\s+/g, " ").trim().slice(0, 1000);
    // eslint-disable-next-line no-control-regex -- control characters are looked for
    const clean = shown.replace(/[\u0000-\u001f\u007f-\u009f\u202e\p{Cs}]/gu, "\ufffd");
    expect(rows[0]?.[1]?.replace(/\s+/g, " ")).toContain(clean);
    expect(rows[0]?.[2]?.replaceAll("\u200b", "").replace(/\s+/g, " ")).toContain(clean);
  });

  test("for any text", () => {
    const unit = fc.constantFrom(..."|`*_<>[]()!&#;:@/\\~${}-.wGH0a \n\u0000\ud800".split(""), "🕯");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const document = markdown(withText(text));
        expect(foreignTags(document)).toEqual([]);
        expect(rowsOf(document).map((cells) => cells.length)).toEqual([3, 5, 3, 3]);
      }),
      { numRuns: 100 },
    );
  });

  test("GitHub finds nobody to mention, no issue and no address to link in the text of a message", () => {
    const message = "@octocat @org/team #12 GH-3 o/r#4 https://evil.example www.evil.example a@evil.example";
    const [row] = rowsOf(markdown(resultWith({ violations: [violationOf("SPF07", "spf", { message })] })));
    expect(row?.[2]).not.toMatch(/@[a-z]|#[0-9]|GH-[0-9]|:\/\/|www\./);
    expect(row?.[2]?.replaceAll("\u200b", "")).toBe(message);
  });
});

describe("the limit of a comment, 65,536 characters", () => {
  const many = (count: number, length = 300): PreviewResult =>
    resultWith({
      violations: Array.from({ length: count }, (_, index) =>
        violationOf(index % 2 === 0 ? "SPF07" : "SPF16", `record-${index}`, { message: "|<>&".repeat(length / 4) }),
      ),
    });

  test("is kept, and what does not fit is counted", () => {
    const document = markdown(many(2000));
    expect(document.length).toBeLessThan(65_536);
    expect(document.length).toBeGreaterThan(50_000);
    const hidden = [...document.matchAll(/\*\*([0-9]+) more/g)].map(([, count]) => Number(count));
    expect(rowsOf(document).length + hidden.reduce((sum, count) => sum + count, 0)).toBe(2000);
    expect(document).toContain("Blocked: 1000");
    expect(document).toContain("Advice: 1000");
    expect(document).toContain("1000 more pieces of advice do not fit here.");
  });

  test("is kept whatever one message is", () => {
    expect(markdown(many(40, 100_000)).length).toBeLessThan(65_536);
    expect(rowsOf(markdown(many(1, 100_000)))).toHaveLength(1);
  });

  test("a long table folds, but what blocks stays in sight", () => {
    expect(markdown(many(4))).toContain("### Blocked: 2");
    expect(markdown(many(40))).toContain("<details open><summary><b>Blocked: 20</b></summary>");
    expect(markdown(many(40))).toContain("<details><summary><b>Advice: 20</b></summary>");
  });
});
