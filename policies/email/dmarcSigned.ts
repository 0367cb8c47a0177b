import type { Rule } from "../framework/rule.js";
import { dmarcRecords } from "../readers/dmarcRecords.js";
import { sendingDomains, signedDomains } from "../readers/senders.js";
import { ownerOf, stackDns } from "../readers/zones.js";
import { mailRule } from "./mailRule.js";

const ofRecord = mailRule("dmarc", {
  id: "DM04",
  name: "dmarc-signed",
  title: "A domain that sends mail under DMARC has a DKIM key.",
  why: "SPF fails when mail is forwarded, so without a DKIM signature the domain's own mail fails DMARC, and under p=reject it is refused. Gmail, Yahoo and Outlook.com demand both of bulk senders.",
  fix: "Publish the DKIM keys of every sender, and no p=reject before they are there.",
  severity: "medium",
  references: [{ standard: "RFC 9989", section: "§7.4, §8", strength: "partial" }],
});

export const dmarcSigned: Rule = {
  ...ofRecord,
  checkStack(stack, verdict) {
    const { nameless, owned } = stack.read(stackDns);
    const [sending, signed] = [stack.read(sendingDomains), stack.read(signedDomains)];
    for (const { domain, reading, urn } of stack.read(dmarcRecords)) {
      if (!sending.has(domain) || signed.has(domain)) continue;
      const policy = reading.record.p === "reject" ? "p=reject and " : "";
      const fact = `${domain} has ${policy}an SPF record that lets others send, but no DKIM key in this stack`;
      if (nameless.length > 0) verdict.undetermined(`${fact}; a record of unknown name may be one.`, { urn });
      else if (ownerOf(domain, owned)) verdict.violation(`${fact}, which holds its zone. (RFC 9989 §7.4, §8)`, { urn });
      else verdict.undetermined(`${fact}, which does not hold its zone.`, { urn });
    }
  },
};
