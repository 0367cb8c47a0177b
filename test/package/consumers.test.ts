import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import * as components from "../../index.js";
import { runCommand } from "../support/engine/command.js";
import { installPackage } from "../support/installedPackage.js";

const { project } = installPackage();
afterAll(() => rmSync(project, { recursive: true, force: true }));

const SHOP = `
import { DmarcPolicy, DnsProvider, EmailDomain, allow, LeastPrivilegeRole, google, type EmailDomainArgs } from "storefront-baseline";
import { createPack, UNKNOWN, type PackOptions, type Rule } from "storefront-baseline/policies";

const args: EmailDomainArgs = {
  domain: "shop.example",
  zone: { provider: DnsProvider.Cloudflare, id: "z" },
  senders: [google({ dkimKey: "v=DKIM1; p=x" })],
  dmarc: { reportTo: ["dmarc@shop.example"], policy: DmarcPolicy.Reject },
};
const mail = new EmailDomain("mail", args);
export const policy = mail.effectivePolicy.apply(([first]) => first?.reader);
new LeastPrivilegeRole("export", {
  accountId: "123456789012",
  trust: { services: ["lambda.amazonaws.com"] },
  permissions: [allow("dynamodb:Query").on("arn:aws:dynamodb:eu-west-1:123456789012:table/stock")],
});

const own: Rule = {
  ...{ id: "SHOP01", name: "shop-tags", title: "t", why: "w", fix: "f", severity: "low", references: [] },
  types: ["aws:s3/bucket:Bucket"],
  checkResource(resource, verdict) {
    if (resource.text("bucket") === UNKNOWN) verdict.undetermined("The name is not known yet.");
  },
};
const options: PackOptions = { preset: "pci", rules: [own] };
export const pack = (): void => createPack(options);
`;

const MISTAKES = `
import { DnsProvider, EmailDomain, allow } from "storefront-baseline";
import { createPack } from "storefront-baseline/policies";
// @ts-expect-error: reportTo is missing
new EmailDomain("mail", { domain: "shop.example", zone: { provider: DnsProvider.Cloudflare, id: "z" }, senders: [], dmarc: {} });
// @ts-expect-error: AWS has no such action
allow("dynamodb:Querry");
// @ts-expect-error: there is no such preset
createPack({ preset: "lax" });
// @ts-expect-error: with exactOptionalPropertyTypes an option is given or left out
createPack({ name: undefined });
`;

describe.each([
  { name: "node16, as CommonJS", file: "shop.cts", module: ts.ModuleKind.Node16, resolution: undefined },
  { name: "node16, as an ES module", file: "shop.mts", module: ts.ModuleKind.Node16, resolution: undefined },
  {
    name: "a bundler",
    file: "shop.ts",
    module: ts.ModuleKind.ESNext,
    resolution: ts.ModuleResolutionKind.Bundler,
  },
])("types for $name", ({ file, module, resolution }) => {
  test("hold in a strict program, and refuse what is wrong", () => {
    const shop = path.join(project, file);
    const mistakes = path.join(project, `mistakes-${file}`);
    writeFileSync(shop, SHOP);
    writeFileSync(mistakes, MISTAKES);
    const program = ts.createProgram([shop, mistakes], {
      ...{ module, target: ts.ScriptTarget.ES2022, types: [], noEmit: true, preserveSymlinks: true },
      ...(resolution !== undefined && { moduleResolution: resolution }),
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    });
    // Our own declarations are judged too, not only the program: the SDKs' are theirs.
    const judged = program
      .getSourceFiles()
      .filter(
        ({ fileName }) => fileName.startsWith(project) && !/node_modules\/(?!storefront-baseline\/)/.test(fileName),
      );
    expect(judged.length).toBeGreaterThan(50);
    const diagnostics = [
      ...program.getOptionsDiagnostics(),
      ...judged.flatMap((source) => [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]),
    ];
    const text = diagnostics.map(({ file: at, messageText }) => {
      return `${at && path.relative(project, at.fileName)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
    expect(text).toEqual([]);
  });
});

describe("a program", () => {
  const names = Object.keys(components).sort();
  const run = async (file: string, text: string): Promise<string> => {
    writeFileSync(path.join(project, file), text);
    const env = process.env as Record<string, string>;
    const { code, stdout, stderr } = await runCommand(process.execPath, [file], project, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  };

  test("in CommonJS sees every export", async () => {
    const out = await run(
      "program.cjs",
      `console.log(JSON.stringify([Object.keys(require("storefront-baseline")), typeof require("storefront-baseline/policies").createPack]))`,
    );
    expect(JSON.parse(out)).toEqual([expect.arrayContaining(names), "function"]);
  });

  test("in an ES module sees every export by its name", async () => {
    const out = await run(
      "program.mjs",
      `import { ${names.join(", ")} } from "storefront-baseline";
import { createPack } from "storefront-baseline/policies";
console.log([${names.join(", ")}, createPack].every((one) => one !== undefined));`,
    );
    expect(out).toBe("true\n");
  });

  test("reaches nothing but what the package exports", async () => {
    const out = await run(
      "inside.cjs",
      `try { require("storefront-baseline/dist/index.js") } catch (error) { console.log(error.code) }`,
    );
    expect(out).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED\n");
  });
});
