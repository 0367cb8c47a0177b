import { checkDkimName } from "../../baseline/email/dkimSelector.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, dnsRecord } from "../readers/dnsRecords.js";
import { report } from "./mailRule.js";

/** The types that hold a key or point to one. */
const KEY_TYPES: readonly unknown[] = ["TXT", "CNAME", UNKNOWN];

export const dkimSelector: Rule = {
  id: "DK10",
  name: "dkim-selector",
  title: "A DKIM key stands at a selector that a signature can name.",
  why: "A selector outside the grammar of host names, or none at all, is one that no verifier looks up: the key is dead.",
  fix: "Publish the key at a selector of letters, digits and hyphens: <selector>._domainkey.<domain>.",
  severity: "high",
  references: [{ standard: "RFC 6376", section: "§3.1, §3.6.2.1", strength: "satisfies" }],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    if (!record || !KEY_TYPES.includes(record.type)) return;
    if (record.name === UNKNOWN) verdict.undetermined("Its name will be known only after the deploy.");
    else for (const finding of checkDkimName(record.name)) report(verdict, finding, resource.urn);
  },
};
