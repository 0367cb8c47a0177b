import { createRequire } from "node:module";
import type * as Tldts from "tldts";

let list: typeof Tldts | undefined;

/**
 * The domain that was registered with a registrar, by the Public Suffix List: the Organizational Domain of RFC 7489 §3.2.
 * Suffixes of the list's private part count, as they do for the readers of RFC 7489 that take the list whole.
 *
 * @param name a whole name in A-labels, without a final dot
 * @returns the domain, or `undefined` where the name is a public suffix itself
 */
export function registeredDomain(name: string): string | undefined {
  // Loaded with the first question: the list takes longer to load than the rest of the pack, and most never ask.
  list ??= createRequire(__filename)("tldts") as typeof Tldts;
  return (
    list.getDomain(name, { allowPrivateDomains: true, extractHostname: false, validateHostname: false }) ?? undefined
  );
}

/**
 * Whether a domain lies below the one that was registered, so that it is no Organizational Domain of its own.
 *
 * @param name a whole name in A-labels, without a final dot
 */
export function isBelowRegisteredDomain(name: string): boolean {
  // A registered domain has two labels or more, so that the list need not be asked for most domains.
  return name.split(".").length > 2 && (registeredDomain(name) ?? name) !== name;
}
