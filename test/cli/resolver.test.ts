import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { liveResolver } from "../../cli/resolver.js";
import { serveDns, type DnsServer } from "../support/dnsServer.js";

let server: DnsServer;
beforeAll(async () => {
  server = await serveDns({
    "shop.example A": ["192.0.2.1", "192.0.2.2"],
    "shop.example AAAA": ["2001:db8::1"],
    "shop.example MX": ["20 b.shop.example", "10 a.shop.example"],
    "shop.example NS": ["ns.shop.example"],
    "shop.example CAA": ["0 issue letsencrypt.org", "128 iodef mailto:ca@shop.example"],
    "shop.example TXT": [["v=spf1 ", "-all"], "caf\u00e9"],
    "www.shop.example CNAME": ["shop.example"],
    "null.example MX": ["0 ."],
    "long.example TXT": Array.from({ length: 9 }, (_, index) => [String(index).repeat(255), "x".repeat(200)]),
    "bad.example TXT": "SERVFAIL",
    "no.example TXT": "REFUSED",
    "slow.example TXT": "DROP",
  });
});
afterAll(() => server.close());

const resolver = () => liveResolver({ servers: [server.address], timeout: 100, tries: 2 });

describe("a live resolver", () => {
  it.each([
    ["A", ["192.0.2.1", "192.0.2.2"]],
    ["AAAA", ["2001:db8::1"]],
    ["NS", ["ns.shop.example"]],
    [
      "MX",
      [
        { preference: 10, exchange: "a.shop.example" },
        { preference: 20, exchange: "b.shop.example" },
      ],
    ],
    [
      "CAA",
      [
        { critical: false, tag: "issue", value: "letsencrypt.org" },
        { critical: true, tag: "iodef", value: "mailto:ca@shop.example" },
      ],
    ],
  ] as const)("reads %s records", async (type, values) => {
    const answer = await resolver().query("shop.example", type);
    expect(answer.state === "found" && [...answer.values].sort()).toEqual([...values].sort());
  });

  it("keeps the character-strings of TXT records, octet by octet", async () => {
    const answer = await resolver().query("shop.example", "TXT");
    expect(answer).toEqual({ state: "found", values: [["v=spf1 ", "-all"], ["caf\u00e9"]] });
  });

  it("follows CNAMEs, and tells them", async () => {
    expect(await resolver().query("www.shop.example", "A")).toMatchObject({ state: "found" });
    expect(await resolver().query("www.shop.example", "CNAME")).toEqual({ state: "found", values: ["shop.example"] });
  });

  it("reads the null MX as one without a host", async () => {
    expect(await resolver().query("null.example", "MX")).toEqual({
      state: "found",
      values: [{ preference: 0, exchange: "" }],
    });
  });

  it("asks again by TCP where an answer is too long for UDP", async () => {
    const answer = await resolver().query("long.example", "TXT");
    expect(answer.state === "found" && answer.values).toHaveLength(9);
    expect(server.asked.filter((question) => question === "long.example TXT")).toHaveLength(2);
  });

  it("tells a name without such a record from one that does not exist", async () => {
    expect(await resolver().query("www.shop.example", "MX")).toMatchObject({ state: "found" });
    expect(await resolver().query("null.example", "A")).toEqual({ state: "nodata" });
    expect(await resolver().query("none.example", "A")).toEqual({ state: "nxdomain" });
    expect(await resolver().query(`${"a".repeat(64)}.example`, "A")).toEqual({ state: "nxdomain" });
    expect(await resolver().query("a..example", "A")).toEqual({ state: "nxdomain" });
  });

  it.each([
    ["bad.example", "SERVFAIL"],
    ["no.example", "REFUSED"],
    ["slow.example", "timeout"],
  ])("of %s says why there is no answer: %s", async (name, reason) => {
    expect(await resolver().query(name, "TXT")).toEqual({ state: "failed", reason });
  });

  it("tries again before it gives up", async () => {
    const before = server.asked.filter((question) => question === "slow.example TXT").length;
    await resolver().query("slow.example", "TXT");
    expect(server.asked.filter((question) => question === "slow.example TXT").length - before).toBe(2);
  });

  it("asks each question once", async () => {
    const one = resolver();
    await Promise.all([
      one.query("once.example", "A"),
      one.query("once.example", "A"),
      one.query("once.example", "MX"),
    ]);
    expect(server.asked.filter((question) => question.startsWith("once.example"))).toEqual(
      expect.arrayContaining(["once.example A", "once.example MX"]),
    );
    expect(server.asked.filter((question) => question.startsWith("once.example"))).toHaveLength(2);
  });

  it("says that no server answers", async () => {
    const closed = await serveDns({});
    await closed.close();
    const asked = await liveResolver({ servers: [closed.address], timeout: 100, tries: 1 }).query("shop.example", "A");
    expect(asked).toEqual({ state: "failed", reason: "no server answers" });
  });

  it("refuses a server that is no address", () => {
    expect(() => liveResolver({ servers: ["dns.example"] })).toThrow(/address/i);
  });
});
