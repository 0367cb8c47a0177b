import type { Maybe } from "../unknown.js";
import type { SelectionConditions, TagCondition, Tags } from "./tagCondition.js";

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
