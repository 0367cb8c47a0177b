import { describe, expect, test } from "vitest";
import { rules } from "../../policies/rules.js";
import type { SettingsInput } from "../../policies/framework/settings.js";
import { run, UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { cloudflare, ISSUERS, route53, rsaKey, txt, SIGNED, ZONE } from "../support/records.js";

const dmarc = (text: string, domain = "shop.example"): Given => txt(`_dmarc.${domain}`, `v=DMARC1; ${text}`);
const spf = txt("shop.example", "v=spf1 include:_spf.google.com ~all");
const key = (domain: string): Given => txt(`s1._domainkey.${domain}`, `v=DKIM1; k=rsa; p=${rsaKey(2048)}`);
const mx = (domain: string, host = "smtp.google.com"): Given =>
  cloudflare(domain, "MX", host, { priority: host === "." ? 0 : 10 });
const nameless = (type: string): Given => cloudflare(UNKNOWN_VALUE, type, "x.example");
const zone = (name: string): Given => ({ ...ZONE, name: `zone of ${name}`, inputs: { ...ZONE.inputs, name } });
/** A record in the zone of another domain. */
const inZone = (domain: string, record: Given): Given => ({ ...record, edges: { zoneId: `zone of ${domain}` } });

const RUA = "rua=mailto:dmarc@shop.example";
const STRICT = `p=reject; sp=reject; np=reject; ${RUA}`;
/** A zone that is held whole and that no rule of these speaks against. */
const held = (...records: Given[]): Given[] => [
  ZONE,
  SIGNED,
  dmarc(STRICT),
  mx("shop.example"),
  spf,
  key("shop.example"),
  ISSUERS,
  ...records,
];

/** What a rule says: violations as `!`, what it cannot judge as `?`, with the first line that tells the fact. */
async function said(id: string, given: readonly Given[], settings: SettingsInput = {}): Promise<string[]> {
  const rule = rules.find((one) => one.id === id);
  const all = await run(given, { settings });
  return all.flatMap(({ policy, message }) => {
    if (policy === rule?.name) return `! ${message.split("\n")[1] ?? ""}`;
    const lines = policy === "undetermined" ? message.split("\n") : [];
    return lines
      .filter((line) => line.startsWith(`${id} `))
      .map((line) => `? ${line.slice(`${id} ${rule?.name}: `.length)}`);
  });
}

describe("the fixture of these tests", () => {
  test("draws no finding at all", async () => {
    expect(await run(held())).toEqual([]);
  });
});

describe("DM04: a domain that sends needs DKIM", () => {
  const unsigned = [ZONE, dmarc(STRICT), spf, mx("shop.example")];

  test("a domain that lets a service send and has no key is told so, where the stack holds its zone", async () => {
    expect(await said("DM04", unsigned)).toEqual([
      "! shop.example has p=reject and an SPF record that lets others send, but no DKIM key in this stack, which holds its zone. (RFC 9989 §7.4, §8)",
    ]);
  });

  test.each<[string, Given[]]>([
    ["a key", [key("shop.example")]],
    ["a CNAME to a service's key", [cloudflare("s1._domainkey.shop.example", "CNAME", "s1.esp.example")]],
    ["a key of a subdomain, which is aligned in relaxed mode", [key("mail.shop.example")]],
    ["a delegation of all keys", [cloudflare("_domainkey.shop.example", "NS", "ns.esp.example")]],
    ["a key that is not known yet", [cloudflare("s1._domainkey.shop.example", "TXT", UNKNOWN_VALUE)]],
  ])("%s is enough", async (_, records) => {
    expect(await said("DM04", [...unsigned, ...records])).toEqual([]);
  });

  test.each<[string, Given[]]>([
    ["a revoked key", [txt("s1._domainkey.shop.example", "v=DKIM1; p=")]],
    ["another domain's key", [zone("other.example"), inZone("other.example", key("other.example"))]],
    [
      "a key of a domain that only ends alike",
      [zone("myshop.example"), inZone("myshop.example", key("myshop.example"))],
    ],
  ])("%s is not enough", async (_, records) => {
    expect(await said("DM04", [...unsigned, ...records])).toEqual([
      expect.stringMatching(/^! shop\.example has p=reject/),
    ]);
  });

  test.each<[string, Given[]]>([
    ["a domain without a DMARC record", [ZONE, spf]],
    ["a parked domain", [ZONE, dmarc(STRICT), txt("shop.example", "v=spf1 -all")]],
    ["a domain without an SPF record", [ZONE, dmarc(STRICT)]],
  ])("%s needs none", async (_, records) => {
    expect(await said("DM04", records)).toEqual([]);
  });

  test("under a weaker policy too, as full participation and the mailbox providers demand it", async () => {
    expect(await said("DM04", [ZONE, dmarc(`p=none; ${RUA}`), spf])).toEqual([
      expect.stringMatching(/^! shop\.example has an SPF record that lets others send, but no DKIM key/),
    ]);
  });

  test("a bounce domain with SPF shows that the domain sends", async () => {
    const bounce = txt("bounce.shop.example", "v=spf1 include:amazonses.com ~all");
    expect(await said("DM04", [ZONE, dmarc(STRICT), txt("shop.example", "v=spf1 -all"), bounce])).toHaveLength(1);
  });

  test("it cannot be judged where a key may have an unknown name, or stand outside the stack", async () => {
    expect(await said("DM04", [...unsigned, nameless("CNAME")])).toEqual([expect.stringMatching(/^\? .*unknown name/)]);
    expect(await said("DM04", [dmarc(STRICT), spf])).toEqual([expect.stringMatching(/^\? .*does not hold its zone/)]);
    expect(await said("DM04", [dmarc(STRICT), spf], { ownedDomains: ["shop.example"] })).toEqual([
      expect.stringMatching(/^! /),
    ]);
  });
});

describe("DM05: p=reject without reports where people have mailboxes", () => {
  test("is advised against", async () => {
    expect(await said("DM05", [ZONE, dmarc("p=reject"), mx("shop.example")])).toEqual([
      "! shop.example has mailboxes (MX smtp.google.com) and p=reject, but asks for no aggregate reports that show whose mail is refused. (RFC 9989 §7.4)",
    ]);
    expect(await said("DM05", [dmarc("p=reject"), mx("shop.example")])).toHaveLength(1);
  });

  test.each<[string, Given[]]>([
    ["reports are asked for", held()],
    ["nothing is rejected", [ZONE, dmarc("p=quarantine"), mx("shop.example")]],
    ["rejection is only tested", [ZONE, dmarc("p=reject; t=y"), mx("shop.example")]],
    ["nobody has a mailbox", [ZONE, dmarc("p=reject")]],
    ["a null MX says that nobody has a mailbox", [ZONE, dmarc("p=reject"), mx("shop.example", ".")]],
    ["the stack does not know whether anybody has one", [dmarc("p=reject")]],
  ])("is fine where %s", async (_, records) => {
    expect(await said("DM05", records)).toEqual([]);
  });

  test("cannot be judged where an MX record is not known yet", async () => {
    const unknown = cloudflare("shop.example", "MX", UNKNOWN_VALUE, { priority: 10 });
    expect(await said("DM05", [ZONE, dmarc("p=reject"), unknown])).toEqual([
      expect.stringMatching(/^\? Whether people/),
    ]);
  });
});

describe("DM07: a subdomain's own record", () => {
  test("that is weaker than that of the domain above is refused", async () => {
    expect(await said("DM07", held(dmarc(`p=quarantine; ${RUA}`, "news.shop.example")))).toEqual([
      "! Receivers apply quarantine to news.shop.example, by a record of its own, and reject to shop.example above it. (RFC 9989 §4.10.1)",
    ]);
  });

  test("that is only tested is weaker too", async () => {
    expect(await said("DM07", held(dmarc(`p=reject; t=y; ${RUA}`, "news.shop.example")))).toEqual([
      expect.stringContaining("Receivers apply quarantine to news.shop.example"),
    ]);
  });

  test("that a wildcard gives to all subdomains is judged as well", async () => {
    expect(await said("DM07", held(txt("*.shop.example", `v=DMARC1; p=none; ${RUA}`)))).toEqual([
      "! Receivers apply none to any-subdomain.shop.example, by a record of its own, and reject to shop.example above it. (RFC 9989 §4.10.1)",
    ]);
  });

  test.each<[string, Given[]]>([
    ["is as strict", held(dmarc(`p=reject; ${RUA}`, "news.shop.example"))],
    ["is stricter", [ZONE, dmarc(`p=quarantine; sp=reject; ${RUA}`), dmarc(`p=reject; ${RUA}`, "news.shop.example")]],
    ["declares an organisation of its own", held(dmarc(`p=quarantine; psd=n; ${RUA}`, "news.shop.example"))],
    ["stands below a domain of which the stack knows nothing", [dmarc(`p=quarantine; ${RUA}`, "news.shop.example")]],
    ["is no DMARC record but another wildcard", held(txt("*.shop.example", "v=spf1 -all"))],
  ])("that %s is fine", async (_, records) => {
    expect(await said("DM07", records)).toEqual([]);
  });
});

describe("DM08: sp and np below the organisation's domain", () => {
  test("are ignored by all receivers where the domain above has a record", async () => {
    expect(await said("DM08", held(dmarc(`p=reject; sp=reject; np=reject; ${RUA}`, "news.shop.example")))).toEqual([
      "! The record of news.shop.example, which lies below shop.example, has sp and np, which all receivers ignore. (RFC 9989 §4.7)",
    ]);
  });

  test("are ignored by old receivers where psd=n makes the subdomain an organisation", async () => {
    expect(await said("DM08", held(dmarc(`p=reject; sp=reject; psd=n; ${RUA}`, "news.shop.example")))).toEqual([
      "! The record of news.shop.example, which lies below shop.example, has sp, which receivers of RFC 7489 ignore. (RFC 9989 §4.7)",
    ]);
  });

  test("are ignored by old receivers at least where the stack does not know the domain above", async () => {
    expect(await said("DM08", [dmarc(`p=reject; np=reject; ${RUA}`, "news.shop.example")])).toEqual([
      expect.stringContaining("receivers of RFC 7489, and all others where shop.example has a record ignore"),
    ]);
  });

  test.each<[string, Given[]]>([
    ["at the organisation's domain", held()],
    ["directly below a public suffix of two labels", [dmarc(STRICT, "shop.co.uk")]],
    ["in no tag of a subdomain's record", held(dmarc(`p=reject; ${RUA}`, "news.shop.example"))],
  ])("are fine %s", async (_, records) => {
    expect(await said("DM08", records)).toEqual([]);
  });
});

describe("DM10: siblings", () => {
  test("a subdomain's record without one above it makes strangers of subdomains", async () => {
    const news = dmarc(`p=reject; ${RUA}`, "news.shop.example");
    expect(await said("DM10", [ZONE, news])).toEqual([
      "! shop.example has no DMARC record in its zone, while news.shop.example below it has one and is an organisation of its own.",
    ]);
    expect(await said("DM10", [ZONE, news, dmarc(`p=reject; ${RUA}`, "mail.shop.example")])).toEqual([
      expect.stringContaining(
        "news.shop.example, mail.shop.example below it have one and are each an organisation of its own.",
      ),
    ]);
  });

  test("cannot be judged where the stack does not hold the zone", async () => {
    const news = dmarc(`p=reject; ${RUA}`, "news.shop.example");
    expect(await said("DM10", [news])).toEqual([
      expect.stringMatching(/^\? news\.shop\.example has a DMARC record, and shop\.example above/),
    ]);
    expect(await said("DM10", [news, dmarc(STRICT)])).toEqual([]);
  });
});

describe("DM11: the mail domain of a report address", () => {
  const without = [ZONE, dmarc(STRICT), spf, key("shop.example")];

  test("that receives no mail is refused: it has no MX record, or a null MX", async () => {
    expect(await said("DM11", without)).toEqual([
      "! The record of shop.example asks for reports to shop.example, which has no MX record in its zone. (RFC 9989 §5.1.3)",
    ]);
    expect(await said("DM11", [...without, mx("shop.example", ".")])).toEqual([
      "! The record of shop.example asks for reports to shop.example, whose null MX says that it receives no mail. (RFC 7505 §3)",
    ]);
    const atRoute53 = [dmarc(STRICT), route53("shop.example", "MX", ["0 ."])];
    expect(await said("DM11", atRoute53)).toHaveLength(1);
  });

  test("is judged once for both kinds of reports", async () => {
    const both = dmarc(`p=reject; ${RUA}; ruf=mailto:failures@shop.example`);
    expect(await said("DM11", [ZONE, both])).toHaveLength(1);
  });

  test.each<[string, Given[]]>([
    ["has an MX record", held()],
    ["has one at Route 53", [dmarc(STRICT), route53("shop.example", "MX", ["10 mx.example"])]],
    [
      "has them from Cloudflare Email Routing",
      [...without, { type: "cloudflare:index/emailRoutingDns:EmailRoutingDns", name: "routing", inputs: {} }],
    ],
    ["is not the stack's", [ZONE, dmarc("p=reject; rua=mailto:a@reports.example")]],
    ["stands in a zone that the stack does not hold", [dmarc(STRICT)]],
  ])("that %s is fine", async (_, records) => {
    expect(await said("DM11", records)).toEqual([]);
  });

  test("cannot be judged where its MX record is not known yet", async () => {
    expect(await said("DM11", [...without, nameless("MX")])).toEqual([
      expect.stringMatching(/^\? .*not all MX records are known/),
    ]);
  });
});

describe("DM12: reports that leave the organisation", () => {
  const VENDOR = "reports.example";
  const apex = dmarc(`p=reject; rua=mailto:shop@${VENDOR}`);
  const receiving = [ZONE, zone(VENDOR), apex, inZone(VENDOR, mx(VENDOR))];
  const grant = (name: string, text: string): Given => inZone(VENDOR, txt(`${name}._report._dmarc.${VENDOR}`, text));

  test("are refused where the stack holds the receiver's zone and no record authorises them", async () => {
    expect(await said("DM12", receiving)).toEqual([
      `! Reports on shop.example go to ${VENDOR}, another organisation's mail domain, and the TXT record shop.example._report._dmarc.${VENDOR} does not exist. (RFC 9990 §4)`,
    ]);
  });

  test.each([
    ["for the domain", "shop.example", "v=DMARC1"],
    ["with a semicolon at its end", "shop.example", "v=DMARC1;"],
    ["that gives another mailbox", "shop.example", `v=DMARC1; rua=mailto:all@${VENDOR}`],
    ["for any domain", "*", "v=DMARC1"],
  ])("are fine with a record %s", async (_, name, text) => {
    expect(await said("DM12", [...receiving, grant(name, text)])).toEqual([]);
  });

  test.each([
    ["of another form", "shop.example", "DMARC1", /authorises nothing/],
    ["for another domain", "other.example", "v=DMARC1", /does not exist/],
    ["for a subdomain only", "news.shop.example", "v=DMARC1", /does not exist/],
  ])("are refused with a record %s", async (_, name, text, fact) => {
    const found = await said("DM12", [...receiving, grant(name, text)]);
    expect(found.filter((line) => line.startsWith("! Reports on"))).toEqual([expect.stringMatching(fact)]);
  });

  test("are refused with a record that sends them on to a third party", async () => {
    expect(
      await said("DM12", [...receiving, grant("shop.example", "v=DMARC1; rua=mailto:a@elsewhere.example")]),
    ).toEqual([expect.stringMatching(/outside the mail domain reports\.example, so receivers send them to neither/)]);
  });

  test("are judged for the subdomain whose record asks for them", async () => {
    const news = dmarc(`p=reject; rua=mailto:shop@${VENDOR}`, "news.shop.example");
    const found = await said("DM12", [...receiving, grant("shop.example", "v=DMARC1"), news]);
    expect(found).toEqual([expect.stringContaining(`news.shop.example._report._dmarc.${VENDOR} does not exist`)]);
  });

  test("are judged for failure reports as well", async () => {
    const both = dmarc(`p=reject; ${RUA}; ruf=mailto:shop@${VENDOR}`);
    expect(await said("DM12", [ZONE, zone(VENDOR), both])).toHaveLength(1);
  });

  test("cannot be judged where another zone decides, unless the configuration names the receiver", async () => {
    expect(await said("DM12", [ZONE, apex])).toEqual([
      expect.stringMatching(/^\? .*whose zone this stack does not hold.*name reports\.example in reportReceivers/),
    ]);
    expect(await said("DM12", [ZONE, apex], { reportReceivers: ["Reports.Example."] })).toEqual([]);
    expect(await said("DM12", [ZONE, apex], { reportReceivers: ["example"] })).toHaveLength(1);
  });

  test("are fine where the record is in the stack though the receiver's zone is not", async () => {
    expect(await said("DM12", [ZONE, apex, grant("shop.example", "v=DMARC1")])).toEqual([]);
  });

  test("cannot be judged where the record's text or a name in the zone is not known yet", async () => {
    const hidden = inZone(VENDOR, cloudflare(`shop.example._report._dmarc.${VENDOR}`, "TXT", UNKNOWN_VALUE));
    const found = await said("DM12", [...receiving, hidden]);
    expect(found.map((line) => line[0])).toEqual(["?", "?"]);
    expect(await said("DM12", [...receiving, inZone(VENDOR, nameless("TXT"))])).toEqual([
      expect.stringMatching(/^\? .*only after the deploy/),
    ]);
  });

  test.each<[string, Given[]]>([
    ["to the domain itself", held()],
    ["to a subdomain", [ZONE, dmarc("p=reject; rua=mailto:a@reports.shop.example")]],
    ["from a subdomain to the domain", held(dmarc(`p=reject; ${RUA}`, "news.shop.example"))],
    [
      "between subdomains of one registered domain, where nothing else is known",
      [dmarc("p=reject; rua=mailto:a@b.shop.example", "a.shop.example")],
    ],
  ])("do not arise %s", async (_, records) => {
    expect(await said("DM12", records)).toEqual([]);
  });

  test("arise between an organisation and a subdomain that declared itself another (psd=n)", async () => {
    const unit = dmarc("p=reject; psd=n; rua=mailto:a@shop.example", "unit.shop.example");
    expect(await said("DM12", held(unit))).toEqual([
      expect.stringContaining("unit.shop.example._report._dmarc.shop.example does not exist"),
    ]);
  });

  test("arise between customers of one host whose suffix is on the private part of the list", async () => {
    expect(await said("DM12", [dmarc("p=reject; rua=mailto:a@two.github.io", "one.github.io")])).toHaveLength(1);
  });

  test("can never be authorised under a name that is too long", async () => {
    const label = "a".repeat(60);
    const long = `${label}.${label}.${label}.example`;
    const found = await said("DM12", [dmarc(`p=reject; rua=mailto:a@${label}.other.example`, long)]);
    expect(found).toEqual([expect.stringMatching(/^! .*too long for the DNS/)]);
  });

  test("an authorisation record is checked by itself, before it is created", async () => {
    const alone = txt("shop.example._report._dmarc.reports.example", "v=DMARC1 p=none");
    expect(await said("DM12", [alone])).toEqual([
      expect.stringMatching(/^! shop\.example\._report\._dmarc\.reports\.example: No semicolon/),
    ]);
    const relative = cloudflare("shop.example._report._dmarc", "TXT", '"v=DMARC1; rua=mailto:a@b.example"');
    expect(await said("DM12", [relative])).toEqual([]);
  });
});
