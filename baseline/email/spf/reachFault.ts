import { buildTerm } from "./build.js";
import { ALL_ADDRESSES } from "./network.js";
import { EVERYONE, type SpfReach } from "./reach.js";
import type { SpfTerm } from "./record.js";
import { listed, named, type SpfFault } from "./spfFault.js";
import { isClientsName } from "./zone.js";

/**
 * Says why a record lets everyone pass (SPF07).
 *
 * @param reach whom the record lets pass
 * @returns `undefined` where it does not
 */
export function explainReach(reach: SpfReach): SpfFault | undefined {
  const [widest] = reach.culprits;
  if (widest === undefined) return undefined;
  return { rule: "SPF07", message: `${explain(widest, reach)} Anyone can so send as the domain.`, ...remedy(widest) };
}

function explain(widest: SpfTerm, reach: SpfReach): string {
  const term = named(buildTerm(widest));
  const domain = "domain" in widest ? widest.domain : undefined;
  if (widest.kind === "all") return `The term ${term} lets every server of the world pass.`;
  if (domain !== undefined && isClientsName(domain)) {
    return `The term ${term} looks up a name that the client chooses, so every client can make it pass.`;
  }
  if (widest.kind === "exists") {
    return `The term ${term} asks nothing about the client, so everyone passes while that name has an address.`;
  }
  const through = widest.kind === "include" || widest.kind === "redirect" ? "the record behind " : "";
  return `The record lets ${shareOf(reach)} pass, above all by ${through}${listed(reach.culprits.map(buildTerm))}.`;
}

/** The share of each family that reaches the threshold. */
function shareOf({ passing }: SpfReach): string {
  const shares: string[] = [];
  if (passing[4] >= EVERYONE[4])
    shares.push(`${percent(passing[4], ALL_ADDRESSES[4].last + 1n)} of all IPv4 addresses`);
  if (passing[6] >= EVERYONE[6]) shares.push(`${percent(passing[6], 1n << 125n)} of all public IPv6 addresses`);
  return shares.join(" and ");
}

function percent(part: bigint, whole: bigint): string {
  const hundredths = Number((part * 10_000n) / whole);
  return `${Math.max(hundredths, 1) / 100} %`;
}

function remedy({ kind }: SpfTerm): Pick<SpfFault, "fix" | "reference"> {
  if (kind === "include" || kind === "redirect") {
    const reference = kind === "include" ? "RFC 7208 §5.2" : "RFC 7208 §6.1";
    return { fix: "Correct the record behind it, or remove the term.", reference };
  }
  if (kind === "exists") {
    return { fix: "Remove the term, or ask for the client with %{i}.", reference: "RFC 7208 §5.7" };
  }
  const reference = kind === "all" ? "RFC 7208 §5.1" : "RFC 7208 §5.6";
  return { fix: "Name only the domain's own senders, and end with ~all or -all.", reference };
}
