import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "./mailRecords.js";
import { mailSubdomains } from "./mailSubdomains.js";
import { stackDns, type PlacedRecord } from "./zones.js";

/**
 * Domains that let somebody send: by an SPF record of their own, or by a bounce domain below them. Use it through
 * `stack.read(sendingDomains)`.
 */
export function sendingDomains(stack: Stack): ReadonlySet<string> {
  return withDomainsAbove(namesUsed(stack, "bounces"));
}

/**
 * Domains for which the stack has a DKIM key, or may have one: their own or that of a domain below them, which relaxed
 * alignment takes as well (RFC 9989 §4.4.1). Use it through `stack.read(signedDomains)`.
 */
export function signedDomains(stack: Stack): ReadonlySet<string> {
  const hidden = stack.read(stackDns).records.flatMap((record) => hiddenKey(record) ?? []);
  return withDomainsAbove([...namesUsed(stack, "signs"), ...hidden]);
}

function namesUsed(stack: Stack, use: "signs" | "bounces"): string[] {
  return stack
    .read(mailSubdomains)
    .filter((found) => found.use === use)
    .map(({ name }) => name);
}

/** The domain whose keys a record may hold out of sight: its text is not known yet, or it delegates them (NS). */
function hiddenKey({ fqdn, type, resource }: PlacedRecord): string | undefined {
  const domain = fqdn === UNKNOWN ? undefined : /(?:^|\.)_domainkey\.(.+)$/.exec(fqdn)?.[1];
  const isHidden = type === "NS" || mailFacts(resource)?.hidden.includes("dkim") === true;
  return isHidden ? domain : undefined;
}

/** The domains, and all above them. */
function withDomainsAbove(domains: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const domain of domains) {
    const labels = domain.split(".");
    for (const index of labels.keys()) all.add(labels.slice(index).join("."));
  }
  return all;
}
