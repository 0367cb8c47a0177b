import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer.js";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { TOKEN_NEEDS } from "../../baseline/cloudflare/permissionGroups.js";
import { TOKEN_DAYS } from "../../baseline/cloudflare/tokenDays.js";
import {
  AccountGuardrails,
  CloudflareNeed,
  CloudflareToken,
  Guardrail,
  type AccountGuardrailsArgs,
  type CloudflareTokenArgs,
} from "../../index.js";
import packageJson from "../../package.json";
import { run } from "../support/pack.js";
import { deploy, refusalOf, type Registered } from "../support/program.js";

const find = (registered: readonly Registered[], name: string): Record<string, unknown> =>
  registered.find((resource) => resource.name === name)?.inputs ?? {};

describe("AccountGuardrails", () => {
  const program = (args?: AccountGuardrailsArgs) => (): AccountGuardrails => new AccountGuardrails("account", args);

  test("guard the account and, in each Region, what a Region has of its own", async () => {
    const registered = await deploy(program({ regions: ["eu-west-1", "us-east-1"] }));
    for (const region of ["eu-west-1", "us-east-1"]) {
      expect(find(registered, `account-${region}-external`)).toMatchObject({ region, type: "ACCOUNT" });
      expect(find(registered, `account-${region}-disks`)).toEqual({ region, enabled: true });
      expect(find(registered, `account-${region}-snapshots`)).toEqual({ region, state: "block-all-sharing" });
    }
    expect(find(registered, "account-passwords")).toMatchObject({
      minimumPasswordLength: 14,
      passwordReusePrevention: 24,
    });
    expect(Object.values(find(registered, "account-buckets"))).toEqual([true, true, true, true]);
    expect(registered).toHaveLength(1 + 2 * 3 + 3);
  });

  test("stand in the provider's Region where none is given", async () => {
    const registered = await deploy(program());
    expect(find(registered, "account-external")).toEqual({ analyzerName: "account-external-access", type: "ACCOUNT" });
  });

  test.each<[string, AccountGuardrailsArgs]>([
    ["", {}],
    [" with all of them", { regions: ["eu-west-1"], unusedAccessDays: 90, manageRootCredentials: true }],
  ])("draw no finding of the pack%s", async (_, args) => {
    expect(await run(await deploy(program(args)))).toEqual([]);
    expect(await run(await deploy(program(args), { preview: true }))).toEqual([]);
  });

  test("without the analyzer are refused by the pack, and say what is left out", async () => {
    let exceptions: string[] = [];
    const registered = await deploy(() => {
      const guardrails = new AccountGuardrails("account", { leaveOut: [Guardrail.AccessAnalyzer, Guardrail.Tokens] });
      guardrails.exceptions.apply((all) => (exceptions = all));
    });
    expect((await run(registered)).map(({ policy }) => policy)).toEqual(["iam-access-analyzer"]);
    expect(exceptions).toEqual([expect.stringContaining("accessAnalyzer"), expect.stringContaining("tokens")]);
  });

  test.each(Object.values(Guardrail))("leave out %s alone", async (guardrail) => {
    const all = await deploy(program());
    const fewer = await deploy(program({ leaveOut: [guardrail] }));
    expect(fewer).toHaveLength(all.length - 1);
  });

  test("take what costs or needs a management account only where it is asked for", async () => {
    const types = (registered: readonly Registered[]): string[] => registered.map(({ type }) => type);
    expect(types(await deploy(program()))).not.toContain("aws:iam/organizationsFeatures:OrganizationsFeatures");
    const contact = {
      name: "Ada",
      title: "Security",
      emailAddress: "security@shop.example",
      phoneNumber: "+49 (30) 1234",
    };
    const registered = await deploy(
      program({ unusedAccessDays: 90, manageRootCredentials: true, securityContact: contact }),
    );
    expect(find(registered, "account-unused")).toMatchObject({
      type: "ACCOUNT_UNUSED_ACCESS",
      configuration: { unusedAccess: { unusedAccessAge: 90 } },
    });
    expect(find(registered, "account-root-credentials")["enabledFeatures"]).toEqual([
      "RootCredentialsManagement",
      "RootSessions",
    ]);
    expect(find(registered, "account-contact")).toEqual({ alternateContactType: "SECURITY", ...contact });
  });

  test("are refused with all that is wrong", async () => {
    const message = await refusalOf(
      program({
        regions: ["Frankfurt", "eu-west-1", "eu-west-1"],
        unusedAccessDays: 0,
        leaveOut: ["passwords" as Guardrail],
        securityContact: { name: "", title: "x".repeat(51), emailAddress: "nobody", phoneNumber: "call me" },
      }),
    );
    for (const property of [
      "regions[0]",
      "regions[2]",
      "unusedAccessDays",
      "leaveOut[0]",
      "name",
      "title",
      "emailAddress",
      "phoneNumber",
    ])
      expect(message).toMatch(new RegExp(` (?:securityContact\\.)?${property.replace(/[[\]]/g, "\\$&")}: `));
  });
});

