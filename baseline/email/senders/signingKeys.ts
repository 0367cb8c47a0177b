import { dayNumber } from "../../calendarDate.js";
import type { Text } from "../deferred.js";
import {
  MAX_KEY_AGE_DAYS,
  MIN_OVERLAP_DAYS,
  overlapEnd,
  planRotation,
  type KeyPair,
  type RotationPlan,
  type SelectorKey,
} from "../dkimRotation.js";
import type { SenderReader } from "./senderReader.js";
import { privateKey, publicKey, SELECTOR, type KeyAllowance, type Shape } from "./shapes.js";

/** Longer than any queue keeps mail; a key that nobody revokes for a year is forgotten. */
const MAX_OVERLAP_DAYS = 365;

const SINCE: Shape = {
  what: "the ISO date on which the current key began to sign, for example 2026-11-24",
  read: (text) => {
    return dayNumber(text) === undefined
      ? { fault: "It is no ISO date of the calendar, such as 2026-11-24." }
      : { text };
  },
};

/**
 * Reads the key records that the domain itself publishes for a sender: one key (`selector`, `dkimKey`), or those of a
 * rotation (`dkimRotation`).
 *
 * @param reader the sender's input
 * @param what where the service shows the key, for messages
 * @param options.selector the selector where none is given; without it, one must be given
 * @param options.longestRsa the longest RSA key with which the service signs, where it has a limit; Ed25519 is refused then
 */
export function readSigningKeys<T>(
  reader: SenderReader<T>,
  what: string,
  { selector, longestRsa }: { readonly selector?: string; readonly longestRsa?: number } = {},
): RotationPlan<T> {
  const allowance = { short: reader.flag("allowShortKey"), ...(longestRsa !== undefined && { longestRsa }) };
  const given = shortKeyException(allowance);
  const rotation = reader.part("dkimRotation");
  if (rotation !== undefined) {
    if (reader.has("dkimKey") || reader.has("selector")) {
      reader.refuse("dkimRotation", "It is given beside selector and dkimKey. Give one or the other.");
    }
    const plan = readRotation(rotation, allowance);
    return { ...plan, exceptions: [...given, ...plan.exceptions] };
  }
  const at = reader.text("selector", SELECTOR, selector);
  const content = reader.later("dkimKey", publicKey(what, allowance));
  const label = at.replaceAll(".", "-");
  return { dkim: [{ label, selector: at, type: "TXT", content }], rotation: [], exceptions: given };
}

/** The sentence by which a plan tells that short keys are accepted. */
export function shortKeyException({ short }: KeyAllowance): string[] {
  return short
    ? ["allowShortKey is set: an RSA key of 1024 to 2047 bits is accepted, which the rule DK01 refuses."]
    : [];
}

function readRotation<T>(reader: SenderReader<T>, allowance: KeyAllowance): RotationPlan<T> {
  const { today } = reader.context;
  const overlapDays = reader.count("overlapDays", MIN_OVERLAP_DAYS, MAX_OVERLAP_DAYS, MIN_OVERLAP_DAYS);
  const maxAgeDays = reader.count("maxAgeDays", 1, MAX_KEY_AGE_DAYS, MAX_KEY_AGE_DAYS);
  const since = reader.text("since", SINCE);
  if (since > today) {
    reader.refuse("since", `It is ${since}, after today, ${today}. A key that does not sign yet is the next one.`);
  }
  const isKeyNeeded = since === "" || today <= overlapEnd({ since, overlapDays });
  const current = reader.part("current");
  if (current === undefined) reader.refuse("current", "It is missing. Give the selector and the key that sign now.");
  const pairs = {
    current: readPair(current, allowance, true),
    next: readPair(reader.part("next"), allowance, true),
    previous: readPair(reader.part("previous"), allowance, isKeyNeeded),
  };
  checkDistinct(reader, Object.values(pairs));
  const none = { dkim: [], rotation: [], exceptions: [] };
  if (pairs.current === undefined || since === "") return none;
  const { current: signing, next, previous } = pairs;
  const rotation = {
    current: signing,
    since,
    overlapDays,
    maxAgeDays,
    ...(next && { next }),
    ...(previous && { previous }),
  };
  return planRotation(rotation, today);
}

function readPair<T>(
  reader: SenderReader<T> | undefined,
  allowance: KeyAllowance,
  isKeyNeeded: boolean,
): KeyPair<T> | undefined {
  if (reader === undefined) return undefined;
  const rsa = readKey(reader, "rsa", allowance, isKeyNeeded);
  const second = reader.part("ed25519");
  return second === undefined ? { rsa } : { rsa, ed25519: readKey(second, "ed25519", allowance, isKeyNeeded) };
}

function readKey<T>(
  reader: SenderReader<T>,
  keyType: "rsa" | "ed25519",
  allowance: KeyAllowance,
  isKeyNeeded: boolean,
): SelectorKey<T> {
  const selector = reader.text("selector", SELECTOR);
  const isPrivate = reader.has("privateKey");
  if (isPrivate && reader.has("key")) reader.refuse("privateKey", "It is given beside key. Give one of them.");
  if (!isPrivate && !reader.has("key") && !isKeyNeeded) return { selector };
  if (!isPrivate)
    return { selector, record: reader.later("key", ofType(publicKey("the public key", allowance), keyType)) };
  const record: Text<T> = reader.later("privateKey", ofType(privateKey(allowance), keyType));
  if (typeof record !== "string") return { selector, record: { ...record, isPublic: true } };
  // In plain text it would stand readable in the state file, as an input of the component.
  const reason = "It is given in plain text. Give it as a secret, for example config.requireSecret(…), or give key.";
  reader.refuse("privateKey", reason);
  return { selector };
}

/** RFC 8463 §3: a key is of one type; RSA must be among the two, since most receivers know nothing else. */
function ofType(shape: Shape, keyType: "rsa" | "ed25519"): Shape {
  return {
    ...shape,
    read: (text, domain) => {
      const shaped = shape.read(text, domain);
      if ("fault" in shaped || shaped.text.includes(`k=${keyType};`)) return shaped;
      return { fault: `The key is not of the type ${keyType}: RSA stands in key, Ed25519 in ed25519.key.` };
    },
  };
}

/** RFC 6376 §3.1: a rotated key gets a new selector, or receivers find the wrong key in their caches. */
function checkDistinct<T>(reader: SenderReader<T>, pairs: readonly (KeyPair<T> | undefined)[]): void {
  const keys = pairs.flatMap((pair) => [pair?.rsa, pair?.ed25519]).filter((key) => key !== undefined);
  const repeated = (values: readonly string[]): string | undefined =>
    values.find((value, index) => value !== "" && values.indexOf(value) !== index);
  const selector = repeated(keys.map((key) => key.selector.toLowerCase()));
  if (selector !== undefined) {
    reader.refuse(undefined, `The selector ${selector} stands twice. Each key needs a selector of its own.`);
  }
  if (repeated(keys.map(({ record }) => (typeof record === "string" ? record : ""))) !== undefined) {
    reader.refuse(undefined, "Two selectors have the same key. A rotation needs a new key for each.");
  }
}
