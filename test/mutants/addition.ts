import type { Registered } from "../support/program.js";

/** A resource that somebody adds beside one of the program's. */
export interface Addition {
  /** What it is there for, as the page names it: `a policy for everybody`. */
  readonly detail: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The property that comes from a resource of the program, and the names of that. @default the resource beside it */
  readonly from?: string;
  readonly sources?: readonly string[];
  /** Of a second resource of a kind, what the first has. */
  readonly edges?: Registered["edges"];
}

/** An account that is nobody's here. */
export const FOREIGN_ACCOUNT = "210987654321";
export const FOREIGN_HOST = "host.foreign.example";

/** A document of one statement. */
export function documentOf(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** What others call a resource: a value that its provider gave, else what the program's test doubles give for an id. */
export function idOf({ outputs, inputs, name }: Registered, property: string): string {
  const value = outputs?.[property] ?? inputs[property];
  return typeof value === "string" ? value : `${name}-id`;
}

/** The addition as the program would register it, outside of any component. */
export function registered(
  { type, inputs, from, sources, edges }: Addition,
  beside: Registered,
  index: number,
): Registered {
  const [stack, project] = beside.urn.split("::");
  const name = `${beside.name}-added-${index}`;
  return {
    ...{ type, name, inputs, urn: [stack, project, type, name].join("::") },
    parent: [stack, project, "pulumi:pulumi:Stack", `${project}-dev`].join("::"),
    options: { protect: false, ignoreChanges: [] },
    ...(edges === undefined ? {} : { edges }),
    ...(from === undefined ? {} : { edges: { [from]: sources ?? [beside.name] }, dependsOn: sources ?? [beside.name] }),
  };
}
