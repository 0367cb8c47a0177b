import { Analyzer } from "@pulumi/aws/accessanalyzer/analyzer";
import { AlternativeContact } from "@pulumi/aws/account/alternativeContact";
import { EncryptionByDefault } from "@pulumi/aws/ebs/encryptionByDefault";
import { SnapshotBlockPublicAccess } from "@pulumi/aws/ebs/snapshotBlockPublicAccess";
import { AccountPasswordPolicy } from "@pulumi/aws/iam/accountPasswordPolicy";
import { OrganizationsFeatures } from "@pulumi/aws/iam/organizationsFeatures";
import { SecurityTokenServicePreferences } from "@pulumi/aws/iam/securityTokenServicePreferences";
import { AccountPublicAccessBlock } from "@pulumi/aws/s3/accountPublicAccessBlock";
import * as pulumi from "@pulumi/pulumi";
import {
  GLOBAL_TOKENS,
  guardrailExceptions,
  guardrailProblems,
  PASSWORD_POLICY,
  PUBLIC_ACCESS_BLOCK,
  ROOT_FEATURES,
} from "../../baseline/iam/accountGuardrails.js";
import { refuse } from "../email/inputProblems.js";

/** A guardrail that can be left out, because the account has it from elsewhere. */
export const Guardrail = {
  /** IAM Access Analyzer for external access. */
  AccessAnalyzer: "accessAnalyzer",
  /** Passwords of IAM users. */
  PasswordPolicy: "passwordPolicy",
  /** No public bucket in the account. */
  PublicBuckets: "publicBuckets",
  /** No public snapshot of a disk. */
  PublicSnapshots: "publicSnapshots",
  /** Disks that are encrypted whoever makes them. */
  EncryptedDisks: "encryptedDisks",
  /** Tokens of the global STS endpoint. */
  Tokens: "tokens",
} as const;
export type Guardrail = (typeof Guardrail)[keyof typeof Guardrail];

/** Whom AWS tells about the account's security, beside the root user's mailbox. */
export interface SecurityContactArgs {
  /** Name of the person or team, in 64 characters at most. */
  name: string;
  /** Role in the company, in 50 characters at most. */
  title: string;
  /** A mailbox that somebody reads. */
  emailAddress: string;
  /** A phone number in digits, spaces, parentheses, plus and minus signs. */
  phoneNumber: string;
}

/** What an AWS account needs once. */
export interface AccountGuardrailsArgs {
  /**
   * The Regions that the shop uses: Access Analyzer, disk encryption and the block of public snapshots are set in each.
   * @default the provider's Region
   */
  regions?: string[];
  /**
   * Days without use after which a role, a key or a permission is reported, 90 at most in the baseline. AWS charges for
   * each role and user.
   * @default no such analyzer
   */
  unusedAccessDays?: number;
  /** Whom AWS tells about the account's security. @default the root user's mailbox alone */
  securityContact?: SecurityContactArgs;
  /**
   * In the management account of an organisation: whether it takes the root users of all member accounts their
   * credentials away, and holds the only sessions of them. IAM must have trusted access in the organisation.
   * @default false
   */
  manageRootCredentials?: boolean;
  /** Guardrails that the account has from elsewhere. Each shows up in `exceptions`. @default none */
  leaveOut?: Guardrail[];
}

/**
 * Settings that guard a whole AWS account: an analyzer of external access, a password policy, no public buckets and
 * snapshots, encrypted disks. An account has each once, so one stack holds them; where one exists already, import it or
 * leave it out.
 *
 * Sources: CIS AWS Foundations 3.0 §1.8, §1.9, §1.20, §2.1.4, §2.2.1; AWS IAM User Guide, "Centrally manage root access".
 *
 * @example
 * ```ts
 * new AccountGuardrails("account", { regions: ["eu-west-1", "us-east-1"] });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class AccountGuardrails extends pulumi.ComponentResource {
  /** ARNs of the analyzers of external access, one for each Region. */
  public readonly analyzerArns: pulumi.Output<string[]>;
  /** Guardrails that were left out, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: AccountGuardrailsArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { regions = [], leaveOut = [], unusedAccessDays, securityContact, manageRootCredentials = false } = args;
    const model = {
      regions,
      leftOut: leaveOut,
      unusedAccessDays,
      contact: securityContact,
      managesRootCredentials: manageRootCredentials,
    };
    refuse(`AccountGuardrails "${name}"`, guardrailProblems(model));

    super("storefront-baseline:index:AccountGuardrails", name, args, opts);
    const options = { parent: this };
    const has = (guardrail: Guardrail): boolean => !leaveOut.includes(guardrail);
    const places = regions.length > 0 ? regions : [undefined];
    this.analyzerArns = pulumi.output(
      places.flatMap((region) => this.guardRegion(name, region, unusedAccessDays, has)),
    );

    if (has(Guardrail.PasswordPolicy)) new AccountPasswordPolicy(`${name}-passwords`, PASSWORD_POLICY, options);
    if (has(Guardrail.PublicBuckets)) new AccountPublicAccessBlock(`${name}-buckets`, PUBLIC_ACCESS_BLOCK, options);
    if (has(Guardrail.Tokens)) {
      new SecurityTokenServicePreferences(`${name}-tokens`, { globalEndpointTokenVersion: GLOBAL_TOKENS }, options);
    }
    if (securityContact) {
      new AlternativeContact(`${name}-contact`, { alternateContactType: "SECURITY", ...securityContact }, options);
    }
    if (manageRootCredentials) {
      new OrganizationsFeatures(`${name}-root-credentials`, { enabledFeatures: [...ROOT_FEATURES] }, options);
    }
    this.exceptions = pulumi.output(guardrailExceptions(model));
    this.registerOutputs({ analyzerArns: this.analyzerArns, exceptions: this.exceptions });
  }

  /** What each Region has of its own; gives the ARN of its analyzer. */
  private guardRegion(
    component: string,
    region: string | undefined,
    unusedAccessDays: number | undefined,
    has: (guardrail: Guardrail) => boolean,
  ): pulumi.Output<string>[] {
    const name = region === undefined ? component : `${component}-${region}`;
    const place = region === undefined ? {} : { region };
    const options = { parent: this };
    if (has(Guardrail.EncryptedDisks)) new EncryptionByDefault(`${name}-disks`, { ...place, enabled: true }, options);
    if (has(Guardrail.PublicSnapshots)) {
      new SnapshotBlockPublicAccess(`${name}-snapshots`, { ...place, state: "block-all-sharing" }, options);
    }
    if (unusedAccessDays !== undefined) {
      const analyzerName = `${component}-unused-access`;
      const configuration = { unusedAccess: { unusedAccessAge: unusedAccessDays } };
      new Analyzer(`${name}-unused`, { ...place, analyzerName, type: "ACCOUNT_UNUSED_ACCESS", configuration }, options);
    }
    if (!has(Guardrail.AccessAnalyzer)) return [];
    const analyzerName = `${component}-external-access`;
    return [new Analyzer(`${name}-external`, { ...place, analyzerName, type: "ACCOUNT" }, options).arn];
  }
}
