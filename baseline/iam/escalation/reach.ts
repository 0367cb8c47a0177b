import { UNKNOWN, type Maybe } from "../../unknown.js";
import { readArn } from "../arn.js";
import type { ActionFacts } from "../actions.js";
import type { Permit } from "../holdings.js";
import { covers, overlaps, overlapsResource } from "../match.js";

/** How far the resources of a permit go, of those that the action is performed on. */
export interface Reach {
  /**
   * - `any`: a name with a wildcard at its end, or none at all: which it takes is not limited
   * - `some`: a part of them, by a prefix
   * - `named`: those that are named whole, in `names`
   * - `unknown`: no more than a text that is not known yet
   */
  readonly width: "any" | "some" | "named" | "unknown" | "none";
  readonly names: readonly string[];
  /** Patterns to show. */
  readonly shown: readonly string[];
  /** Whether the holder itself is among them by name or by its variable `${aws:username}`. */
  readonly isSelf: boolean;
}

/** Roles that only the service which made them may use, and which none can change. */
const NOBODYS_ROLE = /^role\/aws-(service-role|reserved)\//;
const NONE: Reach = { width: "none", names: [], shown: [], isSelf: false };
const WIDTHS: readonly Reach["width"][] = ["none", "unknown", "named", "some", "any"];

/** How far a permit goes among the resources of one type. */
export function reachOf(permit: Permit, arns: readonly string[], holder: Maybe<string>): Reach {
  // Holes that take out all of the type, however the rest of their ARN is written.
  const templates = arns.map((arn) => arn.replace(/\$\{[^}]*\}/g, "*"));
  const types = templates.filter((type) => !permit.excluded.some((hole) => coversType(hole, type)));
  if (types.length === 0) return NONE;
  return permit.resources
    .map((resource) => reachOfPattern(resource, types, holder))
    .reduce(
      (sum, next) => ({
        width: wider(sum.width, next.width),
        names: [...sum.names, ...next.names],
        shown: [...sum.shown, ...next.shown],
        isSelf: sum.isSelf || next.isSelf,
      }),
      NONE,
    );
}

/** Of the types that these services' actions name, those that have a role. The others only come with the request. */
const WITH_ROLE: Readonly<Record<string, RegExp>> = { ec2: /^(instance|launch-template|fleet|spot-fleet-request)$/ };
/** What runs on machines: a request to run it names it besides the machine. */
const PROGRAM_TYPE = "document";

/**
 * How far several permits of one action go together: a request that names resources of several types needs all of them,
 * so the narrowest decides. A session needs no document: its own opens a shell.
 */
export function reachOfAll(permits: readonly Permit[], facts: ActionFacts, holder: Maybe<string>): Reach {
  if (facts.resourceTypes.length === 0) {
    const isOpen = permits.some(({ resources }) => resources.includes("*"));
    return isOpen ? { ...NONE, width: "any", shown: ["*"] } : NONE;
  }
  const service = facts.name.slice(0, facts.name.indexOf(":"));
  const own = facts.resourceTypes.filter((type) => WITH_ROLE[service]?.test(type.name) ?? true);
  const programs = own.filter((type) => service === "ssm" && type.name === PROGRAM_TYPE);
  const others = own.filter((type) => !programs.includes(type));
  const required = others.filter((type) => type.required);
  const reachOfType = (type: (typeof own)[number]): Reach =>
    permits.map((permit) => reachOf(permit, type.arns, holder)).reduce(widest, NONE);
  const needed = required.map(reachOfType);
  const optional = required.length === 0 && others.length > 0 ? [others.map(reachOfType).reduce(widest, NONE)] : [];
  const run = /:(StartSession|ResumeSession)$/.test(facts.name) ? [] : programs.map(reachOfType);
  return [...needed, ...optional, ...run].reduce(narrowest, { ...NONE, width: "any" });
}

function reachOfPattern(resource: Maybe<string>, types: readonly string[], holder: Maybe<string>): Reach {
  if (resource === UNKNOWN) return { ...NONE, width: "unknown", shown: ["a resource that is not known yet"] };
  const pattern = completed(resource);
  const loose = pattern.replace(/\$\{[^}]*\}/g, "*");
  const near = types.filter((type) => overlapsResource(loose, type));
  const [type] = near;
  if (type === undefined) return NONE;
  const name = resource === "*" ? "*" : resourcePart(pattern);
  if (NOBODYS_ROLE.test(name)) return NONE;
  const shown = [resource];
  const holds = (text: string): boolean => holder !== UNKNOWN && overlapsResource(text, holder);
  if (/\$\{aws:username\}/i.test(name) && !/[*?]/.test(name)) {
    return { width: "named", names: [], shown, isSelf: true };
  }
  const open = name.replace(/\$\{[^}]*\}/g, "*");
  // Of some types each account has just one, such as its root user.
  if (!near.some((each) => /[*?]/.test(resourcePart(each)))) return { ...NONE, width: "any", shown };
  if (!/[*?]/.test(open)) {
    // A script's own document runs what the caller says, as if none were named.
    if (/^document\/AWS-Run(ShellScript|PowerShellScript|RemoteScript)$/.test(name))
      return { ...NONE, width: "any", shown };
    return { width: "named", names: [pattern], shown, isSelf: holds(pattern) };
  }
  const isWhole = near.some((each) => covers(open, resourcePart(each)));
  return { width: isWhole ? "any" : "some", names: [], shown, isSelf: holds(loose) };
}

function wider(a: Reach["width"], b: Reach["width"]): Reach["width"] {
  return WIDTHS.indexOf(a) > WIDTHS.indexOf(b) ? a : b;
}

function widest(sum: Reach, next: Reach): Reach {
  return WIDTHS.indexOf(next.width) > WIDTHS.indexOf(sum.width) ? next : sum;
}

function narrowest(sum: Reach, next: Reach): Reach {
  const shown = [...new Set([...sum.shown, ...next.shown])];
  return { ...(WIDTHS.indexOf(next.width) < WIDTHS.indexOf(sum.width) ? next : sum), shown };
}

/** All resources of a type, in whatever account: another account's are out of the holder's reach anyway. */
function coversType(hole: string, type: string): boolean {
  if (hole === "*") return true;
  const [taken, whole] = [readArn(completed(hole)), readArn(type)];
  if (!taken || !whole) return false;
  return overlaps(taken.service, whole.service) && covers(taken.resource, whole.resource);
}

/** The pattern with the fields that an incomplete ARN lacks: it has six. */
function completed(pattern: string): string {
  const missing = pattern.startsWith("arn:") ? 6 - pattern.split(":").length : 0;
  return missing > 0 ? pattern + ":*".repeat(missing) : pattern;
}

/** What follows an ARN's fifth colon; of a pattern whose star reaches over colons, all of it. */
function resourcePart(arn: string): string {
  return readArn(arn)?.resource ?? arn;
}
