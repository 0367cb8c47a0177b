import * as pulumi from "@pulumi/pulumi";
import { planReportAuthorization } from "../../baseline/email/reportAuthorizationPlan.js";
import { createRecords } from "./dnsRecords.js";
import { refuse } from "./inputProblems.js";
import { checkZone, type DnsZoneArgs } from "./zoneArgs.js";

/** Which reports a mail domain accepts. */
export interface ReportAuthorizationArgs {
  /** The DNS zone that holds the mail domain which receives the reports. */
  zone: DnsZoneArgs;
  /** The mail domain that receives them: what stands after the `@` in `reportTo`, for example `fernwood.example`. */
  destination: string;
  /** The domains on which it accepts reports, each by itself: a wildcard would let anybody flood the mailbox. */
  domains: string[];
}

/**
 * Authorises the DMARC reports on domains of other organisations, so that reporters send them: one TXT record for each
 * domain, in the zone of the mail domain that receives them. A domain that leaves the list loses its record.
 *
 * Sources: RFC 9990 §4, RFC 7489 §7.1 (verifying external destinations).
 *
 * @example
 * ```ts
 * new ReportAuthorization("outlet-reports", {
 *   zone: { provider: DnsProvider.Cloudflare, id: zone.id },
 *   destination: "fernwood.example",
 *   domains: ["fernwood-outlet.example"],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class ReportAuthorization extends pulumi.ComponentResource {
  /** The names of the TXT records. */
  public readonly names: pulumi.Output<string[]>;

  constructor(name: string, args: ReportAuthorizationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { records, problems } = planReportAuthorization(args);
    refuse(`ReportAuthorization "${name}"`, [...checkZone(args.zone), ...problems]);

    super("storefront-baseline:index:ReportAuthorization", name, args, opts);
    createRecords(this, name, args.zone, records);
    this.names = pulumi.output(records.map((record) => record.name));
    this.registerOutputs({ names: this.names });
  }
}
