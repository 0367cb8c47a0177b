/**
 * Which data stores a backup selection reaches. Where AWS's documents disagree, the stricter reading holds: a store passes
 * only if it is backed up by all of them.
 *
 * Source: AWS Backup Developer Guide, "Select AWS services to backup" and "Assign resources with AWS CLI"; AWS Backup API
 * Reference, BackupSelection, Conditions and UpdateRegionSettings.
 */
import { and, not, or, some } from "../iam/ternary.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import { anyArn, isSupported, matchesStore, namesType, ownArnNamesType } from "./storeArns.js";
import { conditionsHold, oneTagHolds, type SelectionConditions, type TagCondition, type Tags } from "./tagCondition.js";

export type { SelectionConditions, TagCondition };

/** What holds a shop's data and can be given to AWS Backup. */
export interface DataStore {
  /** One of a kind in a stack: a selection's {@link StoreReference} names it. */
  readonly label: string;
  /** As AWS Backup's opt-in settings call its type: "DynamoDB", "RDS", "Aurora", "S3", … */
  readonly service: string;
  /** With `*` for what is not known of it. Where all is unknown, the ARN of any store of its service. */
  readonly arn: Maybe<string>;
  readonly tags: Tags;
  /** Of a bucket; `undefined` for all else. */
  readonly isVersioned?: Maybe<boolean>;
}

/** An ARN that is unknown yet, of a data store that is known: the program passed the store's own output. */
export interface StoreReference {
  readonly storeLabel: string;
}

/** An ARN, a pattern of ARNs, or the data store itself. */
export type ArnPattern = Maybe<string> | StoreReference;

/** Which resources a backup plan takes. Empty lists for what is not given. */
export interface Selection {
  readonly label: string;
  readonly resources: Maybe<readonly ArnPattern[]>;
  readonly notResources: Maybe<readonly ArnPattern[]>;
  readonly conditions: Maybe<SelectionConditions>;
  /** `ListOfTags` of the API: one of them is enough. */
  readonly selectionTags: Maybe<readonly TagCondition[]>;
}

/**
 * Whether AWS Backup is switched on for each service, in the Region of the selection; a service that is not listed stays
 * as it was. `undefined` where the stack has no RegionSettings.
 */
export type RegionOptIn = Maybe<ReadonlyMap<string, Maybe<boolean>>> | undefined;

/** What a verdict rests on. */
export type CoveragePart =
  | "everything"
  | "no selection"
  | "empty selection"
  | "arn"
  | "exclusion"
  | "condition"
  | "tag"
  | "opt-in"
  | "versioning"
  | "service";

/** Whether backups are taken of a data store. */
export interface Coverage {
  readonly state: "selected" | "missed" | "undetermined";
  readonly part: CoveragePart;
  /** One full sentence; of a store that several selections miss, one for each. */
  readonly reason: string;
}

/** Whether one of the selections reaches the data store; where none does, why each does not. Each may have an opt-in. */
export function coverage<S extends Selection>(
  store: DataStore,
  selections: readonly S[],
  optIn: RegionOptIn | ((selection: S) => RegionOptIn),
): Coverage {
  const results: Coverage[] = [];
  for (const selection of selections) {
    const result = selectionCoverage(store, selection, typeof optIn === "function" ? optIn(selection) : optIn);
    if (result.state === "selected") return result;
    results.push(result);
  }
  const [first] = results;
  if (first === undefined) {
    return { state: "missed", part: "no selection", reason: `No backup selection could reach ${store.label}.` };
  }
  const open = results.find(({ state }) => state === "undetermined");
  return open ?? { ...first, reason: [...new Set(results.map(({ reason }) => reason))].join(" ") };
}

interface Part {
  readonly part: CoveragePart;
  readonly holds: Maybe<boolean>;
  /** Why it does not hold, or why that is not known. */
  readonly reason: string;
}

/** Whether this selection reaches the data store. */
export function selectionCoverage(store: DataStore, selection: Selection, optIn: RegionOptIn): Coverage {
  const arns = store.arn === UNKNOWN ? anyArn(store.service) : [store.arn];
  const parts = [
    supported(store),
    versioned(store),
    notEmpty(selection),
    named(store, selection, arns),
    notExcluded(store, selection, arns),
    conditional(store, selection),
    tagged(store, selection),
    optedIn(store, selection, optIn, arns),
  ];
  const missing = parts.find(({ holds }) => holds === false);
  if (missing !== undefined) return { state: "missed", part: missing.part, reason: missing.reason };
  const unknown = parts.find(({ holds }) => holds === UNKNOWN);
  if (unknown !== undefined) return { state: "undetermined", part: unknown.part, reason: unknown.reason };
  return { state: "selected", part: "everything", reason: `${selection.label} takes ${store.label}.` };
}

function supported({ label, service }: DataStore): Part {
  return {
    part: "service",
    holds: isSupported(service),
    reason: `${label} is missed: AWS Backup takes no backups of ${service}.`,
  };
}

/** AWS Backup Developer Guide, "Amazon S3 backups": versioning is a prerequisite. */
function versioned({ label, service, isVersioned = UNKNOWN }: DataStore): Part {
  const fact = isVersioned === false ? "has none" : "may have it only after the deploy";
  const reason = `AWS Backup takes only buckets with versioning, and ${label} ${fact}.`;
  return { part: "versioning", holds: service === "S3" ? isVersioned : true, reason };
}

/**
 * The API Reference says that a selection of nothing takes everything; the API refuses it, with or without conditions and
 * exclusions: "Either 'ListOfTags' or 'Resources' section must be non-empty" (hashicorp/terraform-provider-aws#25436).
 */
