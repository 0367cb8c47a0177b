import { describe, expect, test } from "vitest";
import { unknownPolicies } from "../../policies/framework/configure.js";
import { matchesGlob } from "../../policies/framework/glob.js";
import { toPolicies } from "../../policies/framework/pack.js";
import { redact } from "../../policies/framework/redact.js";
import { Resource } from "../../policies/framework/resource.js";
import type { Rule } from "../../policies/framework/rule.js";
import { readSettings } from "../../policies/framework/settings.js";
import { UNKNOWN } from "../../policies/framework/unknown.js";
import { presets } from "../../policies/presets.js";
import { rules } from "../../policies/rules.js";
import { run, runPolicies, UNKNOWN_VALUE, urnOf, type Given } from "../support/pack.js";

const base: Omit<Rule, "id" | "name" | "checkResource"> = {
  title: "A thing is blue.",
  why: "Because.",
  fix: "Paint it blue.",
  severity: "high",
  references: [{ standard: "RFC 1", section: "§1", strength: "satisfies" }],
  types: ["test:index:Thing"],
};

/** A rule that judges one property, in all three ways. */
const blue: Rule = {
  ...base,
  id: "TST01",
  name: "thing-blue",
  checkResource(resource, verdict) {
    const colour = resource.text("colour");
    if (colour === UNKNOWN) verdict.undetermined("Its colour is not known yet.");
    else if (colour !== "blue") verdict.violation(`${resource.name} is ${colour}.`);
  },
  checkStack(stack, verdict) {
    const things = stack.ofTypes(["test:index:Thing"]);
    if (things.length > 2) verdict.violation("There are too many things.", { urn: things[0]?.urn ?? "" });
  },
};

const thing = (name: string, inputs: Record<string, unknown>): Given => ({ type: "test:index:Thing", name, inputs });

describe("verdicts", () => {
  test("what is known and good passes without a word", async () => {
    expect(await run([thing("a", { colour: "blue" })], { rules: [blue] })).toEqual([]);
  });

  test("what is known and bad is a violation at the rule's own level, with its fix", async () => {
    expect(await run([thing("a", { colour: "red" })], { rules: [blue] })).toEqual([
      {
        policy: "thing-blue",
        level: "mandatory",
        urn: urnOf(thing("a", {})),
        message: "A thing is blue.\na is red.\nFix: Paint it blue.",
      },
    ]);
  });

  test("what is unknown is reported as undetermined, at advisory level", async () => {
    const said = await run([thing("a", { colour: UNKNOWN_VALUE })], { rules: [blue] });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ policy: "undetermined", level: "advisory" });
    expect(said[0]?.message).toContain("TST01 thing-blue: Its colour is not known yet.");
  });

  test("what is unknown blocks where the settings say so", async () => {
    const said = await run([thing("a", { colour: UNKNOWN_VALUE })], {
      rules: [blue],
      settings: { onUnknown: "violation" },
    });
    expect(said.map(({ policy, level }) => [policy, level])).toEqual([["thing-blue", "mandatory"]]);
  });

  test("a rule over the stack names the resource at fault", async () => {
    const things = ["a", "b", "c"].map((name) => thing(name, { colour: "blue" }));
    expect(await run(things, { rules: [blue] })).toMatchObject([{ policy: "thing-blue", urn: urnOf(thing("a", {})) }]);
  });

  test("a rule is called for its own types only", async () => {
    expect(await run([{ type: "test:index:Other", name: "a", inputs: { colour: "red" } }], { rules: [blue] })).toEqual(
      [],
    );
  });

  test("a rule that crashes says so and stops no other rule", async () => {
    const crashing: Rule = {
      ...base,
      id: "TST02",
      name: "crash",
      checkResource: () => {
        throw new Error("oops");
      },
    };
    const said = await run([thing("a", { colour: "red" })], { rules: [crashing, blue] });
    expect(said.map(({ policy }) => policy).sort()).toEqual(["thing-blue", "undetermined"]);
    expect(said.find(({ policy }) => policy === "undetermined")?.message).toContain(
      "TST02 crash: The rule crashed, so it says nothing here: oops",
    );
  });

  test("findings go to their own resource though several are judged at once", async () => {
    const policies = toPolicies(
      [blue],
      {},
      () => undefined,
      () => "2026-06-01",
    );
    const said = await Promise.all(
      ["red", "green", "blue"].map((colour, index) => runPolicies(policies, [thing(`t${index}`, { colour })])),
    );
    expect(said.map((one) => one.map(({ message }) => message.split("\n")[1]))).toEqual([
      ["t0 is red."],
      ["t1 is green."],
      [],
    ]);
  });
});

