import { createRequire } from "node:module";

/** `data/tables.json`, which `npm run iam-data` generates. Lists are texts that are read when they are asked for. */
export interface Tables {
  readonly source: string;
  readonly licence: string;
  /** Keys of every service, as in a `ServiceTable`. */
  readonly globalKeys: string;
  /** Prefixes of keys, and the services that know keys of this prefix though they are named otherwise. */
  readonly foreignKeys: Readonly<Record<string, readonly string[]>>;
  readonly services: Readonly<Record<string, ServiceTable>>;
}

/**
 * One service. Numbers are to the base 36 and count from 0; items stand apart by `;`.
 *
 * - keys: the letter of the type, in lower case where a request may hold several values, and the key, of which the
 *   service's own prefix is left out: `S:TlsVersion`, `saws:TagKeys`;
 * - sets of keys: the numbers of keys: `0,1,a`. A set that is left out where one may stand is empty;
 * - resource types: `name|set|arn|arn…`, where `^` stands for the ARN's partition and `~` for all until the account;
 * - actions with the same facts: the letter of the access, the numbers of resource types with `!` where one is required
 *   and `:set` where it has keys of its own, then the set of the action's keys, then the names: `W0!:3,1|2|GetA,GetB`.
 */
export type ServiceTable = readonly [name: string, keys: string, sets: string, resourceTypes: string, actions: string];

/** What an action does, as AWS classes it. */
export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

/** What a condition key's value is, which says the operators that compare it. */
export type ConditionKeyType = "String" | "ARN" | "Bool" | "Numeric" | "Date" | "IPAddress";

export const ACCESS_CODES: Readonly<Record<string, AccessLevel>> = {
  L: "List",
  R: "Read",
  W: "Write",
  T: "Tagging",
  P: "Permissions management",
};

export const KEY_TYPE_CODES: Readonly<Record<string, ConditionKeyType>> = {
  S: "String",
  A: "ARN",
  B: "Bool",
  N: "Numeric",
  D: "Date",
  I: "IPAddress",
};

/** A condition key as a service declares it: the name may hold a place for any text, `aws:ResourceTag/${TagKey}`. */
export interface DeclaredKey {
  readonly name: string;
  readonly type: ConditionKeyType;
  readonly multiValued: boolean;
}

export interface DeclaredResourceType {
  readonly name: string;
  readonly arns: readonly string[];
  readonly conditionKeys: readonly DeclaredKey[];
}

export interface DeclaredAction {
  /** `s3:GetObject`. */
  readonly name: string;
  readonly access: AccessLevel;
  readonly resourceTypes: readonly {
    readonly type: DeclaredResourceType;
    readonly required: boolean;
    /** Keys that this action knows on this type only. */
    readonly conditionKeys: readonly DeclaredKey[];
  }[];
  readonly conditionKeys: readonly DeclaredKey[];
}

/** All that is known of one service. Maps are by the name in lower case, without the service's prefix. */
export interface Service {
  readonly prefix: string;
  readonly name: string;
  readonly conditionKeys: readonly DeclaredKey[];
  readonly resourceTypes: ReadonlyMap<string, DeclaredResourceType>;
  readonly actions: ReadonlyMap<string, DeclaredAction>;
}

let loaded: Tables | undefined;
let global: readonly DeclaredKey[] | undefined;
let everywhere: readonly DeclaredKey[] | undefined;
const read = new Map<string, Service>();

function tables(): Tables {
  // Loaded with the first question: most programs have no policy document. The path holds from the bundled pack too.
  return (loaded ??= createRequire(__filename)("../../baseline/iam/data/tables.json") as Tables);
}

/** The prefixes of all services, in lower case, sorted. */
export function servicePrefixes(): readonly string[] {
  return Object.keys(tables().services);
}

/** The service that goes by this prefix in actions, whatever the case of its letters. */
export function service(prefix: string): Service | undefined {
  const name = prefix.toLowerCase();
  const known = read.get(name);
  if (known || !Object.hasOwn(tables().services, name)) return known;
  const found = decode(name, tables().services[name] as ServiceTable);
  read.set(name, found);
  return found;
}

