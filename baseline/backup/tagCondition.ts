/**
 * What a backup selection asks of a data store's tags.
 *
 * Source: AWS Backup API Reference, Conditions, ConditionParameter and Condition: keys and values are case sensitive.
 */
import { and, not, or, some } from "../iam/ternary.js";
import { matches } from "../iam/match.js";
import { UNKNOWN, type Maybe } from "../unknown.js";

export type Tags = Maybe<ReadonlyMap<string, Maybe<string>>>;

/** A tag's key and the value, or a pattern of values, that is asked for. */
export interface TagCondition {
  /** With the prefix `aws:ResourceTag/` in {@link SelectionConditions}, without it in `selectionTags`. */
  readonly key: Maybe<string>;
  readonly value: Maybe<string>;
}

/** All of them must hold. */
export interface SelectionConditions {
  readonly stringEquals: Maybe<readonly TagCondition[]>;
  readonly stringNotEquals: Maybe<readonly TagCondition[]>;
  readonly stringLike: Maybe<readonly TagCondition[]>;
  readonly stringNotLike: Maybe<readonly TagCondition[]>;
}

/** Whether it holds, and why it does not, or why that is not known: as the end of a sentence. */
export interface TagResult {
  readonly holds: Maybe<boolean>;
  readonly why: () => string;
}

const PREFIX = "aws:ResourceTag/";

/** The tag's own key, with or without the prefix. */
export function tagOfCondition(key: string): string {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key;
}

const QUESTION_MARK = /\?/g;
/** A character that no tag holds: it takes the place of `?`, which is no wildcard here. */
const PLAIN = "\u{F8FF}";

const HOLD: TagResult = { holds: true, why: () => "its conditions hold" };

const OPERATORS = ["stringEquals", "stringNotEquals", "stringLike", "stringNotLike"] as const;
type Operator = (typeof OPERATORS)[number];
const ASKS: Readonly<Record<Operator, string>> = {
  stringEquals: "to be",
  stringNotEquals: "not to be",
  stringLike: "to be like",
  stringNotLike: "not to be like",
};

/** The first condition that does not hold; else the first that cannot be judged; else that all hold. */
export function conditionsHold(conditions: Maybe<SelectionConditions>, tags: Tags): TagResult {
  if (conditions === UNKNOWN) return { holds: UNKNOWN, why: () => "its conditions are known only after the deploy" };
  if (OPERATORS.every((operator) => conditions[operator] !== UNKNOWN && conditions[operator].length === 0)) return HOLD;
  const results = OPERATORS.flatMap((operator): readonly TagResult[] => {
    const listed = conditions[operator];
    if (listed === UNKNOWN) {
      return [{ holds: UNKNOWN, why: () => `its ${operator} conditions are known only after the deploy` }];
    }
    return listed.map((condition) => conditionHolds(operator, condition, tags));
  });
  return results.find(({ holds }) => holds === false) ?? results.find(({ holds }) => holds === UNKNOWN) ?? HOLD;
}

function conditionHolds(operator: Operator, { key, value }: TagCondition, tags: Tags): TagResult {
  if (key === UNKNOWN) return { holds: UNKNOWN, why: () => "a condition's key is known only after the deploy" };
  if (!key.startsWith(PREFIX)) {
    return {
      holds: false,
      why: () => `the condition's key "${key}" names no tag, as it does not begin with "${PREFIX}"`,
    };
  }
  const name = key.slice(PREFIX.length);
  const asks = (): string =>
    `its conditions ask tag "${name}" ${ASKS[operator]} ${shown(value)}, and ${found(name, tags)}`;
  if (operator === "stringEquals" || operator === "stringLike") {
    return { holds: hasTag(name, value, operator === "stringLike", tags), why: asks };
  }
  if (tags !== UNKNOWN && !tags.has(name)) {
    // API Reference, Conditions: "only those resources that you tagged that do not have the same value".
    return {
      holds: UNKNOWN,
      why: () => `${asks()}: AWS does not document whether a resource without the tag meets such a condition`,
    };
  }
  return { holds: not(hasTag(name, value, operator === "stringNotLike", tags)), why: asks };
}

/** Whether one of the tags of `ListOfTags` is there. */
export function oneTagHolds(asked: readonly TagCondition[], tags: Tags): Maybe<boolean> {
  return some(asked.map((tag) => listedTagHolds(tag, tags)));
}

/** What `ListOfTags` asks for, and what is there: as the end of a sentence. */
export function askedTags(asked: readonly TagCondition[], tags: Tags): string {
  const list = asked.map(({ key, value }) => `"${key === UNKNOWN ? "?" : key}" ${shown(value)}`).join(" or ");
  const [first] = asked;
  const present = asked.length === 1 && first !== undefined && first.key !== UNKNOWN ? found(first.key, tags) : "";
  return `it asks for tag ${list}${present === "" ? "" : `, and ${present}`}`;
}

/**
 * The API Reference gives keys of `ListOfTags` without a prefix, the CloudFormation reference with one. So a prefixed key
 * decides nothing where the two readings differ; a tag of that very name cannot exist, since `aws:` is reserved.
 */
function listedTagHolds({ key, value }: TagCondition, tags: Tags): Maybe<boolean> {
  if (key === UNKNOWN) return tags === UNKNOWN || tags.size > 0 ? UNKNOWN : false;
  if (!key.startsWith(PREFIX)) return hasTag(key, value, false, tags);
  return and(hasTag(key.slice(PREFIX.length), value, false, tags), UNKNOWN);
}

function hasTag(name: string, asked: Maybe<string>, isPattern: boolean, tags: Tags): Maybe<boolean> {
  if (tags === UNKNOWN) return UNKNOWN;
  if (!tags.has(name)) return false;
  const value = tags.get(name) ?? UNKNOWN;
  if (isPattern && asked === "*") return true;
  if (asked === UNKNOWN || value === UNKNOWN) return UNKNOWN;
  return or(asked === value, isPattern && matches(plain(asked), plain(value)));
}

function plain(text: string): string {
  return text.replace(QUESTION_MARK, PLAIN);
}

function shown(value: Maybe<string>): string {
  return value === UNKNOWN ? "a value that is known only after the deploy" : `"${value}"`;
}

/** What stands in the place of a tag, with a near miss: another case makes another tag. */
function found(name: string, tags: Tags): string {
  if (tags === UNKNOWN) return "its tags are known only after the deploy";
  const value = tags.get(name);
  if (value !== undefined) return `it is ${shown(value)}`;
  const other = [...tags.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
  return other === undefined ? "it has no such tag" : `it has only "${other}", and keys are case sensitive`;
}
