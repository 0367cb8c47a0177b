import type { Registered } from "../support/program.js";
import { addedAccess } from "./addedAccess.js";
import { addedRecords, addedSettings } from "./addedRecords.js";
import { addedStores, addedTwins } from "./addedStores.js";
import { registered, type Addition } from "./addition.js";
import { argumentsOf } from "./declarations.js";
import { edited, type Change, type Operator } from "./change.js";
import { changesOf } from "./operators.js";

/** One program with one thing changed; `beside` is the operator of one resource more. */
export interface Mutant {
  /** The component that the changed resource belongs to. */
  readonly component: string;
  readonly resource: Registered;
  /** All that the program registers. */
  readonly program: readonly Registered[];
  readonly operator: Operator | "remove" | "unprotect" | "protect" | "ignore" | "beside";
  /** Which place of the resource, as classification names it: `policy:Allow.Action`, `rules[].schedule`. */
  readonly place: string;
  readonly detail: string;
  readonly from: unknown;
  readonly to: unknown;
  /** What stands in the program instead; `undefined` where the resource is gone. */
  readonly becomes: Registered | undefined;
  /** A resource that stands beside it then. */
  readonly adds?: Registered;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Every mutant of one resource of a program. */
export function mutantsOf(component: string, resource: Registered, program: readonly Registered[]): Mutant[] {
  const { inputs, options = {} } = resource;
  const base = { component, resource, program, from: undefined, to: undefined };
  const changed = (more: Partial<Registered>): Registered => ({ ...resource, ...more });
  const guards = [...Object.keys(inputs), "*"];
  const mutants: Mutant[] = [
    { ...base, operator: "remove", place: "", detail: "the resource is removed", becomes: undefined },
    ...guards.map((property): Mutant => {
      const becomes = changed({ options: { ...options, ignoreChanges: [property] } });
      return { ...base, operator: "ignore", place: property, detail: `ignoreChanges: ${property}`, becomes };
    }),
  ];
  const flip = options.protect === true ? "unprotect" : "protect";
  mutants.push({
    ...{ ...base, operator: flip, place: "protect", detail: `protect: ${options.protect !== true}` },
    becomes: changed({ options: { ...options, protect: options.protect !== true } }),
  });
  for (const property of ["tags"].filter((name) => argumentsOf(resource.type).has(name))) {
    const tags = { ...(inputs[property] as object | undefined), "cost-centre": "1" };
    const more = { operator: "set" as const, place: "tags.cost-centre", detail: "one more tag" };
    mutants.push({ ...base, ...more, becomes: changed({ inputs: { ...inputs, [property]: tags } }) });
  }
  mutants.push(
    ...additionsOf(resource, program).map((addition, index): Mutant => {
      const place = `+ ${addition.type.split(":").at(-1) ?? ""}`;
      const added = { adds: registered(addition, resource, index), becomes: resource };
      return { ...base, operator: "beside", place, detail: addition.detail, to: addition.inputs, ...added };
    }),
  );
  return [...mutants, ...changesOf(resource).flatMap((change) => applied({ component, resource, program }, change))];
}

/** What somebody may add beside a resource. */
function additionsOf(resource: Registered, program: readonly Registered[]): Addition[] {
  const added = addedAccess[resource.type] ?? addedStores[resource.type];
  return [
    ...(added?.(resource) ?? []),
    ...addedTwins(resource),
    ...addedRecords(resource, program),
    ...addedSettings(resource),
  ];
}

function applied(of: Pick<Mutant, "component" | "resource" | "program">, change: Change): Mutant[] {
  const { resource } = of;
  const { operator, path, place, detail, from, to } = change;
  // The mark of a secret is no property, and what a change leaves as it is changes nothing.
  if (path.includes(SIGNATURE) || from === to) return [];
  const inputs = edited(resource.inputs, path, to) as Registered["inputs"];
  // What a literal replaces no longer comes from another resource.
  const edges = Object.fromEntries(
    Object.entries(resource.edges ?? {}).filter(([property]) => property !== path[0] || keeps(change)),
  );
  return [
    {
      ...of,
      operator,
      place,
      detail,
      from,
      to,
      becomes: { ...resource, inputs, outputs: outputsOf(change, resource), edges },
    },
  ];
}

/** Outputs repeat what the program gave, so what it no longer gives they do not say either. */
function outputsOf({ path: [property] }: Change, { outputs }: Registered): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs ?? {}).filter(([name]) => name !== property));
}

/** A change inside a value leaves the rest of it, which may come from elsewhere. */
function keeps({ path, operator }: Change): boolean {
  return path.length > 1 || ["widen", "narrow", "turn", "same", "term"].includes(operator);
}
