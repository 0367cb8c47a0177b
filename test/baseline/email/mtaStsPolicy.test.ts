import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildMtaStsPolicy,
  checkMtaStsPolicy,
  matchesMx,
  parseMtaStsPolicy,
  type MtaStsMode,
  type MtaStsPolicyModel,
} from "../../../baseline/email/mtaStsPolicy.js";

const GOOD = "version: STSv1\r\nmode: enforce\r\nmx: mx1.shop.example\r\nmx: *.mail.example\r\nmax_age: 604800\r\n";
const HOST = "mta-sts.shop.example";
const found = (text: string) => checkMtaStsPolicy(text, HOST).map(({ rule }) => rule);
const replaced = (from: string, to: string) => GOOD.replace(from, to);

describe("parseMtaStsPolicy (RFC 8461 §3.2)", () => {
  const value = { mode: "enforce", mx: ["mx1.shop.example", "*.mail.example"], maxAge: 604_800, unknownFields: [] };

  it.each([
    ["with CRLF", GOOD],
    ["with LF", GOOD.replaceAll("\r\n", "\n")],
    ["without an end of the last line", GOOD.trimEnd()],
    ["without white space after the colons", GOOD.replaceAll(": ", ":")],
    ["with white space before the ends of lines", GOOD.replaceAll("\r\n", " \t\r\n")],
    [
      "in another order",
      GOOD.trimEnd()
        .split("\r\n")
        .reverse()
        .join("\r\n")
        .replace(/(mx: \*.*)\r\n(mx: .*)/, "$2\r\n$1"),
    ],
  ])("reads a file %s", (_, text) => {
    expect(parseMtaStsPolicy(text)).toEqual({ ok: true, value });
    expect(found(text)).toEqual([]);
  });

  it("reads extension fields, in UTF-8 too, and ignores them", () => {
    const text = `${GOOD}x-note: Grüße an alle\r\n9.a_b-c: 1 = 2; 3\r\n`;
    expect(parseMtaStsPolicy(text)).toEqual({ ok: true, value: { ...value, unknownFields: ["x-note", "9.a_b-c"] } });
  });

  it("reads a policy without mail hosts in the mode none only", () => {
    const text = "version: STSv1\nmode: none\nmax_age: 86400\n";
    expect(parseMtaStsPolicy(text)).toMatchObject({ ok: true, value: { mode: "none", mx: [], maxAge: 86_400 } });
    expect(parseMtaStsPolicy(text.replace("none", "testing")).ok).toBe(false);
  });

  it.each([
    ["no version", "version: STSv1\r\n", "", /no field version/],
    ["another version", "STSv1", "STSv2", /version has the value "STSv2"/],
    ["a version in other letters", "STSv1", "stsv1", /version has the value "stsv1"/],
    ["no mode", "mode: enforce\r\n", "", /no field mode/],
    ["an unknown mode", "enforce", "report", /mode has the value "report".*none, testing, enforce/],
    ["a mode in capitals", "enforce", "Enforce", /mode has the value "Enforce"/],
    ["no max_age", "max_age: 604800\r\n", "", /no field max_age/],
    ["a max_age above a year", "604800", "31557601", /max_age has the value "31557601".*0 to 31557600/],
    ["a negative max_age", "604800", "-1", /max_age has the value "-1"/],
    ["a max_age with a unit", "604800", "1w", /max_age has the value "1w"/],
    ["a max_age of eleven digits", "604800", "00000604800", /max_age has the value/],
    ["no mx", "mx: mx1.shop.example\r\nmx: *.mail.example\r\n", "", /no field mx/],
    ["several hosts in one mx", "mx1.shop.example", "mx1.shop.example, mx2.shop.example", /only letters/],
    ["a wildcard within", "*.mail.example", "mx.*.mail.example", /the character "\*"/],
    ["a wildcard for a part of a label", "*.mail.example", "mx*.mail.example", /the character "\*"/],
    ["two wildcards", "*.mail.example", "*.*.mail.example", /the character "\*"/],
    ["nothing but a wildcard", "*.mail.example", "*", /"\*" is no host name/],
    ["a leading dot, as in early drafts", "*.mail.example", ".mail.example", /empty label/],
    ["a final dot", "mx1.shop.example", "mx1.shop.example.", /ends with a dot/],
    ["an IP address", "mx1.shop.example", "192.0.2.1", /IP address/],
    ["a U-label", "mx1.shop.example", "bücher.example", /A-labels/],
    ["an underscore", "mx1.shop.example", "_mx.shop.example", /the character "_"/],
    ["an empty line", "mode:", "\r\nmode:", /Line 2 is empty/],
    ["an empty line at the end", "604800\r\n", "604800\r\n\r\n", /Line 6 is empty/],
    ["a line without colon", "mode:", "hello\r\nmode:", /Line 2 is no field: "hello" has no colon/],
    ["a comment", "mode:", "# all mail\r\nmode:", /Line 2/],
    ["a key with white space before the colon", "mx: *", "x-note : 1\r\nmx: *", /Line 4 has the name "x-note "/],
    ["an extension without value", "mode:", "x:\r\nmode:", /Line 2 gives the field "x" no value/],
    ["a control character", "mode:", "x: a\u0000b\r\nmode:", /control character/],
    [
      "a field name in capitals",
      "mode:",
      "Mode: testing\r\nmode:",
      /"Mode", which senders do not know; its name is mode/,
    ],
    ["a hyphen in max_age", "mode:", "max-age: 1\r\nmode:", /"max-age".*its name is max_age/],
    ["a repeated field", "mode:", "mode: enforce\r\nmode:", /Line 3 repeats the field "mode"/],
    ["a wildcard below a top-level domain", "*.mail.example", "*.example", /everybody below a top-level domain/],
  ])("refuses %s with one finding (STS03)", (_, from, to, message) => {
    const findings = checkMtaStsPolicy(replaced(from, to), HOST);
    expect(findings).toMatchObject([{ rule: "STS03", subject: HOST }]);
    expect(findings[0]?.message).toMatch(message);
  });

  it.each([
    ["an empty file", "", 4],
    ["an HTML page", "<!doctype html>\n<html>", 5],
    ["a file with a byte order mark", `\ufeff${GOOD}`, 2],
    ["a file with the line ends of old Macs", GOOD.replaceAll("\r\n", "\r"), 4],
    ["a file of more than 64 kilobytes", GOOD + "x: y\r\n".repeat(11_000), 1],
  ])("names every fault of %s", (_, text, count) => {
    const parsed = parseMtaStsPolicy(text);
    expect(!parsed.ok && parsed.errors).toHaveLength(count);
  });

  it("stops after eight faults of lines", () => {
    expect(found("x\n".repeat(5_000))).toHaveLength(8);
  });
});

