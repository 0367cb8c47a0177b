import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDomainName, isSubdomainOf, toFqdn } from "../../../baseline/email/name.js";

describe("toFqdn", () => {
  it.each([
    ["@", "shop.example"],
    ["", "shop.example"],
    ["shop.example", "shop.example"],
    ["shop.example.", "shop.example"],
    ["SHOP.Example", "shop.example"],
    ["_dmarc", "_dmarc.shop.example"],
    ["_dmarc.shop.example", "_dmarc.shop.example"],
    ["_DMARC.shop.example.", "_dmarc.shop.example"],
    ["*.mail", "*.mail.shop.example"],
    ["myshop.example", "myshop.example.shop.example"],
    ["other.test.", "other.test"],
    ["bücher", "xn--bcher-kva.shop.example"],
    ["10", "10.shop.example"],
  ])("reads %j in the zone shop.example as %j", (name, fqdn) => {
    expect(toFqdn(name, "shop.example")).toBe(fqdn);
    expect(toFqdn(name, "Shop.Example.")).toBe(fqdn);
  });

  it("takes a name in an unknown zone as fully qualified, and knows nothing of the zone itself", () => {
    expect(toFqdn("Mail.Shop.Example.")).toBe("mail.shop.example");
    expect(toFqdn("@")).toBeUndefined();
    expect(toFqdn("", "")).toBeUndefined();
  });

  it("reads the ideographic full stop as a dot", () => {
    expect(toFqdn("mail。bücher。example")).toBe("mail.xn--bcher-kva.example");
  });

  it("gives the same name again for a name that it gave", () => {
    const label = fc.stringMatching(/^[a-z0-9_]{1,8}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), (labels) => {
        const once = toFqdn(labels.join("."), "shop.example");
        expect(toFqdn(once ?? "", "shop.example")).toBe(once);
        expect(toFqdn(`${once}.`, "shop.example")).toBe(once);
      }),
      { seed: 7208 },
    );
  });
});

describe("isSubdomainOf", () => {
  it.each([
    ["mail.shop.example", "shop.example", true],
    ["a.b.Shop.Example.", "shop.example", true],
    ["shop.example", "shop.example", false],
    ["myshop.example", "shop.example", false],
    ["example", "shop.example", false],
    ["mail.shop.example", "", false],
  ])("%s below %s: %s", (name, domain, expected) => {
    expect(isSubdomainOf(name, domain)).toBe(expected);
  });
});

describe("checkDomainName", () => {
  const label63 = "a".repeat(63);
  it.each(["shop.example", "xn--bcher-kva.example", "shop.example.", `${label63}.example`, "a1-b2.example", "EXAMPLE"])(
    "%s is a domain name",
    (name) => {
      expect(checkDomainName(name)).toEqual([]);
    },
  );

  it.each([
    ["", /empty/],
    [".", /empty/],
    [`a${label63}.example`, /64 characters; at most 63/],
    [`${`${label63}.`.repeat(4)}example`, /263 characters; at most 253/],
    ["shop..example", /empty label/],
    ["-shop.example", /begins or ends with a hyphen/],
    ["shop-.example", /begins or ends with a hyphen/],
    ["192.0.2.1", /IP address/],
    ["[2001:db8::1]", /IP address/],
    ["https://shop.example/", /URL/],
    ["dmarc@shop.example", /mailbox address/],
    ["bücher.example", /"ü".*A-labels/],
    ["shop example", /character " "/],
    ["shop.example/path", /character "\/"/],
    ["_dmarc.shop.example", /character "_"/],
    ["*.shop.example", /character "\*"/],
    ["shop.123", /all digits/],
  ])("%j is refused", (name, reason) => {
    const faults = checkDomainName(name);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(reason);
  });

  it("allows underscores and a leading wildcard where asked", () => {
    expect(checkDomainName("_dmarc.shop.example", { underscore: true })).toEqual([]);
    expect(checkDomainName("*.shop.example", { wildcard: true })).toEqual([]);
    expect(checkDomainName("mail.*.example", { wildcard: true })).toHaveLength(1);
  });
});
