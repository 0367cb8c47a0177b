import { recordAlone } from "./dmarcEffective.js";
import type { Problem } from "./emailDomainCheck.js";
import type { EmailDomainModel } from "./emailPlan.js";
import { toFqdn } from "./name.js";
import { authorizationName, isExternal } from "./reportAuthorization.js";
import { parseReportUri, toReportUri } from "./reportUri.js";

/**
 * Checks that reports go only where reporters send them: to the domain's own organisation, or to a mail domain of which
 * the input says that it authorises them (RFC 9990 §4).
 *
 * @param dmarc the text of the domain's DMARC record
 */
export function checkReportDestinations<T>(model: EmailDomainModel<T>, dmarc: string): Problem[] {
  const { domain, reportTo, reportsAuthorizedBy = [] } = model;
  const problems: Problem[] = [];
  const authorizing = reportsAuthorizedBy.map((name) => toFqdn(name));
  const used = new Set<string | undefined>();
  for (const [index, address] of reportTo.entries()) {
    const read = parseReportUri(toReportUri(address));
    const destination = read.ok ? read.value.domain : undefined;
    if (destination === undefined || !isExternal(domain, destination, recordAlone(domain, dmarc))) continue;
    used.add(destination);
    const name = authorizationName(domain, destination);
    const refuse = (reason: string) => problems.push({ property: `dmarc.reportTo[${index}]`, reason });
    if (name === undefined) {
      refuse(`The name at which ${destination} would authorise the reports is longer than a DNS name can be.`);
    } else if (!authorizing.includes(destination)) {
      refuse(
        `${destination} belongs to another organisation, so reporters send nothing there unless the TXT record ${name} authorises it (RFC 9990 §4). Create it with a ReportAuthorization in its zone, or ask the service for it, and name ${destination} in dmarc.reportsAuthorizedBy.`,
      );
    }
  }
  for (const [index, name] of authorizing.entries()) {
    if (used.has(name)) continue;
    const reason = `No address in dmarc.reportTo needs an authorisation by "${reportsAuthorizedBy[index]}". Remove it, or correct its spelling.`;
    problems.push({ property: `dmarc.reportsAuthorizedBy[${index}]`, reason });
  }
  return problems;
}
