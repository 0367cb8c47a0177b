import { dateOf, dayNumber } from "../calendarDate.js";
import { mapText, type Text } from "./deferred.js";
import { buildDkimKey, parseDkimKey } from "./dkim.js";
import { type DkimPublication, KeyState, type RotatedKey } from "./senders/sender.js";

/** M3AAWG, DKIM Key Rotation Best Common Practices (2019): a key signs for six months at most. */
export const MAX_KEY_AGE_DAYS = 180;
/** The same: a key stays published for seven days after its last signature, since mail may wait that long in a queue. */
export const MIN_OVERLAP_DAYS = 7;

/** A key at its selector. */
export interface SelectorKey<T> {
  readonly selector: string;
  /** The key record; absent only where the key no longer needs to be known. */
  readonly record?: Text<T>;
}

/** The keys that sign at the same time: RSA, and Ed25519 beside it for receivers that know it (RFC 8463 §5). */
export interface KeyPair<T> {
  readonly rsa: SelectorKey<T>;
  readonly ed25519?: SelectorKey<T>;
}

/** The keys of one signer over time. Each has a selector of its own and keeps it through all its states. */
export interface DkimRotation<T> {
  readonly current: KeyPair<T>;
  /** ISO date on which `current` began to sign, and `previous` ended. */
  readonly since: string;
  readonly next?: KeyPair<T>;
  readonly previous?: KeyPair<T>;
  readonly overlapDays: number;
  readonly maxAgeDays: number;
}

/** What to publish, what each key is for, and what is overdue. */
export interface RotationPlan<T> {
  readonly dkim: readonly DkimPublication<T>[];
  readonly rotation: readonly RotatedKey[];
  readonly exceptions: readonly string[];
}

/** What revokes a key (RFC 6376 §3.6.1): it says so, where a missing record might be a passing fault. */
const REVOKED_KEY = buildDkimKey({ keyType: "rsa", p: "" });

/**
 * Plans the keys of a signer for one day. `next` is published ahead of its first signature, `current` signs, `previous`
 * stays for the overlap and is then revoked by an empty `p`. Nothing changes by itself but that: which key signs is
 * what the program says it is.
 *
 * @param rotation the keys; their dates are ISO dates in UTC
 * @param today the day of the plan, an ISO date in UTC
 */
export function planRotation<T>(rotation: DkimRotation<T>, today: string): RotationPlan<T> {
  const { since, maxAgeDays } = rotation;
  const first = dayNumber(since) ?? 0;
  const lastOverlapDay = overlapEnd(rotation);
  const lastGoodDay = dateOf(first + maxAgeDays);
  const isOverlap = today <= lastOverlapDay;
  const generations: { pair: KeyPair<T> | undefined; state: KeyState; until?: string }[] = [
    { pair: rotation.next, state: KeyState.Next },
    { pair: rotation.current, state: KeyState.Current, until: lastGoodDay },
    {
      pair: rotation.previous,
      ...(isOverlap ? { state: KeyState.Previous, until: lastOverlapDay } : { state: KeyState.Revoked }),
    },
  ];
  const keys = generations.flatMap(({ pair, state, until }) =>
    [pair?.rsa, pair?.ed25519].filter((key) => key !== undefined).map((key) => ({ ...key, state, until })),
  );
  return {
    dkim: keys.map(({ selector, record, state }) => ({
      label: selector.replaceAll(".", "-"),
      selector,
      type: "TXT",
      content: contentOf(record, state, since),
    })),
    rotation: keys.map(({ selector, state, until }) => ({ selector, state, ...(until !== undefined && { until }) })),
    exceptions:
      today > lastGoodDay
        ? [
            `The DKIM key at ${rotation.current.rsa.selector} has signed since ${since}, more than ${maxAgeDays} days: let the next key sign.`,
          ]
        : [],
  };
}

/** The last day on which `previous` is published: its key must be known until then. */
export function overlapEnd({ since, overlapDays }: Pick<DkimRotation<unknown>, "since" | "overlapDays">): string {
  return dateOf((dayNumber(since) ?? 0) + overlapDays);
}

function contentOf<T>(record: Text<T> | undefined, state: KeyState, since: string): Text<T> {
  if (state === KeyState.Revoked || record === undefined) return REVOKED_KEY;
  // The note (RFC 6376 §3.6.1, the tag n) tells since when the key signs, so that the rule DK09 can judge its age.
  return state === KeyState.Current ? mapText(record, (text) => withNote(text, `signs-since-${since}`)) : record;
}

function withNote(record: string, n: string): string {
  const parsed = parseDkimKey(record);
  return parsed.ok ? buildDkimKey({ ...parsed.value, n }) : record;
}
