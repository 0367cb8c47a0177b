import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { rules } from "../../policies/rules.js";
import type { PreviewResult } from "../../preview/result.js";
import { formatJunit } from "../../report/junit.js";
import {
  context,
  HOSTILE_NAMES,
  policiesInForce,
  recordNamed,
  resultWith,
  undeterminedOf,
  urnOf,
  violationOf,
} from "../support/reports.js";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The document as a parser of XML 1.0 that is not ours reads it. */
function parse(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  const [document] = root.children;
  if (!document) throw new Error("no document");
  return document;
}

const suitesOf = (result: PreviewResult): Element[] => parse(formatJunit(result, rules, context)).children;
const casesOf = (result: PreviewResult): Element[] =>
  suitesOf(result).flatMap(({ children }) => children.filter(({ name }) => name === "testcase"));
const exemption = { expires: "2999-12-31", reason: "The help desk moves in spring." };
const schema = readFileSync(path.join(__dirname, "../support/schemas/junit-10.xsd"), "utf8");

/** What xmllint says against a document by the schema of Jenkins' xUnit plugin. */
async function faultsOf(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ message }) => message);
}

describe("the schema of Jenkins' xUnit plugin", () => {
  test("refuses a document that is none, so that accepting one means something", async () => {
    expect(await faultsOf("<testsuites><testsuite/></testsuites>")).not.toEqual([]);
  });

  test("accepts findings of every kind, several packs and an unfinished log", async () => {
    const result = resultWith({
      isComplete: false,
      packs: [...resultWith().packs, { name: "team", version: "", policies: [] }],
      violations: [...rules.map(({ id }) => violationOf(id, "spf")), violationOf("DK01", "dmarc", { exemption })],
      undetermined: [undeterminedOf("DK10", "dmarc")],
      diagnostics: [{ severity: "error", message: "preview failed" }],
    });
    expect(await faultsOf(formatJunit(result, rules, context))).toEqual([]);
  });

  test("accepts every hostile name", async () => {
    const result = resultWith({
      resources: HOSTILE_NAMES.map((name) => recordNamed(name)),
      violations: HOSTILE_NAMES.map((name) => violationOf("SPF07", name)),
      undetermined: HOSTILE_NAMES.map((name) => undeterminedOf("DK10", name, name)),
      diagnostics: HOSTILE_NAMES.map((message) => ({ severity: "info", message })),
    });
    expect(await faultsOf(formatJunit(result, rules, context))).toEqual([]);
  });
});

describe("any name", () => {
  test.each(HOSTILE_NAMES)("%j comes out of a parser as it went in, but for what XML cannot hold", (name) => {
    const message = `${name} is wrong.`;
    const [found] = casesOf(resultWith({ violations: [violationOf("SPF07", name, { message })] }));
    // eslint-disable-next-line no-control-regex -- characters that XML forbids are looked for
    const held = message.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, "\ufffd");
    expect(found?.children[0]?.text.startsWith(held)).toBe(true);
    expect(found?.children[0]?.attributes["message"]).toBe(held.split("\n", 1)[0]);
  });

  test("or message keeps the document well-formed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const violations = [violationOf("SPF07", text, { message: text })];
        expect(
          casesOf(resultWith({ packs: [{ name: "storefront-baseline", version: "", policies: [] }], violations })),
        ).toHaveLength(1);
      }),
    );
  });
});

