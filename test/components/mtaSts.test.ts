import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import { parsePolicy, validateMx } from "mailauth/lib/mta-sts.js";
import { describe, expect, test } from "vitest";
import { policyId } from "../../baseline/email/mtaSts.js";
import { DnsProvider, MtaSts, MtaStsMode, PolicyHost, type MtaStsArgs } from "../../index.js";
import { run, UNKNOWN_VALUE } from "../support/pack.js";
import { deploy, type Registered, refusalOf } from "../support/program.js";
import { issuers, signedZone } from "../support/zones.js";

const DOMAIN = "shop.example";
const HOST = `mta-sts.${DOMAIN}`;
const POLICY = `version: STSv1\r\nmode: enforce\r\nmx: mx1.${DOMAIN}\r\nmx: *.mail.example\r\nmax_age: 2592000\r\n`;

const good = (): MtaStsArgs => ({
  domain: DOMAIN,
  zone: { provider: DnsProvider.Cloudflare, id: "zone-id" },
  mx: [`MX1.${DOMAIN}.`, "*.mail.example"],
  host: { kind: PolicyHost.Worker, accountId: "account-id" },
  tlsReportTo: [`tls@${DOMAIN}`],
});
const behindCloudFront = (provider: DnsProvider = DnsProvider.Cloudflare): MtaStsArgs => ({
  ...good(),
  zone: { provider, id: "zone-id" },
  host: { kind: PolicyHost.CloudFront },
});

const HOSTS: [string, MtaStsArgs][] = [
  ["a Worker", good()],
  ["CloudFront, the zone at Cloudflare", behindCloudFront()],
  ["CloudFront, the zone at Route 53", behindCloudFront(DnsProvider.Route53)],
];

const of = (registered: readonly Registered[], name: string): Registered => {
  const found = registered.filter((resource) => resource.name === name);
  expect(found, name).toHaveLength(1);
  return found[0] as Registered;
};

/** The records as name, type and value, in the order of the program. */
function records(registered: readonly Registered[]): string[] {
  return registered
    .filter(({ type }) => /:(DnsRecord|Record)$/.test(type))
    .map(({ inputs: { name, type, content, records: values } }) => {
      const value = typeof content === "string" ? content : ((values as string[])[0] ?? "");
      return `${String(name)} ${String(type)} ${value.replace(/^"|"$/g, "")}`;
    });
}

const STS_RECORD = `_mta-sts.${DOMAIN} TXT v=STSv1; id=${policyId(POLICY)}`;
const RPT_RECORD = `_smtp._tls.${DOMAIN} TXT v=TLSRPTv1; rua=mailto:tls@${DOMAIN}`;

describe.each(HOSTS)("with the policy at %s", (_, args) => {
  test("the records are exactly these", async () => {
    const extra =
      args.host.kind === PolicyHost.CloudFront
        ? [`_c1.${HOST} CNAME _c2.validations.aws`, `${HOST} CNAME d1.cloudfront.net`]
        : [];
    const found = records(await deploy(() => new MtaSts("sts", args)));
    expect(found.sort()).toEqual([...extra, RPT_RECORD, STS_RECORD].sort());
  });

  test("every resource is a child of the component and named after it", async () => {
    const registered = await deploy(() => new MtaSts("sts", args));
    const component = registered.find(({ type }) => type === "storefront-baseline:index:MtaSts");
    expect(registered.length).toBeGreaterThan(4);
    for (const { name, parent } of registered.filter((resource) => resource !== component)) {
      expect(name).toMatch(/^sts-/);
      expect(parent).toBe(component?.urn);
    }
    expect(new Set(registered.map(({ name }) => name)).size).toBe(registered.length);
  });

  test("the record that tells of the policy waits for all that serves it, and nothing waits for that record", async () => {
    const registered = await deploy(() => new MtaSts("sts", args));
    const waits = of(registered, "sts-mta-sts").dependsOn ?? [];
    const serving =
      args.host.kind === PolicyHost.Worker
        ? ["sts-worker", "sts-worker-domain"]
        : ["sts-policy-file", "sts-distribution", "sts-bucket-policy", "sts-policy-host"];
    expect(waits).toEqual(expect.arrayContaining(serving));
    for (const { dependsOn } of registered) expect(dependsOn).not.toContain("sts-mta-sts");
    expect(of(registered, "sts-tls-rpt").dependsOn).toEqual([]);
  });

  test("the same resources are registered before and after the deploy", async () => {
    const before = await deploy(() => new MtaSts("sts", args), { preview: true });
    const after = await deploy(() => new MtaSts("sts", args));
    expect(before.map(({ name }) => name).sort()).toEqual(after.map(({ name }) => name).sort());
    // What the pack judges is known at a preview.
    expect(records(before)).toEqual(expect.arrayContaining([RPT_RECORD, STS_RECORD]));
  });
});

