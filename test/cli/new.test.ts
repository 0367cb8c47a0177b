import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { newCommand, type NewFlags } from "../../cli/new.js";
import { projectNameFault, projectNameOf } from "../../cli/new/projectName.js";
import { runCommand } from "../support/engine/command.js";
import { TEMPLATES } from "../support/examples.js";
import { pulumiOnPath, PULUMI_MISSING } from "../support/engine/pulumi.js";

const root = path.resolve(__dirname, "../..");
const templates = path.join(root, "examples");
const home = mkdtempSync(path.join(tmpdir(), "storefront-new-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => path.join(home, String(++folders), "my-shop");

/** Runs the command as where nobody watches. */
async function run(template: string | undefined, folder: string, flags: Partial<NewFlags> = {}): Promise<string> {
  const stdout = new PassThrough();
  await newCommand(
    template,
    folder,
    { stack: "dev", ...flags },
    { stdin: new PassThrough(), stdout, stderr: stdout, templates },
  );
  return String(stdout.read() ?? "");
}

/** Every file below a folder, by its path. */
function filesOf(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name))]));
}

const pulumi = pulumiOnPath();
describe.skipIf(!pulumi)(`beside the real pulumi new${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  const env = {
    PATH: [path.join(root, "test/support/engine"), path.join(root, "node_modules/.bin"), process.env["PATH"]].join(":"),
    HOME: home,
    PULUMI_HOME: path.join(home, "pulumi"),
    PULUMI_BACKEND_URL: `file://${home}`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const text = { name: "fern.wood_shop-1", description: 'Candles & "more": 100 % $& ${PROJECT}' };

  test.each(TEMPLATES)("%s gives the same files", async (template) => {
    const [theirs, ours] = [newFolder(), newFolder()];
    mkdirSync(theirs, { recursive: true });
    const source = path.join(root, "examples", template);
    const flags = [
      "--generate-only",
      "--yes",
      "--non-interactive",
      "--name",
      text.name,
      "--description",
      text.description,
    ];
    const { code, stderr } = await runCommand("pulumi", ["new", source, ...flags], theirs, env);
    expect(code, stderr).toBe(0);
    await run(template, ours, { ...text, yes: true });

    const expected = filesOf(theirs);
    const made = filesOf(ours);
    // pulumi new writes it only where it makes the stack too.
    made.delete("Pulumi.dev.yaml");
    expect([...made.keys()]).toEqual([...expected.keys()]);
    for (const [name, content] of expected) {
      if (name === "Pulumi.yaml") {
        // The engine adds a tag that tells the template's path, and has a YAML writer of its own.
        const project = parse(content.toString()) as Record<string, unknown>;
        delete project["config"];
        expect(parse(made.get(name)?.toString() ?? "")).toEqual(project);
      } else expect(made.get(name)?.toString(), name).toBe(content.toString());
      expect(statSync(path.join(ours, name)).mode, name).toBe(statSync(path.join(theirs, name)).mode);
    }
  });

  test.each(["", "a b", "pulumi", "Pulumi.shop", "x".repeat(101), "größe", "ok", "a/b", "-"])(
    "it takes or refuses the name %j alike",
    async (name) => {
      const folder = newFolder();
      mkdirSync(folder, { recursive: true });
      const source = path.join(root, "examples/adopt-existing");
      const flags = ["--generate-only", "--yes", "--non-interactive", "--name", name];
      const { code } = await runCommand("pulumi", ["new", source, ...flags], folder, env);
      // An empty name is none to the CLI: it takes the folder's.
      expect(projectNameFault(name === "" ? projectNameOf(path.basename(folder)) : name) === undefined).toBe(
        code === 0,
      );
    },
  );
});

test("without a template it lists them with what they are for", async () => {
  const listing = await run(undefined, ".");
  for (const template of TEMPLATES) expect(listing).toMatch(new RegExp(`^  ${template} +\\S.{20}`, "m"));
});

test("it writes the defaults and what was given into the stack's configuration, and tells what is still to set", async () => {
  const folder = newFolder();
  const config = ["domain=fernwood.example", "awsAccountId=012345678901", "aws:region=eu-north-1", "note=a=b"];
  const said = await run("mail-only", folder, { config, stack: "prod" });
  expect(parse(readFileSync(path.join(folder, "Pulumi.prod.yaml"), "utf8"))).toEqual({
    config: {
      "aws:region": "eu-north-1",
      // A text, not a number in octal.
      "my-shop:awsAccountId": "012345678901",
      "my-shop:domain": "fernwood.example",
      "my-shop:note": "a=b",
    },
  });
  expect(said).toContain("Still to set in Pulumi.prod.yaml: mailHost, alertTo.");
  expect(said).toContain(`  cd ${folder}\n  npm install\n`);
});

