import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { rules } from "../../policies/rules.js";
import type { PreviewResult } from "../../preview/result.js";
import { attackPaths } from "../../report/attackPaths.js";
import { formatHtml } from "../../report/html/page.js";
import { attribute, elementsOf, textAt, textOf } from "./document.js";
import { record, resource, resultOf, undetermined, violation } from "./results.js";

const context = { today: "2026-11-25", version: "1.2.3" };
const page = (parts: Partial<PreviewResult>, more: Partial<Parameters<typeof formatHtml>[2]> = {}): string =>
  formatHtml(resultOf(parts), rules, { ...context, ...more });

const spf = record("shop.example", "TXT", '"v=spf1 -all"');
const dmarc = record("_dmarc.shop.example", "TXT", '"v=DMARC1; p=none"');
const agreed = { expires: "2026-12-24", reason: "Agreed with the help desk.", ticket: "SHOP-7" };

describe("the head", () => {
  test("tells program, stack, day, version and that the deploy is blocked", () => {
    const text = textAt(page({ resources: [dmarc], violations: [violation("DM03", dmarc)] }), "top");
    for (const part of ["shop", "dev", "2026-11-25", "storefront-baseline 1.2.3", "Blocked", "1 mandatory"]) {
      expect(text).toContain(part);
    }
  });

  test("tells that it may go on where nothing mandatory is violated", () => {
    const advised = violation("DM05", dmarc, { enforcementLevel: "advisory", severity: "low" });
    const text = textAt(page({ resources: [dmarc], violations: [advised] }), "top");
    expect(text).toContain("May go on");
    expect(text).not.toContain("Blocked");
  });
});

describe("attack paths", () => {
  test("each has its story, its controls with verdicts, and what is done by hand", () => {
    const html = page({ resources: [spf, dmarc], violations: [violation("DM03", dmarc)] });
    for (const path of attackPaths) {
      const text = textAt(html, `path-${path.id}`);
      for (const part of [path.title, path.story, ...path.controls.map(({ title }) => title)]) {
        expect(text).toContain(part);
      }
      for (const { what, byHand } of path.gaps) {
        expect(text).toContain(what);
        expect(text).toContain(byHand);
      }
    }
  });

  test("a control that judged nothing does not hold", () => {
    const empty = page({});
    for (const { id } of attackPaths) expect(textAt(empty, `path-${id}`)).not.toMatch(/\bHolds\b/);
    const mail = textAt(page({ resources: [spf] }), "path-spoofed-mail");
    expect(mail).toMatch(/SPF One record [^.]*\. Holds/);
    expect(mail).toMatch(/DKIM Keys [^.]*\. No resource of its kind/);
  });

  test("verdicts are told in words: violated, exempted, not judged, switched off", () => {
    const key = record("help._domainkey.shop.example", "TXT", '"v=DKIM1; p=MIGf"');
    const html = formatHtml(
      resultOf({
        resources: [spf, dmarc, key],
        violations: [violation("DM03", dmarc), violation("DM06", dmarc), violation("DK01", key, { exemption: agreed })],
        undetermined: [undetermined("SPF03", spf)],
      }),
      rules.filter(({ id }) => !id.startsWith("BI") && id !== "CAA02"),
      context,
    );
    const text = textAt(html, "path-spoofed-mail");
    for (const words of ["Violated (2)", "Exempted until 2026-12-24", "Not judged (1)", "Switched off"]) {
      expect(text).toContain(words);
    }
  });

  test("a path without controls says so", () => {
    for (const id of ["inbox-rules", "oauth-consent"]) {
      expect(textAt(page({ resources: [spf] }), `path-${id}`)).toContain(
        "No rule of this package stands on this path.",
      );
    }
  });
});