describe("the first policy judges for all", () => {
  test("without it, because a team disabled it, each rule still judges by itself", async () => {
    const policies = toPolicies(
      [blue],
      {},
      () => undefined,
      () => "2026-06-01",
    ).filter(({ name }) => name !== "baseline-settings");
    const said = await runPolicies(policies, [
      thing("a", { colour: "red" }),
      thing("b", { colour: UNKNOWN_VALUE }),
      thing("c", {}),
    ]);
    expect(said.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1)}`).sort()).toEqual([
      "thing-blue a",
      "thing-blue a",
      "thing-blue c",
      "undetermined b",
    ]);
  });

  test("a rule without findings is never called: the SDK would build its arguments anew", async () => {
    const policies = toPolicies(
      [blue],
      {},
      () => undefined,
      () => "2026-06-01",
    );
    let called = 0;
    const policy = policies.find(({ name }) => name === "thing-blue");
    const given = Object.getOwnPropertyDescriptor(policy, "validateResource");
    Object.defineProperty(policy, "validateResource", {
      get: () => {
        const validate = given?.get?.call(policy) as ((...args: unknown[]) => void) | [];
        return Array.isArray(validate) ? validate : (...args: unknown[]) => (called++, validate(...args));
      },
    });
    await runPolicies(policies, [thing("a", { colour: "blue" })]);
    expect(called).toBe(0);
    await runPolicies(policies, [thing("a", { colour: "red" })]);
    expect(called).toBe(1);
  });
});

describe("exemptions", () => {
  const exemption = {
    rule: "TST01",
    resource: "*::a",
    reason: "Agreed with the painter in May.",
    expires: "2026-06-30",
  };
  const red = thing("a", { colour: "red" });

  test("one that holds turns the violation into an advisory note with its reason and its end", async () => {
    const said = await run([red], { rules: [blue], settings: { exemptions: [exemption] } });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ policy: "exempted", level: "advisory", urn: urnOf(red) });
    expect(said[0]?.message).toContain(
      "TST01 thing-blue (until 2026-06-30): Agreed with the painter in May. — a is red.",
    );
  });

  test("the note tells the ticket, and nothing in a ticket ends the note's parentheses", async () => {
    const settings = { exemptions: [{ ...exemption, ticket: "SHOP-12 (see\n#3)" }] };
    const said = await run([red], { rules: [blue], settings });
    expect(said[0]?.message).toContain("TST01 thing-blue (until 2026-06-30, ticket SHOP-12 see #3): Agreed");
  });

  test("one by the rule's name holds too", async () => {
    const said = await run([red], { rules: [blue], settings: { exemptions: [{ ...exemption, rule: "thing-blue" }] } });
    expect(said.map(({ policy }) => policy)).toEqual(["exempted"]);
  });

  test.each([
    ["expired", { ...exemption, expires: "2026-05-31" }, "it expired on 2026-05-31"],
    ["without a reason", { ...exemption, reason: "because" }, '"reason" must have 10 characters or more'],
    ["of an unknown rule", { ...exemption, rule: "TST10" }, '"TST10" is no rule of this pack (did you mean "TST01"?)'],
    ["with an impossible date", { ...exemption, expires: "2026-02-30" }, '"expires" must be an ISO date'],
    ["without a resource", { ...exemption, resource: "" }, '"resource" must be a URN'],
    ["with a misspelt field", { ...exemption, until: "2026-06-30" }, '"until" is no field of an exemption'],
  ])("one %s exempts nothing and is a violation itself", async (_, broken, fault) => {
    const said = await run([red], { rules: [blue], settings: { exemptions: [broken] } });
    expect(said.map(({ policy, level }) => [policy, level])).toEqual([
      ["thing-blue", "mandatory"],
      ["baseline-settings", "mandatory"],
    ]);
    expect(said[1]?.message).toContain(fault);
  });

  test("one that covers nothing is a violation itself", async () => {
    const said = await run([thing("b", { colour: "blue" })], { rules: [blue], settings: { exemptions: [exemption] } });
    expect(said.map(({ policy }) => policy)).toEqual(["baseline-settings"]);
    expect(said[0]?.message).toContain('The exemption of TST01 for "*::a" exempts nothing.');
  });

  test("a stack's own configuration may exempt low and medium severities only", () => {
    const medium: Rule = { ...blue, id: "TST03", name: "thing-light", severity: "medium" };
    const given = [exemption, { ...exemption, rule: "TST03" }];
    const settings = readSettings({}, given, [blue, medium], "2026-06-01");
    expect(settings.exemptions.map(({ rule }) => rule)).toEqual(["TST03"]);
    expect(settings.problems).toEqual([
      "Exemption 1 in the stack's configuration does not hold: TST01 is of severity high, and a stack may exempt only low, medium.",
    ]);
  });
});

describe("globs over URNs", () => {
  test.each([
    ["urn:a::b", "urn:a::b", true],
    ["urn:a::b", "urn:*::b", true],
    ["urn:a::b", "*", true],
    ["urn:a\nx|@::b", "urn:*b", true],
    ["urn:a::b", "urn:a", false],
    ["ab", "a*b*b", false],
    ["urn.a", "urn?a", false],
    ["urn:a", "urn.a", false],
  ])("%j against %j is %s", (text, pattern, expected) => {
    expect(matchesGlob(text, pattern)).toBe(expected);
  });

  test("a pattern made to be slow is not", () => {
    expect(matchesGlob("a".repeat(20_000), `${"a*".repeat(500)}b`)).toBe(false);
  });
});

describe("redaction", () => {
  const resource = new Resource({
    type: "t",
    urn: "u",
    name: "n",
    opts: {},
    props: { password: "hunter22", nested: { apiToken: ["t0psecret"] }, name: "shop" },
  });

  test("values of properties with a secret's name never reach a message", () => {
    expect(redact("shop: hunter22 and t0psecret", resource)).toBe("shop: [redacted] and [redacted]");
  });

  test("key material never reaches a message", () => {
    expect(redact("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----")).toBe("[redacted]");
    expect(redact("key AKIAIOSFODNN7EXAMPLE here")).toBe("key [redacted] here");
    expect(redact("p=MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7")).toBe("p=[redacted]");
  });

  test("a rule's message is redacted with the secrets of the resource that it judges", async () => {
    const leaking: Rule = {
      ...base,
      id: "TST04",
      name: "leak",
      checkResource: (given, verdict) => verdict.violation(`It is ${String(given.raw["password"])}.`),
    };
    const said = await run([thing("a", { password: "hunter22" })], { rules: [leaking] });
    expect(said[0]?.message).toContain("It is [redacted].");
  });
});

describe("the configuration", () => {
  test("a name that is no rule is named, with the nearest that is", () => {
    const names = ["baseline-settings", ...rules.map(({ name }) => name)];
    expect(unknownPolicies(["spf-lokup-limit", "all", "dmarc-present"], names)).toEqual([
      'The policy-pack configuration names "spf-lokup-limit", which is no rule of this pack (did you mean "spf-lookup-limit"?).',
    ]);
  });

  test("every preset names rules of the pack only", () => {
    const names = ["baseline-settings", "undetermined", "exempted", ...rules.map(({ name }) => name)];
    for (const preset of Object.values(presets)) expect(unknownPolicies(Object.keys(preset), names)).toEqual([]);
  });
});

describe("the rules", () => {
  test("have ids of the form SPF01 and names that are slugs, each once", () => {
    for (const { id, name } of rules) {
      expect(id).toMatch(/^[A-Z]{2,4}\d{2}$/);
      expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    }
    const all = rules.flatMap(({ id, name }) => [id, name]);
    expect(new Set(all).size).toBe(all.length);
  });

  test("are exactly these: none vanishes unseen", () => {
    expect(rules.map(({ id }) => id)).toEqual(
      [
        "SPF01 SPF02 SPF03 SPF04 SPF05 SPF06 SPF07 SPF08 SPF09 SPF10 SPF11 SPF12 SPF15 SPF16 SPF17 SPF18 SPF19 SPF20 SPF21 SPF22 SPF23 SPF24",
        "DK01 DK02 DK03 DK04 DK05 DK06 DK07 DK09 DK10 DK11 DK12 DK13",
        "DM01 DM02 DM03 DM04 DM05 DM06 DM07 DM08 DM09 DM10 DM11 DM12 DM13 DM14 DM15 DM16 DM17 DM18 DM19 DM20 DM21 DM22",
        "STS01 STS02 STS03 STS04 STS05 STS06 STS08 STS09 STS10 STS11",
        "RPT01 RPT02",
        "SES01",
        "MX01 MX02 MX03",
        "PK01",
        "BI01 BI02 BI03 BI04",
        "DNS01 DNS02 DNS03 DNS04",
        "ALM01",
        "CAA01 CAA02 CAA03 CAA04",
        "DS01",
        "DNS05 DNS06 DNS07 DNS08 DNS09 DNS10 DNS11",
        "IAM01 IAM02 IAM03 IAM04 IAM05 IAM06 IAM07 IAM08 IAM09 IAM10 IAM11 IAM12 IAM13 IAM14 IAM15 IAM16 IAM17 IAM18 IAM19",
        "IAM20 IAM21 IAM22 IAM23 IAM24 IAM25 IAM26 IAM27 IAM28 IAM29 IAM30 IAM31 IAM32 IAM33 IAM34",
        "BKP01 BKP02 BKP03 BKP04 BKP05 BKP06 BKP07 BKP08 BKP09 BKP10 BKP11 BKP12 BKP13 BKP14 BKP15 BKP17 BKP18 BKP19 BKP20 BKP21",
        "ENC01 ENC02 ENC03 ENC04 ENC05 ENC06 ENC07 ENC08 ENC09 ENC10 ENC11 ENC12 ENC13 ENC14 ENC15 ENC16 ENC17 ENC18 ENC19 ENC20 ENC21",
        "EDGE01 EDGE02 EDGE03 EDGE04 EDGE05 EDGE06 EDGE07 EDGE08 EDGE09 EDGE10 EDGE11",
        "BYP01 BYP02 BYP03 BYP04 BYP05",
      ].flatMap((ids) => ids.split(" ")),
    );
  });
});
