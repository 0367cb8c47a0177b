/** What a match of a mechanism means (RFC 7208 §4.6.2): `+` pass, `-` fail, `~` softfail, `?` neutral. */
export type SpfQualifier = "+" | "-" | "~" | "?";

/** A mechanism with its qualifier: a directive (RFC 7208 §4.6.2, §5). */
export type SpfMechanism =
  /** Matches every client. */
  | { readonly kind: "all"; readonly qualifier: SpfQualifier }
  /** Matches the clients that the record of `domain` lets pass, or those for which `domain` has an A record. */
  | { readonly kind: "include" | "exists"; readonly qualifier: SpfQualifier; readonly domain: string }
  /** Matches the addresses of `domain`, or of its MX hosts; of the record's own domain where `domain` is absent. */
  | {
      readonly kind: "a" | "mx";
      readonly qualifier: SpfQualifier;
      readonly domain?: string;
      /** Bits of an IPv4 address that must agree, 0 to 32; 32 where absent. */
      readonly prefix4?: number;
      /** Bits of an IPv6 address that must agree, 0 to 128; 128 where absent. */
      readonly prefix6?: number;
    }
  /** Matches clients whose validated name ends in `domain`; in the record's own domain where it is absent. */
  | { readonly kind: "ptr"; readonly qualifier: SpfQualifier; readonly domain?: string }
  /** Matches a network. */
  | {
      readonly kind: "ip4" | "ip6";
      readonly qualifier: SpfQualifier;
      /** The address as written. */
      readonly network: string;
      /** Bits that must agree; all of them where absent. */
      readonly prefix?: number;
    };

/** What is evaluated in place of this record where no mechanism matches (RFC 7208 §6.1). */
interface SpfRedirect {
  readonly kind: "redirect";
  readonly domain: string;
}

/** A modifier (RFC 7208 §6). */
type SpfModifier =
  | SpfRedirect
  /** Where the text lies that explains a fail to the sender. */
  | { readonly kind: "exp"; readonly domain: string }
  /** One that RFC 7208 does not define: receivers ignore it. */
  | { readonly kind: "unknown"; readonly name: string; readonly value: string };

/** A term of an SPF record. A `domain` is a domain-spec as written: a name that may hold macros (RFC 7208 §7.1). */
export type SpfTerm = SpfMechanism | SpfModifier;

/** An SPF record (RFC 7208 §12): its terms in their order. */
export interface SpfRecord {
  readonly terms: readonly SpfTerm[];
}

/** The terms that receivers evaluate. */
export interface EvaluatedTerms {
  /** The mechanisms in their order, up to the first `all`. */
  readonly mechanisms: readonly SpfMechanism[];
  /** `redirect`, where the record has no `all`. */
  readonly redirect: SpfRedirect | undefined;
  /** What receivers never look at: mechanisms after `all`, and `redirect` beside it. */
  readonly dead: readonly SpfTerm[];
}

/**
 * Whether a term is a mechanism.
 *
 * @param term a mechanism or a modifier
 */
export function isMechanism(term: SpfTerm): term is SpfMechanism {
  return term.kind !== "redirect" && term.kind !== "exp" && term.kind !== "unknown";
}

/**
 * Tells the terms that receivers evaluate from the dead ones (RFC 7208 §5.1, §6.1).
 *
 * @param record a parsed record
 */
export function evaluatedTerms(record: SpfRecord): EvaluatedTerms {
  const mechanisms = record.terms.filter(isMechanism);
  const all = mechanisms.findIndex(({ kind }) => kind === "all");
  const redirect = record.terms.find((term): term is SpfRedirect => term.kind === "redirect");
  if (all === -1) return { mechanisms, redirect, dead: [] };
  return {
    mechanisms: mechanisms.slice(0, all + 1),
    redirect: undefined,
    dead: [...mechanisms.slice(all + 1), ...(redirect === undefined ? [] : [redirect])],
  };
}

/**
 * Whether what a record means depends on the name that holds it: a term without a domain means that name, and a macro may.
 */
export function dependsOnName({ terms }: SpfRecord): boolean {
  return terms.some((term) => {
    if (term.kind === "a" || term.kind === "mx" || term.kind === "ptr") return term.domain?.includes("%") ?? true;
    return "domain" in term && term.domain.includes("%");
  });
}
