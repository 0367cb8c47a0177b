import { describe, expect, test } from "vitest";
import { Resource } from "../../policies/framework/resource.js";
import { readSettings } from "../../policies/framework/settings.js";
import { Stack } from "../../policies/framework/stack.js";
import { UNKNOWN } from "../../policies/framework/unknown.js";
import { dnsRecord, dnsRecords } from "../../policies/readers/dnsRecords.js";
import { mailFacts } from "../../policies/readers/mailRecords.js";
import { ownerOf, stackDns } from "../../policies/readers/zones.js";
import { UNKNOWN_VALUE, urnOf, type Given } from "../support/pack.js";
import { cloudflare, route53, ROUTE53_ZONE, txt, ZONE } from "../support/records.js";

function resource(given: Given): Resource {
  return new Resource({
    ...given,
    provider: undefined,
    urn: urnOf(given),
    props: given.inputs,
    opts: given.options ?? {},
  });
}

function stack(...given: Given[]): Stack {
  const edge = (names: string | readonly string[]): { urn: string }[] =>
    given.filter((other) => [names].flat().includes(other.name)).map((other) => ({ urn: urnOf(other) }));
  const args = given.map((one) => ({
    ...{ ...one, provider: undefined, urn: urnOf(one), props: one.inputs, opts: one.options ?? {} },
    dependencies: edge(one.dependsOn ?? []),
    propertyDependencies: Object.fromEntries(Object.entries(one.edges ?? {}).map(([key, name]) => [key, edge(name)])),
  }));
  return new Stack(args, readSettings({}, undefined, [], "2026-06-01"));
}

describe("a DNS record is read the same", () => {
  const spf = "v=spf1 -all";
  const legacy: Given = {
    type: "cloudflare:index/record:Record",
    name: "legacy",
    inputs: { name: "Shop.Example.", type: "txt", value: spf },
  };

  test.each([
    ["as Cloudflare's DnsRecord", cloudflare("shop.example", "TXT", spf)],
    ["as Cloudflare's Record of before version 6, with value", legacy],
    [
      "as Cloudflare's Record with content",
      { ...legacy, inputs: { ...legacy.inputs, content: spf, value: undefined } },
    ],
    ["as Route 53's Record", route53("shop.example.", "TXT", [spf])],
  ])("%s", (_, given) => {
    expect(dnsRecord(resource(given))).toMatchObject({ name: "shop.example", type: "TXT", values: [spf] });
  });

  test("and what is unknown shows as unknown, at any place", () => {
    const read = (inputs: Record<string, unknown>): unknown =>
      dnsRecord(resource({ ...cloudflare("shop.example", "TXT", spf), inputs }));
    const known = { name: "shop.example", type: "TXT", content: spf };
    expect(read({ ...known, name: UNKNOWN_VALUE })).toMatchObject({ name: UNKNOWN });
    expect(read({ ...known, type: UNKNOWN_VALUE })).toMatchObject({ type: UNKNOWN });
    expect(read({ ...known, content: UNKNOWN_VALUE })).toMatchObject({ values: [UNKNOWN] });
    expect(read({ ...known, proxied: UNKNOWN_VALUE })).toMatchObject({ proxied: UNKNOWN });
    const set = resource(route53("shop.example", "TXT", [spf, UNKNOWN_VALUE]));
    expect(dnsRecord(set)).toMatchObject({ values: [spf, UNKNOWN] });
  });

  test("and nothing else is read as one", () => {
    expect(dnsRecords(stack(ZONE, ROUTE53_ZONE))).toEqual([]);
  });
});

describe("a mail text", () => {
  test("of Route 53 is joined and unescaped before it is judged", () => {
    const facts = mailFacts(resource(route53("shop.example", "TXT", ['v=spf1 include:a.example ""-all'])));
    expect(facts).toMatchObject({ texts: [{ purpose: "spf", text: "v=spf1 include:a.example -all" }], findings: [] });
  });

  test("of no mail purpose is left alone", () => {
    expect(mailFacts(resource(txt("shop.example", "site-verification=1")))).toMatchObject({ texts: [], findings: [] });
  });

  test("that is unknown hides only what its name can hold", () => {
    const hidden = (name: string): unknown => mailFacts(resource(cloudflare(name, "TXT", UNKNOWN_VALUE)))?.hidden;
    expect(hidden("_dmarc.shop.example")).toEqual(["dmarc"]);
    expect(hidden("s1._domainkey.shop.example")).toEqual(["dkim"]);
    expect(hidden("default._bimi.shop.example")).toEqual(["bimi"]);
    expect(hidden("_mta-sts.shop.example")).toEqual(["mtaSts"]);
    expect(hidden("_smtp._tls.shop.example")).toEqual(["tlsRpt"]);
    expect(hidden("shop.example")).toEqual(["spf"]);
    expect(hidden(UNKNOWN_VALUE)).toEqual(["spf", "dkim", "dmarc", "mtaSts", "tlsRpt", "bimi"]);
  });
});

describe("a record stands in the zone", () => {
  test("that its id came from, though the id is unknown, and relative names are completed", () => {
    const dns = stackDns(stack(ZONE, cloudflare("@", "TXT", "x"), cloudflare("www", "A", "192.0.2.1")));
    expect(dns.records.map(({ fqdn }) => fqdn)).toEqual(["shop.example", "www.shop.example"]);
    expect(new Set(dns.records.map(({ zone }) => zone))).toEqual(new Set([urnOf(ZONE)]));
  });

  test("of its provider: two providers hold one name while a domain moves", () => {
    const dns = stackDns(
      stack(ZONE, ROUTE53_ZONE, cloudflare("shop.example", "TXT", "x"), route53("shop.example", "TXT", ["x"])),
    );
    expect([...dns.byName.values()].map((records) => records.length)).toEqual([1, 1]);
  });

  test("and a private or a reverse zone is nobody's domain", () => {
    const zone = (inputs: Record<string, unknown>): Given => ({ ...ROUTE53_ZONE, inputs });
    const owned = (given: Given): unknown => stackDns(stack(given)).owned.map(({ name }) => name);
    expect(owned(zone({ name: "shop.example" }))).toEqual(["shop.example"]);
    expect(owned(zone({ name: "shop.internal", vpcs: [{ vpcId: "v" }] }))).toEqual([]);
    expect(owned(zone({ name: "2.0.192.in-addr.arpa" }))).toEqual([]);
    expect(owned(zone({ name: UNKNOWN_VALUE }))).toEqual([]);
  });

  test("and the longest owned domain owns a name", () => {
    const owned = [
      { name: "shop.example", urn: undefined },
      { name: "eu.shop.example", urn: undefined },
    ];
    expect(ownerOf("mail.eu.shop.example", owned)?.name).toBe("eu.shop.example");
    expect(ownerOf("notshop.example", owned)).toBeUndefined();
  });
});
