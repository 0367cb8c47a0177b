import path from "node:path";
import { Judging, type Progress } from "./judging.js";
import type { Monitor } from "./monitor.js";
import { Pack } from "./pack.js";
import { runProgram, type Run } from "./program.js";
import { readProject, type Project } from "./project.js";
import { summarized, type PreviewResult, type Undetermined } from "./result.js";
import { StandIns } from "./standIn.js";
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

/** The pack of this package, seen from `dist/preview`. */
const OWN_PACK = path.resolve(__dirname, "../../policies");

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
  const packs = Promise.all(
    folders.map((folder, index) => Pack.start(folder, options.packConfigs?.[index], project, stopping.signal)),
  );
  try {
    const run = await new Promise<Run>((resolve, reject) => {
      // What fails in a pack is told as the pack's, and at once: the program would only report that it was cut off.
      packs.catch(reject);
      const standIns =
        options.asEngine === true ? undefined : new StandIns(project.folder, project.config["aws:region"]);
      const begin = (): Judging => new Judging(packs, progress, reject);
      runProgram({ project, standIns, stopping: stopping.signal }, begin).then(resolve, reject);
    });
    progress("Judging the whole stack");
    await run.judging.judgeStack(run.monitor.registrations, project.name);
    return assemble(project, await packs, run);
  } finally {
    process.off("exit", stop);
    stop();
  }
}

function assemble(project: Project, packs: readonly Pack[], { monitor, judging, diagnostics }: Run): PreviewResult {
  return summarized({
    program: project.name,
    stack: project.stack,
    operation: "offline",
    isComplete: true,
    packs: packs.map(({ policies }) => policies.pack),
    resources: monitor.registrations.map(({ urn, type, name, parent, inputs, protect, ignoreChanges, position }) => ({
      ...{ urn, type, name, parent, inputs: shownProperties(inputs), options: { protect, ignoreChanges } },
      ...(position && { position }),
    })),
    violations: judging.violations,
    undetermined: [...judging.undetermined, ...unseen(project, monitor)],
    remediations: judging.remediations,
    diagnostics: [...diagnostics, ...judging.diagnostics],
  });
}

/** What only an engine with providers would have seen. */
function unseen(project: Project, monitor: Monitor): Undetermined[] {
  const remote = monitor.registrations.filter(({ isRemote }) => isRemote);
  return [
    ...remote.map(({ urn }) => {
      const reason = "Another process makes this component's children, which only the engine's own preview sees.";
      return { id: "preview", policy: "remote-component", urn, reason };
    }),
    ...[...monitor.unansweredFunctions].map((token) => {
      const reason = `Only a provider can answer ${token}, so its result stayed unknown.`;
      return { id: "preview", policy: "provider-function", urn: monitor.stackUrn ?? project.name, reason };
    }),
  ];
}
