import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fromCloudflareTxt, fromRoute53Txt } from "../../baseline/email/txt.js";
import { mistakes, together } from "../../demo/drifted/mistakes.js";
import { rules } from "../../policies/rules.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Operation } from "../support/engine/pulumi.js";
import type { Change } from "../support/engine/providerDouble.js";

const pulumi = pulumiOnPath();
const root = path.resolve(__dirname, "../..");
const pack = path.join(root, "policies");
const shop: Operation = { program: root, packs: [pack] };
const drifted = (mistake?: string): Operation => ({
  program: path.join(root, "demo/drifted"),
  packs: [pack],
  ...(mistake === undefined ? {} : { config: { mistake } }),
});
const nameOf = (id: string): string | undefined => rules.find((rule) => rule.id === id)?.name;
const isZone = (type: string): boolean => type.toLowerCase().endsWith(":zone");

describe.skipIf(!pulumi)(`the demo in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  test("the shop passes a preview: only what is not known yet is mentioned", async () => {
    await withEngine(async (engine) => {
      const { code, violations, created, stdout, stderr } = await engine.preview(shop);
      expect(code, stdout + stderr).toBe(0);
      expect(violations.filter(({ policyName }) => policyName !== "undetermined")).toEqual([]);
      expect(created).toEqual([]);
    });
  });

  test("the shop is deployed, and the providers received exactly the expected records", async () => {
    await withEngine(async (engine) => {
      const { code, violations, created, stdout, stderr } = await engine.up(shop);
      expect(code, stdout + stderr).toBe(0);
      expect(violations).toEqual([]);
      const records = created.flatMap(recordsOf);
      const tokens = records
        .filter((record) => record.includes(".dkim.amazonses.com"))
        .map((record) => record.split(".")[0] ?? "");
      expect(new Set(tokens).size).toBe(3);
      expect(records.sort()).toEqual(
        [
          "fernwood-candles.example TXT v=spf1 include:_spf.google.com ~all",
          "fernwood-candles.example TXT google-site-verification=4ibFUgB-wXLQ_S7vsXVomSTVamuOXBiVAzpR5IZ87D0",
          "fernwood-candles.example MX smtp.google.com",
          "_dmarc.fernwood-candles.example TXT v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@fernwood-candles.example",
          "google._domainkey.fernwood-candles.example TXT v=DKIM1; k=rsa; p=MII…",
          ...tokens.map((token) => `${token}._domainkey.fernwood-candles.example CNAME ${token}.dkim.amazonses.com`),
          "bounce.fernwood-candles.example MX feedback-smtp.eu-west-1.amazonses.com",
          "bounce.fernwood-candles.example TXT v=spf1 include:amazonses.com ~all",
          "fernwood-outlet.example TXT v=spf1 include:_spf.google.com ~all",
          "fernwood-outlet.example TXT google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ",
          "_dmarc.fernwood-outlet.example TXT v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@fernwood-candles.example",
          "fernwood-outlet.example._report._dmarc.fernwood-candles.example TXT v=DMARC1",
          "google._domainkey.fernwood-outlet.example TXT v=DKIM1; k=rsa; p=MII…",
          "_mta-sts.fernwood-candles.example TXT v=STSv1; id=e90f19c97bad6c96002ee8631b3f5fbd",
          "_smtp._tls.fernwood-candles.example TXT v=TLSRPTv1; rua=mailto:tls@fernwood-candles.example",
          "default._bimi.fernwood-candles.example TXT v=BIMI1; l=https://www.fernwood-candles.example/bimi/logo.svg; a=https://www.fernwood-candles.example/bimi/logo.pem",
          ...["letsencrypt.org", "pki.goog", "ssl.com", "sectigo.com"].map(
            (authority) => `fernwood-candles.example CAA 0 issue "${authority}"`,
          ),
          'fernwood-candles.example CAA 0 issuevmc "digicert.com"',
          'fernwood-outlet.example CAA 0 issue "amazon.com"',
        ].sort(),
      );
    });
  });

  test("the hand-written records without a mistake are deployed", async () => {
    await withEngine(async (engine) => {
      const { code, violations, created, stdout, stderr } = await engine.up(drifted("none"));
      expect(code, stdout + stderr).toBe(0);
      expect(violations).toEqual([]);
      expect(created.length).toBeGreaterThan(9);
    });
  });

  test.each(Object.entries(mistakes))("%s is blocked at preview by its rule", async (mistake, { rule }) => {
    await withEngine(async (engine) => {
      const { code, violations, created, stdout } = await engine.preview(drifted(mistake));
      expect(code).not.toBe(0);
      expect(violations).toContainEqual(
        expect.objectContaining({ policyName: nameOf(rule), enforcementLevel: "mandatory" }),
      );
      expect(stdout).toContain(String(nameOf(rule)));
      expect(created).toEqual([]);
    });
  });

  test("all mistakes together are blocked at up, each by its rule, and nothing is created", async () => {
    await withEngine(async (engine) => {
      const { code, violations, created, state } = await engine.up(drifted());
      expect(code).not.toBe(0);
      const broken = new Set(
        violations
          .filter(({ enforcementLevel }) => enforcementLevel === "mandatory")
          .map(({ policyName }) => policyName),
      );
      expect(
        together.map((name) => nameOf(mistakes[name]?.rule ?? "") ?? name).filter((name) => !broken.has(name)),
      ).toEqual([]);
      expect(created).toEqual([]);
      expect((await state()).filter((urn) => isZone(urn.split("::")[2] ?? "") || urn.includes("Record"))).toEqual([]);
    });
  });

  test("without the preview before it, a record that proves its fault alone is still not created", async () => {
    await withEngine(async (engine) => {
      const { code, created } = await engine.up({ ...drifted("softened-dmarc"), flags: ["--skip-preview"] });
      expect(code).not.toBe(0);
      expect(created.map(({ name }) => name)).not.toContain("dmarc");
    });
  });
});

describe.skipIf(!pulumi)(`the pack's configuration in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  const withConfig = async (config: unknown, check: (file: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(path.join(tmpdir(), "storefront-config-"));
    try {
      const file = path.join(folder, "config.json");
      writeFileSync(file, JSON.stringify(config));
      await check(file);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  test("a name that is no rule is an error, with the nearest that is", async () => {
    await withConfig({ "dmarc-enforcment": "advisory" }, async (file) => {
      await withEngine(async (engine) => {
        const { code, stdout, stderr } = await engine.preview({ ...drifted("softened-dmarc"), packConfigs: [file] });
        expect(code).not.toBe(0);
        expect(stdout + stderr).toContain('did you mean "dmarc-enforcement"?');
      });
    });
  });

  test("an exemption lets the deploy through and is printed with its reason", async () => {
    const exemptions = [
      { rule: "DK01", resource: "*::help-desk-key", reason: "The help desk moves in spring.", expires: "2999-12-31" },
    ];
    await withConfig({ "baseline-settings": { exemptions } }, async (file) => {
      await withEngine(async (engine) => {
        const { code, violations, stdout } = await engine.preview({
          ...drifted("short-key"),
          packConfigs: [file],
        });
        expect(code, stdout).toBe(0);
        expect(violations.map(({ policyName }) => policyName)).toEqual(["exempted"]);
        expect(stdout).toContain("The help desk moves in spring.");
      });
    });
  });

  test("a preset file is taken as it is: audit blocks nothing", async () => {
    await withEngine(async (engine) => {
      const { code, violations } = await engine.preview({
        ...drifted(),
        packConfigs: [path.join(pack, "presets/audit.json")],
      });
      expect(code).toBe(0);
      expect(violations.map(({ enforcementLevel }) => enforcementLevel)).not.toContain("mandatory");
    });
  });

  test("the level remediate mends the record before the provider receives it", async () => {
    await withConfig({ "mail-not-proxied": "remediate" }, async (file) => {
      await withEngine(async (engine) => {
        const { code, created, stdout, stderr } = await engine.up({ ...drifted("proxied-key"), packConfigs: [file] });
        expect(code, stdout + stderr).toBe(0);
        expect(created.find(({ name }) => name === "ses-key")?.inputs["proxied"]).toBe(false);
      });
    });
  });
});

/** A created resource's records, with texts decoded and keys cut short. */
function recordsOf({ type, inputs }: Change): string[] {
  const head = `${String(inputs["name"])} ${String(inputs["type"])}`;
  const isText = inputs["type"] === "TXT";
  const decode = (value: string, from: typeof fromCloudflareTxt): string => {
    const decoded = isText ? from(value) : undefined;
    return `${head} ${decoded?.ok ? decoded.value.text.replace(/p=MII.*/, "p=MII…") : value}`;
  };
  if (type === "aws:route53/record:Record")
    return (inputs["records"] as string[]).map((value) => decode(value, fromRoute53Txt));
  const data = inputs["data"] as { readonly flags: number; readonly tag: string; readonly value: string } | undefined;
  if (data) return [`${head} ${data.flags} ${data.tag} "${data.value}"`];
  return type === "cloudflare:index/dnsRecord:DnsRecord" ? [decode(String(inputs["content"]), fromCloudflareTxt)] : [];
}
