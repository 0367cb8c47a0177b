import { buildMtaSts, policyId } from "../../baseline/email/mtaSts.js";
import { buildPolicyWorker } from "../../baseline/email/mtaStsHost.js";
import { buildMtaStsPolicy, type MtaStsPolicyModel } from "../../baseline/email/mtaStsPolicy.js";
import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import type { RuleCase } from "./ruleCase.js";
import { cloudflare, route53, ROUTE53_ZONE, txt, ZONE } from "../support/records.js";

const MODEL: MtaStsPolicyModel = { mode: "enforce", mx: ["mx1.shop.example", "*.mail.example"], maxAge: 604_800 };

/** The policy file of a compliant domain, with one thing changed. */
const distribution = (domainName: string): Given => ({
  type: "aws:cloudfront/distribution:Distribution",
  name: "policies",
  inputs: { aliases: ["mta-sts.shop.example"], domainName },
});

export const policyText = (change: Partial<MtaStsPolicyModel> = {}): string =>
  buildMtaStsPolicy({ ...MODEL, ...change });

/** A Worker with a script of its own. */
export const worker = (content: string, more: Record<string, unknown> = {}): Given => ({
  type: "cloudflare:index/workersScript:WorkersScript",
  name: "worker",
  inputs: { accountId: "a", scriptName: "mta-sts", content, mainModule: "worker.mjs", ...more },
});

/** A version of a Worker, whose modules are given in base64. */
export const version = (script: string, module?: Record<string, unknown>): Given => ({
  type: "cloudflare:index/workerVersion:WorkerVersion",
  name: "version",
  inputs: {
    accountId: "a",
    workerId: UNKNOWN_VALUE,
    mainModule: "worker.mjs",
    modules: [
      {
        name: "worker.mjs",
        contentType: "application/javascript+module",
        ...(module ?? { contentBase64: Buffer.from(script).toString("base64") }),
      },
    ],
  },
  edges: { workerId: "its-worker" },
});

/** The Worker of the version, which has a name and no script of its own. */
export const itsWorker: Given = {
  type: "cloudflare:index/worker:Worker",
  name: "its-worker",
  inputs: { accountId: "a", name: "mta-sts" },
};

/** What puts the version into service. */
export const deployment: Given = {
  type: "cloudflare:index/workersDeployment:WorkersDeployment",
  name: "deployment",
  inputs: {
    accountId: "a",
    scriptName: "mta-sts",
    strategy: "percentage",
    versions: [{ percentage: 100, versionId: UNKNOWN_VALUE }],
  },
  edges: { versions: "version" },
};

/** The name of the policy host, which leads to the Worker. */
export const domain = (hostname = "mta-sts.shop.example"): Given => ({
  type: "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
  name: `domain-${hostname}`,
  inputs: { accountId: "a", hostname, service: "mta-sts", zoneId: "z" },
  edges: { service: "worker" },
});

/** An S3 object with the policy file. */
export const object = (change: Record<string, unknown> = {}): Given => {
  const inputs = {
    bucket: "policies",
    key: ".well-known/mta-sts.txt",
    content: policyText(),
    contentType: "text/plain",
  };
  // The engine sends no property that has no value.
  const given = Object.entries({ ...inputs, ...change }).filter(([, value]) => value !== undefined);
  return { type: "aws:s3/bucketObjectv2:BucketObjectv2", name: "object", inputs: Object.fromEntries(given) };
};

/** The record that tells of a policy, after what holds it. */
export const record = (policy = policyText(), more: Partial<Given> = {}): Given => ({
  ...txt("_mta-sts.shop.example", buildMtaSts(policyId(policy))),
  dependsOn: ["worker", "object"],
  ...more,
});

export const mx = (host: string): Given => cloudflare("shop.example", "MX", host, { priority: 10 });
export const reports: Given = txt("_smtp._tls.shop.example", "v=TLSRPTv1; rua=mailto:tls@shop.example");
const dmarc: Given = txt("_dmarc.shop.example", "v=DMARC1; p=reject; sp=reject; rua=mailto:d@shop.example");

/** A compliant stack whose policy stands in a Worker. */
export const shop = (policy = policyText(), ...others: Given[]): Given[] => [
  ...[ZONE, dmarc, worker(buildPolicyWorker(policy)), domain(), record(policy), reports],
  ...others,
];

