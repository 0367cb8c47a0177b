import { quoted } from "../quotation.js";
import { hashOf, LOCK_VERSION, type LockedHost, type LockedRecord, type SpfLock } from "./lock.js";
import { parseAddress } from "./network.js";
import { isSpf } from "./parse.js";
import { normalName } from "./zone.js";

/** The longest lock that is read, in characters. */
const MAX_LOCK_LENGTH = 4 * 1024 * 1024;
const MAX_PROBLEMS = 20;
const LOCK_KEYS = ["version", "checkedAt", "domains", "records", "hosts"];
const RECORD_KEYS = ["txt", "sha256", "lookups", "voidLookups", "ip4", "ip6", "fetchedAt"];
const HOST_KEYS = ["a", "aaaa", "mx"];
const REMEDY = "Make it anew with `storefront-baseline spf lock`.";

/** A lock, or every reason why the content is none, as sentences. */
export type SpfLockReading =
  { readonly ok: true; readonly value: SpfLock } | { readonly ok: false; readonly errors: readonly string[] };

/**
 * Reads the text of a lock file.
 *
 * @param text the file's content
 */
export function parseSpfLock(text: string): SpfLockReading {
  if (text.length > MAX_LOCK_LENGTH) {
    return refused([`The lock has ${text.length} characters; at most ${MAX_LOCK_LENGTH} are read.`]);
  }
  try {
    return readSpfLock(JSON.parse(text));
  } catch {
    // The engine's message would repeat a piece of whatever file was given by mistake.
    return refused([`The lock is no valid JSON. ${REMEDY}`]);
  }
}

/**
 * Reads a lock that stands as an object in a configuration.
 *
 * @param given the object
 */
export function readSpfLock(given: unknown): SpfLockReading {
  const reader = new LockReader();
  const lock = reader.lock(given);
  return reader.problems.length > 0 ? refused(reader.problems) : { ok: true, value: lock };
}

function refused(problems: readonly string[]): SpfLockReading {
  const more = problems.length - MAX_PROBLEMS;
  const errors = problems.slice(0, MAX_PROBLEMS);
  return { ok: false, errors: more > 0 ? [...errors, `There are ${more} more problems of this kind.`] : errors };
}

/** Gathers every problem with the place where it stands. */
class LockReader {
  readonly problems: string[] = [];

  lock(given: unknown): SpfLock {
    const fields = this.object(given, "the lock", LOCK_KEYS);
    if (fields["version"] !== LOCK_VERSION) {
      const version = shown(fields["version"]);
      this.problems.push(`version is ${version}; this release reads version ${LOCK_VERSION}. ${REMEDY}`);
      return { domains: [], records: new Map(), hosts: new Map() };
    }
    const checkedAt = fields["checkedAt"];
    return {
      ...(checkedAt === undefined ? {} : { checkedAt: this.time(checkedAt, "checkedAt") }),
      domains: this.texts(fields["domains"], "domains", isName, "names in lower case"),
      records: this.map(fields["records"], "records", (value, at) => this.record(value, at)),
      hosts: this.map(fields["hosts"], "hosts", (value, at) => this.host(value, at)),
    };
  }

  private record(given: unknown, at: string): LockedRecord {
    const fields = this.object(given, at, RECORD_KEYS);
    const count = (key: string): number => {
      const value = fields[key];
      if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
      this.problems.push(`${at}.${key} is ${shown(value)}; a count is needed.`);
      return 0;
    };
    const txt = this.texts(fields["txt"], `${at}.txt`, isSpf, "texts that begin with v=spf1");
    const fetchedAt = this.time(fields["fetchedAt"], `${at}.fetchedAt`);
    const sha256 = hashOf(txt);
    if (fields["sha256"] !== sha256) {
      this.problems.push(`${at}.sha256 is not the hash of its txt, so one of them was changed by hand. ${REMEDY}`);
    }
    return {
      txt,
      sha256,
      lookups: count("lookups"),
      voidLookups: count("voidLookups"),
      ip4: this.texts(fields["ip4"], `${at}.ip4`, isNetwork4, "IPv4 networks such as 192.0.2.0/24"),
      ip6: this.texts(fields["ip6"], `${at}.ip6`, isNetwork6, "IPv6 networks such as 2001:db8::/32"),
      fetchedAt,
    };
  }

