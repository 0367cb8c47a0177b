import type { Rule } from "../framework/rule.js";
import { dmarcRecords } from "../readers/dmarcRecords.js";
import { spfZone } from "../readers/spfZone.js";
import { ownerOf, stackDns } from "../readers/zones.js";
import { mailRule } from "./mailRule.js";

const ofRecord = mailRule("dmarc", {
  id: "DM05",
  name: "dmarc-mailing-lists",
  title: "A domain where people have mailboxes does not reject without having seen reports.",
  why: "Mailing lists change what people post, so p=reject loses it and unsubscribes readers; the standard wants the aggregate reports of months compared before a domain with such users rejects.",
  fix: "Add rua=mailto: and publish p=none for a month and p=quarantine for another before p=reject (dmarc.rollout of EmailDomain does it), and tell the people who post to lists.",
  severity: "low",
  references: [{ standard: "RFC 9989", section: "§7.4", strength: "partial" }],
});

export const dmarcMailingLists: Rule = {
  ...ofRecord,
  checkStack(stack, verdict) {
    const { owned } = stack.read(stackDns);
    for (const { domain, reading, urn } of stack.read(dmarcRecords)) {
      const { p, t, rua } = reading.record;
      // Who posts to lists no record tells. That nobody compares reports, one does.
      if (p !== "reject" || t === "y" || rua.length > 0) continue;
      const hosts = stack.read(spfZone).mx(domain);
      if (hosts === undefined) {
        if (!ownerOf(domain, owned)) continue;
        verdict.undetermined(`Whether people have mailboxes at ${domain} is not known: nor are all its MX records.`, {
          urn,
        });
      } else if (hosts.some((host) => host !== ".")) {
        verdict.violation(
          `${domain} has mailboxes (MX ${hosts.join(", ")}) and p=reject, but asks for no aggregate reports that show whose mail is refused. (RFC 9989 §7.4)`,
          { urn },
        );
      }
    }
  },
};
