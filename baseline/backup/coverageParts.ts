/**
 * What must hold for a backup selection to reach a data store. Where AWS's documents disagree, the stricter reading holds:
 * a store passes only if it is backed up by all of them.
 *
 * Source: AWS Backup Developer Guide, "Select AWS services to backup" and "Assign resources with AWS CLI"; AWS Backup API
 * Reference, BackupSelection, Conditions and UpdateRegionSettings.
 */
import { and, not, or, some } from "../iam/ternary.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import type { ArnPattern, CoveragePart, DataStore, RegionOptIn, Selection } from "./selection.js";
import { anyArn, isSupported, matchesStore, namesType, ownArnNamesType } from "./storeArns.js";
import { askedTags, conditionsHold, oneTagHolds } from "./tagCondition.js";

/** What is asked. */
export interface Ask {
  readonly store: DataStore;
  readonly selection: Selection;
  /** The ARNs that the store may have. */
  readonly arns: readonly string[];
  readonly optIn: RegionOptIn;
}

/** One thing that must hold. Why it does not, or why that is not known, is put into words only where somebody reads it. */
export interface Part {
  readonly part: CoveragePart;
  readonly holds: (ask: Ask) => Maybe<boolean>;
  readonly why: (ask: Ask, holds: Maybe<boolean>) => string;
}

/** In this order: the first that does not hold is the reason. */
export const PARTS: readonly Part[] = [
  {
    part: "service",
    holds: ({ store }) => isSupported(store.service),
    why: ({ store: { label, service } }) => `${label} is missed: AWS Backup takes no backups of ${service}.`,
  },
  {
    // AWS Backup Developer Guide, "Amazon S3 backups": versioning is a prerequisite.
    part: "versioning",
    holds: ({ store: { service, isVersioned = UNKNOWN } }) => (service === "S3" ? isVersioned : true),
    why: ({ store }, holds) =>
      `AWS Backup takes only buckets with versioning, and ${store.label} ${holds === false ? "has none" : "may have it only after the deploy"}.`,
  },
  {
    // The API Reference says that a selection of nothing takes everything; the API refuses it, with or without conditions
    // and exclusions: "Either 'ListOfTags' or 'Resources' section must be non-empty"
    // (hashicorp/terraform-provider-aws#25436). What is unknown and turns out empty is refused by AWS, so it cannot pass
    // in silence.
    part: "empty selection",
    holds: ({ selection }) => or(isGiven(selection.resources), isGiven(selection.selectionTags)) !== false,
    why: ({ selection }) =>
      `${selection.label} gives neither resources nor selection tags, which AWS refuses, whatever else it gives.`,
  },
  {
    part: "arn",
    holds: ({ store, selection: { resources }, arns }) => {
      if (resources === UNKNOWN || resources.length === 0) return resources === UNKNOWN ? UNKNOWN : true;
      return some(resources.map((pattern) => matchesPattern(pattern, store, arns)));
    },
    why: ({ store, selection: { label, resources }, arns }, holds) => {
      if (resources === UNKNOWN) return unknownUntilDeploy(label, "resources", store);
      const end =
        holds === UNKNOWN ? "which of them match it is known only after the deploy" : "none of them matches it";
      return `${label} takes ${listed(resources)}; the ARN of ${store.label} is ${arns.join(" or ")}, and ${end}.`;
    },
  },
  {
    part: "exclusion",
    holds: ({ store, selection: { notResources }, arns }) =>
      notResources === UNKNOWN
        ? UNKNOWN
        : not(some(notResources.map((pattern) => matchesPattern(pattern, store, arns)))),
    why: ({ store, selection: { label, notResources } }, holds) =>
      notResources === UNKNOWN
        ? unknownUntilDeploy(label, "notResources", store)
        : `${label} ${holds === UNKNOWN ? "may exclude" : "excludes"} ${store.label} by notResources ${listed(notResources)}.`,
  },
  {
    part: "condition",
    holds: ({ store, selection }) => conditionsHold(selection.conditions, store.tags).holds,
    why: ({ store, selection }, holds) =>
      sentence(selection.label, store.label, holds, conditionsHold(selection.conditions, store.tags).why()),
  },
  {
    // With resources and selection tags, the Developer Guide says that tags filter the resources further; AWS re:Post, and
    // what users observe (hashicorp/terraform-provider-aws#41274), that either is enough. So both are asked for.
    part: "tag",
    holds: ({ store, selection: { selectionTags } }) => {
      if (selectionTags === UNKNOWN || selectionTags.length === 0) return selectionTags === UNKNOWN ? UNKNOWN : true;
      return oneTagHolds(selectionTags, store.tags);
    },
    why: ({ store, selection: { label, resources, selectionTags } }, holds) => {
      if (selectionTags === UNKNOWN) return unknownUntilDeploy(label, "selectionTags", store);
      const also =
        isGiven(resources) === false ? "" : "; AWS's documents disagree whether its resources would do alone";
      return sentence(label, store.label, holds, `${askedTags(selectionTags, store.tags)}${also}`);
    },
  },
  {
    part: "opt-in",
    holds: ({ store, selection, arns, optIn }) =>
      or(isOn(store.service, optIn), not(needsOptIn(store, selection, arns))),
    why: ({ store: { label, service }, selection, optIn }) =>
      `${selection.label} reaches ${label} only if the Region is opted in to ${service}, and ${optInState(service, optIn)}.`,
  },
];

function isGiven(list: Maybe<readonly unknown[]>): Maybe<boolean> {
  return list === UNKNOWN ? UNKNOWN : list.length > 0;
}

function unknownUntilDeploy(label: string, property: keyof Selection, store: DataStore): string {
  return `The ${property} of ${label} are known only after the deploy, so it may miss ${store.label}.`;
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

function sentence(label: string, store: string, holds: Maybe<boolean>, why: string): string {
  return `${label} ${holds === UNKNOWN ? "may miss" : "misses"} ${store}: ${why}.`;
}

function isOn(service: string, optIn: RegionOptIn): Maybe<boolean> {
  return optIn === undefined || optIn === UNKNOWN ? UNKNOWN : (optIn.get(service) ?? UNKNOWN);
}

/**
 * AWS opts an account in to the types that exist when it first uses AWS Backup in a Region; anyone may have changed that
 * since, and newer types stay off. So without RegionSettings nothing in the stack tells.
 */
function optInState(service: string, optIn: RegionOptIn): string {
  if (isOn(service, optIn) === false) return "RegionSettings switch it off";
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
