import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { PreviewResult } from "../../preview/result.js";
import { runCommand, type Completed } from "../support/engine/command.js";

const root = path.resolve(__dirname, "../..");
const cli = path.join(root, "dist/cli/main.js");
const fixture = (name: string): string => path.join(__dirname, "fixtures", name);
const folder = mkdtempSync(path.join(tmpdir(), "storefront-preview-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function command(...args: string[]): Promise<Completed> {
  return runCommand(process.execPath, [cli, ...args], root, process.env as Record<string, string>);
}

async function json(...args: string[]): Promise<PreviewResult & { code: number }> {
  const { code, stdout, stderr } = await command("preview", ...args, "--format", "json");
  if (stdout === "") throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as PreviewResult) };
}

function configFile(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const records = fixture("records");
const inputsOf = ({ resources }: PreviewResult, type: string): Record<string, unknown> | undefined =>
  resources.find((resource) => resource.type === type)?.inputs;

describe("a good program", () => {
  test("exits with 0, and its resources have the parents, options and URNs that the engine gives them", async () => {
    const { code, program, stack, resources, violations, summary } = await json(records);
    expect({ code, program, stack, violations }).toEqual({ code: 0, program: "records", stack: "dev", violations: [] });
    expect(summary).toMatchObject({ resources: 12, mandatory: 0, advisory: 0, exempted: 0 });
    expect(resources.find(({ name }) => name === "spf")).toEqual({
      urn: "urn:pulumi:dev::records::cloudflare:index/zone:Zone$cloudflare:index/dnsRecord:DnsRecord::spf",
      type: "cloudflare:index/dnsRecord:DnsRecord",
      name: "spf",
      parent: "urn:pulumi:dev::records::cloudflare:index/zone:Zone::zone",
      inputs: {
        zoneId: expect.stringMatching(/^zone-[0-9a-f]{7}$/) as string,
        name: "shop.example",
        type: "TXT",
        ttl: 3600,
        content: '"v=spf1 -all"',
      },
      options: { protect: true, ignoreChanges: [] },
      // The program makes all its records in one function.
      position: { file: "index.js", line: 10, column: 3 },
    });
  });

  test("reads as a tree with a summary", async () => {
    const { code, stdout, stderr } = await command("preview", records);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/─ cloudflare:Zone zone\n {2}│ {2}├─ cloudflare:DnsRecord spf/);
    expect(stdout).toMatch(/12 resources, no mandatory violation, .*The deploy may go on\.\n$/);
  });

  test("has the same output in every run", async () => {
    const [one, other] = await Promise.all([json(records), json(records)]);
    expect({ ...one, resources: one.resources.length }).toEqual({ ...other, resources: other.resources.length });
  });

  test("a secret stands nowhere in the output, nor does its cipher text", async () => {
    const result = await json(records, "--config", "comment=hush-hush");
    expect(result.resources.find(({ name }) => name === "dmarc")?.inputs["comment"]).toBe("[secret]");
    expect(JSON.stringify(result)).not.toContain("v1:nobody");
  });
});

describe("values that only a deploy knows", () => {
  test("stand in for themselves, so that a document built from them can be judged", async () => {
    const result = await json(records);
    expect(inputsOf(result, "aws:sqs/queuePolicy:QueuePolicy")?.["policy"]).toMatch(
      /^\{"Version":"2012-10-17","Statement":\[\{.*"Resource":"arn:aws:sqs:us-east-1:123456789012:files-[0-9a-f]{7}"\}\]\}$/,
    );
  });

  test("stay unknown with --as-engine, as in the engine's own preview", async () => {
    const result = await json(records, "--as-engine");
    expect(inputsOf(result, "cloudflare:index/dnsRecord:DnsRecord")).toMatchObject({ zoneId: "[unknown]" });
    expect(inputsOf(result, "aws:sqs/queuePolicy:QueuePolicy")).toMatchObject({ policy: "[unknown]" });
  });

  test("a function that says nothing of an account is answered, any other stays unknown and is named", async () => {
    const result = await json(records);
    expect(inputsOf(result, "aws:ssm/parameter:Parameter")).toMatchObject({ description: "123456789012" });
    expect(inputsOf(result, "aws:ec2/instance:Instance")).toMatchObject({ ami: "[unknown]" });
    expect(result.undetermined).toContainEqual(
      expect.objectContaining({ policy: "provider-function", reason: expect.stringContaining("getAmi") as string }),
    );
  });

  test("the children of a remote component are said not to be seen", async () => {
    const { code, undetermined } = await json(fixture("remote"));
    expect(code).toBe(0);
    expect(undetermined).toEqual([
      expect.objectContaining({
        policy: "remote-component",
        urn: "urn:pulumi:dev::remote::awsx:ec2:Vpc::network",
      }),
    ]);
  });
});

