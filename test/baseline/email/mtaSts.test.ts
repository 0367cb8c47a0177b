import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMtaSts, checkMtaSts, parseMtaSts, policyId } from "../../../baseline/email/mtaSts.js";
import { buildMtaStsPolicy, type MtaStsPolicyModel } from "../../../baseline/email/mtaStsPolicy.js";

const NAME = "_mta-sts.shop.example";
const GOOD = "v=STSv1; id=20261124T120000";

describe("parseMtaSts (RFC 8461 §3.1)", () => {
  it.each([
    [GOOD, "20261124T120000", []],
    ["v=STSv1;id=1", "1", []],
    ["v=STSv1; id=1;", "1", []],
    ["v=STSv1; id=1 ; \t", "1", []],
    [`v=STSv1; id=${"a1".repeat(16)}`, "a1".repeat(16), []],
    ["v=STSv1; x-1.b_c=!<>~; id=1; 9=z", "1", ["x-1.b_c", "9"]],
  ])("reads %j", (text, id, unknownFields) => {
    expect(parseMtaSts(text)).toEqual({ ok: true, value: { id, unknownFields } });
    expect(checkMtaSts(text, NAME)).toEqual([]);
  });

  it.each([
    ["", /does not begin with v=STSv1/],
    ["id=1; v=STSv1", /does not begin with v=STSv1/],
    ["v=STSv1", /No semicolon stands after v=STSv1/],
    ["v=STSv1 id=1", /No semicolon/],
    ["v=STSv1, id=1", /No semicolon/],
    ["v=STSv1 ; id=1", /White space stands before the first semicolon/],
    [" v=STSv1; id=1", /White space stands before the field v/],
    ['"v=STSv1; id=1"', /literal quotation marks/],
    ["v=stsv1; id=1", /"v=stsv1" is not in the letters of v=STSv1/],
    ["V=STSv1; id=1", /"V=STSv1" is not in the letters/],
    ["v=STSv2; id=1", /"STSv2" instead of STSv1/],
    ["v=STSv10; id=1", /"STSv10" instead of STSv1/],
    ["v=STSv1;", /no field id/],
    ["v=STSv1; mode=enforce", /no field id/],
    ["v=STSv1; ID=1", /no field id/],
    ["v=STSv1; id=", /the value ""/],
    ["v=STSv1; id=2026-11-24", /"2026-11-24".*letters and digits/],
    [`v=STSv1; id=${"a".repeat(33)}`, /33 characters/],
    ["v=STSv1; id = 1", /no white space may stand before the equals sign/],
    ["v=STSv1; id= 1", /the value " 1"/],
    ["v=STSv1; id=1 ", /the value "1 "/],
    ["v=STSv1; ; id=1", /Nothing stands before a semicolon/],
    ["v=STSv1; id=1;;", /Nothing stands before a semicolon/],
    ["v=STSv1; id", /no "="/],
    ["v=STSv1; id=1; -x=1", /"-x" is malformed/],
    ["v=STSv1; id=1; x=", /no extension may hold/],
    ["v=STSv1; id=1; x=a=b", /no extension may hold/],
    ["v=STSv1; id=1; x=a b", /no extension may hold/],
    ["v=STSv1; id=1; x=é", /no extension may hold/],
    ["v=STSv1; id=1; id=2", /"id" stands twice/],
    ["v=STSv1; id=1; v=STSv1", /"v" stands twice/],
    [`v=STSv1; id=1; x=${"y".repeat(65_535)}`, /at most 65535 octets/],
  ])("refuses %j with one finding (STS01)", (text, message) => {
    expect(parseMtaSts(text).ok).toBe(false);
    const findings = checkMtaSts(text, NAME);
    expect(findings).toMatchObject([{ rule: "STS01", subject: NAME, reference: "RFC 8461 §3.1" }]);
    expect(findings[0]?.message).toMatch(message);
  });

  it("names every fault, and each at its place", () => {
    const parsed = parseMtaSts("v=STSv1; id=a-b; x");
    expect(!parsed.ok && parsed.errors.map(({ position }) => position)).toEqual([17, 9]);
  });
});

describe("buildMtaSts", () => {
  it("writes what the parser reads as the same record (random ids)", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{1,32}$/), (id) => {
        expect(parseMtaSts(buildMtaSts(id))).toEqual({ ok: true, value: { id, unknownFields: [] } });
      }),
      { seed: 8461, numRuns: 1000 },
    );
  });

  it("lets no id open another field", () => {
    expect(checkMtaSts(buildMtaSts("1; id=2"), NAME).map(({ rule }) => rule)).toEqual(["STS01"]);
  });
});

describe("policyId", () => {
  const host = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/).map((label) => `${label}.shop.example`);
  const policy: fc.Arbitrary<MtaStsPolicyModel> = fc.record({
    mode: fc.constantFrom("enforce" as const, "testing" as const, "none" as const),
    mx: fc.array(host, { minLength: 1, maxLength: 3 }),
    maxAge: fc.integer({ min: 0, max: 31_557_600 }),
  });

  it("is an id that the record may hold (random policies)", () => {
    fc.assert(
      fc.property(policy, (given) => {
        const id = policyId(buildMtaStsPolicy(given));
        expect(parseMtaSts(buildMtaSts(id))).toMatchObject({ ok: true, value: { id } });
      }),
      { seed: 8461 },
    );
  });

  it("is another exactly when the policy file is another (random pairs of policies)", () => {
    fc.assert(
      fc.property(policy, policy, (one, other) => {
        const [text, otherText] = [buildMtaStsPolicy(one), buildMtaStsPolicy(other)];
        expect(policyId(text) === policyId(otherText)).toBe(text === otherText);
        expect(policyId(buildMtaStsPolicy({ ...one }))).toBe(policyId(text));
      }),
      { seed: 8461, numRuns: 1000 },
    );
  });

  it("is another for a change of one character", () => {
    expect(policyId("mx: a.example\r\n")).not.toBe(policyId("mx: b.example\r\n"));
  });
});
