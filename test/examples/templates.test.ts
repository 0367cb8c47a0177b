import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { PreviewResult } from "../../preview/result.js";
import { InstalledPackage, readme, TEMPLATES, type Project, type TemplateName } from "../support/examples.js";

const root = path.resolve(__dirname, "../..");
const presets = ["baseline", "pci", "strict"];
const preset = (name: string): object =>
  JSON.parse(readFileSync(path.join(root, `policies/presets/${name}.json`), "utf8")) as object;

let installed: InstalledPackage;
beforeAll(() => {
  installed = new InstalledPackage();
});
afterAll(() => installed.remove());

/** Resources of which something stays open in the engine's own preview, and what only a deploy knows of them. */
const LATER: Readonly<Record<Exclude<TemplateName, "adopt-existing">, Readonly<Record<string, string>>>> = {
  "headless-storefront": {
    "mail-dkim-ses-1": "SES gives the token in its name",
    "mail-dkim-ses-2": "as before",
    "mail-dkim-ses-3": "as before",
    "invoices-bucket": "whether its policy denies plain HTTP, until that is known",
    "invoices-policy": "it names the key, whose ARN has an id of its own",
  },
  "mail-only": {
    "mail-dkim-ses-1": "SES gives the token in its name",
    "mail-dkim-ses-2": "as before",
    "mail-dkim-ses-3": "as before",
    "mail-tls-certificate-validation": "ACM gives its name",
    "mail-dmarc": "each of these records may be a DKIM key",
    "parked-fernwood-shop.example-dmarc": "as before",
    "mail-tls-bucket": "its name and who reads it: the distribution's id",
    "mail-tls-bucket-policy": "as before",
  },
  "shopify-domain": {},
};

describe.each(Object.keys(LATER) as (keyof typeof LATER)[])("the template %s", (template) => {
  let project: Project;
  beforeAll(async () => {
    project = await installed.layOut(template);
  });

  test("has the types that its own tsconfig.json asks for", async () => {
    const { code, stdout } = await project.script("check");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  });

  test("passes with its own policy configuration, by the script that its README names", async () => {
    const { code, stdout, stderr } = await project.script("preview");
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain("no mandatory violation");
    expect(stdout).not.toContain("Diagnostics");
  });

  test.each(presets)("passes in the preset %s without a word of advice", async (name) => {
    const config = project.write(`policy-${name}.json`, {
      ...preset(name),
      ...(project.read("policy-config.json") as object),
    });
    const { code, stdout, stderr } = await project.preview("--policy-pack-config", config, "--format", "json");
    expect(code, stdout + stderr).toBe(0);
    expect((JSON.parse(stdout) as PreviewResult).violations).toEqual([]);
  });

  test("leaves open in the engine's own preview only what a deploy alone can tell", async () => {
    const { code, stdout } = await project.preview("--as-engine", "--format", "json");
    expect(code).toBe(0);
    const { undetermined } = JSON.parse(stdout) as PreviewResult;
    const open = new Set(undetermined.map(({ urn }) => urn.split("::").at(-1)));
    expect([...open].sort()).toEqual(Object.keys(LATER[template]).sort());
  });

  test("says all at once what its configuration lacks", async () => {
    const needed = Object.entries(configOf(template)).filter(([, { default: given }]) => given === undefined);
    const { code, stderr } = await project.preview("--stack", "empty");
    expect(code).toBe(2);
    expect(stderr).toContain("Pulumi.empty.yaml");
    expect(needed.length).toBeGreaterThan(2);
    for (const [key] of needed) expect(stderr).toMatch(new RegExp(`^  ${key} is missing\\. Needed: .+\\.$`, "m"));
  });

  test("has every key of its configuration in its README's table", () => {
    for (const key of Object.keys(configOf(template)))
      expect(readme(template)).toMatch(new RegExp(`^\\| \`${key}\` \\|`, "m"));
  });

  test("is blocked by the rule that its README names once the line is changed", async () => {
    const rule = project.drift();
    const { code, stdout } = await project.script("preview");
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`^  ✗ ${rule} `, "m"));
    expect(stdout).toContain("The deploy would be blocked.");
  });
});

test.each(TEMPLATES)("the template %s asks for the versions that this package is tested with", (template) => {
  const read = (folder: string): Record<string, Record<string, string>> & { version: string } =>
    JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8")) as never;
  const { version, devDependencies } = read(".");
  const { dependencies, devDependencies: own } = read(`examples/${template}`);
  const expected = (names: readonly string[]): object =>
    Object.fromEntries(names.map((name) => [name, devDependencies?.[name]]));
  const sdks = ["@pulumi/aws", "@pulumi/cloudflare", "@pulumi/policy", "@pulumi/pulumi"];
  expect(dependencies).toEqual({ ...expected(sdks), "storefront-baseline": `^${version}` });
  expect(own).toEqual(expected(["@types/node", "typescript"]));
});

function configOf(template: TemplateName): Record<string, { default?: string }> {
  const file = readFileSync(path.join(root, "examples", template, "Pulumi.yaml"), "utf8");
  return (parse(file) as { template: { config?: Record<string, { default?: string }> } }).template.config ?? {};
}
