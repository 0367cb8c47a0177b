import { Failure } from "../preview/failure.js";
import { preview } from "../preview/preview.js";
import { startSpinner } from "../preview/spinner.js";
import { readOutputs, writeOutputs, type OutputFlags } from "./outputs.js";
import { reportContext } from "./reportContext.js";

/** The flags of `storefront-baseline preview`, as they stand on the command line. */
export interface PreviewFlags extends OutputFlags {
  readonly policyPack?: readonly string[];
  readonly policyPackConfig?: readonly string[];
  readonly config?: readonly string[];
  readonly stack?: string;
  readonly asEngine?: boolean;
}

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
  const outputs = readOutputs(flags);
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
    await writeOutputs(outputs, result, reportContext(folder), process.stdout);
    return result.summary.mandatory > 0 ? 1 : 0;
  } finally {
    spinner.stop();
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
