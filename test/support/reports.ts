import { rules } from "../../policies/rules.js";
import {
  summarized,
  type PolicyInForce,
  type PreviewedResource,
  type PreviewedViolation,
  type PreviewResult,
  type Undetermined,
} from "../../preview/result.js";
import type { ReportContext } from "../../report/context.js";

/** A project that lies in a folder of its repository. */
export const context: ReportContext = { version: "1.2.3", today: "2026-11-25", projectFile: "infra/shop/Pulumi.yaml" };

const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

export function urnOf(name: string, stack = "dev"): string {
  return `urn:pulumi:${stack}::shop::${RECORD}::${name}`;
}

/** A DNS record, and the stack itself. */
export function recordNamed(name: string, line?: number): PreviewedResource {
  const position = line === undefined ? {} : { position: { file: "src/mail.ts", line, column: 5 } };
  return {
    ...{ urn: urnOf(name), type: RECORD, name, parent: STACK, inputs: { content: "not for reports" } },
    options: { protect: false, ignoreChanges: [] },
    ...position,
  };
}

/** What a rule of ours finds at a record. */
export function violationOf(id: string, name: string, more: Partial<PreviewedViolation> = {}): PreviewedViolation {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`${id} is no rule.`);
  const isMandatory = rule.severity === "critical" || rule.severity === "high";
  return {
    ...{ id, policy: rule.name, pack: "storefront-baseline", severity: rule.severity, urn: urnOf(name) },
    enforcementLevel: isMandatory ? "mandatory" : "advisory",
    message: `${name} is wrong.\nFix: Mend it.`,
    ...more,
  };
}

export function undeterminedOf(id: string, name: string, reason = "It is known after the deploy."): Undetermined {
  const policy = rules.find((one) => one.id === id)?.name ?? "";
  return { id, policy, pack: "storefront-baseline", urn: urnOf(name), reason };
}

/** All rules of ours in force, at their own levels. */
export const policiesInForce: readonly PolicyInForce[] = [
  {
    ...{ id: "baseline-settings", policy: "baseline-settings", title: "The pack's settings and exemptions hold." },
    ...{ severity: "", enforcementLevel: "mandatory" },
  },
  ...rules.map(({ id, name, title, severity }): PolicyInForce => {
    const isMandatory = severity === "critical" || severity === "high";
    return { id, policy: name, title, severity, enforcementLevel: isMandatory ? "mandatory" : "advisory" };
  }),
];

/** A preview's result with some findings. */
export function resultWith(more: Partial<Omit<PreviewResult, "summary">> = {}): PreviewResult {
  return summarized({
    ...{ program: "shop", stack: "dev", operation: "offline", isComplete: true },
    packs: [{ name: "storefront-baseline", version: "1.2.3", policies: policiesInForce }],
    resources: [
      {
        ...{ urn: STACK, type: "pulumi:pulumi:Stack", name: "shop-dev", parent: "", inputs: {} },
        options: { protect: false, ignoreChanges: [] },
      },
      recordNamed("spf", 12),
      recordNamed("dmarc", 20),
    ],
    ...{ violations: [], undetermined: [], remediations: [], diagnostics: [] },
    ...more,
  });
}

/** Names that resources can have, and that break documents which are put together from texts. */
export const HOSTILE_NAMES: readonly string[] = [
  "a | b",
  "two\nlines\r\nand a third",
  "<img src=x onerror=alert(1)>",
  "</code></td></table><script>alert(1)</script>",
  "]]>",
  "<![CDATA[ & &amp; &#0; -->",
  "control \u0000\u0007\u001b[31m\u000b end",
  "half \ud800 of a character",
  "emoji 🕯️ and \u202ereversed",
  "@octocat and @org/team, #1, GH-2, o/r#3",
  "[click](https://evil.example) ![x](//evil.example/x.png)",
  "https://evil.example www.evil.example http://user@evil.example mail@evil.example",
  "`code` ``two`` *bold* _it_ ~~no~~ \\| \\",
  "{0} {1} ${secret} {{x}}",
  "$\\unicode{x} $$a$$",
  "\ufffe\uffff",
  "\"quoted\" and 'single'",
  "x".repeat(5000),
];
