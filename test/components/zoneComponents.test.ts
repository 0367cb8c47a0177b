import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import {
  BimiRecord,
  CaaRecords,
  CertificatePlatform,
  DnsProvider,
  Dnssec,
  EmailDomain,
  google,
  PreferredPicture,
  type BimiRecordArgs,
  type CaaRecordsArgs,
} from "../../index.js";
import { run } from "../support/pack.js";
import { deploy, type Registered, refusalOf } from "../support/program.js";
import { mailExchange, signedZone } from "../support/zones.js";
import { rsaKey } from "../support/records.js";

const DOMAIN = "shop.example";
const ZONE = { provider: DnsProvider.Cloudflare, id: "zone-id" };
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 8 8"><title>Shop</title><path d="M0 0h8v8z"/></svg>';
const LOGO = { logo: `https://${DOMAIN}/logo.svg`, evidence: `https://${DOMAIN}/logo.pem`, svg: SVG };

const named = (registered: readonly Registered[], name: string): Record<string, unknown> =>
  registered.find((resource) => resource.name === name)?.inputs ?? {};

describe("CaaRecords", () => {
  const args: CaaRecordsArgs = {
    domain: DOMAIN,
    zone: ZONE,
    platforms: [CertificatePlatform.Acm, CertificatePlatform.Shopify],
  };

  test("at Cloudflare gives each record in parts, since it takes no other", async () => {
    const registered = await deploy(() => new CaaRecords("caa", { ...args, wildcards: false }), { preview: true });
    expect(registered.slice(1).map(({ name, inputs }) => [name, inputs["data"], inputs["content"]])).toEqual([
      ["caa-caa-issue-amazon-com", { flags: 0, tag: "issue", value: "amazon.com" }, undefined],
      ["caa-caa-issue-letsencrypt-org", { flags: 0, tag: "issue", value: "letsencrypt.org" }, undefined],
      ["caa-caa-issuewild-nobody", { flags: 0, tag: "issuewild", value: ";" }, undefined],
    ]);
  });

  test("at Route 53 gives one record set, whose name no order of the platforms changes", async () => {
    const zone = { provider: DnsProvider.Route53, id: "Z1" };
    for (const platforms of [args.platforms, [...args.platforms].reverse()]) {
      const registered = await deploy(() => new CaaRecords("certificates", { ...args, zone, platforms }));
      expect(registered.slice(1).map(({ name }) => name)).toEqual(["certificates-caa"]);
      expect(new Set(registered[1]?.inputs["records"] as string[])).toEqual(
        new Set(['0 issue "amazon.com"', '0 issue "letsencrypt.org"']),
      );
    }
  });

  test("tells of weaker choices, and of what Cloudflare adds by itself", async () => {
    let exceptions: string[] = [];
    await deploy(() => {
      const records = new CaaRecords("caa", { ...args, otherAuthorities: ["digicert.com"] });
      records.exceptions.apply((all) => (exceptions = all));
    });
    expect(exceptions.map((sentence) => sentence.split(" ", 1)[0])).toEqual(["otherAuthorities:", "While"]);
  });

  test("refuses what authorities would not read, all at once", async () => {
    const message = await refusalOf(
      () =>
        new CaaRecords("caa", {
          domain: "a b",
          zone: { ...ZONE, id: "" },
          platforms: ["heroku" as never],
          markAuthorities: ["letsencrypt.org"],
          otherAuthorities: ["https://digicert.com"],
          reportTo: "nobody",
        }),
    );
    for (const property of ["domain", "zone.id", "platforms[0]", "markAuthorities", "otherAuthorities", "reportTo"])
      expect(message).toContain(`  ${property}: `);
  });
});

describe("BimiRecord", () => {
  const args: BimiRecordArgs = { domain: DOMAIN, zone: ZONE, ...LOGO };

  test("publishes the record", async () => {
    const registered = await deploy(
      () => new BimiRecord("logo", { ...args, localParts: ["news-"], preferredPicture: PreferredPicture.Personal }),
    );
    expect(named(registered, "logo-record")).toMatchObject({
      name: `default._bimi.${DOMAIN}`,
      type: "TXT",
      content: `"v=BIMI1; l=${LOGO.logo}; a=${LOGO.evidence}; lps=news-; avp=personal"`,
    });
  });

  test("of another selector stands at its name", async () => {
    const registered = await deploy(() => new BimiRecord("logo", { ...args, selector: "summer.sale" }));
    expect(named(registered, "logo-record")["name"]).toBe(`summer.sale._bimi.${DOMAIN}`);
  });

  test("without evidence says so in exceptions", async () => {
    let exceptions: string[] = [];
    await deploy(() => {
      const { domain, zone, logo } = args;
      new BimiRecord("logo", { domain, zone, logo }).exceptions.apply((all) => (exceptions = all));
    });
    expect(exceptions.join(" ")).toContain("Gmail shows no indicator");
  });

  test("refuses an image outside the profile, a URL, and a DMARC policy without enforcement, all at once", async () => {
    const message = await refusalOf(
      () =>
        new BimiRecord("logo", {
          ...args,
          logo: "http://shop.example/logo.svg",
          svg: SVG.replace("<path", "<script/><path"),
          dmarc: "v=DMARC1; p=none; rua=mailto:a@shop.example",
        }),
    );
    expect(message).toContain('BimiRecord "logo" is refused');
    for (const property of ["logo", "svg", "dmarc"]) expect(message).toContain(`  ${property}: `);
  });

  test("takes the DMARC record of the domain's EmailDomain, also at a preview", async () => {
    const program = (): void => {
      const mail = new EmailDomain("mail", {
        domain: DOMAIN,
        zone: ZONE,
        senders: [google({ dkimKey: rsaKey(2048) })],
        dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
      });
      new BimiRecord("logo", { ...args, dmarc: mail.dmarc });
    };
    for (const preview of [true, false]) {
      const registered = await deploy(program, { preview });
      expect(named(registered, "logo-record")["content"]).toContain("v=BIMI1");
    }
  });
});

