import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { SettingsInput } from "../../policies/framework/settings.js";
import { rsaKey } from "../support/records.js";
import type { TemplateName } from "../support/examples.js";

const root = fileURLToPath(new URL("../../", `file://${__filename}`));
const DOMAIN = "fernwood.example";
const cloudflareAccountId = "0123456789abcdef0123456789abcdef";
const shopifyMailRows = ["abc", "abc2"].map((selector, index) => ({
  host: `${selector}._domainkey`,
  target: `dkim${index + 1}.71c7ab9a65e3.p479.email.myshopify.com`,
}));

/** What each template asks for, as its README gives it. */
export const TEMPLATE_CONFIG: Readonly<Record<TemplateName, () => Readonly<Record<string, unknown>>>> = {
  "headless-storefront": () => ({
    ...{ domain: DOMAIN, cloudflareAccountId, originHost: "fernwood-storefront.example", googleDkimKey: rsaKey(2048) },
    ...{ awsAccountId: "111122223333", deployerArn: "arn:aws:iam::111122223333:role/deployer" },
    // The plan whose zone has most: managed rules, and a limit that sees the method.
    ...{ "aws:region": "eu-west-1", cloudflarePlan: "business" },
  }),
  "shopify-domain": () => ({
    ...{ domain: DOMAIN, cloudflareAccountId, googleDkimKey: rsaKey(2048), parkedDomains: "fernwood-shop.example" },
    shopifyMailRows: [...shopifyMailRows, { host: "mailerabc", target: "71c7ab9a65e3.p479.email.myshopify.com" }],
  }),
  "mail-only": () => ({
    ...{ domain: DOMAIN, awsAccountId: "111122223333", mailHost: "smtp.google.com" },
    ...{ alertTo: "alerts@fernwood-team.example", parkedDomains: "fernwood-shop.example", "aws:region": "eu-west-1" },
  }),
  "adopt-existing": () => ({}),
};

/**
 * Lays a template out in a folder of its own, beside this repository's package and what it depends on, lets `use` run,
 * and removes it.
 */
export async function inTemplate<T>(template: TemplateName, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-mutants-"));
  try {
    cpSync(path.join(root, "examples", template), folder, { recursive: true });
    for (const file of ["Pulumi.yaml", "package.json"]) {
      const text = readFileSync(path.join(folder, file), "utf8");
      writeFileSync(path.join(folder, file), text.replace("${PROJECT}", "shop").replace("${DESCRIPTION}", "A shop"));
    }
    linkPackages(path.join(folder, "node_modules"));
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The repository's own packages, and this one as `npm run build` made it: the demo shop imports it so as well. */
function linkPackages(modules: string): void {
  mkdirSync(modules);
  for (const name of readdirSync(path.join(root, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(path.join(root, "node_modules", name), path.join(modules, name));
  }
  symlinkSync(root, path.join(modules, "storefront-baseline"));
}

/** What `npm run exempt` writes for the program of the template, by resource: the pack refuses it until then. */
const EXEMPT: Readonly<Record<string, readonly string[]>> = {
  orders: ["BKP07", "BKP10", "ENC06"],
  "order-service": ["IAM02", "IAM03", "IAM17", "IAM21"],
  "help-desk-key": ["DK01"],
  dmarc: ["DM03"],
};

/** The settings of the pack that the template comes with. */
export function templateSettings(template: TemplateName): SettingsInput {
  const isAdopted = template === "adopt-existing";
  const file = path.join(root, "examples", template, isAdopted ? "policy/enforce.json" : "policy-config.json");
  const given = JSON.parse(readFileSync(file, "utf8")) as { "baseline-settings"?: SettingsInput };
  const until = { reason: "Written before the baseline; mended with the move in spring.", expires: "2026-12-31" };
  const exemptions = Object.entries(EXEMPT).flatMap(([resource, rules]) =>
    rules.map((rule) => ({ rule, resource: `*::${resource}`, ...until })),
  );
  return { ...given["baseline-settings"], ...(isAdopted && { exemptions }) };
}
