import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkTxt,
  fromCloudflareTxt,
  fromRoute53Txt,
  splitCharacterStrings,
  toCloudflareTxt,
  toRoute53Txt,
} from "../../../baseline/email/txt.js";

const octetString = fc
  .uint8Array({ maxLength: 1200, size: "max" })
  .map((octets) => Buffer.from(octets).toString("latin1"));
const spaced = fc.array(fc.constantFrom(" ", "a", "bc", '"', "\\", "ip4:192.0.2.1"), { maxLength: 900, size: "max" });
const text = fc.oneof(
  octetString,
  spaced.map((parts) => parts.join("")),
);

const cloudflare = (content: string) => {
  const parsed = fromCloudflareTxt(content);
  return parsed.ok ? parsed.value : parsed.errors;
};
const route53 = (record: string) => {
  const parsed = fromRoute53Txt(record);
  return parsed.ok ? parsed.value : parsed.errors;
};
const rules = (strings: string[]) =>
  checkTxt({ text: strings.join(""), strings }, "shop.example").map(({ rule }) => rule);

describe("splitCharacterStrings", () => {
  it("gives strings of at most 255 octets that joined are the text (random octet strings)", () => {
    fc.assert(
      fc.property(text, (value) => {
        const strings = splitCharacterStrings(value);
        expect(strings.join("")).toBe(value);
        expect(strings.every((string) => string.length <= 255)).toBe(true);
        expect(strings.length === 1 || strings.every((string) => string.length > 0)).toBe(true);
      }),
      { seed: 1035 },
    );
  });

  it("keeps 255 octets together and divides 256", () => {
    expect(splitCharacterStrings("x".repeat(255))).toHaveLength(1);
    expect(splitCharacterStrings("x".repeat(256)).map((string) => string.length)).toEqual([255, 1]);
    expect(splitCharacterStrings("")).toEqual([""]);
  });

  it.each([254, 255, 256])("does not divide next to a space at offset %i", (offset) => {
    const value = `${"x".repeat(offset)} ${"y".repeat(40)}`;
    const [first = "", second = ""] = splitCharacterStrings(value);
    expect(first + second).toBe(value);
    expect(first.endsWith(" ") || second.startsWith(" ")).toBe(false);
  });

  it("divides a text of spaces all the same", () => {
    expect(splitCharacterStrings(" ".repeat(600)).map((string) => string.length)).toEqual([255, 255, 90]);
  });

  it("counts octets, not characters", () => {
    expect(splitCharacterStrings("€".repeat(100)).map((string) => string.length)).toEqual([255, 45]);
  });
});

