import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { isMandatory } from "../../policies/framework/rule.js";
import { rules } from "../../policies/rules.js";
import { presets, type PresetName } from "../../policies/presets.js";
import { run, type Given, type Said } from "../support/pack.js";
import { cloudflare, ISSUERS, rsaKey, txt, SIGNED, ZONE } from "../support/records.js";

const mandatory = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, "mandatory"]));
const BULK_SENDER = { "dmarc-enforcement": "advisory", ...mandatory("dmarc-signed", "dkim-testing") };
const PCI = ["dmarc-reports", "dmarc-signed", "dmarc-testing", "overwritten-record", "dkim-testing"];
const PCI_EDGE = ["edge-minimum-tls"];
const PCI_ACCESS = [
  "iam-cloudflare-super-administrators",
  "iam-account-settings",
  "iam-unwatched-use",
  "encryption-bucket-transport",
];

describe("the presets", () => {
  test("are exactly these", () => {
    expect(presets).toEqual({
      baseline: {},
      pci: mandatory(...PCI, ...PCI_EDGE, ...PCI_ACCESS),
      strict: mandatory(
        ...PCI,
        ...PCI_EDGE,
        ...PCI_ACCESS,
        "spf-size",
        "spf-wide-range",
        "spf-near-limit",
        "spf-needless-include",
        "spf-retired-include",
        "spf-sender-id",
        "spf-known-hosts",
        "mx-known-hosts",
        "dmarc-strict-alignment",
        "dmarc-failure-options",
        "dmarc-psd-below",
        "dmarc-subdomain-scope",
        "mta-sts-reports",
        "mta-sts-max-age",
        "mta-sts-enforced",
        "dmarc-receivers",
        "tls-rpt-receivers",
        "dmarc-wildcard",
        "mx-known-hosts",
        "caa-present",
        "zone-signed",
        "iam-boundary",
        "iam-ceiling-scope",
        "iam-exclusive-policies",
        "iam-session-length",
        "iam-document-names",
        "iam-access-analyzer",
        "iam-escalation-unattached",
        "backup-vault-policy",
        "backup-recovery-point",
        "backup-snapshots",
        "backup-restore-testing",
        "backup-failure-alert",
        "backup-key-deletion",
        "encryption-bucket-acl",
        "encryption-messages",
        "encryption-shared-key",
        "unprotected-backups",
        "unprotected-zone",
        "backup-silent-alarm",
        "alarm-mail-reputation",
        "backup-restore-alarm",
        "backup-job-events",
        "encryption-bucket-uploads",
        "encryption-database-transport",
        "ses-delivery-tls",
        "edge-hsts",
        "edge-stated-settings",
        "edge-hardened-settings",
        "edge-url-normalization",
        "edge-idle-rule",
        "edge-log-in-limit",
        "edge-leaked-passwords",
        "edge-exposed-origin",
        "encryption-bucket-block",
        "encryption-database-network",
        "encryption-database-updates",
        "backup-object-retention",
        "iam-whole-service",
      ),
      "gmail-bulk": BULK_SENDER,
      yahoo: BULK_SENDER,
      outlook: BULK_SENDER,
      // test/policies/remediation.test.ts: exactly the rules that can mend.
      remediate: presets.remediate,
      audit: { all: "advisory" },
    });
  });

  test("pci: what meets a requirement of PCI DSS wholly or in part blocks", () => {
    const meets = rules.filter(({ references }) =>
      references.some(({ standard, strength }) => standard === "PCI DSS 4.0.1" && strength !== "supporting"),
    );
    const levels = presets.pci as Readonly<Record<string, string>>;
    expect(meets.length).toBeGreaterThan(20);
    expect(meets.filter(({ name, severity }) => !isMandatory(severity) && levels[name] !== "mandatory")).toEqual([]);
  });

  test("are the files for --policy-pack-config, each under its name", () => {
    const folder = path.resolve(__dirname, "../../policies/presets");
    const files = readdirSync(folder).map((file) => [
      path.basename(file, ".json"),
      JSON.parse(readFileSync(path.join(folder, file), "utf8")) as unknown,
    ]);
    expect(Object.fromEntries(files)).toEqual(presets);
  });
});

/** What blocks under a preset: the engine takes the preset's level of a policy before the policy's own. */
function blocking(preset: PresetName, said: readonly Said[]): string[] {
  const levels = presets[preset] as Readonly<Record<string, string>>;
  return said
    .filter(({ policy, level }) => (levels[policy] ?? levels["all"] ?? level) === "mandatory")
    .map(({ policy }) => policy);
}

describe("a bulk sender", () => {
  const dmarc = (text: string): Given => txt("_dmarc.shop.example", `v=DMARC1; ${text}; rua=mailto:dmarc@shop.example`);
  const spf = txt("shop.example", "v=spf1 include:_spf.google.com ~all");
  const key = (flags = ""): Given => txt("s1._domainkey.shop.example", `v=DKIM1; k=rsa; ${flags}p=${rsaKey(2048)}`);
  const mx = cloudflare("shop.example", "MX", "smtp.google.com", { priority: 10 });
  const sender = (...records: Given[]): Given[] => [ZONE, SIGNED, ISSUERS, mx, ...records];
  const providers = ["gmail-bulk", "yahoo", "outlook"] as const;

  test.each(providers)("with SPF, DKIM and p=none passes %s, and only there", async (provider) => {
    const said = await run(sender(spf, key(), dmarc("p=none")));
    expect(blocking(provider, said)).toEqual([]);
    for (const other of ["baseline", "pci", "strict"] as const)
      expect(blocking(other, said)).toContain("dmarc-enforcement");
  });

  test.each(providers)("without DMARC, DKIM or a valid SPF record is blocked by %s", async (provider) => {
    const blocked = async (...records: Given[]): Promise<string[]> => blocking(provider, await run(sender(...records)));
    expect(await blocked(spf, key())).toEqual(["dmarc-present"]);
    expect(await blocked(spf, dmarc("p=none"))).toEqual(["dmarc-signed"]);
    expect(await blocked(spf, key("t=y; "), dmarc("p=none"))).toEqual(["dkim-testing"]);
    expect(
      await blocked(txt("shop.example", "v=spf1 include:_spf.google.com -all mx"), key(), dmarc("p=none")),
    ).toEqual(["spf-dead-terms"]);
  });

  test("without a DKIM key is only advised by the baseline", async () => {
    const said = await run(sender(spf, dmarc("p=reject")));
    expect(said.map(({ policy }) => policy)).toEqual(["dmarc-signed"]);
    expect(blocking("baseline", said)).toEqual([]);
    expect(blocking("audit", said)).toEqual([]);
  });
});
