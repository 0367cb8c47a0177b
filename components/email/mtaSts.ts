import * as pulumi from "@pulumi/pulumi";
import { POLICY_PATH } from "../../baseline/email/mtaStsHost.js";
import { planMtaSts } from "../../baseline/email/mtaStsPlan.js";
import { createRecords } from "./dnsRecords.js";
import { refuse } from "./inputProblems.js";
import { checkPolicyHost, createPolicyHost, type PolicyHostArgs } from "./policyHost.js";
import { checkZone, type DnsZoneArgs } from "./zoneArgs.js";

/** What senders do where TLS to a mail host fails (RFC 8461 §5). */
export const MtaStsMode = {
  /** Senders deliver over TLS to a listed host, or not at all. */
  Enforce: "enforce",
  /** Senders deliver all the same, and report. */
  Testing: "testing",
  /** There is no policy any more. */
  None: "none",
} as const;
export type MtaStsMode = (typeof MtaStsMode)[keyof typeof MtaStsMode];

/** What a domain that receives mail needs. */
export interface MtaStsArgs {
  /** The domain that receives mail: what stands after the `@`, for example `fernwood.example`. */
  domain: string;
  /** The DNS zone that holds the domain. */
  zone: DnsZoneArgs;
  /**
   * The hosts of the domain's MX records, each with a certificate for its name. `*.` stands for one label:
   * `*.mail.example`. Before an MX record changes, the new host must stand here.
   */
  mx: string[];
  /** Who serves the policy file at `mta-sts.` and the domain. */
  host: PolicyHostArgs;
  /** Mailboxes, or `mailto:` and `https:` URIs, for reports on TLS (RFC 8460). At least one. */
  tlsReportTo: string[];
  /**
   * `Testing` only reports; `None` takes the policy back, which must stand until senders have forgotten the last one
   * (RFC 8461 §8.3). Anything but `Enforce` shows up in the component's `exceptions`.
   * @default MtaStsMode.Enforce
   */
  mode?: MtaStsMode;
  /**
   * Seconds that senders keep the policy, at most 31557600. In force, less than a week shows up in `exceptions`.
   * @default 2592000, thirty days
   */
  maxAge?: number;
}

const THIRTY_DAYS = 2_592_000;

/**
 * Mail to a domain over TLS only: the MTA-STS policy file, the host that serves it, the record that tells of it, and the
 * TLS-RPT record that brings reports. The record's id is made from the policy file, so it changes exactly when the file
 * does, and the engine updates it after the file.
 *
 * Sources: RFC 8461 (MTA-STS), RFC 8460 (TLS-RPT).
 *
 * @example
 * ```ts
 * new MtaSts("mail-tls", {
 *   domain: "fernwood.example",
 *   zone: { provider: DnsProvider.Cloudflare, id: zone.id },
 *   mx: ["smtp.google.com"],
 *   host: { kind: PolicyHost.Worker, accountId: config.require("cloudflareAccount") },
 *   tlsReportTo: ["tls-reports@fernwood.example"],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class MtaSts extends pulumi.ComponentResource {
  /** The policy file's text. */
  public readonly policy: pulumi.Output<string>;
  /** Where senders fetch the policy file. */
  public readonly policyUrl: pulumi.Output<string>;
  /** The MTA-STS record's text. */
  public readonly mtaSts: pulumi.Output<string>;
  /** The TLS-RPT record's text. */
  public readonly tlsRpt: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: MtaStsArgs, opts?: pulumi.ComponentResourceOptions) {
    // Before `super`, which registers the component: bad input leaves nothing half-created.
    const plan = planMtaSts({
      domain: args.domain,
      mx: args.mx,
      mode: args.mode ?? MtaStsMode.Enforce,
      maxAge: args.maxAge ?? THIRTY_DAYS,
      reportTo: args.tlsReportTo,
    });
    const hostProblems = checkPolicyHost(args.host, args.zone, plan.host);
    refuse(`MtaSts "${name}"`, [...checkZone(args.zone), ...hostProblems, ...plan.problems]);

    super("storefront-baseline:index:MtaSts", name, args, opts);
    const served = createPolicyHost(this, name, args, plan);
    createRecords(this, name, args.zone, [plan.tlsRpt]);
    // RFC 8461 §8.1: a sender that sees the new id before the new file keeps the old file under the new id.
    createRecords(this, name, args.zone, [plan.mtaSts], served);
    this.policy = pulumi.output(plan.policy);
    this.policyUrl = pulumi.output(`https://${plan.host}${POLICY_PATH}`);
    this.mtaSts = pulumi.output(plan.mtaSts.content);
    this.tlsRpt = pulumi.output(plan.tlsRpt.content);
    this.exceptions = pulumi.output([...plan.exceptions]);
    this.registerOutputs({
      policy: this.policy,
      policyUrl: this.policyUrl,
      mtaSts: this.mtaSts,
      tlsRpt: this.tlsRpt,
      exceptions: this.exceptions,
    });
  }
}
