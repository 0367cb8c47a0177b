import { UNKNOWN } from "../unknown.js";
import { PARTS, type Ask, type Part } from "./coverageParts.js";
import type { CoveragePart, DataStore, RegionOptIn, Selection } from "./selection.js";
import { anyArn } from "./storeArns.js";

export type { ArnPattern, DataStore, RegionOptIn, Selection } from "./selection.js";
export type { SelectionConditions, TagCondition } from "./tagCondition.js";

/** Whether backups are taken of a data store. */
export interface Coverage {
  readonly state: "selected" | "missed" | "undetermined";
  readonly part: CoveragePart;
  /** One full sentence; of a store that several selections miss, one for each of the first five. */
  readonly reason: string;
}

/** What one selection makes of a data store. */
export interface SelectionCoverage extends Omit<Coverage, "reason"> {
  /** One full sentence. */
  readonly reason: () => string;
}

/** Of a store that more selections miss, nobody reads why each of them does. */
const MOST_REASONS = 5;

/**
 * Whether one of the selections reaches the data store; where none does, why each of them does not.
 *
 * @param optIn of the Region of them all, or of each
 */
export function coverage<S extends Selection>(
  store: DataStore,
  selections: readonly S[],
  optIn: RegionOptIn | ((selection: S) => RegionOptIn),
): Coverage {
  const missed: SelectionCoverage[] = [];
  let open: SelectionCoverage | undefined;
  for (const selection of selections) {
    const result = selectionCoverage(store, selection, typeof optIn === "function" ? optIn(selection) : optIn);
    if (result.state === "selected") return { ...result, reason: result.reason() };
    if (result.state === "missed") missed.push(result);
    else open ??= result;
  }
  if (open) return { ...open, reason: open.reason() };
  const [first] = missed;
  if (first === undefined) {
    return { state: "missed", part: "no selection", reason: `No backup selection could reach ${store.label}.` };
  }
  const reasons = missed.slice(0, MOST_REASONS).map(({ reason }) => reason());
  const others = missed.length - reasons.length;
  const rest = others > 0 ? [`${others} more miss it.`] : [];
  return { ...first, reason: [...new Set(reasons), ...rest].join(" ") };
}

/** Whether this selection reaches the data store. */
export function selectionCoverage(store: DataStore, selection: Selection, optIn: RegionOptIn): SelectionCoverage {
  const ask: Ask = { store, selection, arns: store.arn === UNKNOWN ? anyArn(store.service) : [store.arn], optIn };
  let unknown: Part | undefined;
  for (const part of PARTS) {
    const holds = part.holds(ask);
    if (holds === false) return { state: "missed", part: part.part, reason: () => part.why(ask, holds) };
    if (holds === UNKNOWN) unknown ??= part;
  }
  if (unknown === undefined)
    return { state: "selected", part: "everything", reason: () => `${selection.label} takes ${store.label}.` };
  const { part, why } = unknown;
  return { state: "undetermined", part, reason: () => why(ask, UNKNOWN) };
}
