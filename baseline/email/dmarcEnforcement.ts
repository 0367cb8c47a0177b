import { type DmarcPolicy, policyStrength, weakerPolicy } from "./dmarcPolicy.js";
import type { DmarcReading } from "./dmarcRecord.js";
import type { Fault } from "./fault.js";

/**
 * Checks what a DMARC record asks receivers to do: `DM03` where it does not reach enforcement (RFC 9989 §3.2.9), `DM07`
 * where subdomains are less protected, `DM18` where it only tests.
 *
 * @param reading a record that receivers take for one
 */
export function checkPolicies({ record, faults: parseFaults, hasNoPolicy }: DmarcReading): Fault[] {
  const { p, sp, np, t } = record;
  const faults: Fault[] = [];
  const fault = (rule: string, message: string, fix: string, reference: string) => {
    faults.push({ rule, position: 0, message, fix, reference });
  };
  const isInvalid = (name: string) => parseFaults.some(({ message }) => message.startsWith(`The tag ${name} has`));
  if (p === undefined && hasNoPolicy && !isInvalid("p")) {
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
  if (p !== undefined && sp !== undefined && isWeaker(sp, p)) {
    const message = `The tag sp=${sp} protects subdomains less than p=${p} protects the domain.`;
    fault("DM07", message, `Publish sp=${p}, or leave sp out.`, "RFC 9989 §4.7");
  }
  const existing = sp ?? p;
  if (existing !== undefined && np !== undefined && isWeaker(existing, np)) {
    // RFC 9824 §2: a zone with compact denial of existence answers NOERROR for missing names, so np never applies.
    const origin = sp === undefined ? "p" : "sp";
    const message = `The tag np=${np} is stricter than ${origin}=${existing}; where the zone answers for names that do not exist, ${origin} applies to them instead.`;
    fault("DM07", message, `Publish sp=${np}.`, "RFC 9989 §3.2.13, RFC 9824 §2");
  }
  if (p !== undefined && t === "y") {
    const message = `The tag t=y asks receivers to apply ${weakerPolicy(p)} instead of ${p}.`;
    fault("DM18", message, "Remove the tag t once reports show that all mail passes.", "RFC 9989 §4.7");
  }
  return faults;
}

function isWeaker(policy: DmarcPolicy, than: DmarcPolicy): boolean {
  return policyStrength(policy) < policyStrength(than);
}
