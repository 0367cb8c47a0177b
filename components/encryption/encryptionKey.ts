import { Alias } from "@pulumi/aws/kms/alias";
import { Key } from "@pulumi/aws/kms/key";
import * as pulumi from "@pulumi/pulumi";
import {
  encryptionKeyExceptions,
  encryptionKeyProblems,
  KEY_SERVICES,
  ROTATION_DAYS,
} from "../../baseline/encryption/encryptionKey.js";
import { KEY_DELETION_WINDOW } from "../../baseline/encryption/minimums.js";
import { encryptionKeyPolicy } from "../../baseline/encryption/keyPolicy.js";
import { refuse } from "../email/inputProblems.js";
import { plainAll } from "./plain.js";

/** What a key needs. All principals must exist already, which AWS KMS checks. */
export interface EncryptionKeyArgs {
  /** The number of the account that the key stands in. */
  accountId: string;
  /** The Region that the key stands in, for example `eu-west-1`: what it encrypts must be in the same. */
  region: string;
  /**
   * ARNs of the roles and users that use the key, through `services` alone: applications, the role that backs up, and
   * whoever makes tables and databases with it.
   * @default none
   */
  users?: pulumi.Input<string>[];
  /**
   * Services through which `users` reach the key, as `kms:ViaService` names them without Region.
   * @default dynamodb, rds, s3 and secretsmanager
   */
  services?: string[];
  /** ARNs of the roles that call KMS themselves, as client-side encryption does. They show up in `exceptions`. @default none */
  directUsers?: pulumi.Input<string>[];
  /**
   * ARNs of the roles and users that administer the key and cannot use it. Whoever deploys the key must be one of them:
   * AWS KMS makes no key that its maker could not change.
   * @default whoever the account's own policies let; they cannot use the key either
   */
  administrators?: pulumi.Input<string>[];
  /** ARNs of those who may disable the key and schedule its deletion. @default the account's root user alone */
  breakGlass?: pulumi.Input<string>[];
  /** Days between rotations, from 90 to 2560. More than 365 shows up in `exceptions`. @default 365 */
  rotationDays?: number;
  /** Whether replicas of the key can be made in other Regions. It cannot be changed later. @default false */
  multiRegion?: boolean;
  /** The name of the key's alias, without `alias/`. @default the name of the component */
  aliasName?: string;
  /** What the key is for. @default "Encrypts the data stores of" and the name of the component */
  description?: string;
  /** Tags of the key. @default none */
  tags?: Record<string, string>;
}

/**
 * A KMS key for data stores. Its policy is complete, so that nobody gets the use of the key by other policies, not even
 * `AdministratorAccess`: users reach it through the services that hold their data, administrators cannot use it, and only
 * the root user and break-glass can destroy it. It rotates, and a deletion can be taken back for thirty days.
 *
 * Sources: AWS KMS Developer Guide, "Key policies", "kms:ViaService" and "Rotating AWS KMS keys".
 *
 * @example
 * ```ts
 * const key = new EncryptionKey("customer-data", {
 *   accountId: "123456789012",
 *   region: "eu-west-1",
 *   users: [orders.arn, "arn:aws:iam::123456789012:role/deploy"],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class EncryptionKey extends pulumi.ComponentResource {
  /** The key's ARN. */
  public readonly arn: pulumi.Output<string>;
  /** The alias with `alias/`, known at a preview. */
  public readonly aliasName: pulumi.Output<string>;
  /** The key's policy, as JSON. */
  public readonly policy: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    const { accountId, region, users = [], directUsers = [], administrators = [], breakGlass = [] } = args;
    const common = {
      accountId,
      region,
      services: args.services ?? KEY_SERVICES,
      aliasName: args.aliasName ?? name,
      rotationDays: args.rotationDays ?? ROTATION_DAYS.default,
      multiRegion: args.multiRegion ?? false,
    };
    const subject = `EncryptionKey "${name}"`;
    const known = {
      ...common,
      users: plainAll(users),
      directUsers: plainAll(directUsers),
      administrators: plainAll(administrators),
      breakGlass: plainAll(breakGlass),
    };
    refuse(subject, encryptionKeyProblems(known));

    super("storefront-baseline:index:EncryptionKey", name, args, opts);
    const complete = pulumi.output({ users, directUsers, administrators, breakGlass }).apply((principals) => {
      const input = { ...common, ...principals };
      refuse(subject, encryptionKeyProblems(input));
      return { policy: encryptionKeyPolicy(input), exceptions: encryptionKeyExceptions(input) };
    });
    this.policy = complete.policy;
    this.exceptions = complete.exceptions;
    const key = new Key(
      `${name}-key`,
      {
        region,
        description: args.description ?? `Encrypts the data stores of ${name}.`,
        policy: this.policy,
        enableKeyRotation: true,
        rotationPeriodInDays: common.rotationDays,
        deletionWindowInDays: KEY_DELETION_WINDOW,
        multiRegion: common.multiRegion,
        ...(args.tags && { tags: args.tags }),
      },
      { parent: this, protect: opts?.protect ?? true },
    );
    const aliasName = `alias/${common.aliasName}`;
    const alias = new Alias(`${name}-alias`, { region, name: aliasName, targetKeyId: key.keyId }, { parent: this });
    this.arn = key.arn;
    this.aliasName = alias.urn.apply(() => aliasName);
    this.registerOutputs({
      arn: this.arn,
      aliasName: this.aliasName,
      policy: this.policy,
      exceptions: this.exceptions,
    });
  }
}
