import { receiverOf, unknownReceiver } from "../../baseline/email/reportReceivers.js";
import { parseTlsRpt } from "../../baseline/email/tlsRpt.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "../readers/mailRecords.js";
import { isOwnHost, stackDns } from "../readers/zones.js";
import { mailRule, report } from "./mailRule.js";

const NAME = "_smtp._tls.";

export const tlsRptReceivers: Rule = {
  ...mailRule("tlsRpt", {
    id: "RPT02",
    name: "tls-rpt-receivers",
    title:
      "Reports on TLS go to the domain's own organisation, to a domain of the stack, or to a receiver that the team has named.",
    why: "They are how a shop learns that somebody strips TLS from its mail, or takes its place: whoever takes the reports away, or reads them as well, hides it.",
    fix: "Remove the address, or name its domain in reportReceivers of the pack's settings.",
    severity: "medium",
    references: [{ standard: "RFC 8460", section: "§7", strength: "supporting" }],
  }),
  checkStack(stack, verdict) {
    const { records, owned } = stack.read(stackDns);
    for (const { fqdn, resource } of records) {
      if (fqdn === UNKNOWN || !fqdn.startsWith(NAME)) continue;
      const domain = fqdn.slice(NAME.length);
      const texts = (mailFacts(resource)?.texts ?? []).filter(({ purpose }) => purpose === "tlsRpt");
      const uris = texts.map(({ text }) => parseTlsRpt(text)).flatMap((read) => (read.ok ? read.value.rua : []));
      for (const receiver of new Set(uris.flatMap((uri) => receiverOf(uri) ?? []))) {
        if (isOwnHost(receiver, domain, owned) || stack.settings.reportReceivers.includes(receiver)) continue;
        report(verdict, unknownReceiver("RPT02", domain, receiver), resource.urn);
      }
    }
  },
};