describe("violations", () => {
  test("have message, fix, severity, resource, and the rule's entry in the page", () => {
    const html = page({ resources: [dmarc], violations: [violation("DM03", dmarc, { severity: "critical" })] });
    const text = textAt(html, "violations");
    for (const part of ["It is wrong.", "Fix: Mend it.", "critical", dmarc.urn, "Blocks", "Why:"]) {
      expect(text).toContain(part);
    }
    const hrefs = elementsOf(html).map((element) => attribute(element, "href"));
    expect(hrefs).toContain("#rule-DM03");
    expect(hrefs.filter((href) => href?.startsWith("http"))).toEqual([]);
    const rule = rules.find(({ id }) => id === "DM03");
    expect(textAt(html, "rule-DM03")).toContain(rule?.why);
    expect(textAt(html, "rule-DM03")).toContain(rule?.fix);
  });

  test("lead to the rule's page where the repository is known", () => {
    const parts = { resources: [dmarc], violations: [violation("DM03", dmarc)] };
    const hrefs = (repository: string): (string | undefined)[] =>
      elementsOf(page(parts, { repository })).map((element) => attribute(element, "href"));
    expect(hrefs("git+https://git.example/shop/baseline.git")).toContain(
      "https://git.example/shop/baseline/blob/HEAD/docs/rules/DM03.md",
    );
    expect(hrefs("javascript:alert(1)").filter((href) => href !== undefined && !href.startsWith("#"))).toEqual([]);
  });

  test("those of other packs are told too, the gravest first", () => {
    const foreign = violation("no-blue", spf, { pack: "ours", policy: "no-blue", severity: "" });
    const grave = violation("DM03", dmarc, { severity: "critical" });
    const advised = violation("SPF16", spf, { enforcementLevel: "advisory", severity: "critical" });
    const text = textAt(page({ resources: [spf, dmarc], violations: [advised, foreign, grave] }), "found");
    const places = ["DM03", "no-blue", "SPF16"].map((id) => text.indexOf(id));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});

test("exemptions tell until when, why and by which ticket, and which end within 30 days", () => {
  const long = { expires: "2026-12-26", reason: "Agreed with the supplier." };
  const key = record("help._domainkey.shop.example", "TXT", '"v=DKIM1; p=MIGf"');
  const text = textAt(
    page({
      resources: [spf, key],
      violations: [violation("SPF08", spf, { exemption: long }), violation("DK01", key, { exemption: agreed })],
    }),
    "exemptions",
  );
  expect(text).toMatch(/2026-12-24 ends in 29 days DK01 .*Agreed with the help desk\. ?Ticket SHOP-7/);
  expect(text).toMatch(/2026-12-26 SPF08 .*Agreed with the supplier\./);
  expect(text.indexOf("2026-12-24")).toBeLessThan(text.indexOf("2026-12-26"));
});

test("what one unknown value keeps several rules from is told once, with every rule", () => {
  const open = [undetermined("SPF03", spf), undetermined("SPF04", spf), undetermined("DM03", dmarc)];
  const text = textAt(page({ resources: [spf, dmarc], undetermined: open }), "unjudged");
  expect(text.match(/It is known only after the deploy\./g)).toHaveLength(2);
  expect(text).toMatch(/SPF03 SPF04 cloudflare:DnsRecord shop-example/);
});

test("PCI DSS has each requirement with its rules, their strength and what they say, and claims no certification", () => {
  const text = textAt(page({ resources: [dmarc], violations: [violation("DM03", dmarc)] }), "pci");
  expect(text).toContain("no certification");
  expect(text).toMatch(/5\.4\.1 Mechanisms .* supporting .*Violated \(1\)/);
  expect(text).toMatch(/8\.6\.2 [^.]*\. satisfies No resource of its kind: ENC10/);
});

test("the tree nests resources under their parents, and loses none where parents name each other", () => {
  const shop = resource("storefront-baseline:index:EmailDomain", "mail");
  const child = { ...spf, parent: shop.urn };
  const lost = { ...dmarc, parent: "urn:pulumi:dev::shop::none::none" };
  const [one, two] = [resource("a:b:C", "one"), resource("a:b:C", "two")];
  const circle = [
    { ...one, parent: two.urn },
    { ...two, parent: one.urn },
  ];
  const html = page({ resources: [shop, child, lost, ...circle], violations: [violation("SPF07", child)] });
  const items = elementsOf(html)
    .filter(({ tagName }) => tagName === "li")
    .map((element) => textOf(element).replace(/\s+/g, " "));
  expect(items.some((text) => /EmailDomain mail cloudflare:DnsRecord shop-example.*SPF07/.test(text))).toBe(true);
  const text = textAt(html, "resources");
  for (const name of ["_dmarc-shop-example", "one", "two"]) expect(text).toContain(name);
});

describe("the document", () => {
  const html = page({ resources: [spf, dmarc], violations: [violation("DM03", dmarc)] });
  const elements = elementsOf(html);

  test("allows nothing but its own style and script, by their hashes", () => {
    const policy = elements
      .filter((element) => attribute(element, "http-equiv") === "Content-Security-Policy")
      .map((element) => attribute(element, "content"))[0];
    const hashes = ["style", "script"].map((tag) => {
      const [element, ...others] = elements.filter(({ tagName }) => tagName === tag);
      expect(others).toEqual([]);
      const text = element?.childNodes.map((node) => ("value" in node ? node.value : "")).join("") ?? "";
      return `${tag}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    });
    expect(policy).toBe(`default-src 'none'; ${hashes.join("; ")}; base-uri 'none'; form-action 'none'`);
    expect(elements.filter((element) => attribute(element, "style") !== undefined)).toEqual([]);
  });

  test("has headings in order, table headers with scopes, landmarks, and every anchor that it links to", () => {
    const levels = elements.filter(({ tagName }) => /^h[1-6]$/.test(tagName)).map(({ tagName }) => Number(tagName[1]));
    expect(levels[0]).toBe(1);
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThan(2));
    for (const element of elements.filter(({ tagName }) => tagName === "th")) {
      expect(attribute(element, "scope")).toMatch(/^(col|row)$/);
    }
    for (const tag of ["header", "nav", "main", "footer"]) {
      expect(elements.filter(({ tagName }) => tagName === tag)).toHaveLength(1);
    }
    const ids = elements.map((element) => attribute(element, "id")).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
    for (const href of elements.map((element) => attribute(element, "href"))) {
      if (href !== undefined) expect(ids).toContain(href.slice(1));
    }
  });
});
