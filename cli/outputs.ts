import { existsSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../preview/failure.js";
import { isTerminal, paintFor, plainly } from "../preview/paint.js";
import type { PreviewResult } from "../preview/result.js";
import { textWidth } from "../preview/wrap.js";
import type { ReportContext } from "../report/context.js";
import { FORMAT_NAMES, formatOfFile, loadFormatter, type FormatName } from "../report/formats.js";

/** How a result is written, as it stands on the command line. */
export interface OutputFlags {
  /** Names of formats. @default for each file the one that its ending asks for, else `text` */
  readonly format?: readonly string[];
  /** Files, of which `-` is the standard output. @default `-` */
  readonly output?: readonly string[];
}

/** A document to write. */
export interface Output {
  readonly format: FormatName;
  readonly file: string;
}

const STANDARD_OUTPUT = "-";

/**
 * The documents that the flags ask for: the first `--format` goes to the first `--output`, and so on.
 *
 * @throws Failure with all that is wrong, before anything is run or written
 */
export function readOutputs({ format = [], output = [] }: OutputFlags): Output[] {
  const files = output.length > 0 ? output : [STANDARD_OUTPUT];
  const faults = format
    .filter((name) => !isFormat(name))
    .map((name) => `--format is "${name}"; allowed are ${FORMAT_NAMES.join(", ")}.`);
  if (format.length > 0 && format.length !== files.length) {
    faults.push(
      `--format is given ${format.length} times for ${files.length} outputs. ` +
        "Give one --output for each --format, in their order (- is the standard output), or name files by their format and leave --format out.",
    );
  }
  for (const file of new Set(files.filter((one, index) => files.indexOf(one) !== index))) {
    faults.push(`--output ${file} is given more than once.`);
  }
  for (const file of files.filter((one) => one !== STANDARD_OUTPUT)) {
    const folder = path.dirname(file);
    if (!existsSync(folder)) faults.push(`--output ${file} cannot be written: the folder ${folder} does not exist.`);
    else if (existsSync(file) && statSync(file).isDirectory()) faults.push(`--output ${file} is a folder.`);
  }
  if (faults.length > 0) throw new Failure(faults.join("\n"));
  return files.map((file, index) => {
    const name = format[index] ?? formatOfFile(file) ?? "text";
    return { format: isFormat(name) ? name : "text", file };
  });
}

/**
 * Writes a result in each format.
 *
 * @throws Failure where a file cannot be written; nothing is written where a format cannot be made
 */
export async function writeOutputs(
  outputs: readonly Output[],
  result: PreviewResult,
  context: ReportContext,
  stdout: NodeJS.WritableStream,
): Promise<void> {
  const documents = await Promise.all(
    outputs.map(async ({ format, file }) => {
      const isShown = file === STANDARD_OUTPUT && isTerminal(stdout);
      const write = await loadFormatter(format);
      return {
        file,
        text: write(result, {
          ...context,
          ...(isShown ? { paint: paintFor(stdout), width: textWidth(stdout) } : { paint: plainly }),
        }),
      };
    }),
  );
  for (const { file, text } of documents) {
    if (file === STANDARD_OUTPUT) stdout.write(text);
    else writeFile(file, text);
  }
}

function writeFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Failure(`--output ${file} cannot be written: ${(error as Error).message}`);
  }
}

function isFormat(name: string): name is FormatName {
  return FORMAT_NAMES.some((known) => known === name);
}