  private time(given: unknown, at: string): string {
    if (!isTime(given)) this.problems.push(`${at} is ${shown(given)}; a time such as 2026-01-31T12:00:00Z is needed.`);
    return String(given);
  }

  private host(given: unknown, at: string): LockedHost {
    const fields = this.object(given, at, HOST_KEYS);
    const list = (key: string, holds: (text: string) => boolean, what: string): readonly string[] | undefined =>
      fields[key] === undefined ? undefined : this.texts(fields[key], `${at}.${key}`, holds, what);
    const a = list("a", (text) => parseAddress(text, 4) !== undefined, "IPv4 addresses");
    const aaaa = list("aaaa", (text) => parseAddress(text, 6) !== undefined, "IPv6 addresses");
    const mx = list("mx", (text) => text === "" || isName(text), "names in lower case");
    return { ...(a && { a }), ...(aaaa && { aaaa }), ...(mx && { mx }) };
  }

  private object(given: unknown, at: string, keys?: readonly string[]): Readonly<Record<string, unknown>> {
    if (given === null || typeof given !== "object" || Array.isArray(given)) {
      this.problems.push(`${at} is ${shown(given)}; an object is needed.`);
      return {};
    }
    const foreign = keys === undefined ? [] : Object.keys(given).filter((key) => !keys.includes(key));
    for (const key of foreign.slice(0, MAX_PROBLEMS)) {
      this.problems.push(`${at} has ${shown(key)}, which no lock has; allowed are ${keys?.join(", ")}.`);
    }
    return given as Readonly<Record<string, unknown>>;
  }

  private map<T>(given: unknown, at: string, read: (value: unknown, at: string) => T): ReadonlyMap<string, T> {
    return new Map(
      Object.entries(this.object(given, at)).map(([name, value]) => {
        if (!isName(name)) this.problems.push(`${at} has ${shown(name)}; a name in lower case is needed.`);
        return [name, read(value, `${at}[${shown(name)}]`)];
      }),
    );
  }

  private texts(given: unknown, at: string, holds: (text: string) => boolean, what: string): readonly string[] {
    if (!Array.isArray(given)) {
      this.problems.push(`${at} is ${shown(given)}; a list of ${what} is needed.`);
      return [];
    }
    const wrong = given.find((text) => typeof text !== "string" || !holds(text)) as unknown;
    if (wrong === undefined) return given as string[];
    this.problems.push(`${at} holds ${shown(wrong)}; ${what} are needed.`);
    return [];
  }
}

function isName(text: string): boolean {
  // RFC 1035 §2.3.4. Which characters stand in a name is the matter of whoever asks for it.
  return text !== "" && text.length <= 253 && text === normalName(text) && /^[!-~]+$/.test(text);
}

function isNetwork4(text: string): boolean {
  const [network = "", prefix = "32", ...rest] = text.split("/");
  return rest.length === 0 && parseAddress(network, 4) !== undefined && /^[0-9]{1,2}$/.test(prefix) && +prefix <= 32;
}

function isNetwork6(text: string): boolean {
  const [network = "", prefix = "128", ...rest] = text.split("/");
  return rest.length === 0 && parseAddress(network, 6) !== undefined && /^[0-9]{1,3}$/.test(prefix) && +prefix <= 128;
}

function isTime(value: unknown): boolean {
  return (
    typeof value === "string" &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

/** What was given, for a message: short texts as they are, of anything else only its kind. */
function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value, 80);
  if (value === undefined) return "missing";
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "an object";
}
