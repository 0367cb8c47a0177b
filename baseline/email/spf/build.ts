import { isMechanism, type SpfRecord, type SpfTerm } from "./record.js";

/**
 * Writes an SPF record. `parseSpf` reads it back as the same terms; the qualifier `+` is left out, as is usual.
 *
 * It judges nothing: `checkSpf` says what is wrong with the text.
 *
 * @param record the terms in their order
 * @returns the text of the TXT record, its character-strings not yet split
 */
export function buildSpf(record: SpfRecord): string {
  return ["v=spf1", ...record.terms.map(buildTerm)].join(" ");
}

/**
 * Writes one term of an SPF record.
 *
 * @param term a mechanism or a modifier
 */
export function buildTerm(term: SpfTerm): string {
  const qualifier = isMechanism(term) && term.qualifier !== "+" ? term.qualifier : "";
  switch (term.kind) {
    case "all":
      return `${qualifier}all`;
    case "include":
    case "exists":
      return `${qualifier}${term.kind}:${term.domain}`;
    case "a":
    case "mx":
      return `${qualifier}${term.kind}${target(term.domain)}${prefix("/", term.prefix4)}${prefix("//", term.prefix6)}`;
    case "ptr":
      return `${qualifier}ptr${target(term.domain)}`;
    case "ip4":
    case "ip6":
      return `${qualifier}${term.kind}:${term.network}${prefix("/", term.prefix)}`;
    case "redirect":
    case "exp":
      return `${term.kind}=${term.domain}`;
    case "unknown":
      return `${term.name}=${term.value}`;
  }
}

function target(domain: string | undefined): string {
  return domain === undefined ? "" : `:${domain}`;
}

function prefix(slashes: string, length: number | undefined): string {
  return length === undefined ? "" : `${slashes}${length}`;
}
