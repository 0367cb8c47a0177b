import * as pulumi from "@pulumi/pulumi";
import { encryptedBucketPolicy } from "../../baseline/encryption/bucketPolicy.js";
import {
  bucketArn,
  encryptedBucketExceptions,
  encryptedBucketProblems,
  NONCURRENT_VERSION_DAYS,
  type EncryptedBucketInput,
} from "../../baseline/encryption/encryptedBucket.js";
import { checkPrincipals } from "../../baseline/encryption/place.js";
import { refuse } from "../email/inputProblems.js";
import { createBucket } from "./bucketResources.js";
import { checkedKey, plain, plainAll } from "./plain.js";

/** Who may lift the lock of an object before its time. */
export const ObjectLockMode = {
  /** Break-glass alone; nobody where there is none. */
  Governance: "GOVERNANCE",
  /** Nobody at all, the root user and AWS included. */
  Compliance: "COMPLIANCE",
} as const;
export type ObjectLockMode = (typeof ObjectLockMode)[keyof typeof ObjectLockMode];

/** How long each new version of an object cannot be deleted or overwritten. */
export interface ObjectLockArgs {
  /** Who may lift it. @default ObjectLockMode.Governance */
  mode?: ObjectLockMode;
  /** Days for which a version is locked, from 1 to 36500. */
  days: number;
  /** Must be true for a compliance lock: until its days are over, nobody can take it back. @default false */
  irreversible?: boolean;
}

/** Where S3 writes who asked for what. Its own bucket takes no other encryption than S3's. */
export interface AccessLogArgs {
  /** The bucket for the log, in the same Region and account. */
  bucketName: pulumi.Input<string>;
  /** What the log's names begin with. @default the bucket's name and `/` */
  prefix?: string;
}

/** What a bucket for a shop's data needs. */
export interface EncryptedBucketArgs {
  /** The number of the account that the bucket stands in. */
  accountId: string;
  /** The Region that the bucket stands in, for example `eu-west-1`. */
  region: string;
  /**
   * The ARN of the KMS key that encrypts it, as `EncryptionKey` gives it. While it is not known yet, neither is the bucket's
   * policy, which names it.
   */
  keyArn: pulumi.Input<string>;
  /** The bucket's name at AWS, which nobody else in the world may have. @default the component's, the account and the Region */
  bucketName?: string;
  /**
   * ARNs of those who alone may delete versions and change what protects the bucket. Later deploys that change one of its
   * settings must run as one of them.
   * @default none: whoever the account's own policies let
   */
  breakGlass?: pulumi.Input<string>[];
  /** Days for which replaced and deleted versions are kept. Less than 30 shows up in `exceptions`. @default 90 */
  noncurrentVersionDays?: number;
  /** A lock of each new version. It cannot be switched off later. @default none */
  objectLock?: ObjectLockArgs;
  /** A log of all requests. @default none */
  accessLog?: AccessLogArgs;
  /** Whether the bucket carries the tag by which backups select it; false shows up in `exceptions`. @default true */
  backup?: boolean;
  /** Tags of the bucket. @default none beside the one for backups */
  tags?: Record<string, string>;
}

/**
 * A bucket for a shop's data: encrypted with a key of the shop's own and nothing else, reachable over TLS 1.2 or later
 * alone, never public, with versions of what is deleted or overwritten, and selected for backups. Who may read and write
 * stands in the roles' own policies.
 *
 * Sources: Amazon S3 User Guide, "Security best practices for Amazon S3"; CIS AWS Foundations 3.0 §2.1.
 *
 * @example
 * ```ts
 * const invoices = new EncryptedBucket("invoices", {
 *   accountId: "123456789012",
 *   region: "eu-west-1",
 *   keyArn: key.arn,
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class EncryptedBucket extends pulumi.ComponentResource {
  /** The bucket's name, known at a preview; whatever uses it waits until the bucket is guarded. */
  public readonly bucketName: pulumi.Output<string>;
  /** The bucket's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** The bucket's policy, as JSON. */
  public readonly policy: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: EncryptedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    const { accountId, region, keyArn, breakGlass = [], backup = true } = args;
    const { mode = ObjectLockMode.Governance, days = 0, irreversible = false } = args.objectLock ?? {};
    const input: EncryptedBucketInput = {
      accountId,
      region,
      bucketName: args.bucketName ?? `${name}-${accountId}-${region}`,
      keyArn: plain(keyArn),
      noncurrentVersionDays: args.noncurrentVersionDays ?? NONCURRENT_VERSION_DAYS.default,
      objectLock: args.objectLock && { mode, days, irreversible },
      breakGlass: plainAll(breakGlass),
      backup,
    };
    const subject = `EncryptedBucket "${name}"`;
    refuse(subject, encryptedBucketProblems(input));

    super("storefront-baseline:index:EncryptedBucket", name, args, opts);
    const arn = bucketArn(input);
    const key = checkedKey(subject, keyArn, region);
    this.policy = pulumi.all([key, pulumi.output(breakGlass)]).apply(([whole, principals]) => {
      refuse(subject, checkPrincipals("breakGlass", principals));
      const isLocked = input.objectLock !== undefined;
      return encryptedBucketPolicy({ bucketArn: arn, keyArn: whole, breakGlass: principals, isLocked });
    });
    const guard = createBucket(this, name, args, input, key, this.policy, opts?.protect ?? true);
    this.bucketName = guard.urn.apply(() => input.bucketName);
    this.arn = guard.urn.apply(() => arn);
    this.exceptions = pulumi.output(encryptedBucketExceptions(input));
    this.registerOutputs({
      bucketName: this.bucketName,
      arn: this.arn,
      policy: this.policy,
      exceptions: this.exceptions,
    });
  }
}
