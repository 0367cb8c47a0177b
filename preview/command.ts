import { writeFileSync } from "node:fs";
import { Failure } from "./failure.js";
import { preview } from "./preview.js";
import { startSpinner } from "./spinner.js";
import { paintFor, plainly } from "./paint.js";
import { formatText } from "./text.js";

/** The flags of `storefront-baseline preview`, as they stand on the command line. */
export interface PreviewFlags {
  readonly policyPack?: readonly string[];
  readonly policyPackConfig?: readonly string[];
  readonly config?: readonly string[];
  readonly stack?: string;
  readonly format: string;
  readonly output?: string;
  readonly asEngine?: boolean;
}

/** The formats that `--format` takes. */
export const FORMATS = ["text", "json"] as const;

/**
 * Runs `storefront-baseline preview`.
 *
 * @returns the exit status: 0 where no mandatory policy is violated, else 1
 * @throws Failure for wrong usage, or where the program or a pack fails: exit status 2
 */
export async function previewCommand(folder: string, flags: PreviewFlags): Promise<0 | 1> {
  const packs = flags.policyPack;
  const packConfigs = flags.policyPackConfig ?? [];
  const packCount = packs?.length ?? 1;
  if (packConfigs.length > 0 && packConfigs.length !== packCount) {
    throw new Failure(
      `--policy-pack-config is given ${packConfigs.length} times for ${packCount} packs. Give one for each pack, in their order.`,
    );
  }
  if (!FORMATS.some((format) => format === flags.format)) {
    throw new Failure(`--format is "${flags.format}"; allowed are ${FORMATS.join(", ")}.`);
  }
  const spinner = await startSpinner(process.stderr);
  try {
    const result = await preview(
      {
        folder,
        packConfigs,
        config: readConfig(flags.config ?? []),
        ...(packs && { packs }),
        ...(flags.stack !== undefined && { stack: flags.stack }),
        ...(flags.asEngine === true && { asEngine: true }),
      },
      (doing) => spinner.say(doing),
    );
    spinner.stop();
    const paint = flags.output === undefined ? paintFor(process.stdout) : plainly;
    const text = flags.format === "json" ? `${JSON.stringify(result, undefined, 2)}\n` : formatText(result, paint);
    if (flags.output === undefined) process.stdout.write(text);
    else writeOutput(flags.output, text);
    return result.summary.mandatory > 0 ? 1 : 0;
  } finally {
    spinner.stop();
  }
}

function writeOutput(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Failure(`--output ${file} cannot be written: ${(error as Error).message}`);
  }
}

function readConfig(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf("=");
      if (equals < 1) throw new Failure(`--config "${pair}" has no key and value. Write --config key=value.`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}