function notEmpty({ label, resources, selectionTags }: Selection): Part {
  const holds = or(isGiven(resources), isGiven(selectionTags));
  const reason = `${label} gives neither resources nor selection tags, which AWS refuses, whatever else it gives.`;
  // What is unknown and turns out empty is refused by AWS, so it cannot pass in silence.
  return { part: "empty selection", holds: holds === UNKNOWN ? true : holds, reason };
}

function isGiven(list: Maybe<readonly unknown[]>): Maybe<boolean> {
  return list === UNKNOWN ? UNKNOWN : list.length > 0;
}

function named(store: DataStore, { label, resources }: Selection, arns: readonly string[]): Part {
  if (resources === UNKNOWN) {
    return { part: "arn", holds: UNKNOWN, reason: unknownUntilDeploy(label, "resources", store) };
  }
  const holds = resources.length === 0 ? true : some(resources.map((pattern) => matchesPattern(pattern, store, arns)));
  const end = holds === UNKNOWN ? "which of them match it is known only after the deploy" : "none of them matches it";
  const reason = `${label} takes ${listed(resources)}; the ARN of ${store.label} is ${arns.join(" or ")}, and ${end}.`;
  return { part: "arn", holds, reason };
}

function unknownUntilDeploy(label: string, property: keyof Selection, store: DataStore): string {
  return `The ${property} of ${label} are known only after the deploy, so it may miss ${store.label}.`;
}

function notExcluded(store: DataStore, { label, notResources }: Selection, arns: readonly string[]): Part {
  if (notResources === UNKNOWN) {
    return { part: "exclusion", holds: UNKNOWN, reason: unknownUntilDeploy(label, "notResources", store) };
  }
  const holds = not(some(notResources.map((pattern) => matchesPattern(pattern, store, arns))));
  const verb = holds === UNKNOWN ? "may exclude" : "excludes";
  return {
    part: "exclusion",
    holds,
    reason: `${label} ${verb} ${store.label} by notResources ${listed(notResources)}.`,
  };
}

function matchesPattern(pattern: ArnPattern, store: DataStore, arns: readonly string[]): Maybe<boolean> {
  if (pattern === UNKNOWN) return UNKNOWN;
  return typeof pattern === "string" ? matchesStore(pattern, arns) : pattern.storeLabel === store.label;
}

function listed(patterns: readonly ArnPattern[]): string {
  return patterns
    .map((pattern) => {
      if (pattern === UNKNOWN) return "an ARN that is known only after the deploy";
      return typeof pattern === "string" ? `"${pattern}"` : pattern.storeLabel;
    })
    .join(", ");
}

function conditional(store: DataStore, { label, conditions }: Selection): Part {
  const { holds, why } = conditionsHold(conditions, store.tags);
  return { part: "condition", holds, reason: sentence(label, store.label, holds, why) };
}

function sentence(label: string, store: string, holds: Maybe<boolean>, why: string): string {
  return `${label} ${holds === UNKNOWN ? "may miss" : "misses"} ${store}: ${why}.`;
}

/**
 * With resources and selection tags, the Developer Guide says that tags filter the resources further; AWS re:Post, and what
 * users observe (hashicorp/terraform-provider-aws#41274), that either is enough. So both are asked for.
 */
function tagged(store: DataStore, { label, resources, selectionTags }: Selection): Part {
  if (selectionTags === UNKNOWN) {
    return { part: "tag", holds: UNKNOWN, reason: unknownUntilDeploy(label, "selectionTags", store) };
  }
  if (selectionTags.length === 0) return { part: "tag", holds: true, reason: "" };
  const { holds, why } = oneTagHolds(selectionTags, store.tags);
  const also = isGiven(resources) === false ? "" : "; AWS's documents disagree whether its resources would do alone";
  return { part: "tag", holds, reason: sentence(label, store.label, holds, `${why}${also}`) };
}

function optedIn(store: DataStore, selection: Selection, optIn: RegionOptIn, arns: readonly string[]): Part {
  const { service } = store;
  const isOn = optIn === undefined || optIn === UNKNOWN ? UNKNOWN : (optIn.get(service) ?? UNKNOWN);
  const state = optInState(service, optIn, isOn);
  const reason = `${selection.label} reaches ${store.label} only if the Region is opted in to ${service}, and ${state}.`;
  return { part: "opt-in", holds: or(isOn, not(needsOptIn(store, selection, arns))), reason };
}

/**
 * AWS opts an account in to the types that exist when it first uses AWS Backup in a Region; anyone may have changed that
 * since, and newer types stay off. So without RegionSettings nothing in the stack tells.
 */
function optInState(service: string, optIn: RegionOptIn, isOn: Maybe<boolean>): string {
  if (isOn === false) return "RegionSettings switch it off";
  if (optIn === undefined) return "without RegionSettings in the stack that is as it was";
  if (optIn !== UNKNOWN && !optIn.has(service)) return "RegionSettings leave it as it was";
  return "that is known only after the deploy";
}

/** Tags alone, `*` and a service without a type obey the opt-in; a type's own ARN does not. */
function needsOptIn(store: DataStore, { resources }: Selection, arns: readonly string[]): Maybe<boolean> {
  if (resources === UNKNOWN) return UNKNOWN;
  return not(
    some(
      resources.map((pattern) => {
        if (pattern === UNKNOWN)
          return ownArnNamesType(anyArn(store.service), store.service) === false ? false : UNKNOWN;
        const names =
          typeof pattern === "string" ? namesType(pattern, store.service) : ownArnNamesType(arns, store.service);
        return and(names, matchesPattern(pattern, store, arns));
      }),
    ),
  );
}
