import { nearest, nearestName } from "../nearest.js";
import type { OtherService, ShopAction } from "./data/actionNames.js";
import { matches } from "./match.js";
import {
  actionNames,
  declaredAction,
  declaredKeysOf,
  keysOfEveryAction,
  service,
  servicePrefixes,
  type AccessLevel,
  type DeclaredKey,
} from "./tables.js";

/**
 * One action, no pattern. The compiler refuses what is no action of the services that a shop uses, in another case than
 * AWS's too; of any other service it takes every name, which is to be checked with `actionFacts`.
 */
export type Action = ShopAction | `${OtherService}:${string}`;

/** What AWS says of one action. */
export interface ActionFacts {
  /** In AWS's spelling: `s3:GetObject`. */
  readonly name: string;
  readonly access: AccessLevel;
  /** Empty where the action is performed on no resource: a policy then names `*`. */
  readonly resourceTypes: readonly {
    readonly name: string;
    /** Patterns such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
    readonly arns: readonly string[];
    /** Whether a request always names a resource of this type. Where none is required, it names one of them, or rarely none. */
    readonly required: boolean;
  }[];
  /** Keys of the action and of its resource types, without the global ones: `s3:TlsVersion`, `aws:ResourceTag/${TagKey}`. */
  readonly conditionKeys: readonly string[];
}

/**
 * The facts of an action.
 *
 * @param name `s3:GetObject`, in any case
 * @returns `undefined` for what AWS does not know: another name, a pattern, a name without its service
 */
export function actionFacts(name: string): ActionFacts | undefined {
  const action = declaredAction(name);
  return (
    action && {
      name: action.name,
      access: action.access,
      resourceTypes: action.resourceTypes.map(({ type, required }) => ({ name: type.name, arns: type.arns, required })),
      conditionKeys: names(declaredKeysOf(action)),
    }
  );
}

/**
 * All actions that a pattern means, in AWS's spelling: by service, then by name.
 *
 * @param pattern with `*` and `?`, in any case, also in the service: `s3:Get*`, `*`, `*:Describe*`
 */
export function expandActions(pattern: string): readonly string[] {
  const key = pattern.toLowerCase();
  const known = expanded.get(key);
  if (known) return known;
  const found = expand(key);
  expanded.set(key, found);
  return found;
}

const expanded = new Map<string, readonly string[]>();

function expand(pattern: string): readonly string[] {
  // AWS takes no pattern without a colon but the one for everything.
  const whole = /^\*+$/.test(pattern) ? "*:*" : pattern;
  const prefix = whole.slice(0, Math.max(0, whole.indexOf(":")));
  const all = servicePrefixes()
    .filter((name) => matches(prefix, name))
    .flatMap(actionNames);
  return whole === `${prefix}:*` ? all : all.filter((name) => matches(whole, name.toLowerCase()));
}

/** Whether AWS has a service of this prefix, in any case: `s3`. */
export function hasService(prefix: string): boolean {
  return service(prefix) !== undefined;
}

/**
 * ` (did you mean "s3:GetObject"?)` for a name that is no action, where one is close to it: of its service, or of the
 * nearest service where AWS has none of that name. Else nothing.
 */
export function nearestAction(name: string): string {
  const [prefix = "", action = ""] = name.split(":", 2);
  const meant = service(prefix) ?? service(nearestName(prefix, servicePrefixes()) ?? "");
  return meant ? nearest(`${meant.prefix}:${action}`, actionNames(meant.prefix)) : "";
}

/** The ARN patterns of a resource type, in any case: `s3`, `bucket`. Empty where AWS knows no such type. */
export function resourceArns(prefix: string, type: string): readonly string[] {
  return service(prefix)?.resourceTypes.get(type.toLowerCase())?.arns ?? [];
}

/**
 * All keys that a request for the action can hold: the action's, its resource types' and the global ones. `undefined`
 * for what is no action.
 */
export function conditionKeysOf(name: string): readonly string[] | undefined {
  const action = declaredAction(name);
  return action && names([...declaredKeysOf(action), ...keysOfEveryAction()]);
}

const names = (keys: readonly DeclaredKey[]): readonly string[] => [...new Set(keys.map((key) => key.name))];
