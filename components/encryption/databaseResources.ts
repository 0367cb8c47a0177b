import { Cluster } from "@pulumi/aws/rds/cluster";
import { ClusterInstance, type ClusterInstanceArgs } from "@pulumi/aws/rds/clusterInstance";
import { ClusterParameterGroup } from "@pulumi/aws/rds/clusterParameterGroup";
import { Instance } from "@pulumi/aws/rds/instance";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup";
import type * as pulumi from "@pulumi/pulumi";
import { BACKUP_TAG } from "../../baseline/backup/backupTag.js";
import {
  finalSnapshotName,
  INSIGHTS_RETENTION_DAYS,
  type CustomerDatabaseInput,
} from "../../baseline/encryption/customerDatabase.js";
import {
  ENGINES,
  engineParameters,
  parameterFamily,
  type EngineTraits,
} from "../../baseline/encryption/databaseEngine.js";

/** What is made around a database. */
interface Around {
  readonly parent: pulumi.ComponentResource;
  readonly name: string;
  readonly keyArn: pulumi.Input<string>;
  readonly subnetGroupName: pulumi.Input<string>;
  readonly securityGroupIds: pulumi.Input<string>[];
  readonly tags: Record<string, string> | undefined;
  readonly protect: boolean;
}

/** A database as it was asked for. */
export type Database = CustomerDatabaseInput & { readonly port: number | undefined };

/** How a database is reached. */
export interface DatabaseOutputs {
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  readonly arn: pulumi.Output<string>;
  readonly secretArn: pulumi.Output<string>;
}

/** Registers one instance of RDS. */
export function createInstance(around: Around, input: Database): DatabaseOutputs {
  const { parent, name, subnetGroupName, protect } = around;
  const { region, parameters } = parametersOf(around, input);
  const group = new ParameterGroup(`${name}-parameters`, parameters, { parent });
  const instance = new Instance(
    `${name}-instance`,
    {
      ...region,
      ...encryption(around, input),
      ...preservation(input),
      ...insights(around, input),
      identifier: input.identifier,
      instanceClass: input.instanceClass,
      username: input.username,
      ...(input.databaseName !== undefined && { dbName: input.databaseName }),
      allocatedStorage: input.storageGiB,
      ...(input.maxStorageGiB !== undefined && { maxAllocatedStorage: input.maxStorageGiB }),
      storageType: "gp3",
      multiAz: input.multiAz ?? true,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      dbSubnetGroupName: subnetGroupName,
      parameterGroupName: group.name,
      tags: tagsOf(around, input),
    },
    { parent, protect },
  );
  const { address: host, port, arn, masterUserSecrets } = instance;
  return { host, port, arn, secretArn: masterUserSecrets.apply(secretArnOf) };
}

/** Registers a cluster of Aurora and its instances. */
export function createCluster(around: Around, input: Database): DatabaseOutputs {
  const { parent, name, subnetGroupName, protect } = around;
  const { region, parameters } = parametersOf(around, input);
  const group = new ClusterParameterGroup(`${name}-parameters`, parameters, { parent });
  const tags = tagsOf(around, input);
  const cluster = new Cluster(
    `${name}-cluster`,
    {
      ...region,
      ...encryption(around, input),
      ...preservation(input),
      clusterIdentifier: input.identifier,
      masterUsername: input.username,
      ...(input.databaseName !== undefined && { databaseName: input.databaseName }),
      dbSubnetGroupName: subnetGroupName,
      dbClusterParameterGroupName: group.name,
      ...(input.serverlessCapacity && {
        serverlessv2ScalingConfiguration: {
          minCapacity: input.serverlessCapacity.minimum,
          maxCapacity: input.serverlessCapacity.maximum,
        },
      }),
      tags,
    },
    { parent, protect },
  );
  for (let index = 0; index < (input.instances ?? 2); index += 1) {
    new ClusterInstance(
      `${name}-instance-${index}`,
      {
        ...region,
        ...insights(around, input),
        identifier: `${input.identifier}-${index}`,
        clusterIdentifier: cluster.id,
        engine: input.engine as ClusterInstanceArgs["engine"],
        instanceClass: input.instanceClass,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        copyTagsToSnapshot: true,
        dbSubnetGroupName: subnetGroupName,
        tags,
      },
      { parent, protect },
    );
  }
  const { endpoint: host, port, arn, masterUserSecrets } = cluster;
  return { host, port, arn, secretArn: masterUserSecrets.apply(secretArnOf) };
}

/** A parameter group with a name of its family's own: a new major version gets a new group beside the old one. */
function parametersOf({ tags }: Around, { engine, version, identifier, region }: Database) {
  const family = parameterFamily(engine, version);
  const place = region === undefined ? {} : { region };
  return {
    region: place,
    parameters: {
      ...place,
      name: `${identifier}-${family.replaceAll(".", "-")}`,
      description: `Connections to ${identifier} over TLS alone.`,
      family,
      parameters: engineParameters(traitsOf(engine)),
      ...(tags && { tags }),
    },
  };
}

/** What keeps its contents from strangers. */
function encryption({ keyArn, securityGroupIds }: Around, { engine, version, port }: Database) {
  const traits = traitsOf(engine);
  return {
    engine,
    engineVersion: version,
    port: port ?? traits.port,
    storageEncrypted: true,
    kmsKeyId: keyArn,
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: keyArn,
    iamDatabaseAuthenticationEnabled: true,
    vpcSecurityGroupIds: securityGroupIds,
    enabledCloudwatchLogsExports: [...traits.logs],
  };
}

/** What keeps its contents from being lost. */
function preservation({ identifier, backupRetentionDays, deletionProtection }: Database) {
  return {
    backupRetentionPeriod: backupRetentionDays,
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: false,
    deletionProtection,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: finalSnapshotName(identifier),
  };
}

function insights({ keyArn }: Around, input: Database) {
  if (!input.insights) return { performanceInsightsEnabled: false };
  return {
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: keyArn,
    performanceInsightsRetentionPeriod: INSIGHTS_RETENTION_DAYS,
  };
}

function tagsOf({ tags }: Around, { backup }: Database): Record<string, string> {
  return { ...tags, ...(backup && { [BACKUP_TAG.key]: BACKUP_TAG.value }) };
}

function traitsOf(engine: string): EngineTraits {
  return ENGINES[engine] as EngineTraits;
}

/** RDS makes the secret with the database; a provider that gives none leaves the output empty. */
function secretArnOf(secrets: readonly { readonly secretArn: string }[] | undefined): string {
  return secrets?.[0]?.secretArn ?? "";
}
