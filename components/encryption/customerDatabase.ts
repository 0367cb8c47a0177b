import * as pulumi from "@pulumi/pulumi";
import {
  BACKUP_RETENTION_DAYS,
  customerDatabaseExceptions,
  customerDatabaseProblems,
} from "../../baseline/encryption/customerDatabase.js";
import { ENGINES } from "../../baseline/encryption/databaseEngine.js";
import { refuse } from "../email/inputProblems.js";
import { createCluster, createInstance, type Database, type DatabaseOutputs } from "./databaseResources.js";
import { checkedKey, plain } from "./plain.js";

/** Engines of Amazon RDS: those of Aurora make a cluster, the others an instance. */
export const DatabaseEngine = {
  /** RDS for PostgreSQL. */
  Postgres: "postgres",
  /** RDS for MySQL. */
  MySql: "mysql",
  /** RDS for MariaDB. */
  MariaDb: "mariadb",
  /** Aurora with PostgreSQL compatibility. */
  AuroraPostgres: "aurora-postgresql",
  /** Aurora with MySQL compatibility. */
  AuroraMySql: "aurora-mysql",
} as const;
export type DatabaseEngine = (typeof DatabaseEngine)[keyof typeof DatabaseEngine];

/** Aurora's capacity units, in steps of 0.5 from 0 to 256. */
export interface ServerlessCapacityArgs {
  /** The least; 0 lets an idle cluster pause. */
  minimum: number;
  /** The most, at least 1. */
  maximum: number;
}

/** What a database for customers' data needs. */
export interface CustomerDatabaseArgs {
  /** The engine. */
  engine: DatabaseEngine;
  /** Its version, for example `16.4`, `8.4.5` or `8.0.mysql_aurora.3.08.0`. */
  version: string;
  /** The class of its instances, for example `db.t4g.medium`; `db.serverless` at Aurora. */
  instanceClass: string;
  /** The ARN of the KMS key that encrypts its storage, its backups, its password and its insights: in its Region. */
  keyArn: pulumi.Input<string>;
  /** The subnet group that it stands in: of private subnets, in two zones at least. */
  subnetGroupName: pulumi.Input<string>;
  /** The security groups that say who reaches it. */
  securityGroupIds: pulumi.Input<string>[];
  /** Gibibytes of storage; not at Aurora, which grows by itself. */
  storageGiB?: number;
  /** Gibibytes that the storage may grow to; not at Aurora. @default it does not grow */
  maxStorageGiB?: number;
  /** Number of instances at Aurora: one writes, the others read and take over. One shows up in `exceptions`. @default 2 */
  instances?: number;
  /** At Aurora with `db.serverless`: how it scales. */
  serverlessCapacity?: ServerlessCapacityArgs;
  /** The identifier at AWS. @default the name of the component */
  identifier?: string;
  /** The name of a database that is made in it. @default none */
  databaseName?: string;
  /** The master user; its password is made and rotated by RDS, in Secrets Manager. @default "dbadmin" */
  username?: string;
  /** The port. @default the engine's own */
  port?: number;
  /** The Region that it stands in. @default the provider's */
  region?: string;
  /** Days of automated backups, from 14 to 35. Less than 35 shows up in `exceptions`. @default 35 */
  backupRetentionDays?: number;
  /** Whether a deletion is refused; false shows up in `exceptions`. @default true */
  deletionProtection?: boolean;
  /** Whether a second zone takes over; not at Aurora, see `instances`. False shows up in `exceptions`. @default true */
  multiAz?: boolean;
  /** Whether Performance Insights runs, which small classes lack; false shows up in `exceptions`. @default true */
  insights?: boolean;
  /** Whether it carries the tag by which backups select it; false shows up in `exceptions`. @default true */
  backup?: boolean;
  /** Tags of the database. @default none beside the one for backups */
  tags?: Record<string, string>;
}

/**
 * A database for customers' data, at Amazon RDS or Aurora: encrypted with a key of the shop's own, in private subnets, over
 * TLS alone, with a password that no program ever sees, backups of 35 days that outlive it, and a final snapshot.
 *
 * Sources: Amazon RDS User Guide, "Security best practices for Amazon RDS", "Password management with Amazon RDS and AWS
 * Secrets Manager" and "Using SSL/TLS to encrypt a connection to a DB instance".
 *
 * @example
 * ```ts
 * const shop = new CustomerDatabase("shop", {
 *   engine: DatabaseEngine.Postgres,
 *   version: "16.4",
 *   instanceClass: "db.t4g.medium",
 *   storageGiB: 100,
 *   keyArn: key.arn,
 *   subnetGroupName: subnets.name,
 *   securityGroupIds: [group.id],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class CustomerDatabase extends pulumi.ComponentResource {
  /** The host to connect to; at Aurora the one that writes. */
  public readonly host: pulumi.Output<string>;
  /** The port to connect to. */
  public readonly port: pulumi.Output<number>;
  /** The ARN of the instance or the cluster. */
  public readonly arn: pulumi.Output<string>;
  /** The ARN of the secret with the master user's password. */
  public readonly secretArn: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: CustomerDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    const input: Database = {
      engine: args.engine,
      version: args.version,
      instanceClass: args.instanceClass,
      identifier: args.identifier ?? name,
      databaseName: args.databaseName,
      username: args.username ?? "dbadmin",
      keyArn: plain(args.keyArn),
      region: args.region,
      port: args.port,
      securityGroups: args.securityGroupIds.length,
      storageGiB: args.storageGiB,
      maxStorageGiB: args.maxStorageGiB,
      instances: args.instances,
      serverlessCapacity: args.serverlessCapacity,
      backupRetentionDays: args.backupRetentionDays ?? BACKUP_RETENTION_DAYS.maximum,
      deletionProtection: args.deletionProtection ?? true,
      multiAz: args.multiAz,
      insights: args.insights ?? true,
      backup: args.backup ?? true,
    };
    const subject = `CustomerDatabase "${name}"`;
    refuse(subject, customerDatabaseProblems(input));

    super("storefront-baseline:index:CustomerDatabase", name, args, opts);
    const { tags, subnetGroupName, securityGroupIds } = args;
    const keyArn = checkedKey(subject, args.keyArn, args.region);
    const around = {
      parent: this,
      name,
      keyArn,
      subnetGroupName,
      securityGroupIds,
      tags,
      protect: opts?.protect ?? true,
    };
    const create = ENGINES[input.engine]?.isAurora === true ? createCluster : createInstance;
    const { host, port, arn, secretArn }: DatabaseOutputs = create(around, input);
    this.host = host;
    this.port = port;
    this.arn = arn;
    this.secretArn = secretArn;
    this.exceptions = pulumi.output(customerDatabaseExceptions(input));
    this.registerOutputs({ host, port, arn, secretArn, exceptions: this.exceptions });
  }
}
