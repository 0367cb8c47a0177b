import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { PULUMI_MISSING, pulumiOnPath, withEngine, type Outcome } from "../support/engine/pulumi.js";

const fixtures = path.join(__dirname, "fixtures");
const pulumi = pulumiOnPath();

const config = { domain: "shop.example", comment: "hush" };
const shop = { program: path.join(fixtures, "shop"), packs: [path.join(fixtures, "spf-pack")], config };
const weakened = { ...shop, config: { ...config, spf: "v=spf1 ?all" } };
const token = expect.stringMatching(/^[0-9a-f]{32}\.dkim\.amazonses\.com$/) as string;

const names = (urns: readonly string[]): string[] => urns.map((urn) => urn.split("::").at(-1) ?? "").sort();

async function expectNothingCreated(outcome: Outcome): Promise<void> {
  expect(outcome.changes).toEqual([]);
  expect(await outcome.state()).toEqual([]);
}

describe.skipIf(pulumi === undefined)(`the real engine${pulumi === undefined ? ` (${PULUMI_MISSING})` : ""}`, () => {
  test("previews a good program and creates nothing", () =>
    withEngine(async (engine) => {
      const preview = await engine.preview(shop);
      expect(preview).toMatchObject({ code: 0, violations: [] });
      expect(preview.stdout).toMatch(/\+ 5 to create/);
      expect(preview.stdout).toContain("zoneId: [unknown]");
      await expectNothingCreated(preview);
    }));

  test("deploys a good program: the providers receive exactly its inputs, computed values filled in", () =>
    withEngine(async (engine) => {
      const up = await engine.up(shop);
      expect(up).toMatchObject({ code: 0, violations: [] });
      const inputs = Object.fromEntries(up.created.map((change) => [`${change.type} ${change.name}`, change.inputs]));
      const zone = up.created.find(({ name }) => name === "zone");
      expect(inputs).toEqual({
        "aws:sesv2/emailIdentity:EmailIdentity identity": { emailIdentity: "shop.example" },
        "aws:route53/zone:Zone zone": { name: "shop.example", comment: "Managed by Pulumi" },
        "aws:route53/record:Record dkim": {
          zoneId: zone?.id,
          name: expect.stringMatching(/^[0-9a-f]{32}\._domainkey\.shop\.example$/) as string,
          type: "CNAME",
          ttl: 300,
          records: [token],
        },
        "cloudflare:index/dnsRecord:DnsRecord spf": {
          zoneId: "023e105f4ecef8ad9ca31a8372d0c353",
          name: "shop.example",
          type: "TXT",
          ttl: 300,
          content: "v=spf1 include:amazonses.com -all",
          comment: "hush",
        },
      });
      expect(up.created.find(({ name }) => name === "spf")?.secretInputs).toEqual(["comment"]);
      expect(names(await up.state())).toEqual(
        expect.arrayContaining(["dkim", "identity", `engine-fixture-${up.stack}`, "spf", "zone"]),
      );
    }));

  test.each(["preview", "up"] as const)("`%s` of a program that breaks a mandatory rule is refused", (verb) =>
    withEngine(async (engine) => {
      const outcome = await engine[verb](weakened);
      expect(outcome.code).not.toBe(0);
      expect(outcome.violations).toEqual([
        {
          policyName: "spf-ending",
          policyPackName: "engine-fixture",
          enforcementLevel: "mandatory",
          severity: "high",
          message: expect.stringContaining('The record ends in "?all".') as string,
          resourceUrn: expect.stringMatching(/DnsRecord::spf$/) as string,
        },
      ]);
      expect(outcome.stdout).toContain("[mandatory] [severity: high]  spf-ending  (cloudflare:index:DnsRecord: spf)");
      await expectNothingCreated(outcome);
    }),
  );

  test("a pack's configuration file turns the refusal into advice", () =>
    withEngine(async (engine) => {
      const up = await engine.up({ ...weakened, packConfigs: [path.join(fixtures, "spf-pack/advisory.json")] });
      expect(up.code).toBe(0);
      expect(up.violations.map((violation) => violation.enforcementLevel)).toEqual(["advisory"]);
      expect(up.created).toHaveLength(4);
    }));

  test("the stack's configuration reaches the pack", () =>
    withEngine(async (engine) => {
      const preview = await engine.preview({ ...weakened, config: { ...weakened.config, ending: "?all" } });
      expect(preview).toMatchObject({ code: 0, violations: [] });
    }));

  test("a rule that crashes stops the deployment", () =>
    withEngine(async (engine) => {
      const up = await engine.up({ ...shop, config: { ...config, spf: "crash" } });
      expect(up.code).not.toBe(0);
      expect(up.stdout).toContain("Error validating resource with policy 'spf-ending'");
      await expectNothingCreated(up);
    }));

  test("a pack that cannot start stops the deployment", () =>
    withEngine(async (engine) => {
      const up = await engine.up({ ...shop, config: { ...config, ending: "none" } });
      expect(up.code).not.toBe(0);
      expect(up.stdout + up.stderr).toContain("this pack fails on purpose");
      await expectNothingCreated(up);
    }));

  test("a second deployment to a stack updates what has changed and nothing else", () =>
    withEngine(async (engine) => {
      const first = await engine.up(shop);
      const second = await engine.up({ ...shop, stack: first.stack, config: { ...config, spf: "v=spf1 a -all" } });
      expect(second.code).toBe(0);
      expect(second.changes.map(({ operation, name }) => `${operation} ${name}`)).toEqual(["update spf"]);
    }));

  test("a component plugin constructs its children in the stack, where the pack judges them", () =>
    withEngine(async (engine) => {
      const child = /engine-fixture-plugin:index:Parked\$cloudflare:index\/dnsRecord:DnsRecord::parked-spf$/;
      const remote = { program: path.join(fixtures, "remote-component"), packs: shop.packs };
      const up = await engine.up(remote);
      expect(up).toMatchObject({ code: 0, violations: [] });
      expect(up.created.map(({ urn }) => urn)).toEqual([expect.stringMatching(child)]);
      const refused = await engine.preview({ ...remote, config: { "engine-fixture:ending": "~all" } });
      expect(refused.violations.map(({ resourceUrn }) => resourceUrn)).toEqual([expect.stringMatching(child)]);
    }));

  test("leaves nothing in the program's folder", () =>
    withEngine(async (engine) => {
      const before = readdirSync(shop.program);
      await engine.preview(shop);
      expect(readdirSync(shop.program)).toEqual(before);
    }));
});
