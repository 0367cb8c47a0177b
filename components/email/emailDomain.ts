import * as pulumi from "@pulumi/pulumi";
import type { Alignment } from "../../baseline/email/alignment.js";
import type { EffectivePolicy } from "../../baseline/email/dmarcEffective.js";
import { planEmailDomain, type OmittedSender, type SenderKeyState } from "../../baseline/email/emailPlan.js";
import { toFqdn } from "../../baseline/email/name.js";
import type { DmarcArgs } from "./dmarcArgs.js";
import { createRecords } from "./dnsRecords.js";
import { refuse } from "./inputProblems.js";
import { readDmarc } from "./readDmarc.js";
import { readSenders, withSecretKeys } from "./readSenders.js";
import type { SenderArgs } from "./senders/senderArgs.js";
import { checkToday, today } from "./today.js";
import { checkZone, type DnsZoneArgs } from "./zoneArgs.js";

/** What a domain that sends mail needs. */
export interface EmailDomainArgs {
  /** The domain that stands in From, for example `fernwood.example`. An international name is published in A-labels. */
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
  /**
   * Includes of the domain's SPF record, for example `_spf.google.com`, in whose place the networks of `spfLock` stand:
   * for a record above ten look-ups whose senders cannot move to a MAIL FROM subdomain. It is refused where networks
   * would change what the record means or make it longer than 450 octets, and where the lock was last compared with DNS
   * more than 30 days before `today`. Run `storefront-baseline spf lock` and deploy at least weekly from then on.
   * @default none: an include follows its service's changes by itself
   */
  spfFlatten?: string[];
  /**
   * The day for which rotated keys and a DMARC rollout are planned, as an ISO date: `2026-11-24`. Give it from the
   * stack's configuration where a preview must say the same on any day, or where a change shall begin with a commit.
   * @default the day of the deploy, in UTC
   */
  today?: string;
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
  /** For each sender, whether its mail passes DMARC by SPF and by DKIM, and why. */
  public readonly alignment: pulumi.Output<Alignment[]>;
  /** Includes that guides recommend and that do nothing in the domain's SPF, and why they were left out. */
  public readonly omitted: pulumi.Output<OmittedSender[]>;
  /** The keys that are rotated: which one signs, and until when. */
  public readonly dkimKeys: pulumi.Output<SenderKeyState[]>;
  /** What receivers apply to mail that fails DMARC: of the domain, and of subdomains without records of their own. */
  public readonly effectivePolicy: pulumi.Output<EffectivePolicy[]>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: EmailDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    // Before `super`, which registers the component: bad input leaves nothing half-created.
    const context = { domain: toFqdn(args.domain) ?? "", today: args.today ?? today() };
    const { senders, problems } = readSenders(args.senders, context);
    const { policies, problems: dmarcProblems } = readDmarc(args.dmarc, context.today);
    const plan = planEmailDomain({
      domain: context.domain,
      senders,
      ...policies,
      otherTexts: (args.otherTexts ?? []).map((text) => (typeof text === "string" ? text : pulumi.output(text))),
      ...(args.spfLock === undefined ? {} : { spfLock: args.spfLock }),
      ...(args.spfFlatten && { spfFlatten: { includes: args.spfFlatten, today: context.today } }),
    });
    const own = [...checkZone(args.zone), ...checkToday(context.today)];
    refuse(`EmailDomain "${name}"`, [...own, ...problems, ...dmarcProblems, ...plan.problems]);

    super("storefront-baseline:index:EmailDomain", name, withSecretKeys(args), opts);
    createRecords(this, name, args.zone, plan.records);
    this.spf = pulumi.output(plan.spf);
    this.dmarc = pulumi.output(plan.dmarc);
    this.alignment = pulumi.output([...plan.alignment]);
    this.omitted = pulumi.output([...plan.omitted]);
    this.dkimKeys = pulumi.output([...plan.dkimKeys]);
    this.effectivePolicy = pulumi.output([...plan.effectivePolicy]);
    this.exceptions = pulumi.output([...plan.exceptions]);
    const { spf, dmarc, alignment, omitted, dkimKeys, effectivePolicy, exceptions } = this;
    this.registerOutputs({ spf, dmarc, alignment, omitted, dkimKeys, effectivePolicy, exceptions });
  }
}