describe("checkMtaStsPolicy", () => {
  it.each([
    ["604799", ["STS08"]],
    ["86400", ["STS08"]],
    ["86399", ["STS11"]],
    ["0", ["STS11"]],
    ["604800", []],
  ])("judges a max_age of %s in force: %j", (age, rules) => {
    expect(found(replaced("604800", age))).toEqual(rules);
  });

  it("advises against a policy that is not in force, whatever its age", () => {
    expect(found(replaced("enforce", "testing").replace("604800", "60"))).toEqual(["STS09"]);
    expect(found(replaced("enforce", "none"))).toEqual(["STS09"]);
  });
});

describe("buildMtaStsPolicy", () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/);
  const pattern = fc
    .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 3 }))
    .map(([wildcard, labels]) => `${wildcard ? "*." : ""}${labels.join(".")}.example`);
  const model: fc.Arbitrary<MtaStsPolicyModel> = fc.record({
    mode: fc.constantFrom<MtaStsMode>("enforce", "testing", "none"),
    mx: fc.array(pattern, { minLength: 1, maxLength: 5 }),
    maxAge: fc.integer({ min: 0, max: 31_557_600 }),
  });

  it("writes what the parser reads as the same policy (random policies)", () => {
    fc.assert(
      fc.property(model, (given) => {
        expect(parseMtaStsPolicy(buildMtaStsPolicy(given))).toEqual({
          ok: true,
          value: { ...given, unknownFields: [] },
        });
      }),
      { seed: 8461, numRuns: 1000 },
    );
  });

  it("ends every line with CRLF", () => {
    expect(buildMtaStsPolicy({ mode: "enforce", mx: ["mx1.shop.example", "*.mail.example"], maxAge: 604_800 })).toBe(
      GOOD,
    );
  });

  it("lets no pattern open another line", () => {
    const text = buildMtaStsPolicy({ mode: "enforce", mx: ["a.example\r\nmode: none"], maxAge: 604_800 });
    expect(text.split("\r\n")).toHaveLength(5);
    expect(found(text)).toEqual(["STS03"]);
  });
});

describe("matchesMx (RFC 8461 §4.1)", () => {
  it.each([
    ["mx1.shop.example", ["mx1.shop.example"], true],
    ["MX1.Shop.Example.", ["mx1.shop.EXAMPLE"], true],
    ["mx2.shop.example", ["mx1.shop.example"], false],
    ["mail.shop.example", ["*.shop.example"], true],
    ["shop.example", ["*.shop.example"], false],
    ["a.mail.shop.example", ["*.shop.example"], false],
    ["evilshop.example", ["*.shop.example"], false],
    [".shop.example", ["*.shop.example"], false],
    ["mx.bücher.example", ["*.xn--bcher-kva.example"], true],
    ["b.example", ["a.example", "*.a.example", "b.example"], true],
    ["*.shop.example", ["*.shop.example"], false],
    ["example", ["*.example"], false],
    ["a.example", [], false],
    [".", ["*.example"], false],
    ["", ["a.example"], false],
  ])("%s against %j: %s", (host, patterns, expected) => {
    expect(matchesMx(host, patterns)).toBe(expected);
  });
});
