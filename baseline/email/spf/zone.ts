import { readMacroString } from "./macro.js";
import { isSpf, parseSpf } from "./parse.js";
import { evaluatedTerms, type SpfRecord } from "./record.js";

/**
 * What is known of the names that an SPF record points to. Of each answer, `undefined` means that nothing is known,
 * and an empty list that the name is known to have none.
 */
export interface SpfZone {
  /** The texts of the TXT records at a name, their character-strings joined. */
  txt(name: string): readonly string[] | undefined;
  /** The addresses of a host. */
  addresses(name: string, family: 4 | 6): readonly string[] | undefined;
  /** The hosts of the MX records at a name, without their preferences. */
  mx(name: string): readonly string[] | undefined;
  /** How many terms behind the record at a name query DNS, where the record itself is not known. */
  lookupsOf?(name: string): number | undefined;
}

/** A zone of which nothing is known. */
export const UNKNOWN_ZONE: SpfZone = { txt: () => undefined, addresses: () => undefined, mx: () => undefined };

/**
 * Combines zones: of each answer, the first that is known counts.
 *
 * @param zones the one that is believed most comes first
 */
export function firstKnown(...zones: readonly SpfZone[]): SpfZone {
  const first = <T>(ask: (zone: SpfZone) => T | undefined): T | undefined => {
    for (const zone of zones) {
      const answer = ask(zone);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };
  return {
    txt: (name) => first((zone) => zone.txt(name)),
    addresses: (name, family) => first((zone) => zone.addresses(name, family)),
    mx: (name) => first((zone) => zone.mx(name)),
    lookupsOf: (name) => first((zone) => zone.lookupsOf?.(name)),
  };
}

/** The SPF record at a name, or why there is no valid one. */
export type SpfTarget =
  | { readonly state: "found"; readonly record: SpfRecord }
  | { readonly state: "unknown" | "missing" | "several" | "broken" };

/**
 * Finds the SPF record at a name (RFC 7208 §4.5).
 *
 * @param zone what is known
 * @param name a name as `targetName` gives it
 */
export function readTarget(zone: SpfZone, name: string): SpfTarget {
  const texts = zone.txt(name);
  if (texts === undefined) return { state: "unknown" };
  const [text, ...others] = texts.filter(isSpf);
  if (text === undefined) return { state: "missing" };
  if (others.length > 0) return { state: "several" };
  const parsed = parseSpf(text);
  return parsed.ok ? { state: "found", record: parsed.value } : { state: "broken" };
}

/**
 * Gives the name that a term points to: lower case, no trailing dot.
 *
 * @param spec the term's domain-spec; absent where the term means the domain itself
 * @param domain the domain whose record holds the term
 * @returns `undefined` where the name depends on the message, or on a domain that is not known
 */
export function targetName(spec: string | undefined, domain: string | undefined): string | undefined {
  if (spec === undefined) return domain === undefined ? undefined : normalName(domain);
  let name = "";
  for (const part of readMacroString(spec, 0).parts) {
    // RFC 7208 §7.2: %{d} is the domain whose record is evaluated.
    const isDomain = part.kind === "macro" && part.letter === "d" && !part.isTransformed;
    const text = part.kind === "literal" ? part.text : isDomain ? domain : undefined;
    if (text === undefined) return undefined;
    name += text;
  }
  return normalName(name);
}

/**
 * Gives the names to which the includes and the redirect of a record lead, as far as they are known.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is
 */
export function targetsOf(record: SpfRecord, domain: string): string[] {
  const { mechanisms, redirect } = evaluatedTerms(record);
  const specs = mechanisms.flatMap((term) => (term.kind === "include" ? term.domain : []));
  const names = [...specs, ...(redirect ? [redirect.domain] : [])].map((spec) => targetName(spec, domain));
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Whether a domain-spec gives the same name whoever sends: of the macros, only the domain's are in it. */
export function isConstantName(spec: string): boolean {
  return readMacroString(spec, 0).parts.every((part) => part.kind !== "macro" || "dov".includes(part.letter));
}

/** Whether the client chooses the end of the name: its HELO, its reverse DNS or the local-part that it gives. */
export function isClientsName(spec: string): boolean {
  const last = readMacroString(spec, 0).parts.at(-1);
  return last?.kind === "macro" && "hpl".includes(last.letter);
}

/**
 * Whether a host is one of some domains, or lies below one.
 *
 * @param host a name as `normalName` gives it
 * @param domains names in the same form
 */
export function isAtOrBelow(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/**
 * Gives a name in the form in which zones are asked: lower case, no trailing dot.
 *
 * @param name the name
 */
export function normalName(name: string): string {
  return (name.endsWith(".") ? name.slice(0, -1) : name).toLowerCase();
}
