import { parkedDmarc } from "../../baseline/email/parkedDomain.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "../readers/mailRecords.js";
import { isParked, mailJudge } from "../readers/mailUse.js";
import { stackDns } from "../readers/zones.js";
import { mailRule, report } from "./mailRule.js";

const ofText = mailRule("dmarc", {
  id: "DM17",
  name: "dmarc-reports",
  title: "A DMARC record asks for aggregate reports.",
  why: "Without rua nobody sees who sends as the domain; with a misspelt policy and no rua there is no DMARC at all.",
  fix: "Add rua=mailto: with an address that somebody, or a service, reads.",
  severity: "medium",
  references: [
    { standard: "RFC 9989", section: "§4.7, §4.10.1", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});

/** A parked domain may do without reports: everything is refused there. That it is parked only its other records show. */
export const dmarcReports: Rule = {
  ...ofText,
  checkResource(resource, verdict, settings) {
    if (!mayBeParked(resource)) ofText.checkResource?.(resource, verdict, settings);
  },
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    const mailOf = stack.read(mailJudge);
    for (const { fqdn, resource } of dns.records) {
      if (!mayBeParked(resource)) continue;
      const domain = fqdn === UNKNOWN ? undefined : fqdn.replace(/^_dmarc\./, "");
      if (domain !== undefined && isParked(mailOf(domain))) continue;
      for (const finding of mailFacts(resource)?.findings ?? []) {
        if (finding.rule === "DM17") report(verdict, finding, resource.urn);
      }
    }
  },
};

/** Whether it says what `ParkedDomain` publishes where nobody wants reports. */
function mayBeParked(resource: Resource): boolean {
  return mailFacts(resource)?.texts.some(({ purpose, text }) => purpose === "dmarc" && text === parkedDmarc()) ?? false;
}