describe("CloudflareToken", () => {
  const ACCOUNT = "0123456789abcdef0123456789abcdef";
  const ZONE = "fedcba9876543210fedcba9876543210";
  const OTHER = "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb";
  const good: CloudflareTokenArgs = {
    accountId: ACCOUNT,
    needs: [
      { need: CloudflareNeed.DnsRecords, zoneIds: [ZONE, OTHER] },
      { need: CloudflareNeed.Certificates, zoneIds: [OTHER, ZONE] },
      { need: CloudflareNeed.ZoneSettings, zoneIds: [ZONE], readOnly: true },
      { need: CloudflareNeed.WorkersScripts },
    ],
    networks: ["192.0.2.7/32", "2001:db8::/48"],
    expires: "2026-08-29",
    today: "2026-06-01",
  };
  const program =
    (more: Partial<CloudflareTokenArgs> = {}) =>
    (): CloudflareToken =>
      new CloudflareToken("deploy", { ...good, ...more });

  test("has the groups of its needs, for its zones, and holds from its networks until its day", async () => {
    const token = find(await deploy(program(), { preview: true }), "deploy-token");
    const id = (need: string, how: "read" | "write"): object => ({ id: TOKEN_NEEDS[need]?.[how].id });
    const policies = (token["policies"] as { permissionGroups: object[]; resources: string }[]).map((policy) => {
      return { ...policy, resources: JSON.parse(policy.resources) as object };
    });
    expect(policies).toHaveLength(3);
    expect(policies).toContainEqual({
      effect: "allow",
      permissionGroups: expect.arrayContaining([id("dnsRecords", "write"), id("certificates", "write")]) as object[],
      resources: {
        [`com.cloudflare.api.account.zone.${ZONE}`]: "*",
        [`com.cloudflare.api.account.zone.${OTHER}`]: "*",
      },
    });
    expect(policies).toContainEqual({
      effect: "allow",
      permissionGroups: [id("zoneSettings", "read")],
      resources: { [`com.cloudflare.api.account.zone.${ZONE}`]: "*" },
    });
    expect(policies).toContainEqual({
      effect: "allow",
      permissionGroups: [id("workersScripts", "write")],
      resources: { [`com.cloudflare.api.account.${ACCOUNT}`]: "*" },
    });
    expect(token["condition"]).toEqual({ requestIp: { ins: good.networks } });
    expect(token["expiresOn"]).toBe("2026-08-29T23:59:59Z");
  });

  test("gives its value as a secret, and says what belongs to the whole account", async () => {
    let isSecret = false;
    let exceptions: string[] = [];
    await deploy(() => {
      const token = program()();
      token.exceptions.apply((all) => (exceptions = all));
      return pulumi.isSecret(token.value).then((is) => (isSecret = is));
    });
    expect(isSecret).toBe(true);
    expect(exceptions).toEqual([expect.stringContaining("Workers Scripts Write")]);
  });

  test("draws no finding of the pack; a drifted one does", async () => {
    const registered = await deploy(program());
    expect(await run(registered)).toEqual([]);
    const drifts: [string, unknown][] = [
      ["expiresOn", undefined],
      ["expiresOn", "2027-06-01T00:00:00Z"],
      ["condition", undefined],
      ["condition", { requestIp: { ins: ["0.0.0.0/0"] } }],
      [
        "policies",
        [{ effect: "allow", permissionGroups: [{ id: "5bc3f8b21c554832afc660159ab75fa4" }], resources: "{}" }],
      ],
      ["policies", [{ effect: "allow", permissionGroups: [], resources: '{"com.cloudflare.api.account.zone.*":"*"}' }]],
    ];
    for (const [property, value] of drifts) {
      const drifted = registered.map((resource) => {
        if (resource.name !== "deploy-token") return resource;
        const inputs = Object.entries({ ...resource.inputs, [property]: value }).filter(
          ([, given]) => given !== undefined,
        );
        return { ...resource, inputs: Object.fromEntries(inputs) };
      });
      expect((await run(drifted)).map(({ policy }) => policy)).toEqual(["iam-cloudflare-token"]);
    }
  });

  test("takes zones that are known only after the deploy", async () => {
    const registered = await deploy(
      () => {
        const zone = new cloudflare.Zone("shop", { account: { id: ACCOUNT }, name: "shop.example" });
        program({ needs: [{ need: CloudflareNeed.DnsRecords, zoneIds: [zone.id] }] })();
      },
      { preview: true },
    );
    const token = registered.find(({ name }) => name === "deploy-token");
    expect(token?.edges).toMatchObject({ policies: ["shop"] });
    expect((await run(registered)).map(({ policy }) => policy)).not.toContain("iam-cloudflare-token");
  });

  test("ends 90 days ahead at most, as the pack demands", async () => {
    expect(TOKEN_DAYS).toBe(90);
    expect(await run(await deploy(program({ expires: "2026-08-30" })))).toEqual([]);
    expect(await refusalOf(program({ expires: "2026-09-01" }))).toMatch(
      /expires: The token ends on 2026-09-01, in more than 90/,
    );
    expect(await refusalOf(program({ expires: "2026-05-31" }))).toMatch(/expires: The token ended on 2026-05-31/);
    expect(await refusalOf(program({ expires: "2026-02-30" }))).toMatch(/expires: .*no ISO date/);
  });

  test("names each group once, with an id of Cloudflare's", () => {
    const groups = Object.values(TOKEN_NEEDS).flatMap(({ read, write }) => [read.id, write.id]);
    expect(new Set(groups).size).toBe(groups.length);
    for (const id of groups) expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(Object.values(CloudflareNeed).sort()).toEqual(Object.keys(TOKEN_NEEDS).sort());
  });

  test.each<[string, Partial<CloudflareTokenArgs>, RegExp]>([
    ["no networks", { networks: [] }, /networks: The token works from anywhere/],
    ["the whole internet", { networks: ["0.0.0.0/0"] }, /networks: The token works from 0\.0\.0\.0\/0/],
    ["an address without a prefix", { networks: ["192.0.2.7"] }, /networks\[0\]: .*192\.0\.2\.7\/32/],
    ["no network at all", { networks: ["office"] }, /networks\[0\]: "office" is no network/],
    [
      "a zone's need without zones",
      { needs: [{ need: CloudflareNeed.DnsRecords }] },
      /needs\[0\]\.zoneIds: DNS Write can be given for single zones/,
    ],
    [
      "an account's need with zones",
      { needs: [{ need: CloudflareNeed.Pages, zoneIds: [ZONE] }] },
      /needs\[0\]\.zoneIds: Pages Write belongs to the account/,
    ],
    [
      "every zone",
      { needs: [{ need: CloudflareNeed.DnsRecords, zoneIds: ["*"] }] },
      /needs\[0\]\.zoneIds\[0\]: "\*" is no id/,
    ],
    [
      "a need that does not exist",
      { needs: [{ need: "dnsRecord" as CloudflareNeed }] },
      /needs\[0\]\.need: .*did you mean "dnsRecords"/,
    ],
    ["nothing to do", { needs: [] }, /needs: It is empty/],
    ["no account", { accountId: "shop" }, /accountId: "shop"/],
    ["no day", { today: "today" }, /today: It is no ISO date/],
  ])("is refused with %s", async (_, more, message) => {
    expect(await refusalOf(program(more))).toMatch(message);
  });
});

test("other languages can write every component: arguments are inferred, and each has a description", () => {
  const names = ["AccountGuardrails", "AdminRole", "BreakGlassRole", "CloudflareToken", "GithubDeployRole"];
  const root = path.resolve(__dirname, "../..");
  const { components } = new Analyzer(root, packageJson.name, packageJson, new Set(names)).analyze();
  for (const name of names) {
    const inputs = Object.entries(components[name]?.inputs ?? {});
    expect(inputs.length).toBeGreaterThan(3);
    for (const [property, { description }] of inputs) expect(description, `${name}.${property}`).toMatch(/\S/);
  }
});