describe("the policy", () => {
  const outputs = async (args: MtaStsArgs): Promise<Record<string, unknown>> => {
    const found: Record<string, unknown> = {};
    await deploy(() => {
      const { policy, policyUrl, mtaSts, tlsRpt, exceptions } = new MtaSts("sts", args);
      for (const [name, output] of Object.entries({ policy, policyUrl, mtaSts, tlsRpt, exceptions }))
        (output as typeof policy).apply((value) => (found[name] = value));
    });
    return found;
  };

  test("is in force for thirty days by default, and all outputs agree", async () => {
    expect(await outputs(good())).toEqual({
      policy: POLICY,
      policyUrl: `https://${HOST}/.well-known/mta-sts.txt`,
      mtaSts: `v=STSv1; id=${policyId(POLICY)}`,
      tlsRpt: `v=TLSRPTv1; rua=mailto:tls@${DOMAIN}`,
      exceptions: [],
    });
  });

  test("is the one that the Worker and the bucket hold", async () => {
    const atWorker = of(await deploy(() => new MtaSts("sts", good())), "sts-worker").inputs;
    const inBucket = of(await deploy(() => new MtaSts("sts", behindCloudFront())), "sts-policy-file").inputs;
    expect(atWorker["content"]).toContain(JSON.stringify(POLICY));
    expect(inBucket["content"]).toBe(POLICY);
  });

  test("lets mailauth deliver to the hosts that were given, and to no other", async () => {
    const policy = parsePolicy(String((await outputs(good()))["policy"]), { strict: true });
    const verdicts = [`mx1.${DOMAIN}`, "a.mail.example", `mx2.${DOMAIN}`, "a.b.mail.example"].map(
      (host) => validateMx(host, policy).valid,
    );
    expect(verdicts).toEqual([true, true, false, false]);
  });

  test.each<[string, Partial<MtaStsArgs>, RegExp]>([
    ["the mode testing", { mode: MtaStsMode.Testing }, /mode testing: senders report/],
    ["the mode none", { mode: MtaStsMode.None, mx: [], maxAge: 86_400 }, /mode none: senders apply no policy/],
    ["a day in force", { maxAge: 86_400 }, /forget the policy after 86400 seconds/],
  ])("with %s shows in exceptions", async (_, change, expected) => {
    const { exceptions } = await outputs({ ...good(), ...change });
    expect(exceptions).toEqual([expect.stringMatching(expected)]);
  });
});

describe("at a Worker", () => {
  test("Cloudflare makes the name and the certificate of the host in the zone", async () => {
    const registered = await deploy(() => new MtaSts("sts", good()));
    expect(of(registered, "sts-worker").inputs).toMatchObject({
      accountId: "account-id",
      scriptName: "mta-sts_shop_example",
      mainModule: "worker.mjs",
      compatibilityDate: "2026-01-01",
    });
    expect(of(registered, "sts-worker-domain").inputs).toEqual({
      accountId: "account-id",
      hostname: HOST,
      service: "mta-sts_shop_example",
      zoneId: "zone-id",
    });
  });

  test("domains that differ only late, or by a hyphen, have scripts of their own, each with a name that Cloudflare takes", async () => {
    const long = "a".repeat(50);
    const domains = ["a-b.example", "a.b.example", `x.${long}.example`, `y.${long}.example`, `x.${long}.exam.ple`];
    const registered = await deploy(() =>
      domains.map((domain, index) => new MtaSts(`d${index}`, { ...good(), domain })),
    );
    const names = registered.flatMap(({ inputs }) =>
      inputs["scriptName"] === undefined ? [] : [inputs["scriptName"]],
    );
    expect(new Set(names).size).toBe(domains.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_-]{0,61}[a-z0-9]$/);
  });
});

