import type { Problem } from "./emailDomainCheck.js";
import type { EmailDomainModel } from "./emailPlan.js";
import { quoted } from "./quotation.js";
import { buildSpf } from "./spf/build.js";
import { flattenSpf, type FlattenedInclude } from "./spf/flatten.js";
import { LOOKUP_LIMIT, MAX_OCTETS } from "./spf/limits.js";
import { lockedZone, type SpfLock } from "./spf/lock.js";
import { lockAgeFault, lockDay } from "./spf/lockAge.js";
import { parseSpfLock } from "./spf/lockReading.js";
import { countLookups } from "./spf/lookups.js";
import { planMoves } from "./spf/movePlan.js";
import type { SpfRecord } from "./spf/record.js";
import { includeCosts } from "./spf/relief.js";
import { normalName, type SpfZone } from "./spf/zone.js";

/** A domain's SPF record after the includes that the arguments name were replaced, or why they were not. */
export interface FlattenedSpf {
  readonly record: SpfRecord;
  readonly problems: readonly Problem[];
  /** What has to be kept up from now on, as sentences: networks of others do not follow their changes. */
  readonly exceptions: readonly string[];
}

const PROPERTY = "spfFlatten";

/**
 * Replaces includes of a domain's own SPF record by the networks of the lock. It is all or nothing: where one of them
 * cannot be replaced without changing what the record means, none is, and the problem says which sender to move.
 *
 * @param record the record as the senders make it
 * @param model the domain, its senders, the lock's text and the includes
 */
export function flattenBuiltSpf<T>(record: SpfRecord, model: EmailDomainModel<T>): FlattenedSpf {
  const { domain, spfFlatten: { includes: chosen, today } = { includes: [], today: "" }, spfLock } = model;
  const refused = (problems: readonly Problem[]): FlattenedSpf => ({ record, problems, exceptions: [] });
  if (chosen.length === 0) return refused([]);
  if (spfLock === undefined) {
    const reason = "The networks come from the lock, and none is given. Give the content of spf.lock.json in spfLock.";
    return refused([{ property: PROPERTY, reason }]);
  }
  const lock = parseSpfLock(spfLock);
  // What is wrong with the lock's text is said of the property spfLock.
  if (!lock.ok) return refused([]);
  const zone = lockedZone(lock.value);
  const flattening = flattenSpf(record, domain, zone, (include) => isChosen(include, chosen));
  const problems = [
    ...strangers(record, chosen),
    ...tooOld(lock.value, today, adviceFor(record, model, zone)),
    ...flattening.kept.map(({ include, reason }) => ({
      property: propertyOf(include, chosen),
      reason: `include:${include} cannot be replaced by networks: it ${reason}. ${adviceFor(flattening.record, model, zone)}`,
    })),
    ...tooLong(flattening.record, flattening.flattened, adviceFor(record, model, zone)),
  ];
  if (problems.length > 0) return refused(problems);
  const day = lockDay(lock.value) ?? "";
  return {
    record: flattening.record,
    problems,
    exceptions: flattening.flattened.map((flattened) => staleness(flattened, day)),
  };
}

function isChosen(include: string, chosen: readonly string[]): boolean {
  return chosen.some((name) => normalName(name) === normalName(include));
}

function propertyOf(include: string, chosen: readonly string[]): string {
  return `${PROPERTY}[${chosen.findIndex((name) => normalName(name) === normalName(include))}]`;
}

function strangers(record: SpfRecord, chosen: readonly string[]): Problem[] {
  const includes = record.terms.flatMap((term) => (term.kind === "include" ? term.domain : []));
  const allowed = includes.length === 0 ? "it has no include" : `its includes are ${includes.join(", ")}`;
  return chosen.flatMap((name, index) => {
    const property = `${PROPERTY}[${index}]`;
    const isRepeated = chosen.findIndex((other) => normalName(other) === normalName(name)) < index;
    if (isRepeated) return { property, reason: `${quoted(name)} stands in the list twice.` };
    if (includes.some((include) => normalName(include) === normalName(name))) return [];
    return { property, reason: `The domain's SPF record does not include ${quoted(name)}; ${allowed}.` };
  });
}

function tooOld(lock: SpfLock, today: string, advice: string): Problem[] {
  const fault = lockAgeFault(lock, today);
  if (fault === undefined) return [];
  const reason = `The lock ${fault}. Run \`npx storefront-baseline spf lock\`, and look at the changes. ${advice}`;
  return [{ property: PROPERTY, reason }];
}

/** RFC 7208 §3.4. Unlike a long list of a domain's own, this one grows by the will of others. */
function tooLong(record: SpfRecord, flattened: readonly FlattenedInclude[], advice: string): Problem[] {
  const { length } = buildSpf(record);
  if (flattened.length === 0 || length <= MAX_OCTETS) return [];
  const parts = flattened.map(({ include, networks }) => `${include} ${networks.length}`).join(", ");
  const reason = `With networks in place of these includes the SPF record has ${length} octets, and above ${MAX_OCTETS} a DNS answer may be cut off (RFC 7208 §3.4). Networks: ${parts}. ${advice}`;
  return [{ property: PROPERTY, reason }];
}

/** What to do instead: which senders to move to a MAIL FROM subdomain of their own, if any. */
function adviceFor<T>(record: SpfRecord, { domain, senders }: EmailDomainModel<T>, zone: SpfZone): string {
  const total = countLookups(record, domain, zone).terms;
  const senderOf = (include: string): string =>
    senders.find((sender) => sender.include === include)?.name ?? `include:${include}`;
  const plan = planMoves(includeCosts(record, domain, zone), total);
  if (plan === undefined) {
    return `Without it the record takes ${total} look-ups, and no choice of senders to move brings it to ${LOOKUP_LIMIT}.`;
  }
  if (plan.moves.length === 0) {
    return `Without it the record takes ${total} look-ups of at most ${LOOKUP_LIMIT}, so it can be left out.`;
  }
  const moved = plan.moves.map(({ include }) => senderOf(include)).join(" and ");
  return `Instead, move ${moved} to a MAIL FROM subdomain of its own: ${plan.left} look-ups are left.`;
}

function staleness({ include, networks }: FlattenedInclude, day: string): string {
  const shown = `${networks.length} network${networks.length === 1 ? "" : "s"}`;
  return `${PROPERTY}: in place of include:${include} stand ${shown} as of ${day}. Mail from a network that it adds later fails SPF, and from one that it gives up still passes, until \`storefront-baseline spf lock\` and a deploy renew them.`;
}
