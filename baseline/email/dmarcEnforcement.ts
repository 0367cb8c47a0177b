import { policyRequested } from "./dmarcApplied.js";
import { type DmarcPolicy, policyStrength, weakerPolicy } from "./dmarcPolicy.js";
import type { DmarcReading } from "./dmarcRecord.js";
import type { Fault } from "./fault.js";

/**
 * Checks what a DMARC record asks receivers to do: `DM03` where it does not reach enforcement (RFC 9989 §3.2.9), `DM07`
 * where subdomains are less protected, `DM18` where it only tests.
 *
 * @param reading a record that receivers take for one
 */
export function checkPolicies(reading: DmarcReading): Fault[] {
  const { record, invalidPolicies } = reading;
  const { p, sp, np, t } = record;
  const faults: Fault[] = [];
  const fault = (rule: string, message: string, fix: string, reference: string) => {
    faults.push({ rule, position: 0, message, fix, reference });
  };
  if (p === undefined && !invalidPolicies.includes("p")) {
    const effect = record.rua.length > 0 ? "read it as p=none" : "apply no DMARC, as it has no valid rua either";
    fault(
      "DM03",
      `The record has no tag p; receivers ${effect}.`,
      "Publish p=quarantine or p=reject.",
      "RFC 9989 §4.10.1",
    );
  }
  for (const [name, policy] of Object.entries({ p, sp, np })) {
    if (policy !== "none") continue;
    const message = `The tag ${name}=none asks receivers to deliver mail that fails DMARC.`;
    fault("DM03", message, `Publish ${name}=quarantine or ${name}=reject.`, "RFC 9989 §3.2.9");
  }
  faults.push(...checkSubdomains(reading));
  if (p !== undefined && t === "y") {
    const message = `The tag t=y asks receivers to apply ${weakerPolicy(p)} instead of ${p}.`;
    fault("DM18", message, "Remove the tag t once reports show that all mail passes.", "RFC 9989 §4.7");
  }
  return faults;
}

/** Compares what receivers apply to the domain, to its subdomains, and to subdomains that do not exist. */
function checkSubdomains(reading: DmarcReading): Fault[] {
  // An invalid policy is reported as such; what the others would mean without it is compared all the same.
  const valid = { ...reading, invalidPolicies: [] };
  const { p, sp, np } = reading.record;
  const domain = policyRequested(valid, "domain");
  const existing = policyRequested(valid, "subdomain");
  const missing = policyRequested(valid, "missingSubdomain");
  if (p === undefined || domain === undefined || existing === undefined || missing === undefined) return [];
  const faults: Fault[] = [];
  const fault = (message: string, fix: string, reference: string) => {
    faults.push({ rule: "DM07", position: 0, message, fix, reference });
  };
  if (isWeaker(existing, domain)) {
    const message = `The tag sp=${existing} protects subdomains less than p=${domain} protects the domain.`;
    fault(message, `Publish sp=${domain}, or leave sp out.`, "RFC 9989 §4.7");
  }
  if (isWeaker(existing, missing)) {
    // RFC 9824 §2: a zone with compact denial of existence answers NOERROR for missing names, so np never applies.
    const origin = sp === undefined ? "p" : "sp";
    const message = `The tag np=${missing} is stricter than ${origin}=${existing}; where the zone answers for names that do not exist, ${origin} applies to them instead.`;
    fault(message, `Publish sp=${missing}.`, "RFC 9989 §3.2.13, RFC 9824 §2");
  }
  if (np !== undefined && isWeaker(missing, domain) && !isWeaker(existing, domain)) {
    const message = `The tag np=${missing} protects subdomains that do not exist less than p=${domain} protects the domain.`;
    fault(message, `Publish np=${domain}, or leave np out.`, "RFC 9989 §4.7");
  }
  return faults;
}

function isWeaker(policy: DmarcPolicy, than: DmarcPolicy): boolean {
  return policyStrength(policy) < policyStrength(than);
}
