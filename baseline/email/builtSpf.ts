import type { Finding } from "../finding.js";
import type { EmailDomainModel, PlannedRecord } from "./emailPlan.js";
import { KNOWN_LOOKUPS, type Sender } from "./senders.js";
import { checkSpf } from "./spf/check.js";
import { lockedZone } from "./spf/lock.js";
import { parseSpfLock } from "./spf/lockReading.js";
import { countLookups } from "./spf/lookups.js";
import { planMoves } from "./spf/movePlan.js";
import { isSpf, parseSpf } from "./spf/parse.js";
import { firstKnown, UNKNOWN_ZONE, type SpfZone } from "./spf/zone.js";

/** What is wrong with the SPF records that a domain's senders are given. */
export interface BuiltSpfVerdict {
  readonly findings: readonly Finding[];
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
  const built = new Map(
    records.flatMap(({ name, content }) =>
      typeof name === "string" && typeof content === "string" && isSpf(content) ? [[name, content] as const] : [],
    ),
  );
  const own = (name: string): readonly string[] | undefined => {
    const text = built.get(name);
    return text === undefined ? undefined : [text];
  };
  const zone = firstKnown(
    { ...UNKNOWN_ZONE, txt: own },
    ...(lock?.ok === true ? [lockedZone(lock.value)] : []),
    declaredLookups(senders),
  );
  const texts = [...built];
  const missing = lock?.ok === true ? texts.flatMap(([name, text]) => notLocked(name, text, zone)) : [];
  return {
    findings: texts.flatMap(([name, text]) => checkSpf(text, { subject: name, domain: name, zone })),
    lockFaults: lock?.ok === false ? lock.errors : missing,
    costs: describeCosts(domain, built.get(domain) ?? "", senders, zone),
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

function notLocked(domain: string, text: string, zone: SpfZone): string[] {
  const parsed = parseSpf(text);
  return (parsed.ok ? countLookups(parsed.value, domain, zone).unknown : []).map(
    (name) =>
      `It holds no record of ${name}, to which the SPF record of ${domain} leads. Run \`npx storefront-baseline spf lock ${name}\`.`,
  );
}

function describeCosts<T>(domain: string, text: string, senders: readonly Sender<T>[], zone: SpfZone): string {
  const count = (record: string): number => {
    const parsed = parseSpf(record);
    return parsed.ok ? countLookups(parsed.value, domain, zone).terms : 0;
  };
  const costs = senders.flatMap(({ name, include }) =>
    include === undefined ? [] : [{ name, include, lookups: count(`v=spf1 include:${include}`) }],
  );
  if (costs.length === 0) return "";
  const listed = `Look-ups by sender: ${costs.map(({ name, lookups }) => `${name} ${lookups}`).join(", ")}.`;
  const plan = planMoves(costs, count(text));
  if (plan === undefined || plan.moves.length === 0) return listed;
  const moved = plan.moves.map(({ name }) => name).join(" and ");
  return `${listed} With ${moved} on a MAIL FROM subdomain of its own, ${plan.left} would be left.`;
}
