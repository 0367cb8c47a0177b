import { describe, expect, test } from "vitest";
import { buildPolicyWorker } from "../../baseline/email/mtaStsHost.js";
import { run, UNKNOWN_VALUE, type Given, type Said } from "../support/pack.js";
import { cloudflare, route53, txt, ZONE } from "../support/records.js";
import {
  deployment,
  domain,
  itsWorker,
  mx,
  object,
  policyText,
  record,
  reports,
  shop,
  version,
  worker,
} from "./mtaStsCases.js";

/** What the pack says under these names of policies. */
async function said(given: readonly Given[], ...policies: readonly string[]): Promise<Said[]> {
  return (await run(given)).filter(({ policy }) => policies.includes(policy));
}

const LINES = ["version: STSv1", "mode: testing", "mx: mx1.shop.example", "max_age: 604800"];

describe("a policy file is read in a script that holds it", () => {
  test.each<[string, string]>([
    ["in a template", `const policy = \`${LINES.join("\n")}\`; export default { fetch: () => new Response(policy) };`],
    ["in a template with an empty line around it", `const policy = \`\n${LINES.join("\n")}\n\`; f(policy.trim());`],
    ["in a string", `const policy = ${JSON.stringify(LINES.join("\n"))};`],
    ["in lines that are joined by +", `const policy = ${LINES.map((line) => `"${line}\\n"`).join(" +\n  ")};`],
    ["in an array of lines", `const policy = ${JSON.stringify(LINES)}.join("\\r\\n");`],
    ["beside a check for one", `if (x.includes("version: STSv1")) f(\`${LINES.join("\n")}\`);`],
    ["minified", `var a=${JSON.stringify(`${LINES.join("\r\n")}\r\n`)};export{b as default};`],
  ])("%s", async (_, script) => {
    // Each of them is in the mode testing, which STS09 tells; nothing else is wrong.
    const found = await said([worker(script)], "mta-sts-enforced", "mta-sts-policy", "undetermined");
    expect(found.map(({ policy }) => policy)).toEqual(["mta-sts-enforced"]);
  });

  test.each<[string, Given]>([
    [
      "the older Worker type",
      {
        ...worker(buildPolicyWorker(policyText({ mode: "testing" }))),
        type: "cloudflare:index/workerScript:WorkerScript",
      },
    ],
    [
      "a CloudFront function",
      {
        type: "aws:cloudfront/function:Function",
        name: "function",
        inputs: { runtime: "cloudfront-js-2.0", code: buildPolicyWorker(policyText({ mode: "testing" })) },
      },
    ],
    ["a text bound to a Worker", worker("f", { bindings: [{ name: "P", text: policyText({ mode: "testing" }) }] })],
    [
      "a text bound to a Worker beside an unknown secret",
      worker("f", { bindings: [{ text: UNKNOWN_VALUE }, { text: policyText({ mode: "testing" }) }] }),
    ],
    ["a module of a Worker's version", version(buildPolicyWorker(policyText({ mode: "testing" })))],
    [
      "a module of text of a Worker's version",
      version("", {
        name: "policy.txt",
        contentType: "text/plain",
        contentBase64: Buffer.from(policyText({ mode: "testing" })).toString("base64"),
      }),
    ],
    [
      "a further module of a Worker",
      worker('import policy from "./policy.txt"; f(policy)', {
        files: {
          "policy.txt": {
            contentType: "text/plain; charset=utf-8",
            contentBase64: Buffer.from(policyText({ mode: "testing" })).toString("base64"),
          },
        },
      }),
    ],
    [
      "the older object type",
      { ...object({ content: policyText({ mode: "testing" }) }), type: "aws:s3/bucketObject:BucketObject" },
    ],
  ])("in %s", async (_, given) => {
    expect((await said([given], "mta-sts-enforced", "undetermined")).map(({ policy }) => policy)).toEqual([
      "mta-sts-enforced",
    ]);
  });
});

