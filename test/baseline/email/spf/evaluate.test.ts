import { describe, expect, it } from "vitest";
import { spfReceiver, type ReceiverZone, type SpfAnswer } from "../../../../baseline/email/spf/evaluate.js";
import { closedZone, openZone, type Records } from "./plannedZone.js";

const client = "203.0.113.9";

/** The answer for `text` at shop.example, beside other records. */
function ask(
  text: string,
  records: Records = {},
  question: Partial<{ ip: string; sender: string; helo: string }> = {},
) {
  const zone = closedZone({ ...records, "shop.example TXT": [text] });
  return spfReceiver(zone)({ ip: client, sender: "anna@shop.example", helo: "mx.client.example", ...question });
}
const result = (...given: Parameters<typeof ask>): string => ask(...given).result;

describe("the first mechanism that matches decides", () => {
  it.each([
    ["pass", "v=spf1 ip4:203.0.113.0/24 -all"],
    ["fail", "v=spf1 -ip4:203.0.113.9 ip4:203.0.113.0/24 ~all"],
    ["softfail", "v=spf1 ip6:2001:db8::/32 ~all"],
    ["neutral", "v=spf1 ?all"],
    ["neutral", "v=spf1 ip4:192.0.2.1"],
    ["pass", "v=spf1 ip4:203.0.113.77/24 -all"],
    ["permerror", "v=spf1 ip4:203.0.113.9 moo -all"],
    ["none", "not=spf"],
  ])("%s: %s", (expected, text) => expect(result(text)).toBe(expected));

  it("an IPv6 client is matched by ip6, and an IPv4-mapped one by ip4", () => {
    expect(result("v=spf1 ip6:2001:db8::/32 -all", {}, { ip: "2001:db8::9" })).toBe("pass");
    expect(result("v=spf1 ip4:203.0.113.9 -all", {}, { ip: "::ffff:203.0.113.9" })).toBe("pass");
    expect(result("v=spf1 ip6:::/0 -all", {}, { ip: "::ffff:203.0.113.9" })).toBe("fail");
  });

  it("a client whose address is none is held by no network, and only all matches it", () => {
    expect(result("v=spf1 ip4:0.0.0.0/0 ~all", {}, { ip: "nonsense" })).toBe("softfail");
    expect(result("v=spf1 a mx ptr ~all", { "shop.example A": [client] }, { ip: "" })).toBe("softfail");
  });
});

describe("an include (RFC 7208 §5.2)", () => {
  it.each([
    ["pass", "v=spf1 +all"],
    ["fail", "v=spf1 -all"],
    ["fail", "v=spf1 ~all"],
    ["fail", "v=spf1 ?all"],
    ["permerror", "v=spf1 moo"],
    ["permerror", "no record"],
  ])("gives %s where the record behind it is %s", (expected, behind) => {
    expect(result("v=spf1 include:a.example -all", { "a.example TXT": [behind] })).toBe(expected);
  });

  it("whose record is not known is a temporary error, one whose name is none a permanent one", () => {
    const zone = openZone({ "shop.example TXT": ["v=spf1 include:a.example -all"] });
    expect(spfReceiver(zone)({ ip: client, sender: "a@shop.example", helo: "x.example" }).result).toBe("temperror");
    expect(result("v=spf1 include:%{l}.example -all", {}, { sender: "a..b@shop.example" })).toBe("permerror");
  });
});

describe("limits (RFC 7208 §4.6.4)", () => {
  const zones: Records = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`s${index}.example TXT`, ["v=spf1 -all"]]),
  );
  const includes = (count: number): string =>
    Array.from({ length: count }, (_, index) => `include:s${index}.example`).join(" ");

  it("ten terms are evaluated, and the eleventh is a permanent error unless an earlier one matched", () => {
    expect(result(`v=spf1 ${includes(10)} ~all`, zones)).toBe("softfail");
    expect(result(`v=spf1 ${includes(11)} ~all`, zones)).toBe("permerror");
    expect(result(`v=spf1 ip4:${client} ${includes(11)} ~all`, zones)).toBe("pass");
    expect(result(`v=spf1 ${includes(10)} redirect=s10.example`, zones)).toBe("permerror");
  });

  it("two terms may find nothing, for the client's own address family", () => {
    const hosts: Records = { "v4.example A": ["192.0.2.1"] };
    const text = "v=spf1 a:v4.example a:v4.example a:v4.example ~all";
    expect(result(text, hosts)).toBe("softfail");
    expect(result(text, hosts, { ip: "2001:db8::9" })).toBe("permerror");
    expect(result("v=spf1 a:x.example mx:y.example ~all")).toBe("softfail");
    expect(result("v=spf1 a:x.example mx:y.example exists:z.example ~all")).toBe("permerror");
  });

  it("the query of the macro %{p} counts beside the term's own", () => {
    const names: ReceiverZone["names"] = () => [];
    const zone = (terms: number): ReceiverZone => ({
      ...closedZone({ "shop.example TXT": [`v=spf1 ${includes(terms)} exists:%{p}.x.example ~all`], ...zones }),
      names,
    });
    const question = { ip: client, sender: "a@shop.example", helo: "x.example" };
    expect(spfReceiver(zone(8))(question).result).toBe("softfail");
    expect(spfReceiver(zone(9))(question).result).toBe("permerror");
  });

  it("are the receiver's own where it sets them", () => {
    const zone = closedZone({ ...zones, "shop.example TXT": [`v=spf1 ${includes(11)} ~all`] });
    const question = { ip: client, sender: "a@shop.example", helo: "x.example" };
    expect(spfReceiver(zone, { terms: 11, voids: 2 })(question).result).toBe("softfail");
  });

  it("end a circle, and a zone that never ends", () => {
    expect(result("v=spf1 include:shop.example -all")).toBe("permerror");
    expect(result("v=spf1 redirect=shop.example")).toBe("permerror");
    const endless = { ...closedZone({}), txt: (name: string) => [`v=spf1 include:x${name} -all`] };
    expect(spfReceiver(endless)({ ip: client, sender: "a@n.example", helo: "" }).result).toBe("permerror");
  });
});

