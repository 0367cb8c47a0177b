import type { Problem } from "../problem.js";
import type { Maybe } from "../unknown.js";
import { dayProblems } from "./days.js";
import { checkKeyArn } from "./place.js";

/** Days that point-in-time recovery reaches back at most. Source: Amazon DynamoDB API Reference, PointInTimeRecoverySpecification. */
export const RECOVERY_DAYS = { minimum: 1, maximum: 35 } as const;

/** Source: Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB". */
const MAX_INDEXES = 20;

const TYPES: readonly string[] = ["S", "N", "B"];

/** An attribute that is part of a key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: string;
}

interface KeySchema {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
}

/** A table as it was asked for. */
export interface CustomerTableInput extends KeySchema {
  readonly tableName: string;
  readonly indexes: readonly (KeySchema & {
    readonly name: string;
    readonly projectedAttributes?: readonly string[];
  })[];
  readonly ttlAttribute: string | undefined;
  readonly keyArn: Maybe<string>;
  readonly region: string | undefined;
  readonly recoveryDays: number;
  readonly deletionProtection: boolean;
  readonly backup: boolean;
}

/** The attributes that DynamoDB must know: those of keys, each once. */
export function keyAttributes(input: CustomerTableInput): KeyAttribute[] {
  const all = placedAttributes(input).map(({ attribute }) => attribute);
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

function placedAttributes(input: CustomerTableInput): { readonly place: string; readonly attribute: KeyAttribute }[] {
  const schemas: [string, KeySchema][] = [["", input]];
  input.indexes.forEach((index, place) => schemas.push([`indexes[${place}].`, index]));
  return schemas.flatMap(([prefix, { partitionKey, sortKey }]) => [
    { place: `${prefix}partitionKey`, attribute: partitionKey },
    ...(sortKey ? [{ place: `${prefix}sortKey`, attribute: sortKey }] : []),
  ]);
}

/** Everything that is wrong with it, in the input's terms. */
export function customerTableProblems(input: CustomerTableInput): Problem[] {
  const { tableName, indexes, ttlAttribute, keyArn, region, recoveryDays } = input;
  const problems = checkKeyArn("keyArn", keyArn, region);
  const add = (property: string, reason: string): unknown => problems.push({ property, reason });
  const isName = (name: string): boolean => /^[\w.-]{3,255}$/.test(name);
  const rule = "Allowed are 3 to 255 letters, digits, _, - and dots.";
  if (!isName(tableName)) add("tableName", `"${tableName}" is no name for a table. ${rule}`);
  indexes.forEach(({ name }, place) => {
    if (!isName(name)) add(`indexes[${place}].name`, `"${name}" is no name for an index. ${rule}`);
    if (indexes.findIndex((other) => other.name === name) !== place) {
      add(`indexes[${place}].name`, `"${name}" is named twice.`);
    }
  });
  if (indexes.length > MAX_INDEXES) add("indexes", `There are ${indexes.length}; at most ${MAX_INDEXES} are allowed.`);
  const types = new Map(keyAttributes(input).map(({ name, type }) => [name, type]));
  for (const { place, attribute } of placedAttributes(input)) {
    const { name, type } = attribute;
    if (name.length < 1 || name.length > 255) add(`${place}.name`, "1 to 255 characters are allowed.");
    if (!TYPES.includes(type)) add(`${place}.type`, `"${type}" is no type of a key; ${TYPES.join(", ")} are allowed.`);
    else if (types.get(name) !== type) {
      add(`${place}.type`, `"${name}" is of type ${types.get(name)} elsewhere, and ${type} here; one is allowed.`);
    }
  }
  if (ttlAttribute === "") add("ttlAttribute", "It is empty; the name of an attribute is needed.");
  return [...problems, ...dayProblems("recoveryDays", recoveryDays, RECOVERY_DAYS.minimum, RECOVERY_DAYS.maximum)];
}

/** Weaker choices, as sentences. */
export function customerTableExceptions({ recoveryDays, deletionProtection, backup }: CustomerTableInput): string[] {
  return [
    ...(recoveryDays < RECOVERY_DAYS.maximum
      ? [`recoveryDays: the table can be restored to a point in the last ${recoveryDays} days only.`]
      : []),
    ...(deletionProtection ? [] : ["deletionProtection: one call deletes the table."]),
    ...(backup ? [] : ["backup: nothing selects the table for backups."]),
  ];
}
