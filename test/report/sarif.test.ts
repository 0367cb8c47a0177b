import fc from "fast-check";
import type { Log, Result, Run } from "sarif";
import { describe, expect, test } from "vitest";
import { rules } from "../../policies/rules.js";
import type { PreviewResult } from "../../preview/result.js";
import { formatSarif, formatSarifForGitHub } from "../../report/sarif.js";
import {
  context,
  HOSTILE_NAMES,
  recordNamed,
  resultWith,
  undeterminedOf,
  urnOf,
  violationOf,
} from "../support/reports.js";
import { sarifFaults } from "../support/sarifSchema.js";

function logOf(result: PreviewResult, format = formatSarif): Log {
  const log = JSON.parse(format(result, rules, context)) as Log;
  expect(sarifFaults(log)).toEqual([]);
  return log;
}

function runOf(result: PreviewResult): Run {
  const [run] = logOf(result).runs;
  if (!run) throw new Error("no run");
  return run;
}

const resultsOf = (result: PreviewResult): Result[] => runOf(result).results ?? [];
const exemption = { expires: "2999-12-31", reason: "The help desk moves in spring." };

describe("the official schema (OASIS, Errata 01)", () => {
  test("refuses a log that is none, so that accepting one means something", () => {
    expect(sarifFaults({ version: "2.1.0", runs: [{ tool: {} }] })).not.toEqual([]);
    expect(sarifFaults({ version: "2.0.0", runs: [] })).not.toEqual([]);
  });

  test("accepts every rule as a finding, exempted, and undetermined", () => {
    const violations = rules.flatMap(({ id }) => [violationOf(id, "spf"), violationOf(id, "dmarc", { exemption })]);
    const run = runOf(resultWith({ violations, undetermined: rules.map(({ id }) => undeterminedOf(id, "spf")) }));
    expect(run.results).toHaveLength(3 * rules.length);
    expect(run.tool.driver.rules).toHaveLength(rules.length);
  });

  test("accepts a result without a finding, and one without a pack", () => {
    expect(runOf(resultWith()).results).toEqual([]);
    expect(logOf(resultWith({ packs: [] })).runs).toHaveLength(1);
  });

  test.each(HOSTILE_NAMES)("accepts a resource named %j", (name) => {
    const violations = [violationOf("SPF07", name), violationOf("SPF07", name, { exemption })];
    const undetermined = [undeterminedOf("SPF07", name, name)];
    const diagnostics = [{ severity: "error" as const, message: name }];
    const results = resultsOf(resultWith({ resources: [recordNamed(name, 3)], violations, undetermined, diagnostics }));
    expect(results).toHaveLength(3);
  });

  test("accepts any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const violations = [violationOf("SPF07", text, { message: text })];
        expect(resultsOf(resultWith({ resources: [recordNamed(text)], violations }))).toHaveLength(1);
      }),
      { numRuns: 25 },
    );
  });
});