describe("a test case", () => {
  const outcomeOf = (result: PreviewResult, name: string): (string | undefined)[] => {
    const found = casesOf(result).find(({ attributes }) => attributes["name"] === name);
    const [outcome] = found?.children ?? [];
    return [outcome?.name, outcome?.attributes["type"], outcome?.attributes["message"]];
  };

  test("is a failure where a mandatory policy is violated, with the fix and the URN in its text", () => {
    const result = resultWith({ violations: [violationOf("SPF07", "spf")] });
    expect(outcomeOf(result, "SPF07 cloudflare:DnsRecord spf")).toEqual(["failure", "critical", "spf is wrong."]);
    const [found] = casesOf(result);
    expect(found?.attributes["classname"]).toBe("storefront-baseline.spf-passes-everyone");
    expect(found?.children[0]?.text).toBe(`spf is wrong.\nFix: Mend it.\nSeverity: critical\n${urnOf("spf")}\n`);
  });

  test("is skipped, and says why, where a finding is advice, exempted or could not be judged", () => {
    const violations = [violationOf("SPF16", "spf"), violationOf("DK01", "spf", { exemption })];
    const result = resultWith({ violations, undetermined: [undeterminedOf("DK10", "spf")] });
    expect(outcomeOf(result, "SPF16 cloudflare:DnsRecord spf")).toEqual([
      "skipped",
      "advisory",
      "Advice: spf is wrong.",
    ]);
    expect(outcomeOf(result, "DK01 cloudflare:DnsRecord spf")).toEqual([
      ...["skipped", "exempted", "Exempted until 2999-12-31: The help desk moves in spring."],
    ]);
    expect(outcomeOf(result, "DK10 cloudflare:DnsRecord spf")).toEqual([
      ...["skipped", "undetermined", "Not judged: It is known after the deploy."],
    ]);
  });

  test("is one for a rule at a resource, however often it finds something there; the gravest counts", () => {
    const violations = [
      violationOf("SPF07", "spf", { message: "First." }),
      violationOf("SPF07", "spf", { message: "Second." }),
      violationOf("SPF07", "spf", { message: "Third.", exemption }),
    ];
    const found = casesOf(resultWith({ violations })).filter(({ attributes }) =>
      attributes["name"]?.startsWith("SPF07"),
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.children[0]?.name).toBe("failure");
    for (const message of ["First.", "Second.", "Third.", "Exempted until"]) {
      expect(found[0]?.children[0]?.text).toContain(message);
    }
  });

  test("passes for each rule that had something to judge and found nothing, and for no other", () => {
    const names = casesOf(resultWith({ violations: [violationOf("SPF07", "spf")] })).map(
      ({ attributes }) => attributes["name"],
    );
    expect(names).toContain("SPF08 An SPF record says what becomes of all other senders, with ~all, -all or redirect.");
    expect(names).toContain("baseline-settings The pack's settings and exemptions hold.");
    // The stack holds no role, and SPF07 found something.
    expect(names.filter((name) => name?.startsWith("IAM01"))).toEqual([]);
    expect(names.filter((name) => name?.startsWith("SPF07 An "))).toEqual([]);
  });

  test("is none for a rule that a configuration disabled", () => {
    const policies = policiesInForce.filter(({ id }) => id === "SPF08");
    const packs = [{ name: "storefront-baseline", version: "1.2.3", policies }];
    expect(casesOf(resultWith({ packs }))).toHaveLength(1);
  });

  test("is an error where the log ends early: nothing may pass for judged", () => {
    const [suite] = suitesOf(resultWith({ isComplete: false }));
    expect(suite?.attributes).toMatchObject({ errors: "1", failures: "0" });
  });
});

test("counts are those of the cases", () => {
  const violations = [
    violationOf("SPF07", "spf"),
    violationOf("SPF16", "spf"),
    violationOf("DK01", "spf", { exemption }),
  ];
  const document = parse(
    formatJunit(resultWith({ violations, undetermined: [undeterminedOf("DK10", "spf")] }), rules, context),
  );
  const [suite] = document.children;
  const cases = suite?.children.filter(({ name }) => name === "testcase") ?? [];
  const count = (outcome: string): string =>
    String(cases.filter(({ children }) => children[0]?.name === outcome).length);
  expect(suite?.attributes).toMatchObject({ tests: String(cases.length), failures: "1", errors: "0", skipped: "3" });
  expect(document.attributes).toMatchObject({ tests: String(cases.length), failures: "1", errors: "0" });
  expect([count("failure"), count("skipped")]).toEqual(["1", "3"]);
});

test("what the program said, and what the preview could not see, stands in the first suite", () => {
  const unseen = { id: "preview", policy: "remote-component", urn: urnOf("vpc"), reason: "Its children are not seen." };
  const diagnostics = [{ severity: "warning" as const, message: "An old version." }];
  const [suite] = suitesOf(resultWith({ diagnostics, undetermined: [unseen] }));
  expect(suite?.children.find(({ name }) => name === "system-out")?.text).toBe(
    `warning: An old version.\nNot judged: Its children are not seen. (${urnOf("vpc")})\n`,
  );
});

test("no input of a resource stands in it", () => {
  expect(formatJunit(resultWith({ violations: [violationOf("SPF07", "spf")] }), rules, context)).not.toContain(
    "not for reports",
  );
});
