import { describe, expect, test } from "vitest";
import type { NameAnswers } from "../../baseline/email/zoneAnswers.js";
import { readSettings } from "../../policies/framework/settings.js";
import { Stack } from "../../policies/framework/stack.js";
import { nameAnswers } from "../../policies/readers/nameAnswers.js";
import { UNKNOWN_VALUE, urnOf, type Given } from "../support/pack.js";
import { cloudflare, route53, ROUTE53_ZONE, txt, ZONE } from "../support/records.js";

function answers(...given: Given[]): NameAnswers {
  const edge = (names: string | readonly string[]): { urn: string }[] =>
    given.filter((other) => [names].flat().includes(other.name)).map((other) => ({ urn: urnOf(other) }));
  const resources = given.map((one) => ({
    ...{ type: one.type, name: one.name, urn: urnOf(one), props: one.inputs, opts: {}, dependencies: [] },
    propertyDependencies: Object.fromEntries(Object.entries(one.edges ?? {}).map(([key, name]) => [key, edge(name)])),
  }));
  return new Stack(resources, readSettings({}, undefined, [], "2026-06-01")).read(nameAnswers);
}

describe("of a zone that the stack holds", () => {
  const names = answers(
    ZONE,
    txt("a.shop.example", "one"),
    cloudflare("b", "CNAME", "A.shop.example."),
    cloudflare("c.shop.example", "TXT", UNKNOWN_VALUE),
    cloudflare("d.shop.example", UNKNOWN_VALUE, "x"),
    cloudflare("*.wild.shop.example", "TXT", '"wild"'),
  );

  test.each([
    ["a text", "a.shop.example", ["one"], true],
    ["a text behind an alias", "b.shop.example", ["one"], true],
    ["a text of a wildcard", "x.wild.shop.example", ["wild"], true],
    ["a text that is not known yet", "c.shop.example", undefined, true],
    ["a record of a type that is not known yet", "d.shop.example", undefined, true],
    ["nothing", "e.shop.example", [], false],
  ])("%s is known as far as it can be", (_, name, texts, exists) => {
    expect(names.txt(name)).toEqual(texts);
    expect(names.exists(name)).toBe(exists);
  });

  test("nothing is said to be missing while a record has an unknown name", () => {
    const hidden = answers(ZONE, txt("a.shop.example", "one"), cloudflare(UNKNOWN_VALUE, "TXT", "x"));
    expect(hidden.txt("a.shop.example")).toEqual(["one"]);
    expect(hidden.txt("e.shop.example")).toBeUndefined();
    expect(hidden.exists("a.shop.example")).toBe(true);
    expect(hidden.exists("e.shop.example")).toBeUndefined();
  });

  test("two providers that hold it answer together only what both say", () => {
    const moving = (second: string): NameAnswers =>
      answers(ZONE, ROUTE53_ZONE, txt("a.shop.example", "one"), route53("a.shop.example", "TXT", [second]));
    expect(moving("one").txt("a.shop.example")).toEqual(["one"]);
    expect(moving("two").txt("a.shop.example")).toBeUndefined();
    expect(
      answers(ZONE, ROUTE53_ZONE, txt("a.shop.example", "one"), route53("b", "A", ["192.0.2.1"])).exists(
        "b.shop.example",
      ),
    ).toBeUndefined();
  });

  test("the longest of nested zones answers", () => {
    const inner = { ...ZONE, name: "inner", inputs: { ...ZONE.inputs, name: "news.shop.example" } };
    const record = { ...txt("a.news.shop.example", "inner"), edges: { zoneId: "inner" } };
    expect(answers(ZONE, inner, record).txt("a.news.shop.example")).toEqual(["inner"]);
  });
});

describe("of any other zone", () => {
  const names = answers(txt("a.shop.example", "one"), cloudflare("b.shop.example", "CNAME", "x.example"));

  test.each([
    ["what the stack has is known", "a.shop.example", ["one"], true],
    ["where an alias leads is not", "b.shop.example", undefined, true],
    ["what it lacks is not", "c.shop.example", undefined, undefined],
    ["a top-level domain's policy is taken for none", "_dmarc.example", [], undefined],
    ["a public suffix's policy is taken for none", "_dmarc.co.uk", [], undefined],
    ["a registered domain's policy is not", "_dmarc.shop.co.uk", undefined, undefined],
  ])("%s", (_, name, texts, exists) => {
    expect(names.txt(name)).toEqual(texts);
    expect(names.exists(name)).toBe(exists);
  });
});