describe("names", () => {
  it("a null MX names no host, and an mx matches the addresses of its hosts", () => {
    expect(result("v=spf1 mx -all", { "shop.example MX": [""], "shop.example A": [client] })).toBe("fail");
    expect(result("v=spf1 mx/24 -all", { "shop.example MX": ["In.example."], "in.example A": ["203.0.113.1"] })).toBe(
      "pass",
    );
  });

  it("a sender without local-part is the postmaster, and a bounce is judged by HELO", () => {
    const exists: Records = { "postmaster.shop.example A": ["127.0.0.2"] };
    const text = "v=spf1 exists:%{l}.%{o} -all";
    expect(result(text, exists, { sender: "@shop.example" })).toBe("pass");
    expect(result(text, exists, { sender: "", helo: "shop.example" })).toBe("pass");
    expect(result(text, exists)).toBe("fail");
    expect(result(text, exists, { sender: "", helo: "[203.0.113.9]" })).toBe("none");
    expect(result(text, exists, { sender: "a@localhost" })).toBe("none");
  });

  it("ptr matches names of the client that lead back to it", () => {
    const zone = (names: readonly string[] | undefined): ReceiverZone => ({
      ...closedZone({
        "shop.example TXT": ["v=spf1 ptr -all"],
        "mx.shop.example A": [client],
        "x.example A": [client],
      }),
      names: () => names,
    });
    const asked = (names: readonly string[] | undefined): string =>
      spfReceiver(zone(names))({ ip: client, sender: "a@shop.example", helo: "x" }).result;
    expect(asked(["x.example", "MX.shop.example."])).toBe("pass");
    expect(asked(["x.example", "other.shop.example"])).toBe("fail");
    expect(asked([...Array.from({ length: 10 }, () => "x.example"), "mx.shop.example"])).toBe("fail");
    expect(asked(undefined)).toBe("fail");
  });
});

describe("the explanation of a fail (RFC 7208 §6.2)", () => {
  const explained = (texts: readonly string[]): SpfAnswer =>
    ask("v=spf1 -all exp=e.%{d}", { "e.shop.example TXT": texts });

  it("is the published text, with macros that only it may use", () => {
    expect(explained(["%{c} is not %{o}'s; ask %{r} at %{t}%_%%%-"])).toEqual({
      result: "fail",
      explanation: "203.0.113.9 is not shop.example's; ask unknown at 0 %%20",
    });
  });

  it.each([[[]], [["one", "two"]], [["caf\u00e9"]], [["%{z}"]], [["%"]]])(
    "is left out where the texts are %j",
    (texts) => expect(explained(texts)).toEqual({ result: "fail" }),
  );

  it("is the redirect's own, and never an include's", () => {
    const records: Records = {
      "a.example TXT": ["v=spf1 exp=e.a.example -all"],
      "e.a.example TXT": ["from a"],
      "e.shop.example TXT": ["from the shop"],
    };
    expect(ask("v=spf1 exp=e.shop.example redirect=a.example", records).explanation).toBe("from a");
    expect(ask("v=spf1 include:a.example exp=e.shop.example -all", records).explanation).toBe("from the shop");
  });
});

describe("macros (RFC 7208 §7.4, sender strong-bad@email.example.com)", () => {
  const expand = (macros: string, ip = "192.0.2.3"): string | undefined => {
    const zone = closedZone({
      "email.example.com TXT": ["v=spf1 -all exp=e.example.com"],
      "e.example.com TXT": [macros],
    });
    return spfReceiver(zone)({ ip, sender: "strong-bad@email.example.com", helo: "mx.example.org" }).explanation;
  };
  it.each([
    ["%{s}", "strong-bad@email.example.com"],
    ["%{o}", "email.example.com"],
    ["%{d}", "email.example.com"],
    ["%{d4}", "email.example.com"],
    ["%{d3}", "email.example.com"],
    ["%{d2}", "example.com"],
    ["%{d1}", "com"],
    ["%{dr}", "com.example.email"],
    ["%{d2r}", "example.email"],
    ["%{l}", "strong-bad"],
    ["%{l-}", "strong.bad"],
    ["%{lr}", "strong-bad"],
    ["%{lr-}", "bad.strong"],
    ["%{l1r-}", "strong"],
    ["%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"],
    ["%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"],
    ["%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"],
    ["%{S}", "strong-bad%40email.example.com"],
  ])("%s is %s", (macros, expected) => expect(expand(macros)).toBe(expected));

  it("write an IPv6 address as its digits", () => {
    expect(expand("%{ir}.%{v}._spf.%{d2} %{c}", "2001:db8::cb01")).toBe(
      "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6._spf.example.com 2001:db8::cb01",
    );
  });
});
