import { declinesBimi, parseBimi } from "../../baseline/email/bimi.js";
import { checkBimiPrerequisites } from "../../baseline/email/bimiPrerequisites.js";
import type { Finding } from "../../baseline/finding.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "./mailRecords.js";
import { ownerOf, recordsAt, stackDns, type StackDns } from "./zones.js";

/** A BIMI record of the stack, and what the DMARC records above it mean for it. */
interface BimiUnderDmarc {
  /** The record's name. */
  readonly subject: string;
  /** The domain in From. */
  readonly domain: string;
  readonly urn: string;
  /** Whether its DMARC record is in the stack: `missing` where the stack holds the zone, and it is not there. */
  readonly state: "found" | "missing" | "unknown";
  readonly findings: readonly Finding[];
}

/** Every BIMI record that shows an indicator. Use it through `stack.read(bimiDmarc)`. */
export function bimiDmarc(stack: Stack): readonly BimiUnderDmarc[] {
  const dns = stack.read(stackDns);
  return dns.records.flatMap(({ fqdn, resource }) => {
    if (fqdn === UNKNOWN || !fqdn.includes("._bimi.")) return [];
    const domain = fqdn.slice(fqdn.indexOf("._bimi.") + "._bimi.".length);
    const shows = (mailFacts(resource)?.texts ?? []).some(({ purpose, text }) => {
      const parsed = parseBimi(text);
      return purpose === "bimi" && parsed.ok && !declinesBimi(parsed.value);
    });
    return shows ? [{ subject: fqdn, domain, urn: resource.urn, ...dmarcAbove(dns, fqdn, domain) }] : [];
  });
}

/** The DMARC records of the From domain and of the domains above it, up to the one that the stack holds. */
function dmarcAbove(dns: StackDns, subject: string, domain: string): Pick<BimiUnderDmarc, "state" | "findings"> {
  const owner = ownerOf(domain, dns.owned)?.name;
  const labels = domain.split(".");
  const names = labels
    .map((_, index) => labels.slice(index).join("."))
    .filter((name) => owner === undefined || name.length >= owner.length);
  const findings: Finding[] = [];
  let state: BimiUnderDmarc["state"] = "missing";
  for (const name of names) {
    for (const { resource, type } of recordsAt(dns, `_dmarc.${name}`)) {
      const facts = mailFacts(resource);
      const isHidden = type === "CNAME" || type === "NS" || facts?.hidden.includes("dmarc") === true;
      if (isHidden) state = "unknown";
      for (const { purpose, text } of facts?.texts ?? []) {
        if (purpose !== "dmarc") continue;
        if (state === "missing") state = "found";
        findings.push(...checkBimiPrerequisites(text, subject, `_dmarc.${name}`));
      }
    }
  }
  const mayCome = owner === undefined || dns.nameless.some(({ type }) => type === "TXT" || type === UNKNOWN);
  return { state: state === "missing" && mayCome ? "unknown" : state, findings };
}
