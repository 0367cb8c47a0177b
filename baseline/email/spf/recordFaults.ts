import { buildTerm } from "./build.js";
import { deadTermFaults } from "./deadTermFaults.js";
import { lookupFault } from "./lookupFault.js";
import { MAX_OCTETS, SHORTEST_PREFIX } from "./limits.js";
import { countOwnLookups } from "./lookups.js";
import { isIpMechanism, networksIn, rangesOf } from "./ipMechanism.js";
import { usesPtrMacro } from "./macro.js";
import { parseAddress } from "./network.js";
import { reachOf } from "./reach.js";
import { explainReach } from "./reachFault.js";
import { evaluatedTerms, type SpfRecord, type SpfTerm } from "./record.js";
import { retiredFaults } from "./serviceIncludes.js";
import { listed, named, type SpfFault } from "./spfFault.js";
import { malformedTarget, malformedTargets } from "./targetFault.js";
import { UNKNOWN_ZONE } from "./zone.js";

/**
 * Judges what a record shows by itself, whatever stands in DNS.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is, where it is known
 * @param octets the length of the record's text
 */
export function recordFaults(record: SpfRecord, domain: string | undefined, octets: number): SpfFault[] {
  const reach = reachOf(record, domain, UNKNOWN_ZONE);
  return [
    lookupFault(countOwnLookups(record), "The record has"),
    ...malformedTargets(record).map(malformedTarget),
    explainReach(reach),
    endFault(record),
    ptrFault(record),
    ptrMacroFault(record),
    ...deadTermFaults(record),
    sizeFault(octets),
    ...retiredFaults(record),
    // Where everyone passes, which single range is wide no longer matters.
    reach.isEveryone ? undefined : wideRangeFault(record),
    ...widenedFaults(record),
  ].filter((fault) => fault !== undefined);
}

function endFault(record: SpfRecord): SpfFault | undefined {
  const { mechanisms, redirect } = evaluatedTerms(record);
  const all = mechanisms.find(({ kind }) => kind === "all");
  const fix = "End the record with ~all under an enforcing DMARC policy, or with -all.";
  if (all?.qualifier === "?") {
    const message = 'The record ends in "?all", so mail from any other server is neutral: nothing counts against it.';
    return { rule: "SPF08", message, fix, reference: "RFC 7208 §8.2" };
  }
  if (all !== undefined || redirect !== undefined) return undefined;
  const glued = record.terms.map(buildTerm).find((text) => /[a-z0-9]-all\.?$/i.test(text));
  const why = glued === undefined ? "" : ` In ${named(glued)} the -all is part of the domain name.`;
  return {
    rule: "SPF08",
    message: `The record has neither all nor redirect, so mail from any other server is neutral.${why}`,
    fix: glued === undefined ? fix : "Put a space before -all.",
    reference: "RFC 7208 §4.7",
  };
}

function ptrFault(record: SpfRecord): SpfFault | undefined {
  const terms = record.terms.filter(({ kind }) => kind === "ptr").map(buildTerm);
  if (terms.length === 0) return undefined;
  return {
    rule: "SPF09",
    message: `The record uses ${listed(terms)}; ptr is slow and unreliable, and should not be used.`,
    fix: "Name the senders with ip4, ip6, a, mx or include.",
    reference: "RFC 7208 §5.5",
  };
}

function ptrMacroFault(record: SpfRecord): SpfFault | undefined {
  const terms = record.terms.filter((term) => usesPtrMacro(macrosIn(term))).map(buildTerm);
  if (terms.length === 0) return undefined;
  return {
    rule: "SPF09",
    message: `The record uses the macro %{p} in ${listed(terms)}; it is slow and unreliable, and should not be used.`,
    fix: "Use %{i} or %{h} with a name of your own behind it, or leave the term out.",
    reference: "RFC 7208 §7.2",
  };
}

function macrosIn(term: SpfTerm): string | undefined {
  return term.kind === "unknown" ? term.value : "domain" in term ? term.domain : undefined;
}

function sizeFault(octets: number): SpfFault | undefined {
  if (octets <= MAX_OCTETS) return undefined;
  return {
    rule: "SPF11",
    message: `The record has ${octets} octets; above ${MAX_OCTETS}, the DNS answer may exceed 512 octets and be cut off.`,
    fix: "Shorten the record, or move a sender to a MAIL FROM subdomain of its own.",
    reference: "RFC 7208 §3.4",
  };
}

function wideRangeFault(record: SpfRecord): SpfFault | undefined {
  const wide = evaluatedTerms(record).mechanisms.filter((term) => term.qualifier === "+" && isWide(term));
  if (wide.length === 0) return undefined;
  const limits = `/${SHORTEST_PREFIX.ip4} (IPv4) or /${SHORTEST_PREFIX.ip6} (IPv6)`;
  return {
    rule: "SPF19",
    message: `The record lets ranges wider than ${limits} pass: ${listed(wide.map(buildTerm))}.`,
    fix: "Name the ranges that the sender publishes for its outgoing mail.",
    reference: "RFC 7208 §5.6",
  };
}

/** RFC 7208 §5.6 compares the bits before the prefix alone, so an address of one host stands for its whole network. */
function widenedFaults(record: SpfRecord): SpfFault[] {
  return evaluatedTerms(record).mechanisms.flatMap((term) => {
    if (!isIpMechanism(term) || term.prefix === undefined) return [];
    const family = term.kind === "ip4" ? 4 : 6;
    const ranges = rangesOf([term]);
    const [network = ""] = networksIn(ranges);
    if (ranges[family][0]?.first === parseAddress(term.network, family)) return [];
    return {
      rule: "SPF19",
      message: `The term ${named(buildTerm(term))} names one address, but holds all of ${network}.`,
      fix: `Write ${term.kind}:${network} for the whole range, or ${term.kind}:${term.network} for the one address.`,
      reference: "RFC 7208 §5.6",
    };
  });
}

function isWide(term: SpfTerm): boolean {
  if (term.kind === "ip4" || term.kind === "ip6") return (term.prefix ?? 128) < SHORTEST_PREFIX[term.kind];
  if (term.kind !== "a" && term.kind !== "mx") return false;
  return (term.prefix4 ?? 32) < SHORTEST_PREFIX.ip4 || (term.prefix6 ?? 128) < SHORTEST_PREFIX.ip6;
}