/** The shop's policy file in a bucket, and the distribution that leads there. */
const served = (change: Record<string, unknown> = {}, access: Record<string, unknown> = {}): Given[] => [
  ...[ROUTE53_ZONE, dmarc, record(), object()],
  route53("mta-sts.shop.example", "CNAME", ["d1.cloudfront.net"]),
  {
    ...{ type: "aws:cloudfront/originAccessControl:OriginAccessControl", name: "access" },
    inputs: { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4", ...access },
  },
  {
    ...{ type: "aws:cloudfront/distribution:Distribution", name: "distribution", edges: { origins: ["access"] } },
    inputs: {
      ...{ enabled: true, aliases: ["mta-sts.shop.example"], domainName: "d1.cloudfront.net" },
      origins: [{ originId: "policy", domainName: "policies.s3.eu-west-1.amazonaws.com" }],
      ...change,
    },
  },
];

const sts = (text: string): Given => txt("_mta-sts.shop.example", text);
const rpt = (text: string): Given => txt("_smtp._tls.shop.example", text);
const unknownAt = (name: string): Given[][] => [
  [cloudflare(name, "TXT", UNKNOWN_VALUE)],
  [route53(name, "TXT", [UNKNOWN_VALUE])],
  [cloudflare(UNKNOWN_VALUE, "TXT", UNKNOWN_VALUE)],
];
const unknownFile: Given[][] = [
  [object({ content: UNKNOWN_VALUE })],
  [object({ content: undefined })],
  [worker("const mode = 'enforce'; export const policy = `version: STSv1\\nmode: ${mode}\\n`;")],
  [ZONE, worker(UNKNOWN_VALUE), domain()],
  [ZONE, itsWorker, version("", { contentBase64: UNKNOWN_VALUE }), domain()],
  [ZONE, itsWorker, version("", { contentFile: "worker.mjs" }), domain()],
  [ZONE, { ...worker("x"), inputs: { scriptName: "mta-sts", contentFile: "worker.mjs" } }, domain()],
  [ZONE, { ...worker("x"), inputs: { scriptName: "mta-sts", assets: { directory: "public" } } }, domain()],
];
const without = (stack: readonly Given[], ...names: readonly string[]): Given[] =>
  stack.filter(({ inputs }) => !names.includes(String(inputs["name"])));

export const mtaStsCases: Readonly<Record<string, RuleCase>> = {
  STS10: {
    bad: [without(shop(), "_mta-sts.shop.example")],
    good: [shop(), [dmarc, worker(buildPolicyWorker(policyText())), domain()]],
    unknown: [[...without(shop(), "_mta-sts.shop.example"), cloudflare(UNKNOWN_VALUE, "TXT", "x")]],
  },
  STS01: {
    bad: [
      [sts("v=STSv1; id=2026-11-24")],
      [sts("v=STSv1 id=1")],
      [sts("v=STSv1; id=1"), sts("v=STSv1; id=2")],
      [route53("_mta-sts.shop.example", "TXT", ["v=STSv1; id=1", "v=STSv1; id=2"])],
      [cloudflare(UNKNOWN_VALUE, "TXT", '"v=STSv1; mode=enforce"')],
    ],
    good: [
      [sts("v=STSv1; id=20261124T120000;")],
      [route53("_mta-sts.shop.example", "TXT", ["v=STSv1; id=1"])],
      [sts("v=STSv1; id=1"), txt("_mta-sts.news.shop.example", "v=STSv1; id=1")],
    ],
    unknown: unknownAt("_mta-sts.shop.example"),
  },
  STS02: {
    bad: [
      [object({ key: "mta-sts.txt" })],
      [object({ key: "/.well-known/mta-sts.txt" })],
      [object({ contentType: "text/html" })],
      [object({ contentType: undefined })],
      [object({ websiteRedirect: "/policy.txt" })],
      [ZONE, dmarc, record()],
      [ROUTE53_ZONE, route53("_mta-sts.shop.example", "TXT", ["v=STSv1; id=1"])],
      [ZONE, dmarc, cloudflare("_mta-sts", "CNAME", "_mta-sts.provider.example")],
      [ZONE, dmarc, record(), cloudflare("mta-sts", "PTR", "policies.provider.example")],
      served({ aliases: ["www.shop.example"] }),
      served({ enabled: false }),
      served({ origins: [{ originId: "policy", domainName: "host.foreign.example" }] }),
      served({}, { signingBehavior: "never" }),
      // A distribution makes no DNS record.
      without(served(), "mta-sts.shop.example"),
      [distribution("d1.cloudfront.net"), cloudflare("mta-sts.shop.example", "CNAME", "d2.cloudfront.net")],
      [distribution(UNKNOWN_VALUE), cloudflare("mta-sts.shop.example", "CNAME", "policies.provider.example")],
    ],
    good: [
      shop(),
      served(),
      // Another stack may lead to the file.
      without(served(), "distribution"),
      [distribution("d1.cloudfront.net"), cloudflare("mta-sts.shop.example", "CNAME", "d1.cloudfront.net.")],
      [distribution(UNKNOWN_VALUE), cloudflare("mta-sts.shop.example", "CNAME", UNKNOWN_VALUE)],
      [object({ contentType: "Text/Plain; charset=utf-8" })],
      [ZONE, dmarc, record(), cloudflare("mta-sts", "CNAME", "policies.provider.example")],
      [ZONE, dmarc, record(), cloudflare("*.shop.example", "A", "192.0.2.1", { proxied: true })],
      // Of a zone that the stack does not hold, nothing is known.
      [record()],
    ],
    unknown: [
      [object({ key: UNKNOWN_VALUE })],
      [object({ contentType: UNKNOWN_VALUE })],
      [ZONE, dmarc, record(), cloudflare(UNKNOWN_VALUE, "CNAME", "x.example")],
      served({ aliases: UNKNOWN_VALUE }),
      served({ origins: [{ originId: "policy", domainName: UNKNOWN_VALUE }] }),
      [distribution(UNKNOWN_VALUE), cloudflare("mta-sts.shop.example", "CNAME", "d1.cloudfront.net")],
    ],
  },
  STS03: {
    bad: [
      [worker(buildPolicyWorker(policyText().replace("max_age", "max-age")))],
      [worker("addEventListener('fetch', (e) => e.respondWith(new Response('version: STSv1\\nmode: strict\\n')))")],
      [object({ content: policyText({ mx: ["mx1.shop.example."] }) })],
      [object({ content: undefined, contentBase64: Buffer.from(policyText({ mx: [] })).toString("base64") })],
      [object({ content: "<html></html>" })],
      [object({ content: policyText({ mx: ["*.example"] }) })],
      [version(buildPolicyWorker(policyText().replace("max_age", "max-age")))],
      [worker("export default env => env.POLICY", { bindings: [{ name: "POLICY", text: "version: STSv1\nmode: x" }] })],
      [
        {
          type: "cloudflare:index/workersKv:WorkersKv",
          name: "kv",
          inputs: { keyName: "policy", value: policyText({ maxAge: 99_999_999 }) },
        },
      ],
    ],
    good: [
      shop(),
      [object()],
      [object({ content: policyText().replaceAll("\r\n", "\n") })],
      [worker("export default { fetch: () => new Response('Hello') }")],
      [object({ key: "index.html", content: "<html></html>", contentType: "text/html" })],
      [object({ key: "index.html", content: UNKNOWN_VALUE, contentType: "text/html" })],
    ],
    unknown: unknownFile,
  },
  STS04: {
    bad: [
      shop(policyText(), mx("mx1.shop.example"), mx("mx2.shop.example")),
      shop(policyText(), mx("a.b.mail.example")),
      shop(policyText({ mode: "testing" }), mx("mx2.shop.example")),
      [
        ROUTE53_ZONE,
        object(),
        record(),
        route53("shop.example", "MX", ["10 mx1.shop.example", "20 mx2.shop.example."]),
      ],
    ],
    good: [
      shop(policyText(), mx("MX1.shop.example."), mx("any.mail.example")),
      [object(), record(), route53("shop.example", "MX", ["10 mx1.shop.example", "20 a.mail.example."])],
      shop(policyText(), mx(".")),
      shop(policyText({ mode: "none" }), mx("mx2.shop.example")),
      shop(policyText(), cloudflare("news.shop.example", "MX", "mx2.shop.example", { priority: 10 })),
    ],
    unknown: [
      shop(policyText(), mx(UNKNOWN_VALUE)),
      shop(policyText(), cloudflare(UNKNOWN_VALUE, "MX", "mx2.shop.example")),
      shop(policyText(), cloudflare("shop.example", UNKNOWN_VALUE, "mx2.shop.example")),
      [record(), mx("mx1.shop.example")],
      [worker(UNKNOWN_VALUE), domain(), mx("mx1.shop.example")],
      [object({ content: UNKNOWN_VALUE }), record(), mx("mx1.shop.example")],
    ],
  },
  STS05: {
    bad: [
      without(shop(), "_smtp._tls.shop.example"),
      without(shop(policyText({ mode: "testing" })), "_smtp._tls.shop.example"),
      [record()],
      without(shop(), "_smtp._tls.shop.example", "_mta-sts.shop.example"),
    ],
    good: [
      shop(),
      without(shop(policyText({ mode: "none" })), "_smtp._tls.shop.example"),
      [record(), cloudflare("_smtp._tls.shop.example", "CNAME", "_smtp._tls.provider.example")],
      [dmarc, ZONE],
    ],
    unknown: [
      [...without(shop(), "_smtp._tls.shop.example"), cloudflare(UNKNOWN_VALUE, "TXT", UNKNOWN_VALUE)],
      [worker(buildPolicyWorker(policyText())), domain()],
    ],
  },
  STS06: {
    bad: [
      shop().map((given) => (given.dependsOn ? { ...given, dependsOn: [] } : given)),
      [object(), record(policyText(), { dependsOn: ["zone"] }), ZONE, dmarc],
      // The version stands there before it is in service.
      [
        itsWorker,
        version(buildPolicyWorker(policyText())),
        deployment,
        domain(),
        record(undefined, { dependsOn: ["version"] }),
      ],
    ],
    good: [
      shop(),
      [itsWorker, version(buildPolicyWorker(policyText())), domain(), record(undefined, { dependsOn: ["version"] })],
      [
        itsWorker,
        version(buildPolicyWorker(policyText())),
        deployment,
        record(undefined, { dependsOn: ["deployment"] }),
      ],
      [object(), record()],
      // By way of another resource.
      [worker(buildPolicyWorker(policyText())), domain(), record(policyText(), { dependsOn: [domain().name] })],
      [record(policyText(), { dependsOn: [] })],
      [object(), cloudflare("_mta-sts.shop.example", "CNAME", "_mta-sts.provider.example")],
    ],
    unknown: [],
  },
  STS08: {
    bad: [[object({ content: policyText({ maxAge: 86_400 }) })], shop(policyText({ maxAge: 604_799 }))],
    good: [shop(), shop(policyText({ mode: "testing", maxAge: 86_400 }))],
    unknown: unknownFile,
  },
  STS11: {
    bad: [
      [object({ content: policyText({ maxAge: 3600 }) })],
      shop(policyText({ maxAge: 86_399 })),
      shop(policyText({ maxAge: 0 })),
    ],
    good: [shop(), shop(policyText({ maxAge: 86_400 })), shop(policyText({ mode: "testing", maxAge: 60 }))],
    unknown: unknownFile,
  },
  STS09: {
    bad: [shop(policyText({ mode: "testing" })), [object({ content: policyText({ mode: "none", mx: [] }) })]],
    good: [shop()],
    unknown: unknownFile,
  },
  RPT01: {
    bad: [
      [rpt("v=TLSRPTv1; rua=tls@shop.example")],
      [rpt("v=TLSRPTv1; ruf=mailto:tls@shop.example")],
      [rpt("v=TLSRPTv1; rua=http://r.shop.example/")],
      [reports, rpt("v=TLSRPTv1; rua=mailto:other@shop.example")],
      [cloudflare(UNKNOWN_VALUE, "TXT", '"v=TLSRPTv1; rua="')],
    ],
    good: [
      [reports],
      [route53("_smtp._tls.shop.example", "TXT", ["v=TLSRPTv1; rua=https://r.example/,mailto:tls@shop.example"])],
    ],
    unknown: unknownAt("_smtp._tls.shop.example"),
  },
  RPT02: {
    bad: [
      [rpt("v=TLSRPTv1; rua=mailto:tls@foreign.example")],
      [rpt("v=TLSRPTv1; rua=mailto:tls@shop.example,https://r.foreign.example/v1")],
    ],
    good: [
      [reports],
      [rpt("v=TLSRPTv1; rua=https://reports.shop.example/v1")],
      [
        { type: "cloudflare:index/zone:Zone", name: "brand", inputs: { name: "brand.example", account: { id: "a" } } },
        rpt("v=TLSRPTv1; rua=mailto:tls@mail.brand.example"),
      ],
    ],
    unknown: unknownAt("_smtp._tls.shop.example"),
  },
};