describe("what a script makes while it runs is not judged, and said to be so", () => {
  test.each<[string, string]>([
    ["a substitution", "const p = `version: STSv1\nmode: ${mode}\n`;"],
    [
      "a part that is added later",
      'let p = "version: STSv1\\nmode: enforce\\n"; for (const h of hosts) p += `mx: ${h}\\n`;',
    ],
    ["an array with a computed line", '["version: STSv1\\nmode: enforce", mx, "max_age: 1"].join("\\n")'],
    [
      "lines that lose their indentation",
      "`version: STSv1\n  mode: enforce\n`.split('\\n').map((l) => l.trim()).join('\\n')",
    ],
    [
      "lines that lose their indentation later",
      "const p = `\n  version: STSv1\n  mode: enforce\n`; f(p.replace(/^ +/gm, ''))",
    ],
  ])("%s", async (_, script) => {
    const found = await said([worker(script)], "mta-sts-policy", "mta-sts-max-age", "mta-sts-enforced", "undetermined");
    expect(found.map(({ policy }) => policy)).toEqual(["undetermined"]);
    for (const id of ["STS03", "STS08", "STS09"]) expect(found[0]?.message).toContain(id);
  });

  test("a Worker that has nothing to do with MTA-STS draws no word, whatever is unknown of it", async () => {
    const other = worker(UNKNOWN_VALUE, { bindings: [{ text: UNKNOWN_VALUE }] });
    expect(await run([other, domain("www.shop.example")])).toEqual([]);
  });
});

describe("a policy is found to be a domain's", () => {
  const moved = mx("mx9.shop.example");
  const policy = policyText();
  const script = worker(buildPolicyWorker(policy));
  const held = version(buildPolicyWorker(policy));
  const bucket: Given = { type: "aws:s3/bucket:Bucket", name: "bucket", inputs: {} };
  const distribution = (inputs: Record<string, unknown>, more: Partial<Given> = {}): Given => ({
    type: "aws:cloudfront/distribution:Distribution",
    name: "distribution",
    inputs: { aliases: ["mta-sts.shop.example"], enabled: true, ...inputs },
    ...more,
  });
  const origin = (domainName: string): { origins: unknown } => ({ origins: [{ originId: "o", domainName }] });

  test.each<[string, Given[]]>([
    ["by a custom domain", [script, domain()]],
    ["by a custom domain of the Worker's name", [script, { ...domain(), edges: {} }]],
    [
      "by a route",
      [
        script,
        {
          type: "cloudflare:index/workersRoute:WorkersRoute",
          name: "route",
          inputs: { pattern: "mta-sts.shop.example/*", script: "mta-sts", zoneId: "z" },
        },
      ],
    ],
    [
      "by a custom domain of the version's Worker",
      [itsWorker, held, { ...domain(), edges: { service: "its-worker" } }],
    ],
    ["by a custom domain of the name of the version's Worker", [itsWorker, held, { ...domain(), edges: {} }]],
    [
      "by a custom domain of the name that the version gives its Worker",
      [
        { ...held, inputs: { ...held.inputs, workerId: "mta-sts" }, edges: {} },
        { ...domain(), edges: {} },
      ],
    ],
    [
      "by a route to what a deployment puts into service",
      [
        held,
        deployment,
        {
          type: "cloudflare:index/workersRoute:WorkersRoute",
          name: "route",
          inputs: { pattern: "mta-sts.shop.example/*", script: UNKNOWN_VALUE, zoneId: "z" },
          edges: { script: "deployment" },
        },
      ],
    ],
    [
      "by a distribution over the bucket",
      [
        bucket,
        { ...object({ bucket: UNKNOWN_VALUE }), edges: { bucket: "bucket" } },
        distribution(origin(UNKNOWN_VALUE), { edges: { origins: "bucket" } }),
      ],
    ],
    [
      "by a distribution over the bucket of that name",
      [object(), distribution(origin("policies.s3.eu-west-1.amazonaws.com"))],
    ],
    ["by the id of the record", [script, domain("mta-sts.other.example"), record()]],
    ["as the only one beside the only record", [object(), txt("_mta-sts.shop.example", "v=STSv1; id=1")]],
  ])("%s, so that its mail hosts are compared with it (STS04)", async (_, given) => {
    const found = await said([...given, moved], "mta-sts-hosts");
    expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(/shop\.example has the mail host mx9/)]);
    const kept = await said([...given, mx("mx1.shop.example")], "mta-sts-hosts");
    expect(kept).toEqual([]);
  });

  test("and no other object of the bucket is taken for one, though its content is unknown", async () => {
    const page = { ...object({ key: "index.html", content: UNKNOWN_VALUE }), name: "page" };
    const served = [object(), page, distribution(origin("policies.s3.eu-west-1.amazonaws.com")), record()];
    expect(await said([...served, mx("mx1.shop.example")], "mta-sts-hosts", "undetermined")).toEqual([]);
  });

  test("not by chance: where several could be meant, nothing is compared", async () => {
    const two = [
      object(),
      { ...object({ bucket: "others" }), name: "other" },
      txt("_mta-sts.shop.example", "v=STSv1; id=1"),
    ];
    expect(await said([...two, moved], "mta-sts-hosts")).toEqual([]);
    expect((await said([...two, moved], "undetermined"))[0]?.message).toContain("STS04");
  });

  test("of a script with two policies, each by the id of its record", async () => {
    const other = policyText({ mx: ["mx1.other.example"] });
    const both = worker(`const policies = { a: ${JSON.stringify(policy)}, b: ${JSON.stringify(other)} };`);
    const given = [
      both,
      domain(),
      domain("mta-sts.other.example"),
      record(),
      { ...txt("_mta-sts.other.example", String(record(other).inputs["content"]).slice(1, -1)), dependsOn: ["worker"] },
      mx("mx1.shop.example"),
      cloudflare("other.example", "MX", "mx2.other.example", { priority: 10 }),
    ];
    const found = await said(given, "mta-sts-hosts");
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/other\.example has the mail host mx2/),
    ]);
  });
});

