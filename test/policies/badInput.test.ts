import { describe, expect, test } from "vitest";
import { run, type Given } from "../support/pack.js";
import { cloudflare, route53, ROUTE53_ZONE, rsaKey, txt, ZONE } from "../support/records.js";

/** The one message of a policy on these records. */
async function messageOf(policy: string, given: readonly Given[]): Promise<string> {
  const said = (await run(given)).filter((one) => one.policy === policy);
  expect(said, policy).toHaveLength(1);
  return said[0]?.message ?? "";
}

const international: Given = { ...ZONE, inputs: { ...ZONE.inputs, name: "bücher.example" } };
const delegated = cloudflare("em", "NS", "ns1.vendor.com");

describe("records that do not work are told of by name", () => {
  test.each<[string, string, Given[], RegExp]>([
    [
      "a key that is another domain's",
      "dkim-key-reuse",
      [
        txt("s1._domainkey.outlet.example", `v=DKIM1; p=${rsaKey(2048)}`),
        txt("s1._domainkey.shop.example", `v=DKIM1; k=rsa; p=${rsaKey(2048)}`),
      ],
      /s1\._domainkey\.shop\.example holds the same public key as s1\._domainkey\.outlet\.example\./,
    ],
    [
      "two records at one selector",
      "dkim-single-key",
      [
        txt("s1._domainkey.shop.example", `v=DKIM1; k=rsa; p=${rsaKey(2048)}`),
        txt("s1._domainkey.shop.example", `v=DKIM1; k=rsa; p=${rsaKey(4096)}`),
      ],
      /s1\._domainkey\.shop\.example has 2 /,
    ],
    [
      "a CNAME and a key at one selector",
      "cname-alone",
      [
        { ...cloudflare("s1._domainkey.shop.example", "CNAME", "s1.dkim.vendor.com"), name: "vendor-key" },
        { ...txt("s1._domainkey.shop.example", `v=DKIM1; k=rsa; p=${rsaKey(2048)}`), name: "own-key" },
      ],
      /s1\._domainkey\.shop\.example has a CNAME record and also TXT records \(own-key\)\./,
    ],
    [
      "a CNAME at the apex",
      "apex-cname",
      [ROUTE53_ZONE, route53("shop.example", "CNAME", ["shops.vendor.com"])],
      /shop\.example has a CNAME record\.\nFix: Use an alias record/,
    ],
    [
      "a record below a name that NS records delegate to a vendor",
      "hidden-by-delegation",
      [ZONE, delegated, txt("s1._domainkey.em.shop.example", "v=DKIM1; p=")],
      /s1\._domainkey\.em\.shop\.example stands at or below em\.shop\.example, which NS records delegate.*TXT record/,
    ],
    [
      "a set of TXT records that exceeds 512 octets",
      "spf-size",
      [txt("shop.example", "v=spf1 -all"), ...["a", "b"].map((letter) => txt("shop.example", letter.repeat(240)))],
      /shop\.example: The 3 TXT records of the name make a DNS answer of 5\d\d octets; above 512/,
    ],
    [
      "an international name in two spellings, which is one name",
      "spf-single-record",
      [
        international,
        { ...txt("bücher.example", "v=spf1 -all"), name: "one" },
        { ...txt("xn--bcher-kva.example", "v=spf1 ~all"), name: "other" },
      ],
      /xn--bcher-kva\.example has 2 SPF records.*They are one, other\./,
    ],
    [
      "an international name in a text, where receivers know A-labels alone",
      "spf-grammar",
      [route53("shop.example", "TXT", ["v=spf1 include:bücher.example -all"])],
      /shop\.example: .*foreign character, U\+00FC.*\nFix: .*in A-labels/,
    ],
    [
      "a dash that a word processor has made longer",
      "spf-grammar",
      [cloudflare("shop.example", "TXT", '"v=spf1 ip4:192.0.2.1 –all"')],
      /shop\.example: .*typographic dash, U\+2013/,
    ],
  ])("%s", async (_, policy, given, says) => {
    expect(await messageOf(policy, given)).toMatch(says);
  });
});