describe("Dnssec", () => {
  const route53 = { provider: DnsProvider.Route53, id: "Z1" };

  test("at Cloudflare is one setting of the zone", async () => {
    const registered = await deploy(() => new Dnssec("signed", { zone: ZONE }));
    expect(registered.slice(1).map(({ type, inputs }) => [type, inputs])).toEqual([
      ["cloudflare:index/zoneDnssec:ZoneDnssec", { zoneId: "zone-id", status: "active" }],
    ]);
  });

  test("at Route 53 makes a protected KMS key in us-east-1 that only Route 53 and the account may use", async () => {
    const registered = await deploy(() => new Dnssec("signed", { zone: route53, accountId: "123456789012" }), {
      preview: true,
    });
    const key = registered.find(({ name }) => name === "signed-signing-key");
    expect(key?.options?.protect).toBe(true);
    expect(key?.inputs).toMatchObject({
      region: "us-east-1",
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
    });
    const policy = JSON.parse(String(key?.inputs["policy"])) as {
      Statement: { Principal: Record<string, string>; Action: string | string[]; Condition?: object }[];
    };
    expect(policy.Statement.map(({ Principal }) => Object.values(Principal)[0])).toEqual([
      "arn:aws:iam::123456789012:root",
      "dnssec-route53.amazonaws.com",
      "dnssec-route53.amazonaws.com",
    ]);
    for (const { Condition } of policy.Statement.slice(1))
      expect(Condition).toMatchObject({ StringEquals: { "aws:SourceAccount": "123456789012" } });
    expect(named(registered, "signed-zone")).toMatchObject({ hostedZoneId: "Z1", signingStatus: "SIGNING" });
    expect(named(registered, "signed-key-signing-key")).toMatchObject({ hostedZoneId: "Z1", status: "ACTIVE" });
  });

  test("at Route 53 takes a key that exists", async () => {
    const arn = "arn:aws:kms:us-east-1:123456789012:key/mrk-1";
    const registered = await deploy(() => new Dnssec("signed", { zone: route53, signingKeyArn: pulumi.output(arn) }));
    expect(registered.map(({ type }) => type)).not.toContain("aws:kms/key:Key");
    expect(named(registered, "signed-key-signing-key")["keyManagementServiceArn"]).toBe(arn);
  });

  test.each<[string, object, RegExp]>([
    ["without a key or an account", {}, /accountId: Give either/],
    ["with both", { accountId: "123456789012", signingKeyArn: "x" }, /accountId: Give either/],
    ["with a wrong account", { accountId: "1234" }, /accountId: "1234"/],
    [
      "with a key of another region",
      { signingKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1" },
      /signingKeyArn: .*us-east-1/,
    ],
  ])("is refused %s", async (_, given, message) => {
    expect(await refusalOf(() => new Dnssec("signed", { zone: route53, ...given }))).toMatch(message);
  });
});

test.each(Object.values(DnsProvider))("all of them together draw no finding of the pack at %s", async (provider) => {
  const program = (): void => {
    const zone = signedZone(provider, DOMAIN);
    mailExchange(zone, DOMAIN);
    const mail = new EmailDomain("mail", {
      domain: DOMAIN,
      zone,
      senders: [google({ dkimKey: rsaKey(2048) })],
      dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
    });
    new BimiRecord("logo", { domain: DOMAIN, zone, ...LOGO, dmarc: mail.dmarc });
    new CaaRecords("certificates", {
      domain: DOMAIN,
      zone,
      platforms: Object.values(CertificatePlatform),
      markAuthorities: ["digicert.com"],
      reportTo: `security@${DOMAIN}`,
    });
    new aws.acm.Certificate("www", {
      domainName: DOMAIN,
      subjectAlternativeNames: [`*.${DOMAIN}`],
      validationMethod: "DNS",
    });
  };
  expect(await run(await deploy(program))).toEqual([]);
  const preview = await run(await deploy(program, { preview: true }));
  expect(preview.filter(({ policy }) => policy !== "undetermined")).toEqual([]);
});
