import path from "node:path";
import type { Registration } from "./monitor.js";
import { Pack } from "./pack.js";
import { runProgram, type Run } from "./program.js";
import { readProject, type Project } from "./project.js";
import type { Diagnostic, PreviewedViolation, PreviewResult, Undetermined } from "./result.js";
import { StandIns } from "./standIn.js";
import { readVerdicts } from "./verdicts.js";
import { shownProperties } from "./wire.js";

/** What to preview. */
export interface PreviewOptions {
  /** The folder of Pulumi.yaml. */
  readonly folder: string;
  /** Folders of policy packs, or executable packs. @default this package's own pack */
  readonly packs?: readonly string[];
  /** One configuration file for each pack, in their order. */
  readonly packConfigs?: readonly string[];
  readonly config?: Readonly<Record<string, string>>;
  /** @default "dev" */
  readonly stack?: string;
  /** Whether outputs stay unknown, as in the engine's own preview. @default false */
  readonly asEngine?: boolean;
}

/** Hears what the preview is doing, in a few words. */
export type Progress = (doing: string) => void;

/** The pack of this package, seen from `dist/preview`. */
const OWN_PACK = path.resolve(__dirname, "../../policies");
const RANK: Readonly<Record<string, number>> = { critical: 0, high: 1, medium: 2, low: 3, "": 4 };

/**
 * Runs a program and policy packs as `pulumi preview` does, without an engine, a state or a provider.
 *
 * @throws Failure where the program or a pack fails, or the options do not fit
 */
export async function preview(options: PreviewOptions, progress: Progress = () => undefined): Promise<PreviewResult> {
  const project = readProject(path.resolve(options.folder), options.stack ?? "dev", options.config ?? {});
  const folders = (options.packs ?? [OWN_PACK]).map((folder) => path.resolve(folder));
  progress("Starting the program and the policy pack");
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once("exit", stop);
  const starting = Promise.all(
    folders.map((folder, index) => Pack.start(folder, options.packConfigs?.[index], project, stopping.signal)),
  );
  const found: Found = { violations: [], undetermined: [], diagnostics: [] };
  let count = 0;
  try {
    // What fails in a pack is told as the pack's: the program would only report that it was cut off.
    const run = await new Promise<Run>((resolve, reject) => {
      starting.catch(reject);
      const judgeOne = async (registration: Registration): Promise<Registration["inputs"]> => {
        const inputs = await judge(await starting, registration, found);
        progress(`Judging resources: ${++count}`);
        return inputs;
      };
      const standIns = options.asEngine === true ? undefined : new StandIns(project.folder);
      runProgram(
        {
          ...{ project, standIns, stopping: stopping.signal },
          judge: (registration) => judgeOne(registration).catch((error: unknown) => (reject(error as Error), {})),
        },
        () => {
          for (const list of Object.values(found) as unknown[][]) list.length = 0;
          count = 0;
        },
      ).then(resolve, reject);
    });
    progress("Judging the whole stack");
    await judgeStack(await starting, run, project, found);
    return assemble(project, run, found);
  } finally {
    process.off("exit", stop);
    stop();
  }
}

interface Found {
  readonly violations: PreviewedViolation[];
  readonly undetermined: Undetermined[];
  readonly diagnostics: Diagnostic[];
}

/** In the engine's order: packs mend one after the other, then all judge what became of it. */
async function judge(
  packs: readonly Pack[],
  registration: Registration,
  found: Found,
): Promise<Registration["inputs"]> {
  let { inputs } = registration;
  for (const pack of packs) {
    const mended = await pack.remediate(registration, inputs);
    inputs = mended.inputs;
    for (const message of mended.said) found.diagnostics.push({ severity: "info", message });
  }
  await Promise.all(
    packs.map(async (pack) => add(found, pack, await pack.analyze(registration, inputs), registration.urn)),
  );
  return inputs;
}

async function judgeStack(packs: readonly Pack[], { monitor }: Run, project: Project, found: Found): Promise<void> {
  const managed = monitor.registrations.filter(({ isRead }) => !isRead);
  const stackUrn = managed.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? project.name;
  await Promise.all(packs.map(async (pack) => add(found, pack, await pack.analyzeStack(managed), stackUrn)));
  for (const { urn, isRemote } of managed) {
    if (!isRemote) continue;
    const reason = "Another process makes this component's children, which only the engine's own preview sees.";
    found.undetermined.push({ id: "preview", policy: "remote-component", urn, reason });
  }
  for (const token of monitor.unansweredFunctions) {
    const reason = `Only a provider can answer ${token}, so its result stayed unknown.`;
    found.undetermined.push({ id: "preview", policy: "provider-function", urn: stackUrn, reason });
  }
}

function add(found: Found, pack: Pack, diagnostics: Parameters<typeof readVerdicts>[1], urn: string): void {
  const { violations, undetermined } = readVerdicts(pack, diagnostics, urn);
  found.violations.push(...violations);
  found.undetermined.push(...undetermined);
}

function assemble(project: Project, { monitor, diagnostics }: Run, found: Found): PreviewResult {
  const violations = [...found.violations].sort(
    (one, other) =>
      Number(one.enforcementLevel === "advisory") - Number(other.enforcementLevel === "advisory") ||
      (RANK[one.severity] ?? 4) - (RANK[other.severity] ?? 4),
  );
  const standing = violations.filter(({ exemption }) => exemption === undefined);
  return {
    program: project.name,
    stack: project.stack,
    resources: monitor.registrations.map(({ urn, type, name, parent, inputs, protect, ignoreChanges }) => ({
      ...{ urn, type, name, parent, inputs: shownProperties(inputs), options: { protect, ignoreChanges } },
    })),
    violations,
    undetermined: found.undetermined,
    diagnostics: [...diagnostics, ...found.diagnostics],
    summary: {
      resources: monitor.registrations.length,
      mandatory: standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").length,
      advisory: standing.filter(({ enforcementLevel }) => enforcementLevel === "advisory").length,
      exempted: violations.length - standing.length,
      undetermined: found.undetermined.length,
    },
  };
}
