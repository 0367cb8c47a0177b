import { LOOKUP_LIMIT } from "../baseline/email/spf/limits.js";
import { lockedZone, type LockedRecord, type SpfLock } from "../baseline/email/spf/lock.js";
import type { AddressChange, SpfLockChange, SpfLockComparison } from "../baseline/email/spf/lockComparison.js";
import { NEAR_LOOKUP_LIMIT } from "../baseline/email/spf/lookupFault.js";
import { readTarget } from "../baseline/email/spf/zone.js";
import type { Paint } from "../preview/paint.js";
import { reliefSentences } from "./spfRelief.js";
import { plain, printable } from "./streams.js";

/** What `spf lock` found and did. */
export interface LockOutcome {
  readonly file: string;
  /** Whether there was no such file. */
  readonly isNew: boolean;
  /** The lock as DNS has it now. */
  readonly lock: SpfLock;
  readonly comparison: SpfLockComparison;
  readonly isCheck: boolean;
  readonly isWritten: boolean;
}

/** The outcome as a person reads it: each change, why it is refused, and what to do. */
export function lockText({ file, isNew, lock, comparison, isCheck, isWritten }: LockOutcome, paint: Paint): string {
  const { changes, changedHosts, widenings, isSame } = comparison;
  const held = `${count(lock.records.size, "record")} behind ${lock.domains.join(", ")}`;
  const near = nearLimitLines(lock, paint);
  if (isSame) return `${[`${paint("green", "✓")} ${file} is up to date: ${held}.`, ...near].join("\n")}\n`;
  const lines = changes.flatMap((change) => changeLines(change, paint));
  if (changedHosts.length > 0) lines.push(`  ${paint("yellow", "~")} hosts: ${changedHosts.join(", ")}`);
  if (widenings.length > 0) {
    lines.push("", paint(isWritten ? "yellow" : "red", "More parties may send than before:"));
    lines.push(...widenings.map((widening) => `  ${paint(isWritten ? "yellow" : "red", "!")} ${plain(widening)}`));
  }
  lines.push("", verdict({ file, held, isCheck, isWritten }, paint), ...near);
  return `${[paint("bold", isNew ? `${file} is new:` : `${file} and DNS differ:`), ...lines].join("\n")}\n`;
}

/** Domains whose records are near the limit of look-ups, and what to move. */
function nearLimitLines(lock: SpfLock, paint: Paint): string[] {
  const zone = lockedZone(lock);
  return lock.domains.flatMap((domain) => {
    const target = readTarget(zone, domain);
    const lookups = lock.records.get(domain)?.lookups ?? 0;
    if (target.state !== "found" || lookups < NEAR_LOOKUP_LIMIT) return [];
    const sign = lookups > LOOKUP_LIMIT ? paint("red", "✗") : paint("yellow", "!");
    return [
      `${sign} ${paint("bold", domain)} takes ${lookups} look-ups, and receivers allow ${LOOKUP_LIMIT}. Where the record is yours:`,
      ...reliefSentences(target.record, domain, zone).map((way) => `    ${paint("cyan", "→")} ${plain(way)}`),
    ];
  });
}

function verdict(
  { file, held, isCheck, isWritten }: { file: string; held: string; isCheck: boolean; isWritten: boolean },
  paint: Paint,
): string {
  if (isWritten) return `${paint("green", "✓")} ${file} now holds ${held}.`;
  if (isCheck)
    return `${paint("red", "✗")} ${file} is out of date. Run \`storefront-baseline spf lock\`, and look at the changes.`;
  return `${paint("red", "✗")} ${file} is left as it was. Look at the changes, and accept them with --accept-wider.`;
}

function changeLines({ name, before, after, ip4, ip6 }: SpfLockChange, paint: Paint): string[] {
  const [sign, style] =
    before === undefined
      ? (["+", "green"] as const)
      : after === undefined
        ? (["-", "red"] as const)
        : (["~", "yellow"] as const);
  const facts = [
    changed("look-up", before?.lookups, after?.lookups),
    changed("void look-up", before?.voidLookups, after?.voidLookups),
    addresses("IPv4 addresses", ip4),
    addresses("IPv6 addresses", ip6),
  ].filter((fact) => fact !== "");
  const texts = sameTexts(before, after)
    ? []
    : [
        ...(before?.txt ?? []).map((text) => paint("red", `      - ${printable(text)}`)),
        ...(after?.txt ?? []).map((text) => paint("green", `      + ${printable(text)}`)),
        ...(after?.txt.length === 0 ? [paint("red", "      no SPF record any more: receivers answer permerror")] : []),
      ];
  return [`  ${paint(style, sign)} ${paint("bold", name)}  ${paint("dim", facts.join(", "))}`.trimEnd(), ...texts];
}

function sameTexts(before: LockedRecord | undefined, after: LockedRecord | undefined): boolean {
  return before?.sha256 === after?.sha256;
}

function changed(what: string, before: number | undefined, after: number | undefined): string {
  if (before === after) return "";
  if (before === undefined) return after === undefined || after === 0 ? "" : count(after, what);
  return after === undefined ? "" : `${what}s ${before} → ${after}`;
}

function addresses(what: string, { gained, lost }: AddressChange): string {
  const parts = [...(gained > 0n ? [`+${grouped(gained)}`] : []), ...(lost > 0n ? [`−${grouped(lost)}`] : [])];
  return parts.length === 0 ? "" : `${parts.join(" ")} ${what}`;
}

/** Large counts of IPv6 addresses as powers of two, which are read more easily. */
function grouped(value: bigint): string {
  const bits = value.toString(2).length - 1;
  const about = value === 1n << BigInt(bits) ? "" : "about ";
  return bits > 40 ? `${about}2^${bits}` : value.toLocaleString("en");
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