/** An action by its whole name, in any case. */
export function declaredAction(name: string): DeclaredAction | undefined {
  const colon = name.indexOf(":");
  return service(name.slice(0, colon))?.actions.get(name.slice(colon + 1).toLowerCase());
}

/** The keys of an action, of its resource types, and those that it knows on some of them only. */
export function declaredKeysOf({ conditionKeys, resourceTypes }: DeclaredAction): readonly DeclaredKey[] {
  return [...conditionKeys, ...resourceTypes.flatMap((entry) => [...entry.conditionKeys, ...entry.type.conditionKeys])];
}

/** The names of a service's actions, `s3:GetObject`, sorted: what `service` knows of each takes longer to read. */
export function actionNames(prefix: string): readonly string[] {
  const groups = items(tables().services[prefix]?.[4] ?? "");
  const names = groups.flatMap((group) => group.slice(group.lastIndexOf("|") + 1).split(","));
  return names.map((name) => `${prefix}:${name}`).sort();
}

/** The keys that AWS documents for all services. */
export function globalKeys(): readonly DeclaredKey[] {
  return (global ??= decodeKeys("aws", tables().globalKeys));
}

/**
 * The keys that a request for any action may hold. AWS lists the keys of tags with each action and resource type that
 * knows them; with others they are never in the request.
 */
export function keysOfEveryAction(): readonly DeclaredKey[] {
  return (everywhere ??= globalKeys().filter(({ name }) => !/^aws:(RequestTag|ResourceTag|TagKeys)/.test(name)));
}

/** The services that know keys of this prefix though their own is another: `saml` is known to `sts`. */
export function servicesOfForeignKeys(prefix: string): readonly string[] {
  return Object.hasOwn(tables().foreignKeys, prefix) ? (tables().foreignKeys[prefix] ?? []) : [];
}

function decode(prefix: string, [name, keyText, setText, typeText, actionText]: ServiceTable): Service {
  const conditionKeys = decodeKeys(prefix, keyText);
  const sets = items(setText).map((set) => set.split(",").map((number) => at(conditionKeys, number)));
  const setOf = (number: string | undefined): readonly DeclaredKey[] => (number ? at(sets, number) : []);
  const types = items(typeText).map((text): DeclaredResourceType => {
    const [type = "", set, ...arns] = text.split("|");
    return { name: type, arns: arns.map((arn) => longArn(arn, prefix)), conditionKeys: setOf(set) };
  });
  const actions = new Map<string, DeclaredAction>();
  for (const group of items(actionText)) {
    const [head = "", set, names = ""] = group.split("|");
    const access = ACCESS_CODES[head.charAt(0)] as AccessLevel;
    const conditionKeys = setOf(set);
    const resourceTypes = items(head.slice(1), ",").map((text) => {
      const [number = "", own] = text.split(":");
      const required = number.endsWith("!");
      return { type: at(types, required ? number.slice(0, -1) : number), required, conditionKeys: setOf(own) };
    });
    for (const action of names.split(",")) {
      actions.set(action.toLowerCase(), { name: `${prefix}:${action}`, access, resourceTypes, conditionKeys });
    }
  }
  const resourceTypes = new Map(types.map((type) => [type.name.toLowerCase(), type]));
  return { prefix, name, conditionKeys, resourceTypes, actions };
}

function decodeKeys(prefix: string, text: string): DeclaredKey[] {
  return items(text).map((item) => {
    const [letter, key] = [item.charAt(0), item.slice(1)];
    const type = KEY_TYPE_CODES[letter.toUpperCase()] as ConditionKeyType;
    return { name: key.startsWith(":") ? `${prefix}${key}` : key, type, multiValued: letter !== letter.toUpperCase() };
  });
}

const longArn = (arn: string, prefix: string): string =>
  arn
    .replace(/^~/, () => `arn:\${Partition}:${prefix}:\${Region}:\${Account}:`)
    .replace(/^\^/, () => "arn:${Partition}:");

const items = (text: string, between = ";"): string[] => (text === "" ? [] : text.split(between));

const at = <T>(list: readonly T[], number: string): T => list[Number.parseInt(number, 36)] as T;