describe("a result", () => {
  test("has the line of the program that makes its resource, from the repository's root", () => {
    const [result] = resultsOf(resultWith({ violations: [violationOf("SPF07", "spf")] }));
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "infra/shop/src/mail.ts", uriBaseId: "%SRCROOT%" },
          region: { startLine: 12, startColumn: 5, endLine: 12, endColumn: 6 },
        },
        logicalLocations: [
          {
            name: "spf",
            fullyQualifiedName: urnOf("spf"),
            kind: "resource",
            properties: { type: "cloudflare:index/dnsRecord:DnsRecord" },
          },
        ],
      },
    ]);
  });

  test("of a component's child stands where the program makes the component", () => {
    const child = { ...recordNamed("child"), parent: urnOf("spf") };
    const result = resultWith({ violations: [violationOf("SPF07", "child")] });
    const [found] = resultsOf({ ...result, resources: [...result.resources, child] });
    expect(found?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(12);
  });

  test("without a known line stands at the project's own file, since code scanning demands a place", () => {
    const [result] = resultsOf(
      resultWith({ resources: [recordNamed("spf")], violations: [violationOf("SPF07", "spf")] }),
    );
    expect(result?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "infra/shop/Pulumi.yaml", uriBaseId: "%SRCROOT%" },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
    });
  });

  test("escapes its file as a URI", () => {
    const violations = [violationOf("SPF07", "spf")];
    const log = JSON.parse(
      formatSarif(resultWith({ violations }), rules, { ...context, projectFile: "a b/50%/ü#?/Pulumi.yaml" }),
    ) as Log;
    expect(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      "a%20b/50%25/%C3%BC%23%3F/src/mail.ts",
    );
  });

  test("is an error where it blocks, a warning or a note where it advises", () => {
    const violations = [
      violationOf("SPF07", "spf"),
      violationOf("IAM22", "spf"),
      violationOf("SPF16", "spf"),
      violationOf("SPF07", "dmarc", { enforcementLevel: "advisory" }),
      violationOf("SPF16", "dmarc", { enforcementLevel: "mandatory" }),
    ];
    const levels = resultsOf(resultWith({ violations })).map(
      ({ ruleId, level, locations }) => `${ruleId} ${locations?.[0]?.logicalLocations?.[0]?.name} ${level}`,
    );
    expect(levels.sort()).toEqual([
      "IAM22 spf warning",
      "SPF07 dmarc warning",
      "SPF07 spf error",
      "SPF16 dmarc error",
      "SPF16 spf note",
    ]);
  });

  test("that an exemption covers keeps its level, and says until when and why", () => {
    const violations = [violationOf("DK01", "spf", { enforcementLevel: "advisory", exemption })];
    const [result] = resultsOf(resultWith({ violations }));
    expect(result).toMatchObject({ kind: "fail", level: "error" });
    expect(result?.suppressions).toEqual([
      {
        ...{ kind: "external", status: "accepted", properties: { expires: "2999-12-31" } },
        justification: "The help desk moves in spring. (until 2999-12-31)",
      },
    ]);
  });

  test("that could not be judged is open, and of no level", () => {
    const [result] = resultsOf(resultWith({ undetermined: [undeterminedOf("DK10", "spf")] }));
    expect(result).toMatchObject({ ruleId: "DK10", kind: "open", level: "none" });
  });

  test("holds neither a placeholder nor a link, whatever its message quotes", () => {
    const message = 'The policy {"Version":"{0}"} has [here](https://evil.example).';
    const [result] = resultsOf(resultWith({ violations: [violationOf("SPF07", "spf", { message })] }));
    expect(result?.message.text).toBe('The policy {{"Version":"{{0}}"}} has [here] (https://evil.example).');
  });

  test("holds no input of a resource", () => {
    expect(formatSarif(resultWith({ violations: [violationOf("SPF07", "spf")] }), rules, context)).not.toContain(
      "not for reports",
    );
  });
});

describe("fingerprints", () => {
  const of = (result: PreviewResult): (string | undefined)[] =>
    resultsOf(result).map(({ partialFingerprints }) => partialFingerprints?.["primaryLocationLineHash"]);

  test("are the same wherever the code moves and whatever the message and the stack are", () => {
    const [one] = of(resultWith({ violations: [violationOf("SPF07", "spf")] }));
    const elsewhere = violationOf("SPF07", "spf", { urn: urnOf("spf", "prod"), message: "Another message." });
    const [other] = of(resultWith({ stack: "prod", resources: [recordNamed("spf", 99)], violations: [elsewhere] }));
    expect(one).toMatch(/^[0-9a-f]{16}:1$/);
    expect(other).toBe(one);
  });

  test("differ between rules, between resources, and between findings of one rule at one resource", () => {
    const violations = [
      violationOf("SPF07", "spf"),
      violationOf("SPF07", "spf", { message: "Another." }),
      violationOf("SPF07", "dmarc"),
      violationOf("SPF08", "spf"),
    ];
    expect(new Set(of(resultWith({ violations }))).size).toBe(4);
  });
});

