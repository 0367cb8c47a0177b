import * as pulumi from "@pulumi/pulumi";
import { bimiDmarcReasons, planBimi } from "../../baseline/email/bimiPlan.js";
import { createRecords } from "./dnsRecords.js";
import { refuse } from "./inputProblems.js";
import { checkZone, type DnsZoneArgs } from "./zoneArgs.js";

/** Whose picture receivers are to prefer. */
export const PreferredPicture = {
  /** The brand's indicator. */
  Brand: "brand",
  /** The sender's own picture. */
  Personal: "personal",
} as const;
export type PreferredPicture = (typeof PreferredPicture)[keyof typeof PreferredPicture];

/** A brand's indicator for mail of a domain. */
export interface BimiRecordArgs {
  /** The domain in From. */
  domain: string;
  /** The DNS zone that holds the domain. */
  zone: DnsZoneArgs;
  /** The https URL of the indicator, an SVG file. */
  logo: string;
  /**
   * The https URL of a verified or common mark certificate in PEM. Without it Gmail shows nothing, and that shows up in
   * `exceptions`.
   * @default none
   */
  evidence?: string;
  /** The text of the file at `logo`, to be checked against the profile SVG Tiny PS. @default not checked */
  svg?: string;
  /** The domain's DMARC record, for example `dmarc` of its `EmailDomain`. @default not checked */
  dmarc?: pulumi.Input<string>;
  /** Which of the domain's indicators this is. @default "default" */
  selector?: string;
  /** Prefixes of the local-parts that have an indicator of their own; an empty list stands for all. @default none */
  localParts?: string[];
  /** Whether the brand's picture or the sender's own is preferred. @default PreferredPicture.Brand */
  preferredPicture?: PreferredPicture;
}

/**
 * The BIMI assertion record of a domain, refused where receivers would show no indicator: an image outside the profile,
 * a DMARC policy without enforcement.
 *
 * Source: draft-brand-indicators-for-message-identification, draft-svg-tiny-ps-abrotman.
 *
 * @example
 * ```ts
 * new BimiRecord("logo", {
 *   domain: "fernwood.example",
 *   zone: { provider: DnsProvider.Cloudflare, id: zone.id },
 *   logo: "https://fernwood.example/bimi/logo.svg",
 *   evidence: "https://fernwood.example/bimi/logo.pem",
 *   svg: readFileSync("logo.svg", "utf8"),
 *   dmarc: mail.dmarc,
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class BimiRecord extends pulumi.ComponentResource {
  /** The record's text. */
  public readonly record: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: BimiRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    const { domain, dmarc } = args;
    const {
      name: owner,
      text,
      problems,
      exceptions,
    } = planBimi({
      domain,
      selector: args.selector ?? "default",
      record: {
        l: args.logo,
        a: args.evidence ?? "",
        ...(args.localParts === undefined ? {} : { lps: args.localParts }),
        ...(args.preferredPicture === undefined ? {} : { avp: args.preferredPicture }),
      },
      ...(args.svg === undefined ? {} : { svg: args.svg }),
      ...(typeof dmarc === "string" ? { dmarc } : {}),
    });
    refuse(`BimiRecord "${name}"`, [...checkZone(args.zone), ...problems]);

    super("storefront-baseline:index:BimiRecord", name, args, opts);
    const isLater = dmarc !== undefined && typeof dmarc !== "string";
    const unless = (known: string): string => {
      const reasons = bimiDmarcReasons(known, owner, domain);
      if (reasons.length > 0) throw new Error(`dmarc: ${reasons.join(" ")}`);
      return text;
    };
    const content = isLater ? { from: pulumi.output(dmarc), build: unless } : text;
    createRecords(this, name, args.zone, [{ key: "record", type: "TXT", name: owner, content }]);
    this.record = pulumi.output(text);
    this.exceptions = pulumi.output([...exceptions]);
    this.registerOutputs({ record: this.record, exceptions: this.exceptions });
  }
}
