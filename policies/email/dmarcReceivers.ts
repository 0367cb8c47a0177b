import { authorizationName, isExternal, parseReportAuthorization } from "../../baseline/email/reportAuthorization.js";
import { unknownReceiver } from "../../baseline/email/reportReceivers.js";
import type { Rule } from "../framework/rule.js";
import { dmarcRecords } from "../readers/dmarcRecords.js";
import { nameAnswers } from "../readers/nameAnswers.js";
import { ownerOf, stackDns } from "../readers/zones.js";
import { mailRule, report } from "./mailRule.js";

export const dmarcReceivers: Rule = {
  ...mailRule("dmarc", {
    id: "DM22",
    name: "dmarc-receivers",
    title:
      "DMARC reports go to the domain's own organisation, to a domain of the stack, or to a receiver that the team has named.",
    why: "Reports tell who sends as the shop, and failure reports hold parts of its mail: an address that is slipped in reads them, and one that is replaced leaves the shop blind.",
    fix: "Remove the address, or name its mail domain in reportReceivers of the pack's settings.",
    severity: "medium",
    references: [
      { standard: "RFC 7489", section: "§12.5", strength: "supporting" },
      { standard: "RFC 9990", section: "§4", strength: "supporting" },
    ],
  }),
  // DM12 asks whether the receiver agrees; this one whether the shop does.
  checkStack(stack, verdict) {
    const names = stack.read(nameAnswers);
    const { owned } = stack.read(stackDns);
    for (const { domain, reading, urn } of stack.read(dmarcRecords)) {
      for (const receiver of new Set(reading.uris.flatMap(({ uri }) => uri.domain ?? []))) {
        if (!isExternal(domain, receiver, names) || ownerOf(receiver, owned)) continue;
        if (stack.settings.reportReceivers.includes(receiver)) continue;
        const name = authorizationName(domain, receiver);
        const texts = (name === undefined ? undefined : names.txt(name)) ?? [];
        if (texts.some((text) => parseReportAuthorization(text).ok)) continue;
        report(verdict, unknownReceiver("DM22", domain, receiver), urn);
      }
    }
  },
};