describe("a rule", () => {
  const [rule] = runOf(resultWith({ violations: [violationOf("SPF07", "spf")] })).tool.driver.rules ?? [];

  test("says what it demands, why, how to mend and how to exempt", () => {
    expect(rule).toMatchObject({
      id: "SPF07",
      name: "spf-passes-everyone",
      shortDescription: { text: "An SPF record does not let everyone pass." },
      defaultConfiguration: { level: "error" },
    });
    for (const help of [rule?.help?.text, rule?.help?.markdown]) {
      expect(help).toContain("anyone's server sends as the domain");
      expect(help).toContain("end with");
      expect(help).toContain("RFC 7208 §11.4");
      expect(help).toContain('"rule": "SPF07"');
    }
  });

  test("has what code scanning shows: within its limits of length, and of 10 tags", () => {
    const all =
      runOf(resultWith({ violations: rules.map(({ id }) => violationOf(id, "spf")) })).tool.driver.rules ?? [];
    for (const { id, name, shortDescription, fullDescription, help, properties } of all) {
      expect(name?.length, id).toBeLessThanOrEqual(255);
      for (const text of [shortDescription?.text, fullDescription?.text]) {
        expect(text, id).toMatch(/\S/);
        expect(text?.length, id).toBeLessThanOrEqual(1024);
      }
      expect(help?.text, id).toMatch(/\S/);
      expect(properties?.tags?.[0], id).toBe("security");
      expect(properties?.tags?.length, id).toBeLessThanOrEqual(10);
      expect(Number(properties?.["security-severity"]), id).toBeGreaterThan(0);
    }
  });

  test.each([
    ["SPF07", "critical", 9.1, 10],
    ["SPF08", "high", 7, 8.9],
    ["IAM22", "medium", 4, 6.9],
    ["SPF16", "low", 0.1, 3.9],
  ])("%s is of severity %s for code scanning too", (id, severity, least, most) => {
    const [one] = runOf(resultWith({ violations: [violationOf(id, "spf")] })).tool.driver.rules ?? [];
    expect(one?.properties?.["severity"]).toBe(severity);
    expect(Number(one?.properties?.["security-severity"])).toBeGreaterThanOrEqual(least);
    expect(Number(one?.properties?.["security-severity"])).toBeLessThanOrEqual(most);
  });

  test("refers to the requirements that it serves, and says how far", () => {
    const run = runOf(resultWith({ violations: [violationOf("SPF07", "spf"), violationOf("IAM01", "spf")] }));
    const [spf, iam] = ["SPF07", "IAM01"].map((id) => run.tool.driver.rules?.find((one) => one.id === id));
    expect(spf?.relationships).toEqual([
      {
        target: { id: "5.4.1", toolComponent: { name: "PCI DSS 4.0.1", index: expect.any(Number) as number } },
        kinds: ["relevant"],
        properties: { strength: "supporting" },
      },
    ]);
    expect(iam?.relationships?.map(({ target, kinds }) => [target.id, kinds])).toEqual([
      ["SEC03-BP02", ["equal"]],
      ["7.2.2", ["superset"]],
    ]);
    for (const { target } of [...(spf?.relationships ?? []), ...(iam?.relationships ?? [])]) {
      const taxonomy = run.taxonomies?.[target.toolComponent?.index ?? -1];
      expect(taxonomy?.name).toBe(target.toolComponent?.name);
      expect(taxonomy?.taxa?.map(({ id }) => id)).toContain(target.id);
    }
  });
});

describe("runs", () => {
  const team = { ...violationOf("SPF07", "spf"), id: "tagged", policy: "tagged", pack: "team", severity: "" as const };

  test("are one for each pack, and a policy of which little is known is described by what is", () => {
    const policies = [
      {
        ...{ id: "tagged", policy: "tagged", title: "Servers are tagged.", severity: "" as const },
        ...{ enforcementLevel: "mandatory" as const, fix: "Tag it.", url: "https://rules.example/tagged" },
      },
    ];
    const packs = [...resultWith().packs, { name: "team", version: "", policies }];
    const log = logOf(resultWith({ packs, violations: [team, violationOf("SPF07", "spf")] }));
    expect(log.runs.map(({ tool, results }) => [tool.driver.name, tool.driver.version, results?.length])).toEqual([
      ["storefront-baseline", "1.2.3", 1],
      ["team", undefined, 1],
    ]);
    expect(log.runs[1]?.tool.driver.rules).toEqual([
      {
        ...{ id: "tagged", name: "tagged", defaultConfiguration: { level: "error" }, properties: {} },
        ...{ shortDescription: { text: "Servers are tagged." }, fullDescription: { text: "Servers are tagged." } },
        ...{ help: { text: "Servers are tagged.\n\nFix: Tag it." }, helpUri: "https://rules.example/tagged" },
      },
    ]);
  });

  test("of each stack are a category of their own for code scanning", () => {
    expect(runOf(resultWith({ stack: "prod" })).automationDetails?.id).toBe("storefront-baseline/shop/prod/");
  });

  test("tell what the program said, and whether the operation ended", () => {
    const unseen = {
      id: "preview",
      policy: "remote-component",
      urn: urnOf("vpc"),
      reason: "Its children are not seen.",
    };
    const diagnostics = [{ severity: "warning" as const, message: "An old version." }];
    const violations = [violationOf("SPF07", "spf")];
    const [invocation] =
      runOf(resultWith({ isComplete: false, violations, diagnostics, undetermined: [unseen] })).invocations ?? [];
    expect(invocation).toMatchObject({ executionSuccessful: false, exitCode: 1 });
    expect(invocation?.toolExecutionNotifications?.map(({ level, message }) => [level, message.text])).toEqual([
      ["warning", "An old version."],
      ["warning", `Its children are not seen. (${urnOf("vpc")})`],
    ]);
  });

  test("for GitHub leave out what it would open alerts for although nothing is wrong", () => {
    const violations = [violationOf("SPF07", "spf"), violationOf("DK01", "spf", { exemption })];
    const result = resultWith({ violations, undetermined: [undeterminedOf("DK10", "spf")] });
    const [run] = logOf(result, formatSarifForGitHub).runs;
    expect(run?.results?.map(({ ruleId }) => ruleId)).toEqual(["SPF07"]);
    expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(["SPF07"]);
  });
});
