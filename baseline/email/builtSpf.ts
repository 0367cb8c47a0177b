import type { Finding } from "../finding.js";
import type { EmailDomainModel, PlannedRecord } from "./emailPlan.js";
import type { Sender } from "./senders/sender.js";
import { checkSpf } from "./spf/check.js";
import { KNOWN_LOOKUPS } from "./spf/knownLookups.js";
import { lockedZone } from "./spf/lock.js";
import { parseSpfLock } from "./spf/lockReading.js";
import { countLookups } from "./spf/lookups.js";
import { planMoves } from "./spf/movePlan.js";
import { isSpf, parseSpf } from "./spf/parse.js";
import { relieveSpf } from "./spf/relief.js";
import { firstKnown, UNKNOWN_ZONE, type SpfZone } from "./spf/zone.js";

/** What is wrong with the SPF records that a domain's senders are given. */
export interface BuiltSpfVerdict {
  /** For each record the property of the input that it comes from, and what is wrong with it. */
  readonly judged: readonly { readonly property: string; readonly findings: readonly Finding[] }[];
  /** Why the lock cannot be counted from, as sentences. */
  readonly lockFaults: readonly string[];
  /** What each sender costs, and how the limit could be kept; empty where no sender is included. */
  readonly costs: string;
}

/**
 * Judges the planned SPF records, at the domain's own name and at return paths, together with the records behind their
 * includes: those of the lock, else the look-ups that the arguments or the catalogue declare.
 *
 * @param model the domain, its senders and the lock's text
 * @param records what was planned from it
 */
export function judgeBuiltSpf<T>(
  { domain, senders, spfLock }: EmailDomainModel<T>,
  records: readonly PlannedRecord<T>[],
): BuiltSpfVerdict {
  const lock = spfLock === undefined ? undefined : parseSpfLock(spfLock);
  const built = records.flatMap(({ type, name, content, owner }) => {
    if (type !== "TXT" || typeof content !== "string" || !isSpf(content)) return [];
    const property = (owner === undefined ? undefined : senders[owner]?.property) ?? "senders";
    return { text: content, property, ...(typeof name === "string" ? { name } : {}) };
  });
  const own = (name: string): readonly string[] | undefined => {
    const texts = built.filter((record) => record.name === name).map(({ text }) => text);
    return texts.length === 0 ? undefined : texts;
  };
  const zone = firstKnown(
    { ...UNKNOWN_ZONE, txt: own },
    ...(lock?.ok === true ? [lockedZone(lock.value)] : []),
    declaredLookups(senders),
  );
  const missing = lock?.ok === true ? built.flatMap(({ name, text }) => notLocked(name, text, zone)) : [];
  return {
    judged: built.map(({ name, text, property }) => {
      const context = { subject: name ?? "the return path", zone, ...(name === undefined ? {} : { domain: name }) };
      return { property, findings: checkSpf(text, context) };
    }),
    lockFaults: lock?.ok === false ? lock.errors : missing,
    costs: describeCosts(domain, own(domain)?.[0] ?? "", senders, zone),
  };
}

/** What the arguments and the catalogue say of includes whose records are not known. */
function declaredLookups<T>(senders: readonly Sender<T>[]): SpfZone {
  const lookups = new Map(KNOWN_LOOKUPS);
  for (const { include, lookups: given } of senders)
    if (include !== undefined && given !== undefined) lookups.set(include, given);
  const lookupsOf = (name: string): number | undefined => {
    const all = lookups.get(name);
    // The zone counts what lies behind the include; the include itself is a look-up of its own.
    return all === undefined ? undefined : all - 1;
  };
  return { ...UNKNOWN_ZONE, lookupsOf };
}

function notLocked(domain: string | undefined, text: string, zone: SpfZone): string[] {
  const parsed = parseSpf(text);
  return (parsed.ok ? countLookups(parsed.value, domain, zone).unknown : []).map(
    (name) =>
      `It holds no record of ${name}, to which the SPF record of ${domain ?? "the return path"} leads. Run \`npx storefront-baseline spf lock ${name}\`.`,
  );
}

function describeCosts<T>(domain: string, text: string, senders: readonly Sender<T>[], zone: SpfZone): string {
  const count = (record: string): number => {
    const parsed = parseSpf(record);
    return parsed.ok ? countLookups(parsed.value, domain, zone).terms : 0;
  };
  const parsed = parseSpf(text);
  const included = (parsed.ok ? parsed.value.terms : []).flatMap((term) =>
    term.kind === "include" ? term.domain : [],
  );
  // An include in whose place networks stand costs nothing any more.
  const costs = senders.flatMap(({ name, include }) =>
    include === undefined || !included.includes(include)
      ? []
      : [{ name, include, lookups: count(`v=spf1 include:${include}`) }],
  );
  if (costs.length === 0) return "";
  const listed = `Look-ups by sender: ${costs.map(({ name, lookups }) => `${name} ${lookups}`).join(", ")}.`;
  const plan = planMoves(costs, count(text));
  const ways = [listed];
  if (plan !== undefined && plan.moves.length > 0) {
    const moved = plan.moves.map(({ name }) => name).join(" and ");
    ways.push(`With ${moved} on a MAIL FROM subdomain of its own, ${plan.left} would be left.`);
  }
  const replacement = parsed.ok ? relieveSpf(parsed.value, domain, zone)?.replacement : undefined;
  if (replacement !== undefined) {
    const includes = replacement.includes.map((include) => `"${include}"`).join(", ");
    ways.push(`With spfFlatten: [${includes}], which goes stale, ${replacement.left} would be left.`);
  }
  return ways.join(" ");
}
