import * as pulumi from "@pulumi/pulumi";
import { Key } from "@pulumi/aws/kms/key";
import { HostedZoneDnsSec } from "@pulumi/aws/route53/hostedZoneDnsSec";
import { KeySigningKey } from "@pulumi/aws/route53/keySigningKey";
import { ZoneDnssec } from "@pulumi/cloudflare/zoneDnssec";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";
import { SIGNING_KEY, signingKeyPolicy } from "../../baseline/dns/signingKeyPolicy.js";
import { refuse } from "../email/inputProblems.js";
import { checkZone, DnsProvider, type DnsZoneArgs } from "../email/zoneArgs.js";
import { KEY_DELETION_WINDOW } from "../../baseline/encryption/minimums.js";

/** What signing a zone needs. */
export interface DnssecArgs {
  /** The zone that is signed. */
  zone: DnsZoneArgs;
  /**
   * Route 53: the id of the AWS account, 12 digits, for the policy of the KMS key that the component makes. Give this or
   * `signingKeyArn`.
   */
  accountId?: string;
  /** Route 53: the ARN of a KMS key in us-east-1 that may sign (ECC_NIST_P256), for example another zone's. */
  signingKeyArn?: pulumi.Input<string>;
}

/**
 * DNSSEC for one zone. Nobody validates it before its DS record stands in the zone above: give `ds` to the registrar.
 *
 * Where a zone is signed, names that do not exist look as if they did (RFC 9824), so that DMARC's `np` never applies:
 * `sp` must be as strict.
 *
 * Sources: RFC 4034, 9364; Cloudflare documentation, "DNSSEC"; Route 53 developer guide, "Configuring DNSSEC signing".
 *
 * @example
 * ```ts
 * const dnssec = new Dnssec("signed", { zone: { provider: DnsProvider.Cloudflare, id: zone.id } });
 * export const ds = dnssec.ds;
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class Dnssec extends pulumi.ComponentResource {
  /** The DS record for the zone above, as a registrar takes it. */
  public readonly ds: pulumi.Output<string>;
  /** Route 53: the ARN of the KMS key that signs, for other zones; empty at Cloudflare. */
  public readonly signingKeyArn: pulumi.Output<string>;

  constructor(name: string, args: DnssecArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`Dnssec "${name}"`, problemsOf(args));

    super("storefront-baseline:index:Dnssec", name, args, opts);
    const { zone } = args;
    if (zone.provider === DnsProvider.Cloudflare) {
      const signed = new ZoneDnssec(`${name}-zone`, { zoneId: zone.id, status: "active" }, { parent: this });
      this.ds = signed.ds;
      this.signingKeyArn = pulumi.output("");
    } else {
      this.signingKeyArn = pulumi.output(args.signingKeyArn ?? this.signingKey(name, args.accountId ?? "").arn);
      const key = new KeySigningKey(
        `${name}-key-signing-key`,
        {
          hostedZoneId: zone.id,
          keyManagementServiceArn: this.signingKeyArn,
          name: "storefront_baseline",
          status: "ACTIVE",
        },
        { parent: this },
      );
      new HostedZoneDnsSec(
        `${name}-zone`,
        { hostedZoneId: zone.id, signingStatus: "SIGNING" },
        // Route 53 signs only with a key that is active, and gives up the key only after it has stopped signing.
        { parent: this, dependsOn: [key] },
      );
      this.ds = key.dsRecord;
    }
    this.registerOutputs({ ds: this.ds, signingKeyArn: this.signingKeyArn });
  }

  /** Without this key the zone turns bogus: every name in it stops resolving. */
  private signingKey(name: string, account: string): Key {
    return new Key(
      `${name}-signing-key`,
      {
        region: SIGNING_KEY.region,
        customerMasterKeySpec: SIGNING_KEY.keySpec,
        keyUsage: SIGNING_KEY.usage,
        description: "Signs DNS zones at Route 53 (DNSSEC).",
        deletionWindowInDays: KEY_DELETION_WINDOW,
        policy: signingKeyPolicy({ account }),
      },
      { parent: this, protect: true },
    );
  }
}

function problemsOf({ zone, accountId, signingKeyArn }: DnssecArgs): Problem[] {
  const problems = checkZone(zone);
  if (zone.provider !== DnsProvider.Route53) return problems;
  if ((accountId === undefined) === (signingKeyArn === undefined)) {
    const reason = "Give either the account's id, for a key that the component makes, or signingKeyArn.";
    problems.push({ property: "accountId", reason });
  } else if (accountId !== undefined && !/^[0-9]{12}$/.test(accountId)) {
    problems.push({ property: "accountId", reason: `"${accountId}" is no AWS account id, which has 12 digits.` });
  }
  if (
    typeof signingKeyArn === "string" &&
    !/^arn:aws[a-z-]*:kms:us-east-1:[0-9]{12}:key\/[\w-]+$/.test(signingKeyArn)
  ) {
    const reason = `"${signingKeyArn}" is no ARN of a KMS key in ${SIGNING_KEY.region}, where Route 53 looks for it.`;
    problems.push({ property: "signingKeyArn", reason });
  }
  return problems;
}
