import * as pulumi from "@pulumi/pulumi";
import { planCaa } from "../../baseline/dns/caaPlan.js";
import { createRecords } from "../email/dnsRecords.js";
import { refuse } from "../email/inputProblems.js";
import { checkZone, type DnsZoneArgs } from "../email/zoneArgs.js";
import { caaLimits } from "./caaLimits.js";

/** Platforms that obtain certificates for a shop's names by themselves. */
export const CertificatePlatform = {
  /** AWS Certificate Manager. */
  Acm: "acm",
  /** The authorities that Cloudflare uses for its edge certificates. */
  Cloudflare: "cloudflare",
  /** The authorities that Shopify uses for shops. */
  Shopify: "shopify",
} as const;
export type CertificatePlatform = (typeof CertificatePlatform)[keyof typeof CertificatePlatform];

/** Who may issue certificates for a domain. */
export interface CaaRecordsArgs {
  /** The domain; the records hold for every name below it that has none of its own (RFC 8659 §3). */
  domain: string;
  /** The DNS zone that holds the domain. */
  zone: DnsZoneArgs;
  /** The platforms whose authorities may issue. An empty list lets nobody issue. */
  platforms: CertificatePlatform[];
  /**
   * Authorities beyond those of the platforms, by their names in CAA records, for example `digicert.com`. Each shows up
   * in `exceptions`, and the policy pack wants it in `certificateAuthorities` of its settings.
   * @default none
   */
  otherAuthorities?: string[];
  /** Whether certificates for `*` names may be issued. Cloudflare's Universal SSL needs them. @default true */
  wildcards?: boolean;
  /**
   * Authorities that may issue mark certificates for BIMI: `digicert.com`, `globalsign.com` or `ssl.com`.
   * @default no record, so that each of them may
   */
  markAuthorities?: string[];
  /** Where authorities report requests that they refused: a mailbox or an https URL. @default none */
  reportTo?: string;
}

/**
 * The CAA records of a domain, from the platforms that it uses: names of authorities change with the platforms, and a
 * missing one is an outage on the day of renewal.
 *
 * Sources: RFC 8659, 9495; Cloudflare, ACM and Shopify documentation.
 *
 * @example
 * ```ts
 * new CaaRecords("certificates", {
 *   domain: "fernwood.example",
 *   zone: { provider: DnsProvider.Route53, id: zone.zoneId },
 *   platforms: [CertificatePlatform.Acm, CertificatePlatform.Shopify],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class CaaRecords extends pulumi.ComponentResource {
  /** The authorities that may issue certificates for servers. */
  public readonly authorities: pulumi.Output<string[]>;
  /** What holds less than the records say, and weaker choices that the arguments made, as sentences. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: CaaRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planCaa({
      domain: args.domain,
      platforms: args.platforms,
      otherAuthorities: args.otherAuthorities ?? [],
      wildcards: args.wildcards ?? true,
      markAuthorities: args.markAuthorities ?? [],
      ...(args.reportTo === undefined ? {} : { reportTo: args.reportTo }),
    });
    refuse(`CaaRecords "${name}"`, [...checkZone(args.zone), ...plan.problems]);

    super("storefront-baseline:index:CaaRecords", name, args, opts);
    createRecords(this, name, args.zone, plan.records);
    this.authorities = pulumi.output([...plan.authorities]);
    this.exceptions = pulumi.output([...plan.exceptions, ...caaLimits(args.zone, args.domain)]);
    this.registerOutputs({ authorities: this.authorities, exceptions: this.exceptions });
  }
}
