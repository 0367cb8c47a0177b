import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import schema from "../../plugin/schema.json";
import {
  commandOnPath,
  LANGUAGES_MISSING,
  pulumiOnPath,
  PULUMI_MISSING,
  withEngine,
  type Engine,
  type Operation,
  type Outcome,
} from "../support/engine/pulumi.js";

const root = path.resolve(__dirname, "../..");
const page = readFileSync(path.join(root, "docs/languages.md"), "utf8");
const googleDkimKey = /"(MII[^"]+)"/.exec(readFileSync(path.join(root, "demo/shop/index.ts"), "utf8"))?.[1] ?? "";
const config = { googleDkimKey };

const pulumi = pulumiOnPath();
const missing = (...commands: string[]): boolean => !pulumi || commands.some((command) => !commandOnPath(command));
const title = (text: string, ...commands: string[]): string => {
  if (!pulumi) return `${text} (${PULUMI_MISSING})`;
  return missing(...commands) ? `${text} (${LANGUAGES_MISSING})` : text;
};

/** A code block of the page, which is what a reader copies. */
function example(language: string): string {
  const block = page.match(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "m"))?.[1];
  if (block === undefined) throw new Error(`docs/languages.md has no example in ${language}.`);
  return block;
}

/** A project in which the package is installed as npm does it. */
function project(engine: Engine, name: string, files: Readonly<Record<string, string>>): string {
  const folder = path.join(engine.folder, name);
  mkdirSync(path.join(folder, "node_modules"), { recursive: true });
  symlinkSync(root, path.join(folder, "node_modules/storefront-baseline"));
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return folder;
}

const yaml = (engine: Engine, program = example("yaml")): Operation => ({
  program: project(engine, "yaml", { "Pulumi.yaml": program }),
  packs: [path.join(root, "policies")],
  config,
});

async function python(engine: Engine, program = example("python")): Promise<Operation> {
  const files = { "Pulumi.yaml": "name: fernwood\nruntime: python\n", "__main__.py": program };
  const folder = project(engine, "python", files);
  const added = await engine.run(folder, "package", "add", "./node_modules/storefront-baseline");
  expect(added.code, added.stderr).toBe(0);
  return { program: folder, packs: [path.join(root, "policies")], config };
}

const namesOf = ({ created }: Outcome): string[] => created.map(({ name }) => name).sort();
const OF_COMPONENTS = [
  ...["mail-dkim-google", "mail-dkim-ses-1", "mail-dkim-ses-2", "mail-dkim-ses-3", "mail-dmarc"],
  ...["mail-return-path-amazon-ses-mx", "mail-return-path-amazon-ses-spf", "mail-spf"],
  ...["orders", "orders-attachments", "orders-boundary", "orders-policies", "orders-policy"],
];

function expectDeployed(up: Outcome): void {
  expect(up.code, up.stdout + up.stderr).toBe(0);
  expect(namesOf(up)).toEqual([...OF_COMPONENTS, "identity", "mx", "zone"].sort());
  expect(up.violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory")).toEqual([]);
  expect(up.stdout).toContain("v=spf1 include:_spf.google.com ~all");
  expect(up.stdout).toContain("arn:aws:iam::123456789012:role/orders");
}

function expectBlocked(outcome: Outcome): void {
  expect(outcome.code).not.toBe(0);
  expect(outcome.violations, outcome.stdout).toContainEqual(
    expect.objectContaining({ policyName: "dmarc-enforcement", enforcementLevel: "mandatory" }),
  );
  expect(outcome.created).toEqual([]);
}

describe.skipIf(missing())(title("the package as other languages see it"), () => {
  test("`pulumi package get-schema` of the repository prints the schema file", () =>
    withEngine(async (engine) => {
      const { code, stdout, stderr, seconds } = await engine.run(engine.folder, "package", "get-schema", root);
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout)).toEqual(schema);
      // Inferring it anew takes longer, and would need the compiler.
      expect(seconds).toBeLessThan(60);
    }));

  test("and so does the packed package, where npm installed it", () =>
    withEngine(async (engine) => {
      const installed = path.join(engine.folder, "shop/node_modules/storefront-baseline");
      mkdirSync(installed, { recursive: true });
      const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", engine.folder];
      const [packed] = JSON.parse(
        execFileSync("npm", pack, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
      ) as [{ filename: string }];
      execFileSync("tar", ["-xzf", path.join(engine.folder, packed.filename), "-C", installed, "--strip-components=1"]);
      for (const name of readdirSync(path.join(root, "node_modules"))) {
        // The compiler is a development dependency: a shop need not have it.
        if (name === "typescript" || name.startsWith(".")) continue;
        symlinkSync(path.join(root, "node_modules", name), path.join(engine.folder, "shop/node_modules", name));
      }
      const { code, stdout, stderr } = await engine.run(engine.folder, "package", "get-schema", installed);
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout)).toEqual(schema);
    }));
});

