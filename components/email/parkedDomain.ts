import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";
import { planParkedDomain } from "../../baseline/email/parkedDomain.js";
import { caaLimits } from "../dns/caaLimits.js";
import { createRecords } from "./dnsRecords.js";
import { refuse } from "./inputProblems.js";
import { checkZone, type DnsZoneArgs } from "./zoneArgs.js";

/** What a domain without mail needs. */
export interface ParkedDomainArgs {
  /** The domain, for example `fernwood-candle.example`. */
  domain: string;
  /** The DNS zone that holds the domain. */
  zone: DnsZoneArgs;
  /**
   * Mailboxes that receive DMARC's aggregate reports, at another domain: they tell who forges mail of this one.
   * @default none
   */
  reportTo?: string[];
  /**
   * Authorities that may still issue certificates, by their names in CAA records, for a domain that redirects to the
   * shop. Each shows up in the component's `exceptions`.
   * @default none, so that nobody may issue
   */
  certificateAuthorities?: string[];
}

/**
 * A domain that sends and receives no mail, so that nobody can use it for forged mail: SPF that lets nobody send, for
 * the domain and every name below it, a null MX, DMARC with `p=reject`, a revoked key for every DKIM selector, and CAA
 * that lets nobody issue a certificate.
 *
 * Sources: M3AAWG, "Protecting Parked Domains"; RFC 7208 §10.1.2, RFC 7505, RFC 9989, RFC 6376 §3.6.1, RFC 8659.
 *
 * @example
 * ```ts
 * new ParkedDomain("typo", {
 *   domain: "fernwood-candle.example",
 *   zone: { provider: DnsProvider.Route53, id: zone.zoneId },
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class ParkedDomain extends pulumi.ComponentResource {
  /** The DMARC record's text. */
  public readonly dmarc: pulumi.Output<string>;
  /** What holds less than the records say, and weaker choices that the arguments made, as sentences. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: ParkedDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planOf(args);
    refuse(`ParkedDomain "${name}"`, problemsOf(args));

    super("storefront-baseline:index:ParkedDomain", name, args, opts);
    createRecords(this, name, args.zone, plan.records);
    this.dmarc = pulumi.output(plan.dmarc);
    this.exceptions = pulumi.output([...plan.exceptions, ...caaLimits(args.zone, args.domain)]);
    this.registerOutputs({ dmarc: this.dmarc, exceptions: this.exceptions });
  }
}

/** Everything that is wrong with the arguments. */
export function problemsOf(args: ParkedDomainArgs): Problem[] {
  return [...checkZone(args.zone), ...planOf(args).problems];
}

function planOf({
  domain,
  reportTo = [],
  certificateAuthorities = [],
}: ParkedDomainArgs): ReturnType<typeof planParkedDomain> {
  return planParkedDomain({ domain, reportTo, certificateAuthorities });
}
