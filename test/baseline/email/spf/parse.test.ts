import { describe, expect, it } from "vitest";
import { isSpf, MAX_SPF_LENGTH, parseSpf, readSpf } from "../../../../baseline/email/spf/parse.js";
import { dependsOnName, type SpfTerm } from "../../../../baseline/email/spf/record.js";

/** The terms of a record, or the faults as `position message`. */
function read(text: string): readonly SpfTerm[] | string[] {
  const parsed = parseSpf(text);
  return parsed.ok ? parsed.value.terms : parsed.errors.map(({ position, message }) => `${position} ${message}`);
}

const only = (term: string): unknown => read(`v=spf1 ${term}`);

describe("a text is an SPF record", () => {
  it.each(["v=spf1", "V=SpF1 -all", "v=spf1 ", "v=spf1 nonsense"])("%j", (text) => expect(isSpf(text)).toBe(true));
});

describe("a text is no SPF record", () => {
  it.each([
    ["", /does not begin with v=spf1/],
    ["v=spf10 -all", /stands "0" instead of a space/],
    [" v=spf1 -all", /White space stands before v=spf1/],
    ["v=spf1-all", /stands "-" instead of a space/],
    ["v=spf1; -all", /stands ";" instead of a space/],
    ["v=spf1\t-all", /U\+0009/],
    ["v=spf1\u00a0-all", /U\+00A0/],
    ["spf2.0/pra -all", /does not begin with v=spf1/],
    ['"v=spf1 -all"', /literal quotation marks/],
  ])("%j", (text, message) => {
    expect(isSpf(text)).toBe(false);
    const errors = read(text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
  });
});

describe("every term of the grammar is read", () => {
  it.each<[string, SpfTerm]>([
    ["all", { kind: "all", qualifier: "+" }],
    ["-ALL", { kind: "all", qualifier: "-" }],
    ["include:_spf.example.com", { kind: "include", qualifier: "+", domain: "_spf.example.com" }],
    ["?Include:_SPF.example.com.", { kind: "include", qualifier: "?", domain: "_SPF.example.com." }],
    ["a", { kind: "a", qualifier: "+" }],
    ["a/24", { kind: "a", qualifier: "+", prefix4: 24 }],
    ["a//64", { kind: "a", qualifier: "+", prefix6: 64 }],
    ["~a:h.example/0//0", { kind: "a", qualifier: "~", domain: "h.example", prefix4: 0, prefix6: 0 }],
    ["a:foo:bar/baz.example.com", { kind: "a", qualifier: "+", domain: "foo:bar/baz.example.com" }],
    ["a:x/24.example/24", { kind: "a", qualifier: "+", domain: "x/24.example", prefix4: 24 }],
    ["a:%{d2/}/24", { kind: "a", qualifier: "+", domain: "%{d2/}", prefix4: 24 }],
    ["mx:example.com//128", { kind: "mx", qualifier: "+", domain: "example.com", prefix6: 128 }],
    ["ptr", { kind: "ptr", qualifier: "+" }],
    ["ptr:example.com", { kind: "ptr", qualifier: "+", domain: "example.com" }],
    ["ip4:192.0.2.77/24", { kind: "ip4", qualifier: "+", network: "192.0.2.77", prefix: 24 }],
    ["IP4:0.0.0.0/0", { kind: "ip4", qualifier: "+", network: "0.0.0.0", prefix: 0 }],
    ["ip6:::1.1.1.1/0", { kind: "ip6", qualifier: "+", network: "::1.1.1.1", prefix: 0 }],
    ["ip6:2001:DB8::/32", { kind: "ip6", qualifier: "+", network: "2001:DB8::", prefix: 32 }],
    ["exists:%{ir}.%{v}._spf.%{d2}", { kind: "exists", qualifier: "+", domain: "%{ir}.%{v}._spf.%{d2}" }],
    ["exists:%{L1R+-}.%%%_%-.example", { kind: "exists", qualifier: "+", domain: "%{L1R+-}.%%%_%-.example" }],
    ["REDIRECT=_spf.example", { kind: "redirect", domain: "_spf.example" }],
    ["exp=explain._spf.%{d}", { kind: "exp", domain: "explain._spf.%{d}" }],
    ["moo.cow-far_out=man:dog/cat", { kind: "unknown", name: "moo.cow-far_out", value: "man:dog/cat" }],
    ["default=", { kind: "unknown", name: "default", value: "" }],
    ["include:.com", { kind: "include", qualifier: "+", domain: ".com" }],
    ["a:example.1-2", { kind: "a", qualifier: "+", domain: "example.1-2" }],
  ])("%s", (text, term) => expect(only(text)).toStrictEqual([term]));

  it("with any number of spaces between and behind", () => {
    expect(read("v=spf1   a    -all  ")).toStrictEqual([
      { kind: "a", qualifier: "+" },
      { kind: "all", qualifier: "-" },
    ]);
  });
});

describe("a classic mistake is named, with the place where it stands", () => {
  it.each([
    ["ip4:1.2.3.4-all", /^18 The term "ip4:1\.2\.3\.4-all" ends in all and its qualifier with no space/],
    ["include:example.com~all", /^26 .* ends in all and its qualifier with no space/],
    ["–all", /^7 The record holds a typographic dash, U\+2013/],
    ["\xe2\x80\x93all", /^7 The record holds a typographic dash, U\+2013/],
    ["ip4:192.0.2.1\xc2\xa0-all", /^20 The record holds white space other than the space, U\+00A0/],
    ["\xe9.example", /^7 The record holds a foreign character, U\+00E9/],
    ["−all", /^7 The record holds a typographic dash, U\+2212/],
    ["a\u200b", /^8 The record holds white space other than the space, U\+200B/],
    ["a:münchen.example", /^10 The record holds a foreign character, U\+00FC/],
    ["a:😀.example", /^9 The record holds a foreign character, U\+1F600/],
    // As DNS has them: the octets of UTF-8.
    ["a:m\xc3\xbcnchen.example", /^10 The record holds a foreign character, U\+00FC/],
    ["\xe2\x80\x93all", /^7 The record holds a typographic dash, U\+2013/],
    ["a:m\xfcnchen.example", /^10 The record holds a foreign character, U\+00FC/],
    ["a:\xe2x.example", /^9 The record holds a foreign character, U\+00E2/],
    ["ipv4:192.0.2.1", /^7 .* named ip4 and ip6/],
    ["ip:192.0.2.1", /^7 .* named ip4 and ip6/],
    ["ip4:2001:db8::1", /^11 Behind ip4 stands the address "2001:db8::1", which is no IPv4 address/],
    ["ip6:192.0.2.1", /^11 Behind ip6 stands the address "192\.0\.2\.1", which is no IPv6 address/],
    ["ip6:fe80::1%eth0", /^11 Behind ip6 stands/],
    ["ip4:192.0.2.1:25", /^11 .* with a port/],
    ["ip4:192.0.2", /^11 .* four numbers/],
    ["ip4:192.0.02.1", /^11 .* without leading zeros/],
    ["ip4:192.0.2.0/255.255.255.0", /^20 The prefix length is "255\.255\.255\.0"/],
    ["ip4:192.0.2.0/024", /^20 The prefix length is "024"/],
    ["ip4:192.0.2.0/33", /^20 .* from 0 to 32/],
    ["ip4:192.0.2.0/", /^20 The prefix length is ""/],
    ["ip6:2001:db8::/129", /^21 .* from 0 to 128/],
    ["ip4:192.0.2.1,192.0.2.2", /^7 .* holds a list/],
    ["ip4:192.0.2.1include:example.com", /^7 .* beginning of another term/],
    ["192.0.2.0/24", /^7 The IP address "192\.0\.2\.0\/24" stands alone/],
    ["_spf.example.com", /^7 .* begins with no mechanism that SPF knows/],
    ["a:192.0.2.1", /^9 An IP address, "192\.0\.2\.1", stands where a domain name/],
    ["include:192.0.2.1", /^15 An IP address/],
    ["include:https://x", /^15 The last label of "https:\/\/x"/],
    ["include:example.com/24", /^15 .* ends in a prefix length/],
    ["include:", /^15 The domain name is missing/],
    ["include", /^14 The mechanism include needs ":".* nothing stands there/],
    ["exists", /^13 The mechanism exists needs ":"/],
    ["a:example.123", /^9 .* all digits/],
    ["a:museum.", /^9 .* has no dot/],
    ["a:example.com..", /^9 The last label/],
    ["a:example.-com", /^9 The last label/],
    ["a:example.com-", /^9 The last label/],
    ["redirect:_spf.example", /^7 .* modifiers, which take "="/],
    ["-redirect=_spf.example", /^7 The modifier "redirect" has the qualifier "-"/],
    ["redirect=", /^16 The domain name is missing/],
    ["1up=foo", /^7 The modifier's name "1up"/],
    ["-all;", /^11 .* punctuation at its edge/],
    ["all:x", /^10 Behind all stands ":x"/],
    ["a/24/64", /^8 Behind a stands "\/24".*\n11 The prefix length is "64"/],
    ["a:x.example///64", /^18 The prefix length is ""/],
    ["%{i}", /^7 .* no mechanism/],
    ["=all", /^7 The modifier's name ""/],
    ["moo", /^7 .* no mechanism that SPF knows/],
  ])("%s", (term, message) => {
    const errors = only(term) as string[];
    expect(errors.join("\n")).toMatch(message);
  });
});

describe("a macro is refused", () => {
  it.each([
    ["never closed", "exists:%{ir.example", /^14 A macro that begins with "%\{" is never closed/],
    ["with a number of 0", "exists:%{d0}.example", /^14 The macro "%\{d0\}" asks for 0 parts/],
    ["with a number of 00", "exists:%{d00r}.example", /^14 .* asks for 0 parts/],
    ["with an unknown letter", "exists:%{a}.example", /^14 The macro "%\{a\}" has the letter "a"/],
    [
      "with a letter of explanations",
      "exp=%{c}.example",
      /^11 The macro "%\{c\}" is allowed only in the text that exp/,
    ],
    ["with a letter of explanations, too", "note=%{T}", /^12 The macro "%\{T\}" is allowed only/],
    ["with a foreign delimiter", "exists:%{d2:}.example", /^14 The macro at .* is malformed/],
    ["with digits behind r", "exists:%{dr2}.example", /^14 .* is malformed/],
    ["without a letter", "exists:%{}.example", /^14 .* is malformed/],
    ["that is a bare percent sign", "exists:100%.example", /^17 A "%" stands before "\."/],
    ["that is a percent sign at the end", "note=100%", /^15 A "%" ends the text/],
  ])("%s", (_, term, message) => {
    const errors = only(term) as string[];
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
  });

  it("and its compliant neighbours are not", () => {
    for (const spec of ["%{ir}.example", "%{d1}.example", "%{i}", "%%.example", "%{d2.-+,/_=}"]) {
      expect(parseSpf(`v=spf1 exists:${spec}`)).toMatchObject({ ok: true });
    }
  });
});

describe("all faults come at once", () => {
  it("in the order of the terms, each with its section", () => {
    const parsed = parseSpf(
      "v=spf1 ip4:1.2.3 include: a/33//129 exists:%{a}.%{d0}.example redirect=x.example redirect=y.example",
    );
    expect(parsed.ok ? [] : parsed.errors.map(({ rule, position, reference }) => [rule, position, reference])).toEqual([
      ["SPF02", 11, "RFC 7208 §5.6"],
      ["SPF02", 25, "RFC 7208 §7.1"],
      ["SPF02", 27, "RFC 7208 §5.6, §12"],
      ["SPF02", 30, "RFC 7208 §5.6, §12"],
      ["SPF02", 43, "RFC 7208 §7.2"],
      ["SPF02", 48, "RFC 7208 §7.3"],
      ["SPF10", 81, "RFC 7208 §6"],
    ]);
  });

  it("and a repeated exp or redirect is one of them, in any case", () => {
    expect(read("v=spf1 exp=a.example EXP=b.example -all")).toEqual([
      "21 The modifier exp stands in the record more than once, for which receivers answer permerror.",
    ]);
    expect(read("v=spf1 exp=a.example redirect=b.example")).toHaveLength(2);
  });

  it("and each has a remedy", () => {
    const reading = readSpf("v=spf1 ip4:2001:db8::1 a:192.0.2.1 ip4:1.2.3.4-all");
    expect(reading.ok ? [] : reading.errors.map(({ fix }) => fix)).toEqual([
      "Write ip6:2001:db8::1.",
      "Write ip4:192.0.2.1 instead.",
      "Put a space before the qualifier of all.",
    ]);
  });
});

describe("the length of a record", () => {
  it(`is at most ${MAX_SPF_LENGTH} characters`, () => {
    expect(parseSpf(`v=spf1${" ".repeat(MAX_SPF_LENGTH - 6)}`)).toMatchObject({ ok: true });
    expect(read(`v=spf1${" ".repeat(MAX_SPF_LENGTH - 5)}`)).toEqual([
      "0 The record has 65536 characters; a TXT record holds at most 65535 octets.",
    ]);
  });
});

it("a long word, which may be a private key, is not repeated in a message", () => {
  const key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
  expect(JSON.stringify(readSpf(`v=spf1 ${key} include:${key} ip4:${key} ${key}=% all:${key}`))).not.toContain("MIIE");
});

describe("what a record means depends on the name that holds it", () => {
  const depends = (text: string): boolean => {
    const parsed = parseSpf(text);
    if (!parsed.ok) throw new Error(text);
    return dependsOnName(parsed.value);
  };

  it.each([
    "a",
    "mx/24",
    "ptr",
    "include:%{d}.x.example",
    "exists:%{i}.x.example",
    "a:%{d}",
    "redirect=%{d2}.x.example",
  ])("with %s", (term) => expect(depends(`v=spf1 ${term}`)).toBe(true));

  it.each([
    "a:x.example",
    "mx:x.example/24",
    "include:x.example",
    "ip4:192.0.2.0/24",
    "redirect=x.example",
    "x=%{d} -all",
  ])("and not with %s", (term) => expect(depends(`v=spf1 ${term}`)).toBe(false));
});
