import { parseBimi } from "../../baseline/email/bimi.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "./mailRecords.js";
import { stackDns } from "./zones.js";

/** A domain whose BIMI record names a mark certificate. */
export interface MarkedDomain {
  readonly domain: string;
  /** The name of the BIMI record. */
  readonly fqdn: string;
  /** The resource that holds it. */
  readonly urn: string;
}

const BELOW = "._bimi.";

/** The domains of the stack with a mark certificate. Use it through `stack.read(markedDomains)`. */
export function markedDomains(stack: Stack): readonly MarkedDomain[] {
  return stack.read(stackDns).records.flatMap(({ fqdn, resource }) => {
    const at = fqdn === UNKNOWN ? -1 : fqdn.indexOf(BELOW);
    if (fqdn === UNKNOWN || at === -1) return [];
    const hasEvidence = mailFacts(resource)?.texts.some(({ purpose, text }) => {
      const parsed = purpose === "bimi" ? parseBimi(text) : undefined;
      return parsed?.ok === true && parsed.value.a !== "";
    });
    return hasEvidence === true ? [{ domain: fqdn.slice(at + BELOW.length), fqdn, urn: resource.urn }] : [];
  });
}
