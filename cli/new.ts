import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { Failure, reasonOf } from "../preview/failure.js";
import { isTerminal } from "../preview/paint.js";
import { completeConfig, readPairs, stackFile, type Ask, type StackConfig } from "./new/configuration.js";
import { layOut, writeFiles } from "./new/layOut.js";
import { projectNameFault, projectNameOf } from "./new/projectName.js";
import { readTemplates, type Template } from "./new/templates.js";
import type { Streams } from "./streams.js";

/** The flags of `storefront-baseline new`, as they stand on the command line. */
export interface NewFlags {
  readonly name?: string;
  readonly description?: string;
  readonly config?: readonly string[];
  readonly stack: string;
  /** Ask nothing, and take the defaults. */
  readonly yes?: boolean;
}

/** Where answers and templates come from. */
export interface NewSurroundings extends Streams {
  readonly stdin: NodeJS.ReadableStream;
  /** The folder whose folders are the templates. */
  readonly templates: string;
}

/**
 * Runs `storefront-baseline new`: lays a template out as `pulumi new` does, without the Pulumi CLI; without a template it
 * lists them.
 *
 * @param folder where the project goes: nothing must be there yet
 * @throws Failure where the template, the folder, the name or a value does not fit; then nothing is written
 */
export async function newCommand(
  templateName: string | undefined,
  folder: string,
  flags: NewFlags,
  surroundings: NewSurroundings,
): Promise<0> {
  const templates = readTemplates(surroundings.templates);
  if (templateName === undefined) {
    surroundings.stdout.write(listing(templates));
    return 0;
  }
  const template = templates.find(({ name }) => name === templateName);
  if (template === undefined) throw new Failure(`"${templateName}" is no template.\n${listing(templates)}`);
  const target = path.resolve(folder);
  refuseUsedFolder(folder, target, template);
  const { values, faults } = readPairs(flags.config ?? [], template);
  const wrong = [...nameFaults(flags.name), ...stackFaults(flags.stack), ...faults];
  if (wrong.length > 0) throw new Failure(wrong.join("\n"));

  const asking =
    flags.yes !== true && isTerminal(surroundings.stdout) && "isTTY" in surroundings.stdin && surroundings.stdin.isTTY;
  const answers = asking ? createInterface({ input: surroundings.stdin, output: surroundings.stdout }) : undefined;
  const ask: Ask | undefined =
    answers &&
    (async (question, otherwise) => {
      const shown = otherwise === "" ? question : `${question} (${otherwise})`;
      return (await answers.question(`${shown}\n> `)).trim() || otherwise;
    });
  try {
    const byFolder = projectNameOf(path.basename(target));
    const name = flags.name ?? checkedName((await ask?.("The project's name", byFolder)) ?? byFolder);
    const description =
      flags.description ?? (await ask?.("The project's description", template.description)) ?? template.description;
    const config = await completeConfig(template, values, ask);
    const files = layOut(template.folder, { name, description });
    const stack = {
      path: `Pulumi.${flags.stack}.yaml`,
      content: Buffer.from(stackFile(name, config.values)),
      mode: 0o644,
    };
    try {
      writeFiles(target, config.values.size > 0 ? [...files, stack] : files);
    } catch (error) {
      throw new Failure(`${folder} cannot be written: ${reasonOf(error)}`);
    }
    surroundings.stdout.write(nextSteps(name, folder, template, config, stack.path));
    return 0;
  } finally {
    answers?.close();
  }
}

function listing(templates: readonly Template[]): string {
  const width = Math.max(...templates.map(({ name }) => name.length));
  const rows = templates.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}\n`);
  return `Templates:\n${rows.join("")}Lay one out with: storefront-baseline new TEMPLATE DIR\n`;
}

/** As `pulumi new`: what a version control system keeps there is no file of the user's. */
const INVISIBLE = new Set([".git", ".hg", ".bzr"]);

function refuseUsedFolder(folder: string, target: string, { name }: Template): void {
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory()) throw new Failure(`${folder} is a file. Give a folder for the project.`);
  const first = readdirSync(target).find((entry) => !INVISIBLE.has(entry));
  if (first === undefined) return;
  throw new Failure(
    `${folder} is not empty (it holds ${first}). Give a new folder: storefront-baseline new ${name} my-shop`,
  );
}

function checkedName(name: string): string {
  const [fault] = nameFaults(name);
  if (fault !== undefined) throw new Failure(fault);
  return name;
}

function nameFaults(name: string | undefined): string[] {
  const fault = name === undefined ? undefined : projectNameFault(name);
  return fault === undefined ? [] : [`"${name}" is no name for a project: ${fault}. Give another with --name.`];
}

function stackFaults(stack: string): string[] {
  if (/^[\w.-]{1,100}$/.test(stack)) return [];
  return [`--stack is "${stack}"; allowed are letters, digits, hyphens, underscores and periods.`];
}

function nextSteps(
  name: string,
  folder: string,
  { name: templateName, quickstart }: Template,
  { missing, secret }: StackConfig,
  file: string,
): string {
  const lines = [`Created the project ${name} from ${templateName}.`, ""];
  if (missing.length > 0) lines.push(`Still to set in ${file}: ${missing.join(", ")}.`, "");
  if (secret.length > 0) lines.push(...secret.map((key) => `Set encrypted: pulumi config set --secret ${key}`), "");
  const enter = path.resolve(folder) === process.cwd() ? [] : [`  cd ${folder}`];
  return [...lines, ...enter, "  npm install", "", quickstart.trimEnd(), ""].join("\n");
}