describe.skipIf(missing("sdkgen"))(title("SDKs of the package", "sdkgen"), () => {
  test.each([
    ["python", "pulumi_storefront_baseline/email_domain.py", "class EmailDomain"],
    ["go", "storefrontbaseline/emailDomain.go", "type EmailDomainArgs struct"],
    ["nodejs", "emailDomain.ts", "export class EmailDomain"],
  ])("are written for %s", (language, file, text) =>
    withEngine(async (engine) => {
      const out = path.join(engine.folder, "sdks");
      const { code, stderr } = await engine.run(
        engine.folder,
        ...["package", "gen-sdk", root, "--language", language, "--out", out],
      );
      expect(code, stderr).toBe(0);
      expect(readFileSync(path.join(out, language, file), "utf8")).toContain(text);
    }),
  );
});

const YAML = ["pulumi-language-yaml"];
describe.skipIf(missing(...YAML))(title("a program in YAML", ...YAML), () => {
  test("passes a preview and is deployed", () =>
    withEngine(async (engine) => {
      const program = yaml(engine);
      const preview = await engine.preview(program);
      expect(preview.code, preview.stdout + preview.stderr).toBe(0);
      expect(preview.created).toEqual([]);
      expectDeployed(await engine.up(program));
    }));

  test.each(["preview", "up"] as const)("is blocked where it drifts: `%s` creates nothing", (verb) =>
    withEngine(async (engine) => {
      expectBlocked(await engine[verb]({ ...yaml(engine), config: { ...config, dmarcPolicy: "none" } }));
    }),
  );

  test("that gives a wrong input is told all of it, by name, and no private key", () =>
    withEngine(async (engine) => {
      const wrong = example("yaml")
        .replace("region: eu-west-1", `region: "\${identity.arn}"`)
        .replace(
          "- ses: {",
          "- google: { dkimRotation: { since: soon, current: { selector: g1, privateKey: hush } } }\n        - ses: {",
        );
      const bad = { ...config, googleDkimKey: "nonsense", dmarcPolicy: "nothing" };
      const { code, created, stdout, stderr } = await engine.up({ ...yaml(engine, wrong), config: bad });
      expect(code).not.toBe(0);
      expect(created).toEqual([]);
      for (const problem of [
        "senders[2].ses.region: It is known only after the deploy.",
        "senders[0].google.dkimKey: The 6 octets of the key are no public key in DER.",
        "senders[1].google.dkimRotation.since: ",
        "senders[1].google.dkimRotation.current.privateKey: ",
        'dmarc.policy: It is "nothing". Allowed are none, quarantine, reject.',
      ]) {
        expect(stdout + stderr).toContain(problem);
      }
      expect(stdout + stderr).not.toContain("hush");
    }));

  test("is told what is wrong with an input that only the deploy knows", () =>
    withEngine(async (engine) => {
      const late = example("yaml").replace(/ordersTableArn: .*/, "ordersTableArn: ${identity.arn}");
      const up = await engine.up(yaml(engine, late));
      expect(up.code).not.toBe(0);
      expect(up.stdout).toContain('ordersTableArn: No action of it is performed on "arn:aws:sesv2:');
      expect(namesOf(up).filter((name) => name.startsWith("orders"))).toEqual([]);
    }));
});

const PYTHON = ["sdkgen", "python-with-pulumi"];
// Python takes ten seconds to load the SDK of AWS, each time.
describe.skipIf(missing(...PYTHON))(title("a program in Python", ...PYTHON), { timeout: 300_000 }, () => {
  test("gets an SDK by `pulumi package add`, passes a preview and is deployed", () =>
    withEngine(async (engine) => {
      const program = await python(engine);
      const preview = await engine.preview(program);
      expect(preview.code, preview.stdout + preview.stderr).toBe(0);
      expect(preview.created).toEqual([]);
      expectDeployed(await engine.up(program));
    }));

  test("is blocked where it drifts, and nothing is created", () =>
    withEngine(async (engine) => {
      expectBlocked(await engine.up({ ...(await python(engine)), config: { ...config, dmarcPolicy: "none" } }));
    }));

  test("that gives a wrong input is told all of it, by name", () =>
    withEngine(async (engine) => {
      const wrong = example("python")
        .replace('"report_to": [', '"reportTo": [')
        .replace('{"google": {"dkim_key":', '{"google": {"dkimkey":')
        .replace('"region": "eu-west-1"', '"region": 1');
      const { code, created, stdout } = await engine.preview(await python(engine, wrong));
      expect(code).not.toBe(0);
      expect(created).toEqual([]);
      for (const problem of [
        "senders[0].google.dkimkey: There is no such property. Allowed are dkimKey, selector, dkimRotation.",
        "senders[1].ses.region: It is a number. Give a string.",
      ]) {
        expect(stdout).toContain(problem);
      }
    }));
});
