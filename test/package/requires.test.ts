import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";

const root = path.resolve(__dirname, "../..");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as Record<
  "dependencies" | "peerDependencies",
  Record<string, string>
>;
const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

/** `@pulumi/aws` of `@pulumi/aws/s3`. */
function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** The packages that a file and all files behind it ask for, early or late. */
async function packagesOf(file: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [path.join(root, file)],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    packages: "external",
    external: ["./createPack.js"],
    logLevel: "silent",
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const seen = imports.filter(({ external }) => external).map(({ path: to }) => to);
  // What few callers need is asked for late, as `createRequire(__filename)("tldts")`: no bundler sees that.
  const late = Object.keys(metafile.inputs).flatMap((input) =>
    [...readFileSync(path.resolve(input), "utf8").matchAll(/\(__filename\)\("([^"]+)"\)/g)].map(([, to = ""]) => to),
  );
  const outside = [...seen, ...late].filter((to) => !to.startsWith(".") && !isBuiltin(to));
  return [...new Set(outside.map(packageOf))].sort();
}

describe("what the package loads is what it declares", () => {
  test("the components: Pulumi's SDKs, public suffixes, and a parser of SVG", async () => {
    const packages = await packagesOf("dist/index.js");
    expect(packages).toEqual(["@pulumi/aws", "@pulumi/cloudflare", "@pulumi/pulumi", "saxes", "tldts"]);
    expect(declared).toEqual(expect.arrayContaining(packages));
  });

  test.each(["createPack.js", "index.js"])("the pack's %s: no provider's SDK", async (file) => {
    const packages = await packagesOf(`dist/policies/bundled/${file}`);
    expect(["@pulumi/policy", "@pulumi/pulumi", "saxes", "tldts"]).toEqual(expect.arrayContaining(packages));
    expect(declared).toEqual(expect.arrayContaining(packages));
  });

  test("the command", async () => {
    const packages = await packagesOf("dist/cli/main.js");
    expect(packages).toContain("commander");
    expect(declared).toEqual(expect.arrayContaining(packages));
  });

  test("the function brings all but the AWS SDK, which Lambda has", async () => {
    const packages = await packagesOf("dist/functions/restoreValidation/index.js");
    expect(packages.filter((name) => !name.startsWith("@aws-sdk/"))).toEqual([]);
  });

  test("every declared dependency is loaded by something", async () => {
    const entries = ["dist/index.js", "dist/cli/main.js", "dist/policies/bundled/createPack.js"];
    const packages = new Set((await Promise.all(entries.map(packagesOf))).flat());
    expect(Object.keys(manifest.dependencies).filter((name) => !packages.has(name))).toEqual([]);
  });
});

/** The files that a process has loaded after a program. */
function loadedBy(program: string): string[] {
  const report = `process.on("exit", () => console.log(JSON.stringify(Object.keys(require.cache))))`;
  const output = execFileSync(process.execPath, ["-e", `${report};${program}`], { cwd: root, encoding: "utf8" });
  return (JSON.parse(output.trim().split("\n").at(-1) ?? "") as string[]).map((file) => path.relative(root, file));
}

test("a program that imports the components loads neither the pack nor the offline preview nor the command", () => {
  const loaded = loadedBy('require("./dist/index.js")');
  expect(loaded).toContain("dist/components/email/emailDomain.js");
  const others = /^(dist\/(policies|preview|cli)\/|node_modules\/(@pulumi\/(policy|tls)|commander|ora|yaml|ajv)\/)/;
  expect(loaded.filter((file) => others.test(file))).toEqual([]);
});

test("the command loads a subcommand only when it is asked for", () => {
  const loaded = loadedBy('process.argv.push("--version"); require("./dist/cli/main.js")');
  // The names of the formats stand in the help, and the cache of compiled code is for all that comes after.
  const own = /^dist\/(?!(cli\/main|report\/formats|policies\/compileCache)\.js)/;
  expect(loaded.filter((file) => own.test(file) || /node_modules\/(?!commander\/)/.test(file))).toEqual([]);
});