describe("transforms", () => {
  test("change resources before packs see them: a resource's own, its parents', then the stack's", async () => {
    const { code, resources } = await json(fixture("transforms"));
    expect(code).toBe(0);
    expect(resources.find(({ name }) => name === "secret")).toMatchObject({
      inputs: {
        value: "[secret]",
        description: "own parent grandparent stack",
        tags: { stage: "prod", team: "shop" },
      },
      options: { protect: true, ignoreChanges: ["tags"] },
    });
  });

  test("change the arguments of functions", async () => {
    const { resources } = await json(fixture("transforms"), "--config", "asksProvider=true");
    const document = resources.find(({ name }) => name === "document");
    expect(document?.inputs["policy"]).toContain("2008-10-17");
  });

  test("that fail are told as the program's fault", async () => {
    const { code, stderr } = await command("preview", fixture("transforms"), "--config", "fails=true");
    expect(code).toBe(2);
    expect(stderr).toContain("this transform gives up");
  });
});

describe("a drifted program", () => {
  const drifted = [records, "--config", 'spf="v=spf1 +all"'];

  test("exits with 1, and the violation names rule, resource, fact and fix", async () => {
    const { code, violations, summary } = await json(...drifted);
    expect(code).toBe(1);
    expect(summary).toMatchObject({ mandatory: 1 });
    expect(violations).toEqual([
      {
        id: "SPF07",
        policy: "spf-passes-everyone",
        pack: "storefront-baseline",
        severity: "critical",
        enforcementLevel: "mandatory",
        urn: "urn:pulumi:dev::records::cloudflare:index/zone:Zone$cloudflare:index/dnsRecord:DnsRecord::spf",
        message: expect.stringMatching(/^shop\.example: .*\nFix: /) as string,
      },
    ]);
  });

  test("in text, the tree marks the resource and the fix follows the fact", async () => {
    const { code, stdout } = await command("preview", ...drifted);
    expect(code).toBe(1);
    expect(stdout).toMatch(/DnsRecord spf {2}✗ SPF07\n/);
    expect(stdout).toMatch(/Blocked\n {2}✗ SPF07 spf-passes-everyone, critical {2}cloudflare:DnsRecord spf\n/);
    expect(stdout).toMatch(/\n {6}Fix: .*\n[^]*1 mandatory violation, .*The deploy would be blocked\.\n$/);
  });

  test("an exemption lets it through, and is told with its end, its reason and its ticket", async () => {
    const agreed = { reason: "Until the move in spring.", expires: "2999-12-31", ticket: "SHOP-12" };
    const exemption = { rule: "SPF07", resource: "*::spf", ...agreed };
    const file = configFile("exempt.json", { "baseline-settings": { exemptions: [exemption] } });
    const { code, violations, summary } = await json(...drifted, "--policy-pack-config", file);
    expect(code).toBe(0);
    expect(summary).toMatchObject({ mandatory: 0, exempted: 1 });
    expect(violations).toEqual([
      expect.objectContaining({
        id: "SPF07",
        policy: "spf-passes-everyone",
        exemption: agreed,
      }),
    ]);
  });

  test("a preset file is taken as it is", async () => {
    const { code, summary } = await json(...drifted, "--policy-pack-config", "policies/presets/audit.json");
    expect(code).toBe(0);
    expect(summary).toMatchObject({ mandatory: 0, advisory: 1 });
  });
});

describe("packs", () => {
  const team = fixture("packOfATeam");

  test("several judge one program, and what touches an unknown value is undetermined, not passed", async () => {
    const { violations, undetermined } = await json(records, "--policy-pack", team, "--policy-pack", "policies");
    expect(violations).toEqual([
      expect.objectContaining({ id: "tagged", pack: "team", severity: "low", enforcementLevel: "advisory" }),
    ]);
    expect(undetermined).toContainEqual(expect.objectContaining({ id: "ami", policy: "ami" }));
  });

  test("are told with the policies that are in force, at their levels", async () => {
    const file = configFile("force.json", { ami: "advisory" });
    const { packs } = await json(records, "--policy-pack", team, "--policy-pack-config", file);
    expect(packs).toEqual([
      {
        ...{ name: "team", version: "0.0.1" },
        policies: [
          {
            ...{ id: "tagged", policy: "tagged", title: "Servers are tagged.", severity: "low" },
            enforcementLevel: "advisory",
          },
          {
            ...{ id: "ami", policy: "ami", title: "Servers run a known image.", severity: "" },
            enforcementLevel: "advisory",
          },
        ],
      },
    ]);
  });

  test("a configuration sets levels and properties", async () => {
    const file = configFile("team.json", { all: "disabled", tagged: { enforcementLevel: "mandatory", tag: "team" } });
    const { code, violations } = await json(records, "--policy-pack", team, "--policy-pack-config", file);
    expect(code).toBe(1);
    expect(violations).toEqual([expect.objectContaining({ id: "tagged", message: "The tag team is missing." })]);
  });

  test("a remediation changes what the resource is judged by, and is told", async () => {
    const file = configFile("remediate.json", { "private-zone": "remediate" });
    const result = await json(records, "--policy-pack", team, "--policy-pack-config", file);
    expect(inputsOf(result, "cloudflare:index/zone:Zone")).toMatchObject({ paused: true, name: "shop.example" });
    expect(result.remediations).toEqual([
      {
        id: "private-zone",
        policy: "private-zone",
        pack: "team",
        urn: expect.stringMatching(/::zone$/) as string,
        properties: [{ path: "paused", after: true }],
      },
    ]);
  });
});

