import * as pulumi from "@pulumi/pulumi";
import { planEmailDomain, type Alignment } from "../../baseline/email/emailPlan.js";
import { DmarcPolicy, type DmarcArgs } from "./dmarcArgs.js";
import { createRecords } from "./dnsRecords.js";
import { refuse } from "./inputProblems.js";
import { readSenders } from "./readSenders.js";
import type { SenderArgs } from "./senders.js";
import { checkZone, type DnsZoneArgs } from "./zoneArgs.js";

/** What a domain that sends mail needs. */
export interface EmailDomainArgs {
  /** The domain that stands in From, for example `fernwood.example`. */
  domain: string;
  /** The DNS zone that holds the domain. */
  zone: DnsZoneArgs;
  /** All services that send as the domain: whoever is missing here is refused by receivers. */
  senders: SenderArgs[];
  /** What receivers do with mail that is not from these senders, and whom they tell. */
  dmarc: DmarcArgs;
  /**
   * Other TXT texts at the domain's own name, for example site verification. Route 53 keeps all texts of a name in
   * one record set, so they must be given here and nowhere else.
   * @default none
   */
  otherTexts?: pulumi.Input<string>[];
  /**
   * The content of `spf.lock.json`, which `storefront-baseline spf lock` writes: what the senders' own SPF records cost
   * is then counted from it. In TypeScript `fs.readFileSync("spf.lock.json", "utf8")`.
   * @default what the senders declare is counted
   */
  spfLock?: string;
}

/**
 * Mail authentication of one domain: the single SPF record, the DKIM records and the DMARC record, made together from
 * the list of senders, so that they agree.
 *
 * Sources: RFC 7208 (SPF), RFC 6376, 8301 and 8463 (DKIM), RFC 9989 (DMARC).
 *
 * @example
 * ```ts
 * new EmailDomain("mail", {
 *   domain: "fernwood.example",
 *   zone: { provider: DnsProvider.Cloudflare, id: zone.id },
 *   senders: [google({ dkimKey: config.require("googleDkimKey") })],
 *   dmarc: { reportTo: ["dmarc@fernwood.example"] },
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class EmailDomain extends pulumi.ComponentResource {
  /** The SPF record's text. */
  public readonly spf: pulumi.Output<string>;
  /** The DMARC record's text. */
  public readonly dmarc: pulumi.Output<string>;
  /** For each sender, whether its mail passes DMARC by SPF and by DKIM. */
  public readonly alignment: pulumi.Output<Alignment[]>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: EmailDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    // Before `super`, which registers the component: bad input leaves nothing half-created.
    const { senders, problems } = readSenders(args.senders);
    const policy = args.dmarc.policy ?? DmarcPolicy.Reject;
    const plan = planEmailDomain({
      domain: args.domain,
      senders,
      policy,
      subdomainPolicy: args.dmarc.subdomainPolicy ?? policy,
      reportTo: args.dmarc.reportTo,
      otherTexts: (args.otherTexts ?? []).map((text) => (typeof text === "string" ? text : pulumi.output(text))),
      ...(args.spfLock === undefined ? {} : { spfLock: args.spfLock }),
    });
    refuse(`EmailDomain "${name}"`, [...checkZone(args.zone), ...problems, ...plan.problems]);

    super("storefront-baseline:index:EmailDomain", name, args, opts);
    createRecords(this, name, args.zone, plan.records);
    this.spf = pulumi.output(plan.spf);
    this.dmarc = pulumi.output(plan.dmarc);
    this.alignment = pulumi.output([...plan.alignment]);
    this.exceptions = pulumi.output([...plan.exceptions]);
    this.registerOutputs({ spf: this.spf, dmarc: this.dmarc, alignment: this.alignment, exceptions: this.exceptions });
  }
}
