import { letsSend } from "../../baseline/email/mailUse.js";
import { isSubdomainOf } from "../../baseline/email/name.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { dmarcRecords } from "../readers/dmarcRecords.js";
import { mailFacts } from "../readers/mailRecords.js";
import { ownerOf, stackDns, type PlacedRecord } from "../readers/zones.js";
import { mailRule } from "./mailRule.js";

/** The domain that a DKIM key signs for, or a name that leads to its keys. */
function signedDomain({ fqdn }: PlacedRecord): string | undefined {
  if (fqdn === UNKNOWN) return undefined;
  return /(?:^|\.)_domainkey\.(.+)$/.exec(fqdn)?.[1];
}

/** Whether a record may hold a key: a CNAME or a delegation leads to one, a text without a public key revokes one. */
function mayHoldKey({ resource }: PlacedRecord): boolean {
  const facts = mailFacts(resource);
  return (
    facts === undefined || facts.hidden.length > 0 || facts.texts.some(({ text }) => /\bp\s*=\s*[^;\s]/.test(text))
  );
}

const isAt = (name: string, domain: string): boolean => name === domain || isSubdomainOf(name, domain);

/** Whether an SPF record of the domain, or of a bounce domain below it, authorises a sender. */
function sends(stack: Stack, domain: string): boolean {
  return stack.read(stackDns).records.some(({ fqdn, resource }) => {
    if (fqdn === UNKNOWN || !isAt(fqdn, domain)) return false;
    const texts = mailFacts(resource)?.texts ?? [];
    return texts.some(({ purpose, text }) => purpose === "spf" && letsSend(text));
  });
}

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
    const { records, nameless, owned } = stack.read(stackDns);
    for (const { domain, reading, urn } of stack.read(dmarcRecords)) {
      if (!sends(stack, domain)) continue;
      const hasKey = records.some((record) => {
        const signed = signedDomain(record);
        return signed !== undefined && isAt(signed, domain) && mayHoldKey(record);
      });
      if (hasKey) continue;
      const policy = reading.record.p === "reject" ? "p=reject and " : "";
      const fact = `${domain} has ${policy}an SPF record that lets others send, but no DKIM key in this stack`;
      if (nameless.length > 0) verdict.undetermined(`${fact}; a record of unknown name may be one.`, { urn });
      else if (ownerOf(domain, owned)) verdict.violation(`${fact}, which holds its zone. (RFC 9989 §7.4, §8)`, { urn });
      else verdict.undetermined(`${fact}, which does not hold its zone.`, { urn });
    }
  },
};
