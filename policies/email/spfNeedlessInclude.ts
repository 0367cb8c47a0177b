import { parseSpf } from "../../baseline/email/spf/parse.js";
import { needlessFaults } from "../../baseline/email/spf/serviceIncludes.js";
import type { Rule } from "../framework/rule.js";
import { mailFacts } from "../readers/mailRecords.js";
import { spfZone } from "../readers/spfZone.js";
import { stackDns } from "../readers/zones.js";
import { mailRule, report } from "./mailRule.js";

/** Judged at the names of zones only: below them, an include may belong to a service's MAIL FROM. */
export const spfNeedlessInclude: Rule = {
  ...mailRule("spf", {
    id: "SPF17",
    name: "spf-needless-include",
    title: "A domain's SPF record includes no service whose bounces go elsewhere.",
    why: "Receivers look SPF up at the domain of MAIL FROM. An include for a service that bounces elsewhere costs look-ups of the ten that are allowed, and lets all its customers pass.",
    fix: "Remove the include from the domain's own record.",
    severity: "medium",
    references: [{ standard: "RFC 7208", section: "§2.4, §4.6.4", strength: "supporting" }],
  }),
  checkStack(stack, verdict) {
    const { records, owned } = stack.read(stackDns);
    for (const { fqdn, resource } of records) {
      const domain = owned.find(({ name }) => name === fqdn)?.name;
      if (domain === undefined) continue;
      const exchanges = stack.read(spfZone).mx(domain);
      for (const { purpose, text } of mailFacts(resource)?.texts ?? []) {
        const parsed = purpose === "spf" ? parseSpf(text) : undefined;
        if (!parsed?.ok) continue;
        for (const fault of needlessFaults(parsed.value, exchanges ?? [])) {
          const message = `${domain}: ${fault.message}`;
          // Where the service receives bounces at the domain itself, its include is right.
          if (exchanges === undefined) {
            verdict.undetermined(`${message} The domain's MX hosts are not known yet.`, { urn: resource.urn });
          } else report(verdict, { ...fault, subject: domain, message }, resource.urn);
        }
      }
    }
  },
};
