import { runProgram } from "../../preview/program.js";
import type { Judging } from "../../preview/judging.js";
import type { Registration } from "../../preview/monitor.js";
import { readProject } from "../../preview/project.js";
import { StandIns } from "../../preview/standIn.js";
import type { Registered } from "../support/program.js";

/** A judging that hears every resource and says nothing. */
const listening = { judge: ({ inputs }: Registration) => Promise.resolve(inputs) } as unknown as Judging;

/**
 * Runs the program of a folder as the offline preview does, with invented identifiers, and gives what it registered.
 *
 * @throws Failure where the program fails
 */
export async function runFolder(folder: string, config: Readonly<Record<string, unknown>> = {}): Promise<Registered[]> {
  const project = readProject(folder, "dev", config);
  const stopping = new AbortController();
  const options = { project, standIns: new StandIns(project.folder), stopping: stopping.signal };
  const { monitor } = await runProgram(options, () => listening);
  return monitor.registrations.filter(({ isRead, type }) => !isRead && type !== "pulumi:pulumi:Stack").map(registered);
}

function registered({ urn, type, name, parent, inputs, outputs, ...more }: Registration): Registered {
  const namesOf = (urns: readonly string[]): string[] => urns.map((source) => source.split("::").at(-1) ?? "");
  // A monitor answers with the inputs too, which a changed program no longer has.
  const computed = Object.fromEntries(Object.entries(outputs).filter(([key]) => !(key in inputs)));
  return {
    ...{ urn, type, name, parent, inputs, outputs: computed },
    options: { protect: more.protect, ignoreChanges: [...more.ignoreChanges] },
    edges: Object.fromEntries(Object.entries(more.propertyDependencies).map(([key, urns]) => [key, namesOf(urns)])),
    dependsOn: namesOf(more.dependencies),
  };
}