test("what the preset remediate mends is printed before what blocks, value by value", async () => {
  const drifted = ["demo/drifted", "--config", "mistake=proxied-key"];
  const preset = path.join(root, "policies/presets/remediate.json");
  const { code, stdout } = await command("preview", ...drifted, "--policy-pack-config", preset);
  expect(code, stdout).toBe(0);
  expect(stdout).toContain(
    "Mended\n  ~ DNS01 mail-not-proxied  cloudflare:DnsRecord ses-key\n      proxied: true → false\n",
  );
  expect(stdout).toMatch(/DnsRecord ses-key {2}~ DNS01\n/);
  expect(stdout).toMatch(/resources, 1 remediation, no mandatory violation/);
});

test("--output writes to a file and leaves the terminal quiet", async () => {
  const file = path.join(folder, "result.json");
  const { code, stdout } = await command("preview", records, "--format", "json", "--output", file);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ program: "records" });
});

describe("exit 2, and a sentence that says what to do", () => {
  const cases: Record<string, { args: () => string[]; says: RegExp }> = {
    "a missing folder": { args: () => ["nowhere"], says: /nowhere does not exist\. Give the folder/ },
    "a folder without a project": { args: () => ["docs"], says: /docs holds no Pulumi\.yaml\. Give the folder/ },
    "a broken Pulumi.yaml": { args: () => [fixture("brokenYaml")], says: /Pulumi\.yaml:3:1 is no YAML/ },
    "a program in Python": { args: () => [fixture("python")], says: /"runtime" is "python".*pulumi preview/ },
    "a program that throws": {
      args: () => [fixture("throws")],
      says: /The program throws failed[^]*the catalogue is empty[^]*at planned/,
    },
    "a component that is given wrong input": {
      args: () => [fixture("badDomain")],
      says: /EmailDomain "mail" is refused, and nothing of it was created:\n {2}zone\.provider: [^]*senders\[0\]\.google\.dkimKey: [^]*domain: [^]*dmarc/,
    },
    "a component whose key turns out to be none": {
      args: () => [fixture("lateKey")],
      says: /EmailDomain record "mail-dkim-google" is refused/,
    },
    "a missing pack": { args: () => [records, "--policy-pack", "nowhere"], says: /pack \S*nowhere does not exist/ },
    "a folder that is no pack": { args: () => [records, "--policy-pack", "docs"], says: /docs is no policy pack/ },
    "a pack that does not start": {
      args: () => [records, "--policy-pack", fixture("packThatThrows")],
      says: /packThatThrows did not start[^]*this pack fails on purpose/,
    },
    "a pack that crashes": {
      args: () => [records, "--policy-pack", fixture("packThatCrashes")],
      says: /packThatCrashes failed at \S+, so it says nothing[^]*this rule fails on purpose/,
    },
    "a missing configuration": {
      args: () => [records, "--policy-pack-config", "nowhere.json"],
      says: /nowhere\.json cannot be read/,
    },
    "a broken configuration": {
      args: () => [records, "--policy-pack-config", configFile("broken.json", "{")],
      says: /broken\.json is no JSON/,
    },
    "a configuration with an unknown rule": {
      args: () => [records, "--policy-pack-config", configFile("unknown.json", { "dmarc-enforcment": "advisory" })],
      says: /"dmarc-enforcment", which is no rule of this pack \(did you mean "dmarc-enforcement"\?\)/,
    },
    "a configuration with an unknown level": {
      args: () => [records, "--policy-pack-config", configFile("level.json", { "spf-grammar": "loud" })],
      says: /the level "loud"; allowed are advisory, mandatory, remediate, disabled/,
    },
    "a configuration of the wrong shape": {
      args: () => [
        records,
        "--policy-pack-config",
        configFile("shape.json", { "baseline-settings": { onUnknown: 1 } }),
      ],
      says: /shape\.json does not fit: baseline-settings\.onUnknown must be string/,
    },
    "more configurations than packs": {
      args: () => [records, "--policy-pack-config", "a.json", "--policy-pack-config", "b.json"],
      says: /given 2 times for 1 packs/,
    },
    "an unknown format": { args: () => [records, "--format", "xml"], says: /"xml"; allowed are text, json, sarif/ },
    "a config without a value": { args: () => [records, "--config", "spf"], says: /"spf" has no key and value/ },
    "an unknown flag": { args: () => [records, "--flat"], says: /unknown option '--flat'/ },
  };

  test.each(Object.entries(cases))("%s", async (_, { args, says }) => {
    const { code, stdout, stderr } = await command("preview", ...args());
    expect(stderr).toMatch(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});
