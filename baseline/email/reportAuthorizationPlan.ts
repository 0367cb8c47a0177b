import type { Problem } from "./emailDomainCheck.js";
import type { PlannedRecord } from "./emailPlan.js";
import { checkDomainName, toFqdn } from "./name.js";
import { authorizationName, buildReportAuthorization } from "./reportAuthorization.js";

/** A mail domain that receives the reports on other domains. */
export interface ReportAuthorizationModel {
  /** The mail domain: what stands after the `@` of the addresses that receive the reports. */
  readonly destination: string;
  /** The domains on which it wants reports. */
  readonly domains: readonly string[];
}

/** An authorisation record of the plan, whose name is always known. */
type AuthorizationRecord = PlannedRecord<never> & { readonly name: string };

/**
 * The records by which a mail domain authorises reports (RFC 9990 §4), one for each domain: a wildcard would let anybody
 * have reports sent there.
 *
 * @returns the records, or everything that is wrong with the input
 */
export function planReportAuthorization(model: ReportAuthorizationModel): {
  readonly records: readonly AuthorizationRecord[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = checkDomainName(model.destination).map((reason) => ({ property: "destination", reason }));
  if (model.domains.length === 0) {
    problems.push({ property: "domains", reason: "It is empty. Give the domains whose DMARC records report here." });
  }
  const records: AuthorizationRecord[] = [];
  const destination = toFqdn(model.destination) ?? "";
  for (const [index, given] of model.domains.entries()) {
    const property = `domains[${index}]`;
    const faults = checkDomainName(given);
    problems.push(...faults.map((reason) => ({ property, reason })));
    if (faults.length > 0) continue;
    const domain = toFqdn(given) ?? "";
    const name = authorizationName(domain, destination);
    if (name === undefined) {
      const reason = `"${domain}" and "${destination}" together make a name that is longer than a DNS name can be.`;
      problems.push({ property, reason });
    } else if (records.some((record) => record.key === domain)) {
      problems.push({ property, reason: `"${domain}" stands in the list twice. Remove one.` });
    } else {
      records.push({ key: domain, type: "TXT", name, content: buildReportAuthorization({ rua: [] }) });
    }
  }
  return { records, problems };
}
