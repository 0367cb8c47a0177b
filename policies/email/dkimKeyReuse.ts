import { normalizePublicKey } from "../../baseline/email/dkim.js";
import { isSharedSelector } from "../../baseline/email/senders/sharedKeys.js";
import type { Rule } from "../framework/rule.js";
import { dkimTexts, type DkimText } from "../readers/dkimTexts.js";
import { mailRule } from "./mailRule.js";

export const dkimKeyReuse: Rule = {
  ...mailRule("dkim", {
    id: "DK11",
    name: "dkim-key-reuse",
    title: "A DKIM key stands at one selector of one domain.",
    why: "Whoever holds the private half signs for all of its domains, and a rotation that publishes the old key again changes nothing.",
    fix: "Make a key pair for each selector and domain, and publish this one's own key here.",
    severity: "high",
    references: [
      { standard: "M3AAWG DKIM Key Rotation", section: "Best Common Practices (2019)", strength: "supporting" },
      { standard: "RFC 6376", section: "§3.1", strength: "supporting" },
    ],
  }),
  checkStack(stack, verdict) {
    const first = new Map<string, DkimText>();
    for (const key of stack.read(dkimTexts)) {
      const read = normalizePublicKey(key.text);
      if (!read.ok || isSharedSelector(key.fqdn)) continue;
      const other = first.get(read.value.p);
      if (other === undefined) first.set(read.value.p, key);
      // While a domain moves, both providers hold the same name.
      else if (other.fqdn !== key.fqdn) {
        verdict.violation(`${key.fqdn} holds the same public key as ${other.fqdn}.`, { urn: key.resource.urn });
      }
    }
  },
};
