import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";
import { toFqdn } from "../../baseline/email/name.js";
import { reportDomains } from "../../baseline/email/parkedDomain.js";
import { refuse } from "./inputProblems.js";
import { ParkedDomain, problemsOf, type ParkedDomainArgs } from "./parkedDomain.js";
import { ReportAuthorization } from "./reportAuthorization.js";
import { checkZone, type DnsZoneArgs } from "./zoneArgs.js";

/** One domain of a portfolio, and the zone that holds it. */
export interface ParkedZoneArgs {
  /** The domain, for example `fernwood-candle.example`. */
  domain: string;
  /** The DNS zone that holds it. */
  zone: DnsZoneArgs;
}

/** What a portfolio of domains without mail needs. */
export interface ParkedDomainsArgs {
  /** The domains: lookalikes, other endings, names of former brands. */
  domains: ParkedZoneArgs[];
  /** Mailboxes that receive the DMARC reports of all of them. @default none */
  reportTo?: string[];
  /**
   * The DNS zone of the mail domain that receives the reports. The component then authorises them there, for each
   * domain by itself: reporters send nothing without it (RFC 9990 §4).
   * @default the authorisations are made elsewhere
   */
  reportZone?: DnsZoneArgs;
  /** Authorities that may still issue certificates for them, as for `ParkedDomain`. @default none */
  certificateAuthorities?: string[];
}

/**
 * Many domains that send and receive no mail, each as a `ParkedDomain`.
 *
 * @example
 * ```ts
 * new ParkedDomains("lookalikes", {
 *   domains: zones.map((zone) => ({ domain, zone: { provider: DnsProvider.Cloudflare, id: zone.id } })),
 *   reportTo: ["dmarc@fernwood.example"],
 *   reportZone: { provider: DnsProvider.Cloudflare, id: brandZone.id },
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong with any of them, before any resource is registered
 */
export class ParkedDomains extends pulumi.ComponentResource {
  /** The domains, in the order given. */
  public readonly domains: pulumi.Output<string[]>;
  /** What holds less than the records say, for all domains, as sentences. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: ParkedDomainsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { domains, reportZone, ...shared } = args;
    refuse(`ParkedDomains "${name}"`, [
      ...problemsOfAll(domains, shared),
      ...(reportZone === undefined ? [] : problemsOfReports(reportZone, shared.reportTo)),
    ]);

    super("storefront-baseline:index:ParkedDomains", name, args, opts);
    const parked = domains.map(
      // Named by its domain, not by its place: a domain that leaves the list takes only its own records with it.
      ({ domain, zone }) => new ParkedDomain(`${name}-${domain}`, { domain, zone, ...shared }, { parent: this }),
    );
    for (const destination of reportDomains(shared.reportTo ?? [])) {
      if (reportZone === undefined) break;
      new ReportAuthorization(
        `${name}-reports-${destination}`,
        { zone: reportZone, destination, domains: domains.map(({ domain }) => domain) },
        { parent: this },
      );
    }
    this.domains = pulumi.output(domains.map(({ domain }) => domain));
    this.exceptions = pulumi.all(parked.map(({ exceptions }) => exceptions)).apply((all) => all.flat());
    this.registerOutputs({ domains: this.domains, exceptions: this.exceptions });
  }
}

function problemsOfReports(reportZone: DnsZoneArgs, reportTo: readonly string[] = []): Problem[] {
  const problems = checkZone(reportZone).map(({ property, reason }) => ({
    property: `reportZone${property.slice(4)}`,
    reason,
  }));
  if (reportTo.length > 0) return problems;
  return [
    ...problems,
    { property: "reportTo", reason: "It is empty, so reportZone has nothing to authorise. Give both, or neither." },
  ];
}

function problemsOfAll(
  domains: readonly ParkedZoneArgs[],
  shared: Omit<ParkedDomainArgs, "domain" | "zone">,
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  if (domains.length === 0) problems.push({ property: "domains", reason: "It is empty. Give at least one domain." });
  domains.forEach(({ domain, zone }, index) => {
    for (const { property, reason } of problemsOf({ domain, zone, ...shared })) {
      const isOwn = property.startsWith("domain") || property.startsWith("zone");
      if (isOwn) problems.push({ property: `domains[${index}].${property}`, reason });
      else if (index === 0) problems.push({ property, reason });
    }
    const fqdn = toFqdn(domain) ?? "";
    if (seen.has(fqdn)) problems.push({ property: `domains[${index}].domain`, reason: `${domain} stands twice.` });
    seen.add(fqdn);
  });
  return problems;
}
