import { registeredDomain } from "../../baseline/email/publicSuffix.js";
import { foreignHosts, KNOWN_HOSTS, unknownHost } from "../../baseline/email/spf/foreignHosts.js";
import { parseSpf } from "../../baseline/email/spf/parse.js";
import { isAtOrBelow } from "../../baseline/email/spf/zone.js";
import { nearest } from "../../baseline/nearest.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "../readers/mailRecords.js";
import { ownerOf, stackDns } from "../readers/zones.js";
import { mailRule, report } from "./mailRule.js";

/** Letters by which a name is taken for a slip of a known one, or for one that was registered to look like it. */
const SLIP = 2;

/**
 * A host is known by the catalogue, by the stack's own zones, as one of the record's own organisation, or by the settings
 * `spfIncludes` and `mailServices`. That the lock of SPF holds it says nothing: `spf lock` takes in whatever a record leads to.
 */
export const spfKnownHosts: Rule = {
  ...mailRule("spf", {
    id: "SPF22",
    name: "spf-known-hosts",
    title: "An SPF record lets only known services decide who passes.",
    why: "Whoever holds an included name sends as the shop: the service, the one who registers a name that was misspelt, or the one who buys it when it runs out.",
    fix: "Remove the term, or add the host to spfIncludes of the pack's settings.",
    severity: "high",
    references: [{ standard: "RFC 7208", section: "§5.2, §6.1", strength: "supporting" }],
  }),
  checkStack(stack, verdict) {
    const { records, owned } = stack.read(stackDns);
    const agreed = [...stack.settings.spfIncludes, ...stack.settings.mailServices];
    for (const { fqdn, resource } of records) {
      for (const { purpose, text } of mailFacts(resource)?.texts ?? []) {
        const parsed = purpose === "spf" ? parseSpf(text) : undefined;
        for (const foreign of parsed?.ok === true ? foreignHosts(parsed.value) : []) {
          const { host } = foreign;
          if (isAtOrBelow(host, agreed) || ownerOf(host, owned)) continue;
          const organisation = fqdn === UNKNOWN ? undefined : registeredDomain(fqdn);
          const fault = unknownHost(foreign);
          if (organisation === undefined) {
            const reason = `${fault.message} Whether it is the domain's own is not known, since the record's whole name is not.`;
            verdict.undetermined(reason, { urn: resource.urn });
          } else if (!isAtOrBelow(host, [organisation])) {
            const message = `${String(fqdn)}: ${fault.message}${nearest(host, KNOWN_HOSTS, SLIP)}`;
            report(verdict, { ...fault, subject: String(fqdn), message }, resource.urn);
          }
        }
      }
    }
  },
};
