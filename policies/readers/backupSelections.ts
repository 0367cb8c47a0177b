import {
  coverage,
  type ArnPattern,
  type Coverage,
  type RegionOptIn,
  type Selection,
  type SelectionConditions,
  type TagCondition,
} from "../../baseline/backup/coverage.js";
import { tagOfCondition } from "../../baseline/backup/tagCondition.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asFlag, asText, at, blocksOf } from "./blocks.js";
import { dataStores, type StackStore } from "./dataStores.js";
import { areTogether } from "./regions.js";

export const SELECTION = "aws:backup/selection:Selection";
export const REGION_SETTINGS = "aws:backup/regionSettings:RegionSettings";

/** A selection of the stack. */
export interface StackSelection extends Selection {
  readonly resource: Resource;
  /** What the stack switches on and off in its Region. */
  readonly optIn: RegionOptIn;
}

/** Every selection of the stack. Use it through `stack.read(backupSelections)`. */
export function backupSelections(stack: Stack): readonly StackSelection[] {
  const stores = stack.read(dataStores);
  return stack.ofTypes([SELECTION]).map((resource) => {
    const given = stack.given(resource);
    return {
      label: `selection ${resource.name}`,
      resource,
      optIn: regionOptIn(stack, resource),
      resources: arnPatterns(given, "resources", stores),
      notResources: arnPatterns(given, "notResources", stores),
      conditions: selectionConditions(given.whole("conditions")),
      selectionTags: tagConditions(given.whole("selectionTags")),
    };
  });
}

/** ARNs of a list. An unknown one is that of a data store from which the engine says that the list came. */
export function arnPatterns(
  resource: Resource,
  property: string,
  stores: readonly StackStore[],
): Maybe<readonly ArnPattern[]> {
  const list = resource.list(property);
  if (list === UNKNOWN) return UNKNOWN;
  const sources = resource.sources.get(property) ?? [];
  const known = list.filter((element): element is string => typeof element === "string");
  const hidden = list.filter((element) => element === UNKNOWN).length;
  const sourced =
    hidden === 0
      ? []
      : stores.filter((store) => sources.includes(store.resource.urn) && !known.includes(String(store.arn)));
  const left = Array.from({ length: Math.max(0, hidden - sourced.length) }, (): ArnPattern => UNKNOWN);
  return [...known, ...sourced.map(({ label }): ArnPattern => ({ storeLabel: label })), ...left];
}

function selectionConditions(value: unknown): Maybe<SelectionConditions> {
  const first = Array.isArray(value) ? (value[0] as unknown) : value;
  if (first === UNKNOWN || value === UNKNOWN) return UNKNOWN;
  return {
    stringEquals: tagConditions(at(first, "stringEquals")),
    stringNotEquals: tagConditions(at(first, "stringNotEquals")),
    stringLike: tagConditions(at(first, "stringLikes")),
    stringNotLike: tagConditions(at(first, "stringNotLikes")),
  };
}

export function tagConditions(value: unknown): Maybe<readonly TagCondition[]> {
  const list = blocksOf(value);
  if (list === UNKNOWN) return UNKNOWN;
  return list.map((element): TagCondition => {
    if (element === UNKNOWN) return { key: UNKNOWN, value: UNKNOWN };
    return { key: asText(element["key"]) ?? "", value: asText(element["value"]) ?? "" };
  });
}

/** What the stack switches on and off in the Region of a selection. */
function regionOptIn(stack: Stack, selection: Resource): RegionOptIn {
  const candidates = stack
    .ofTypes([REGION_SETTINGS])
    .map((one) => ({ one, isThere: areTogether(stack, one, selection) }))
    .filter(({ isThere }) => isThere !== false);
  const settings = candidates.find(({ isThere }) => isThere === true)?.one;
  if (settings === undefined) return candidates.length > 0 ? UNKNOWN : undefined;
  const preference = stack.given(settings).whole("resourceTypeOptInPreference");
  if (preference === UNKNOWN) return UNKNOWN;
  return new Map(
    Object.entries(preference ?? {}).map(([service, on]): [string, Maybe<boolean>] => [service, asFlag(on) ?? false]),
  );
}

/** Whether the stack's own selections reach each of its data stores. Use it through `stack.read(storeCoverage)`. */
export function storeCoverage(stack: Stack): ReadonlyMap<StackStore, Coverage> {
  const selections = stack.read(backupSelections);
  return new Map(stack.read(dataStores).map((store) => [store, coverage(store, selections, ({ optIn }) => optIn)]));
}

/** Keys of the tags by which backups find data stores. */
export interface SelectingTags {
  readonly keys: ReadonlySet<string>;
  /** Whether some are not known yet. */
  readonly hidesKeys: boolean;
}

/** Those of the stack's selections, and of plans elsewhere (`backedUpTags`). Use it through `stack.read(selectingTags)`. */
export function selectingTags(stack: Stack): SelectingTags {
  const lists = stack
    .read(backupSelections)
    .flatMap(({ selectionTags, conditions }): Maybe<readonly TagCondition[]>[] => {
      if (conditions === UNKNOWN) return [selectionTags, UNKNOWN];
      const { stringEquals, stringNotEquals, stringLike, stringNotLike } = conditions;
      return [selectionTags, stringEquals, stringNotEquals, stringLike, stringNotLike];
    });
  const keys = lists.flatMap((list): Maybe<string>[] => (list === UNKNOWN ? [UNKNOWN] : list.map(({ key }) => key)));
  const known = keys.filter((key) => key !== UNKNOWN).map(tagOfCondition);
  return {
    keys: new Set([...known, ...Object.keys(stack.settings.backedUpTags)]),
    hidesKeys: keys.includes(UNKNOWN),
  };
}
