import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDkimName, dkimName, selectorFaults } from "../../../baseline/email/dkimSelector.js";

describe("the owner name of a key", () => {
  test.each([
    ["s1._domainkey.shop.example", { selector: "s1", domain: "shop.example" }],
    ["A.B._DomainKey.Shop.Example.", { selector: "a.b", domain: "shop.example" }],
    ["_domainkey.shop.example", { selector: "", domain: "shop.example" }],
    ["s1._domainkey", { selector: "s1", domain: "" }],
    ["shop.example", undefined],
    ["s1.domainkey.shop.example", undefined],
  ])("%s is read", (name, expected) => {
    expect(dkimName(name)).toEqual(expected);
  });
});

describe("a selector", () => {
  test.each(["s1", "20260115pm", "a.b.c", "-".replace("-", "x"), "S1", "s".repeat(63), "1"])(
    "may be %s",
    (selector) => {
      expect(selectorFaults(selector)).toEqual([]);
      expect(checkDkimName(`${selector}._domainkey.shop.example`)).toEqual([]);
    },
  );

  test.each([
    ["", /empty/],
    ["s_1", /letters, digits and hyphens/],
    ["s 1", /letters, digits and hyphens/],
    ["sé", /letters, digits and hyphens/],
    ["-s", /begins or ends with a hyphen/],
    ["s-", /begins or ends with a hyphen/],
    ["a..b", /empty label/],
    [".a", /empty label/],
    ["s".repeat(64), /64 characters/],
    [Array.from({ length: 60 }, () => "abcd").join("."), /299 characters/],
  ])("may not be %j", (selector, expected) => {
    expect(selectorFaults(selector).join(" ")).toMatch(expected);
    const [finding] = checkDkimName(`${selector}._domainkey.shop.example`);
    expect(finding).toMatchObject({ rule: "DK10", reference: "RFC 6376 §3.1" });
  });

  test("that answers for every name is no selector, and no fault", () => {
    expect(checkDkimName("*._domainkey.parked.example")).toEqual([]);
  });

  test("whatever it is, is judged without an exception", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(Array.isArray(selectorFaults(text))).toBe(true);
        expect(Array.isArray(checkDkimName(`${text}._domainkey.shop.example`))).toBe(true);
      }),
    );
  });
});
