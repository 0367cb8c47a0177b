import { checkTxtSize } from "../../baseline/email/txtSize.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { decodeTxt } from "../readers/dnsRecords.js";
import { mailFacts } from "../readers/mailRecords.js";
import { stackDns, type PlacedRecord } from "../readers/zones.js";
import { mailRule, report } from "./mailRule.js";

export const spfSize: Rule = {
  ...mailRule("spf", {
    id: "SPF11",
    name: "spf-size",
    title: "An SPF record fits into one DNS answer, with all other TXT records of its name.",
    why: "Where the answer exceeds 512 octets, some resolvers cut it off, and SPF fails.",
    fix: "Shorten the record, or move senders to a MAIL FROM subdomain of their own.",
    severity: "medium",
    references: [{ standard: "RFC 7208", section: "§3.4", strength: "satisfies" }],
  }),
  checkStack(stack, verdict) {
    for (const records of stack.read(stackDns).byName.values()) {
      const spf = records.find(({ resource }) => mailFacts(resource)?.texts.some(({ purpose }) => purpose === "spf"));
      const name = spf?.fqdn;
      if (spf === undefined || typeof name !== "string") continue;
      for (const finding of checkTxtSize(name, records.flatMap(textsOf))) report(verdict, finding, spf.resource.urn);
    }
  },
};

/** What is known of a record's texts; what is not is reported by the resource pass. */
function textsOf({ type, values, provider }: PlacedRecord): string[] {
  if (type !== "TXT" || values === UNKNOWN) return [];
  return values.flatMap((written) => {
    const decoded = written === UNKNOWN ? undefined : decodeTxt(provider, written);
    return decoded?.ok ? decoded.value.text : [];
  });
}