describe("Cloudflare TXT content", () => {
  it("gives back the text that it was written from (random octet strings)", () => {
    fc.assert(
      fc.property(text, (value) => {
        const parsed = fromCloudflareTxt(toCloudflareTxt(value));
        expect(parsed).toMatchObject({ ok: true, value: { text: value } });
      }),
      { seed: 1035 },
    );
  });

  it.each([
    ["v=spf1 -all", '"v=spf1 -all"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ["\u0000\u00ff", '"\\000\\255"'],
    ["", '""'],
    ["x".repeat(256), `"${"x".repeat(255)}" "x"`],
  ])("writes %j", (value, content) => {
    expect(toCloudflareTxt(value)).toBe(content);
  });

  it.each([
    ["v=spf1 -all", ["v=spf1 -all"]],
    ['"v=spf1 -all"', ["v=spf1 -all"]],
    [' "v=spf1 "\t"-all"\n', ["v=spf1 ", "-all"]],
    ['"v=spf1 ""-all"', ["v=spf1 ", "-all"]],
    ['""', [""]],
    ["", [""]],
    ['"a\\"b\\092\\x"', ['a"b\\x']],
    ["v=DKIM1\\; p=", ["v=DKIM1\\; p="]],
    ["é", ["\u00c3\u00a9"]],
  ])("reads %j as the strings %j", (content, strings) => {
    expect(cloudflare(content)).toEqual({ text: strings.join(""), strings });
  });

  it.each([
    ['"v=spf1 -all', 0, /never closed/],
    ['"v=spf1 " -all', 10, /outside the quotation marks/],
    ['"€€" all', 5, /outside the quotation marks/],
    ['"a\\', 2, /escapes nothing/],
    ['"a\\256"', 2, /no octet/],
    ['"a\\12"', 2, /no octet/],
    ["x".repeat(300_000), 0, /300000 characters/],
  ])("refuses a malformed content", (content, position, message) => {
    expect(cloudflare(content)).toEqual([
      { rule: "DNS02", position, reference: "RFC 1035 §5.1", message: expect.stringMatching(message) as string },
    ]);
  });
});

describe("Route 53 TXT record", () => {
  it("gives back the text that it was written from (random octet strings)", () => {
    fc.assert(
      fc.property(text, (value) => {
        const parsed = fromRoute53Txt(toRoute53Txt(value));
        expect(parsed).toMatchObject({ ok: true, value: { text: value } });
      }),
      { seed: 1035 },
    );
  });

  it.each([
    ["v=spf1 -all", "v=spf1 -all"],
    ['a"b\\c', "a\\042b\\134c"],
    ["\u0000\u00ff", "\\000\\377"],
    ["x".repeat(256), `${"x".repeat(255)}""x`],
  ])("writes %j", (value, record) => {
    expect(toRoute53Txt(value)).toBe(record);
  });

  it.each([
    ["v=spf1 -all", ["v=spf1 -all"]],
    ['v=spf1 ""-all', ["v=spf1 ", "-all"]],
    ['v=spf1 " "-all', ["v=spf1 ", "-all"]],
    ['a\\042b\\134\\"', ['a"b\\"']],
    ['"v=spf1 -all"', ['"v=spf1 -all"']],
    ["", [""]],
  ])("reads %j as the strings %j", (record, strings) => {
    expect(route53(record)).toEqual({ text: strings.join(""), strings });
  });

  it.each([
    ['"v=spf1 -all', 0, /single unescaped/],
    ['v=spf1" -all', 6, /single unescaped/],
    ["a\\", 1, /escapes nothing/],
    ["a\\400", 1, /no octet/],
    ["a\\089", 1, /no octet/],
  ])("refuses %j", (record, position, message) => {
    expect(route53(record)).toEqual([
      { rule: "DNS02", position, reference: "RFC 1035 §5.1", message: expect.stringMatching(message) as string },
    ]);
  });
});

describe("checkTxt", () => {
  it("accepts what the builders write, of any printable text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("v=spf1", "ip4:192.0.2.1", "include:spf.example", "-all"), { maxLength: 90 }),
        (terms) => {
          const value = ["v=spf1", ...terms].join(" ");
          for (const parsed of [fromCloudflareTxt(toCloudflareTxt(value)), fromRoute53Txt(toRoute53Txt(value))]) {
            expect(parsed.ok && checkTxt(parsed.value, "shop.example")).toEqual([]);
          }
        },
      ),
      { seed: 4408 },
    );
  });

  it("refuses a character-string of 256 octets (DNS02), not one of 255", () => {
    expect(rules(["x".repeat(256)])).toEqual(["DNS02"]);
    expect(rules(["x".repeat(255)])).toEqual([]);
  });

  it("refuses a Route 53 value that is already quoted (DNS02)", () => {
    const parsed = fromRoute53Txt('"v=spf1 -all"');
    expect(parsed.ok && checkTxt(parsed.value, "shop.example")).toMatchObject([
      { rule: "DNS02", subject: "shop.example", message: expect.stringMatching(/literal quotation mark/) as string },
    ]);
  });

  it.each(["v=spf1 –all", "\ufeffv=spf1 -all", "v=DMARC1;\u00a0p=reject", "v=spf1\t-all"])(
    "refuses a record with a character that is no printable ASCII: %j (DNS02)",
    (content) => {
      const parsed = fromCloudflareTxt(content);
      expect(parsed.ok && checkTxt(parsed.value, "shop.example").map(({ rule }) => rule)).toEqual(["DNS02"]);
    },
  );

  it("has nothing against other characters in a text that is no mail record", () => {
    expect(rules(["caf\u00e9"])).toEqual([]);
  });

  it("shows what receivers read where the space between two terms was lost (DNS03)", () => {
    const strings = ["v=spf1 ip4:192.0.2.1", "ip4:203.0.113.9 -all"];
    expect(checkTxt({ text: strings.join(""), strings }, "shop.example")).toEqual([
      {
        rule: "DNS03",
        subject: "shop.example",
        message:
          'shop.example: Receivers join the character-strings without a space and read "ip4:192.0.2.1ip4:203.0.113.9" as one term.',
        fix: "Move the space between the two terms inside one of the two character-strings.",
        reference: "RFC 7208 §3.3",
      },
    ]);
  });

  it.each([
    [["v=spf1", "include:spf.example -all"]],
    [["v=spf1 include:a.example", "-all"]],
    [["v=spf1 include:a.example", "all"]],
    [["v=spf1 mx", "a -all"]],
    [["v=spf1 ip6:2001:db8::1", "include:b.example -all"]],
    [["v=spf1 a", "redirect=b.example"]],
  ])("finds the lost space in %j (DNS03)", (strings) => {
    expect(rules(strings)).toEqual(["DNS03"]);
  });

  it.each([
    [["v=spf1 ip4:192.0.2.1 ", "ip4:203.0.113.9 -all"]],
    [["v=spf1 ip4:192.0.2.1", " ip4:203.0.113.9 -all"]],
    [["v=spf1 ip4:192.0.", "2.1 -all"]],
    [["v=spf1 ip6:2001:db8::", "a:1 -all"]],
    [["v=spf1 include:spf.exam", "ple -all"]],
    [["v=spf1 -", "all"]],
    [[`v=spf1 ${"ip4:192.0.2.1 ".repeat(16)}include:spf.examp`, "a -all"]],
    [["v=DKIM1; k=rsa; p=AAAA", "include:BBBB"]],
    [["v=DMARC1; p=reject;", "rua=mailto:a@b.example"]],
  ])("sees no lost space in %j", (strings) => {
    expect(rules(strings)).toEqual([]);
  });
});