describe("the verdict", () => {
  test("on a moved mail host blocks, and names host, patterns and effect", async () => {
    const [found] = await said(shop(policyText(), mx("mx9.shop.example")), "mta-sts-hosts");
    expect(found?.level).toBe("mandatory");
    expect(found?.message).toMatch(
      /mx9\.shop\.example, which matches no mx of its MTA-STS policy \(mx1\.shop\.example, \*\.mail\.example\): senders refuse/,
    );
  });

  test("on a stack without MTA-STS is none", async () => {
    const rules = ["record", "served", "policy", "hosts", "reports", "order", "max-age", "enforced"].map(
      (name) => `mta-sts-${name}`,
    );
    expect(await said([ZONE, mx("mx1.shop.example")], ...rules, "tls-rpt-record", "undetermined")).toEqual([]);
  });

  test("on a changed policy that the record does not wait for blocks at the record", async () => {
    const given = shop().map((one) => (one.dependsOn ? { ...one, dependsOn: ["zone"] } : one));
    const [found] = await said(given, "mta-sts-order");
    expect(found).toMatchObject({
      level: "mandatory",
      urn: expect.stringContaining("_mta-sts.shop.example") as string,
    });
  });
});

describe("the policy host may be proxied, and only that host (STS07)", () => {
  test.each<[string, Given, number]>([
    ["the policy host", cloudflare("mta-sts.shop.example", "CNAME", "policies.example", { proxied: true }), 0],
    ["the policy host as an address", cloudflare("mta-sts.shop.example", "AAAA", "100::", { proxied: true }), 0],
    ["a delegated record", cloudflare("_mta-sts.shop.example", "CNAME", "_mta-sts.p.example", { proxied: true }), 1],
    ["a delegated TLS-RPT record", cloudflare("_smtp._tls.shop.example", "CNAME", "r.p.example", { proxied: true }), 1],
  ])("%s", async (_, given, count) => {
    expect(await said([given], "mail-not-proxied")).toHaveLength(count);
  });
});

describe("ignoreChanges on what senders read is a bypass (BYP01)", () => {
  const ignoring = (given: Given, ...ignoreChanges: string[]): Given => ({ ...given, options: { ignoreChanges } });
  test.each<[string, Given, number]>([
    ["the record", ignoring(record(), "content"), 1],
    [
      "the reports' record at Route 53",
      ignoring(route53("_smtp._tls.shop.example", "TXT", ["v=TLSRPTv1; rua=mailto:a@b.example"]), "records"),
      1,
    ],
    ["the Worker's script", ignoring(worker(buildPolicyWorker(policyText())), "content"), 1],
    [
      "a module of a Worker's version",
      ignoring(version(buildPolicyWorker(policyText())), "modules[0].contentBase64"),
      1,
    ],
    ["the object", ignoring(object(), "content"), 1],
    ["a tag of the object", ignoring(object(), "tags"), 0],
    ["another Worker's script", ignoring(worker("export default {}"), "content"), 0],
    ["nothing", reports, 0],
  ])("of %s", async (_, given, count) => {
    expect(await said([given], "ignored-property")).toHaveLength(count);
  });
});
