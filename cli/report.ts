import { createReadStream } from "node:fs";
import { redact } from "../policies/framework/redact.js";
import { rules } from "../policies/rules.js";
import { readOperation } from "../preview/engineEvent.js";
import { resultOf, type Catalogue } from "../preview/eventLog.js";
import { Failure } from "../preview/failure.js";
import type { PreviewResult } from "../preview/result.js";
import { readOutputs, writeOutputs, type OutputFlags } from "./outputs.js";
import { reportContext } from "./reportContext.js";
import type { ExitStatus, Streams } from "./streams.js";

/** The flags of `storefront-baseline report`, as they stand on the command line. */
export interface ReportFlags extends OutputFlags {
  /** What the engine wrote. */
  readonly eventLog: string;
  /** Whether mandatory violations set the exit status. @default false: the engine's own status did */
  readonly fail?: boolean;
}

/**
 * Runs `storefront-baseline report`: what `pulumi preview` or `up` wrote with `--event-log`, as reports.
 *
 * @param folder the folder of Pulumi.yaml, for the places that reports name
 * @returns 0; with `--fail`, as of a preview, 1 where a mandatory policy is violated, and else 2 where the log ends
 * before the operation did
 * @throws Failure for wrong usage, a log that is none, or one of an operation in which no pack ran
 */
export async function reportCommand(folder: string, flags: ReportFlags, streams: Streams): Promise<ExitStatus> {
  const outputs = readOutputs(flags);
  const { events, isComplete, earlier } = await readOperation(linesOf(flags.eventLog), flags.eventLog);
  const result = withoutKeys(resultOf(events, isComplete, catalogue()));
  await writeOutputs(outputs, result, reportContext(folder), streams.stdout);
  if (earlier > 0) streams.stderr.write("The log holds several operations: this is the last one's report.\n");
  if (!isComplete) streams.stderr.write("The log ends before the operation did: more may be wrong.\n");
  if (flags.fail !== true) return 0;
  return result.summary.mandatory > 0 ? 1 : isComplete ? 0 : 2;
}

/** The lines of a file, read as they are asked for: a log may be larger than a string can be. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = "";
  try {
    for await (const chunk of createReadStream(file, "utf8") as AsyncIterable<string>) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new Failure(`--event-log ${file} cannot be read: ${error.message}`);
  }
  yield rest;
}

function catalogue(): Catalogue {
  return new Map(rules.map(({ id, name, title, severity }) => [name, { id, description: title, severity }]));
}

/** Packs of others, and the program, may have said what ours never would. */
function withoutKeys(result: PreviewResult): PreviewResult {
  return {
    ...result,
    violations: result.violations.map((one) => ({ ...one, message: redact(one.message) })),
    undetermined: result.undetermined.map((one) => ({ ...one, reason: redact(one.reason) })),
    remediations: JSON.parse(JSON.stringify(result.remediations), (_key, value: unknown) =>
      typeof value === "string" ? redact(value) : value,
    ) as PreviewResult["remediations"],
    diagnostics: result.diagnostics.map((one) => ({ ...one, message: redact(one.message) })),
  };
}