test("where somebody is there to answer, it asks for what is not given, and takes the default for an empty answer", async () => {
  const folder = newFolder();
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stdout = Object.assign(new PassThrough(), { isTTY: true });
  const answers = ["fernwood", "", "111122223333", "", "mx.mailboxes.example", "", ""];
  let said = "";
  stdout.on("data", (part: Buffer) => {
    said += part.toString();
    if (/> $/.test(said)) stdin.write(`${answers.shift()}\n`);
  });
  const flags = { stack: "dev", config: ["domain=fernwood.example"] };
  await newCommand("mail-only", folder, flags, { stdin, stdout, stderr: stdout, templates });
  expect(said).toContain("aws:region: The Region that sends (eu-west-1)");
  expect(said).not.toContain("domain: The domain");
  expect(said).toContain("Still to set in Pulumi.dev.yaml: alertTo.");
  expect(parse(readFileSync(path.join(folder, "Pulumi.dev.yaml"), "utf8"))).toEqual({
    config: {
      "aws:region": "eu-west-1",
      "fernwood:awsAccountId": "111122223333",
      "fernwood:domain": "fernwood.example",
      "fernwood:mailHost": "mx.mailboxes.example",
    },
  });
});

describe("nothing is written where", () => {
  const refused = async (template: string, folder: string, flags: Partial<NewFlags> = {}): Promise<string> => {
    const before = existsSync(folder) ? readdirSync(path.dirname(folder), { recursive: true }) : [];
    const error = await run(template, folder, flags).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "Failure" });
    expect(existsSync(folder) ? readdirSync(path.dirname(folder), { recursive: true }) : []).toEqual(before);
    return (error as Error).message;
  };

  test("the template is none: the message names those that are", async () => {
    expect(await refused("headles", newFolder())).toMatch(/"headles" is no template\.[^]*headless-storefront/);
  });

  test("the folder holds something, or is a file", async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "index.ts"), "");
    expect(await refused("mail-only", folder)).toContain("is not empty (it holds index.ts)");
    expect(await refused("mail-only", path.join(folder, "index.ts"))).toContain("is a file");
  });

  test("name, stack and configuration are wrong: the message says all of it", async () => {
    const flags = { name: "a b", stack: "../x", config: ["domain", "=x"] };
    const message = await refused("mail-only", newFolder(), flags);
    expect(message.split("\n")).toEqual([
      expect.stringContaining('"a b" is no name for a project: allowed are letters'),
      expect.stringContaining('--stack is "../x"'),
      expect.stringContaining('--config "domain" has no key and value'),
      expect.stringContaining('--config "=x" has no key and value'),
    ]);
  });
});

test("a folder that holds version control alone counts as empty", async () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, ".git"), { recursive: true });
  await run("adopt-existing", folder);
  expect(existsSync(path.join(folder, "exempt.mjs"))).toBe(true);
});

test("a template without .gitignore, as npm installs it, gets the same as the repository's", async () => {
  const { layOut } = await import("../../cli/new/layOut.js");
  const source = mkdtempSync(path.join(home, "template-"));
  writeFileSync(path.join(source, "Pulumi.yaml"), "name: ${PROJECT}\n");
  const ignored = layOut(source, { name: "shop", description: "" }).find((file) => file.path === ".gitignore");
  for (const template of TEMPLATES) {
    expect(readFileSync(path.join(root, "examples", template, ".gitignore"), "utf8")).toBe(ignored?.content.toString());
  }
});

test("texts are filled in as the engine does: names of files too, and no octet of what is no text", async () => {
  const { layOut } = await import("../../cli/new/layOut.js");
  const source = mkdtempSync(path.join(home, "template-"));
  writeFileSync(path.join(source, "${PROJECT}.txt"), "${PROJECT} ${DESCRIPTION} ${OTHER}");
  writeFileSync(path.join(source, "logo.bin"), Buffer.from("\0${PROJECT}"));
  const files = layOut(source, { name: "shop", description: "$& candles" });
  const contents = Object.fromEntries(files.map((file) => [file.path, file.content.toString()]));
  expect(contents).toMatchObject({ "shop.txt": "shop $& candles ${OTHER}", "logo.bin": "\0${PROJECT}" });
});