describe("behind CloudFront", () => {
  const registered = deploy(() => new MtaSts("sts", behindCloudFront(DnsProvider.Route53)));

  test("the file is text at the path that senders ask for, and no cache keeps it", async () => {
    expect(of(await registered, "sts-policy-file").inputs).toMatchObject({
      key: ".well-known/mta-sts.txt",
      contentType: "text/plain; charset=utf-8",
      cacheControl: "no-store",
    });
  });

  test("the bucket is private, and only this distribution reads it", async () => {
    const access = of(await registered, "sts-bucket-access").inputs;
    expect(access).toMatchObject({ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true });
    expect(access).toMatchObject({ restrictPublicBuckets: true });
    expect(JSON.parse(String(of(await registered, "sts-bucket-policy").inputs["policy"]))).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::bucket-1/*",
          Condition: { StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1" } },
        },
        { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ],
    });
  });

  test("the distribution answers for the host over TLS only, redirects nothing and keeps nothing", async () => {
    const { inputs, edges } = of(await registered, "sts-distribution");
    expect(inputs).toMatchObject({
      aliases: [HOST],
      enabled: true,
      origins: [{ domainName: "bucket-1.s3.eu-west-1.amazonaws.com", originAccessControlId: "sts-origin-access-id" }],
      defaultCacheBehavior: { viewerProtocolPolicy: "https-only", allowedMethods: ["GET", "HEAD"] },
      viewerCertificate: { sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2021" },
    });
    expect(inputs["defaultCacheBehavior"]).toMatchObject({ cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" });
    expect(edges?.["viewerCertificate"]).toContain("sts-certificate-issued");
  });

  test("the certificate is made where CloudFront reads it, and waits for the record that validates it", async () => {
    expect(of(await registered, "sts-certificate").inputs).toMatchObject({
      domainName: HOST,
      validationMethod: "DNS",
      region: "us-east-1",
    });
    expect(of(await registered, "sts-certificate-issued").inputs).toMatchObject({ region: "us-east-1" });
    expect(of(await registered, "sts-certificate-issued").dependsOn).toContain("sts-certificate-validation");
  });

  test("at a first preview the validation record's name is unknown, and nothing fails", async () => {
    const before = await deploy(() => new MtaSts("sts", behindCloudFront()), { preview: true });
    expect(of(before, "sts-certificate-validation").inputs).toMatchObject({ type: "CNAME", name: UNKNOWN_VALUE });
  });
});

describe("bad input is refused at once, before any resource is registered", () => {
  const refuse = (change: Partial<MtaStsArgs>): Promise<string> =>
    refusalOf(() => new MtaSts("sts", { ...good(), ...change }));

  test.each<[string, Partial<MtaStsArgs>, RegExp]>([
    ["a URL as domain", { domain: "https://shop.example" }, /domain: .*URL/],
    ["an unknown zone provider", { zone: { provider: "godaddy" as never, id: "x" } }, /zone\.provider: "godaddy"/],
    ["no mail hosts", { mx: [] }, /mx: .*no field mx/],
    ["a mail host that is an address", { mx: ["192.0.2.1"] }, /mx\[0\]: .*IP address/],
    ["a mail host with its preference", { mx: ["mx1.shop.example", "10 mx2.shop.example"] }, /mx\[1\]: .*" "/],
    ["a wildcard for everybody", { mx: ["*.com"] }, /mx: .*top-level domain/],
    ["a misspelt mode", { mode: "enforced" as never }, /mode: "enforced".*none, testing, enforce/],
    ["an age above a year", { maxAge: 31_557_601 }, /maxAge: It is 31557601.*31557600/],
    ["a broken age", { maxAge: 0.5 }, /maxAge: It is 0\.5/],
    ["an age that is no number", { maxAge: Number.NaN }, /maxAge: It is NaN/],
    ["no report address", { tlsReportTo: [] }, /tlsReportTo: Give at least one/],
    ["a malformed report address", { tlsReportTo: ["tls at shop.example"] }, /tlsReportTo\[0\]: /],
    ["reports over HTTP", { tlsReportTo: ["http://r.shop.example/"] }, /tlsReportTo\[0\]: .*mailto and https/],
    ["an unknown host", { host: { kind: "ftp" as never } }, /host\.kind: "ftp".*worker and cloudfront/],
    ["a Worker without account", { host: { kind: PolicyHost.Worker } }, /host\.accountId: It is missing/],
    [
      "a Worker for a zone at Route 53",
      { zone: { provider: DnsProvider.Route53, id: "Z1" } },
      /host\.kind: A Worker answers only for names of a zone at Cloudflare\. Choose cloudfront/,
    ],
    [
      "a name that AWS does not certify",
      { domain: `${"a".repeat(60)}.example`, host: { kind: PolicyHost.CloudFront } },
      /domain: AWS certifies names of at most 64 characters/,
    ],
  ])("%s", async (_, change, expected) => {
    expect(await refuse(change)).toMatch(expected);
  });

  test("all of it in one error", async () => {
    const message = await refuse({
      domain: "-shop",
      zone: { provider: "x" as never, id: "" },
      mx: ["a b"],
      mode: "x" as never,
      maxAge: -1,
      host: { kind: PolicyHost.Worker },
      tlsReportTo: ["x"],
    });
    const properties = ["domain", "zone.provider", "zone.id", "mx[0]", "mode", "maxAge", "host.accountId", "host.kind"];
    for (const property of [...properties, "tlsReportTo[0]"]) expect(message).toContain(`  ${property}: `);
    expect(message).toContain('MtaSts "sts" is refused');
  });
});

describe("the pack", () => {
  const program = (args: MtaStsArgs) => (): void => {
    const zone = signedZone(args.zone.provider, DOMAIN);
    const { id } = zone;
    issuers(zone, DOMAIN);
    const host = { zoneId: id, name: `mx1.${DOMAIN}`, type: "A", ttl: 3600 };
    const text = { zoneId: id, name: `_dmarc.${DOMAIN}`, ttl: 3600 };
    const dmarc = `v=DMARC1; p=reject; sp=reject; rua=mailto:d@${DOMAIN}`;
    if (args.zone.provider === DnsProvider.Cloudflare) {
      new cloudflare.DnsRecord("spf", {
        zoneId: id,
        name: DOMAIN,
        type: "TXT",
        content: '"v=spf1 -all"',
        ttl: 3600,
      });
      new cloudflare.DnsRecord("dmarc", { ...text, type: "TXT", content: `"${dmarc}"` });
      const mx = { zoneId: id, name: DOMAIN, type: "MX", content: `mx1.${DOMAIN}`, priority: 10, ttl: 3600 };
      new cloudflare.DnsRecord("mx", mx);
      new cloudflare.DnsRecord("host", { ...host, content: "192.0.2.25" });
    } else {
      new aws.route53.Record("spf", { zoneId: id, name: DOMAIN, type: "TXT", records: ["v=spf1 -all"], ttl: 3600 });
      new aws.route53.Record("dmarc", { ...text, type: "TXT", records: [dmarc] });
      const mx = { zoneId: id, name: DOMAIN, type: "MX", records: [`10 mx1.${DOMAIN}`], ttl: 3600 };
      new aws.route53.Record("mx", mx);
      new aws.route53.Record("host", { ...host, records: ["192.0.2.25"] });
    }
    new MtaSts("sts", { ...args, zone: { ...args.zone, id } });
  };

  test.each(HOSTS)("has nothing to say of the component with %s", async (_, args) => {
    expect(await run(await deploy(program(args)))).toEqual([]);
  });

  test.each(HOSTS)("blocks nothing at a first preview with %s", async (_, args) => {
    const said = await run(await deploy(program(args), { preview: true }));
    expect(said.filter(({ policy }) => policy !== "undetermined")).toEqual([]);
  });
});
