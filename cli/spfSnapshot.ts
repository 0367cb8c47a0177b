import { normalName, type SpfZone } from "../baseline/email/spf/zone.js";
import type { DnsAnswer, DnsResolver, DnsType } from "./resolver.js";

/** More queries than this are not sent: no record that receivers evaluate leads to so many names. */
const MAX_QUERIES = 500;

/** What DNS said to all questions of some pure functions over a zone. */
export interface SpfSnapshot {
  /** The answers; those that failed are not known. */
  readonly zone: SpfZone;
  /** The questions that got no answer, as `TXT of a.example: SERVFAIL`. */
  readonly failures: readonly string[];
}

/**
 * Asks DNS for whatever a pure function asks of a zone, so that the function itself needs no network: it runs on what
 * is known, what it missed is asked for, and it runs again until it misses nothing.
 *
 * @param resolver who is asked
 * @param walk the function; it runs several times, and must ask for the same where it gets the same answers
 */
export async function takeSnapshot(resolver: DnsResolver, walk: (zone: SpfZone) => void): Promise<SpfSnapshot> {
  const answers = new Map<string, readonly string[] | undefined>();
  const failures: string[] = [];
  let missing = new Map<string, { readonly name: string; readonly type: SpfType }>();
  const ask = (name: string, type: SpfType): readonly string[] | undefined => {
    const key = `${type} ${name}`;
    if (!answers.has(key)) missing.set(key, { name, type });
    return answers.get(key);
  };
  const zone: SpfZone = {
    txt: (name) => ask(name, "TXT"),
    addresses: (name, family) => ask(name, family === 4 ? "A" : "AAAA"),
    mx: (name) => ask(name, "MX"),
  };
  for (;;) {
    missing = new Map();
    walk(zone);
    if (missing.size === 0) return { zone, failures };
    if (answers.size + missing.size > MAX_QUERIES) {
      return { zone, failures: [...failures, `more than ${MAX_QUERIES} names stand behind these records`] };
    }
    await Promise.all(
      [...missing].map(async ([key, { name, type }]) => {
        const answer = await resolver.query(name, type);
        answers.set(key, textsOf(type, answer));
        if (answer.state === "failed") failures.push(`${type} of ${name}: ${answer.reason}`);
      }),
    );
  }
}

type SpfType = Extract<DnsType, "TXT" | "A" | "AAAA" | "MX">;

function textsOf(type: SpfType, answer: DnsAnswer<unknown>): readonly string[] | undefined {
  if (answer.state === "failed") return undefined;
  if (answer.state !== "found") return [];
  if (type === "TXT") return (answer.values as readonly (readonly string[])[]).map((strings) => strings.join(""));
  if (type === "MX")
    return (answer.values as readonly { exchange: string }[]).map(({ exchange }) => normalName(exchange));
  return answer.values as readonly string[];
}
