import { Table } from "@pulumi/aws/dynamodb/table";
import * as pulumi from "@pulumi/pulumi";
import { BACKUP_TAG } from "../../baseline/backup/backupTag.js";
import {
  customerTableExceptions,
  customerTableProblems,
  keyAttributes,
  RECOVERY_DAYS,
  type CustomerTableInput,
} from "../../baseline/encryption/customerTable.js";
import { refuse } from "../email/inputProblems.js";
import { checkedKey, plain } from "./plain.js";

/** What an attribute of a key holds. */
export const AttributeType = {
  /** Text. */
  String: "S",
  /** A number. */
  Number: "N",
  /** Octets. */
  Binary: "B",
} as const;
export type AttributeType = (typeof AttributeType)[keyof typeof AttributeType];

/** An attribute that is part of a key. */
export interface KeyAttributeArgs {
  /** The attribute's name. */
  name: string;
  /** What it holds. @default AttributeType.String */
  type?: AttributeType;
}

/** A global secondary index. */
export interface TableIndexArgs {
  /** The index's name. */
  name: string;
  /** The attribute that spreads its items. */
  partitionKey: KeyAttributeArgs;
  /** The attribute that orders them. @default none */
  sortKey?: KeyAttributeArgs;
  /** Attributes that the index holds beside the keys; an empty list for keys alone. @default all */
  projectedAttributes?: string[];
}

/** What a table for customers' data needs. */
export interface CustomerTableArgs {
  /** The ARN of the KMS key that encrypts it, as `EncryptionKey` gives it: in the table's Region. */
  keyArn: pulumi.Input<string>;
  /** The attribute that spreads its items. */
  partitionKey: KeyAttributeArgs;
  /** The attribute that orders items of one partition. @default none */
  sortKey?: KeyAttributeArgs;
  /** Global secondary indexes. @default none */
  indexes?: TableIndexArgs[];
  /** The attribute with the time, in seconds since 1970, after which DynamoDB deletes an item. @default none */
  ttlAttribute?: string;
  /** The table's name at AWS. @default the name of the component */
  tableName?: string;
  /** The Region that the table stands in. @default the provider's */
  region?: string;
  /** Days that point-in-time recovery reaches back, from 1 to 35. Less than 35 shows up in `exceptions`. @default 35 */
  recoveryDays?: number;
  /** Whether a deletion is refused; false shows up in `exceptions`. @default true */
  deletionProtection?: boolean;
  /** Whether the table carries the tag by which backups select it; false shows up in `exceptions`. @default true */
  backup?: boolean;
  /** Tags of the table. @default none beside the one for backups */
  tags?: Record<string, string>;
}

/**
 * A DynamoDB table for customers' data: encrypted with a key of the shop's own, restorable to any second of the last 35
 * days, kept from deletion and selected for backups. It is paid for by request.
 *
 * Sources: Amazon DynamoDB Developer Guide, "Encryption at rest", "Point-in-time recovery" and "Deletion protection".
 *
 * @example
 * ```ts
 * const orders = new CustomerTable("orders", {
 *   keyArn: key.arn,
 *   partitionKey: { name: "customer" },
 *   sortKey: { name: "placedAt", type: AttributeType.Number },
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class CustomerTable extends pulumi.ComponentResource {
  /** The table's name, known at a preview. */
  public readonly tableName: pulumi.Output<string>;
  /** The table's ARN. */
  public readonly arn: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: CustomerTableArgs, opts?: pulumi.ComponentResourceOptions) {
    const { keyArn, sortKey, region, indexes = [], ttlAttribute, backup = true } = args;
    const { recoveryDays = RECOVERY_DAYS.maximum, deletionProtection = true } = args;
    const input: CustomerTableInput = {
      tableName: args.tableName ?? name,
      partitionKey: typed(args.partitionKey),
      ...(sortKey && { sortKey: typed(sortKey) }),
      indexes: indexes.map(({ name: indexName, partitionKey, sortKey: order, projectedAttributes }) => ({
        name: indexName,
        partitionKey: typed(partitionKey),
        ...(order && { sortKey: typed(order) }),
        ...(projectedAttributes && { projectedAttributes }),
      })),
      ttlAttribute,
      keyArn: plain(keyArn),
      region,
      recoveryDays,
      deletionProtection,
      backup,
    };
    const subject = `CustomerTable "${name}"`;
    refuse(subject, customerTableProblems(input));

    super("storefront-baseline:index:CustomerTable", name, args, opts);
    const table = new Table(
      `${name}-table`,
      {
        ...(region !== undefined && { region }),
        name: input.tableName,
        billingMode: "PAY_PER_REQUEST",
        hashKey: input.partitionKey.name,
        ...(input.sortKey && { rangeKey: input.sortKey.name }),
        attributes: keyAttributes(input),
        globalSecondaryIndexes: input.indexes.map(toIndex),
        ...(ttlAttribute !== undefined && { ttl: { enabled: true, attributeName: ttlAttribute } }),
        serverSideEncryption: { enabled: true, kmsKeyArn: checkedKey(subject, keyArn, region) },
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: recoveryDays },
        deletionProtectionEnabled: deletionProtection,
        tags: { ...args.tags, ...(backup && { [BACKUP_TAG.key]: BACKUP_TAG.value }) },
      },
      { parent: this, protect: opts?.protect ?? true },
    );
    this.tableName = table.name;
    this.arn = table.arn;
    this.exceptions = pulumi.output(customerTableExceptions(input));
    this.registerOutputs({ tableName: this.tableName, arn: this.arn, exceptions: this.exceptions });
  }
}

function typed({ name, type = AttributeType.String }: KeyAttributeArgs): Required<KeyAttributeArgs> {
  return { name, type };
}

function toIndex({ name, partitionKey, sortKey, projectedAttributes }: CustomerTableInput["indexes"][number]): {
  name: string;
  hashKey: string;
  rangeKey?: string;
  projectionType: string;
  nonKeyAttributes?: string[];
} {
  const projection =
    projectedAttributes === undefined
      ? { projectionType: "ALL" }
      : projectedAttributes.length === 0
        ? { projectionType: "KEYS_ONLY" }
        : { projectionType: "INCLUDE", nonKeyAttributes: [...projectedAttributes] };
  return { name, hashKey: partitionKey.name, ...(sortKey && { rangeKey: sortKey.name }), ...projection };
}
