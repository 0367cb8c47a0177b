import { absent, beyond, oneOf, within, type Entry } from "./entry.js";

const RDS = ["aws:rds/*"];
const TABLE = ["aws:dynamodb/table:Table"];
const KEY = ["aws:kms/key:Key"];
const LIFECYCLE = ["aws:s3/bucketLifecycleConfiguration:*"];
const STATEFUL = [
  ...["aws:s3/bucket:Bucket", "aws:dynamodb/table:Table", "aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  ...["aws:rds/clusterInstance:*", "aws:kms/key:Key", "aws:backup/vault:Vault", "aws:backup/logicallyAirGappedVault:*"],
  ...["aws:cloudwatch/logGroup:*"],
];

/** Data stores: databases, tables and buckets. */
export const stores: readonly Entry[] = [
  {
    ...{ types: RDS, places: ["manageMasterUserPassword"], operators: ["delete", "flip"], is: "neutral" },
    because: "RDS refuses a database without a password.",
  },
  { types: RDS, places: ["autoMinorVersionUpgrade"], to: absent, is: "benign", because: "true is the default." },
  {
    ...{ types: RDS, places: ["vpcSecurityGroupIds"], operators: ["add"], is: "neutral" },
    because: "RDS refuses what is no id of a security group.",
  },
  {
    ...{ types: RDS, places: ["vpcSecurityGroupIds"], operators: ["text"], is: "unjudgeable" },
    because: "Whom a security group lets in stands in the group, and those of a network are made by another program.",
  },
  {
    types: KEY,
    places: ["rotationPeriodInDays"],
    to: within(90, 2560),
    is: "benign",
    because: "The baseline asks that keys rotate, not how often.",
  },
  {
    ...{ types: STATEFUL, places: [""], operators: ["remove"], is: "unjudgeable" },
    because:
      "A pack sees no resource that the program no longer has; in the engine protect keeps it from being deleted.",
  },
  { types: ["*"], places: ["forceDestroy"], operators: ["delete"], is: "benign", because: "false is the default." },
  // Databases. Source: Amazon RDS API Reference, CreateDBInstance and CreateDBCluster.
  {
    ...{ types: RDS, is: "neutral" },
    places: [
      ...[
        "allocatedStorage",
        "maxAllocatedStorage",
        "storageType",
        "dbName",
        "databaseName",
        "engine",
        "engineVersion",
      ],
      ...[
        "identifier",
        "clusterIdentifier",
        "instanceClass",
        "port",
        "username",
        "masterUsername",
        "dbSubnetGroupName",
      ],
      ...["serverlessv2ScalingConfiguration", "family", "name", "finalSnapshotIdentifier", "engineMode"],
      ...["performanceInsightsRetentionPeriod", "performanceInsightsEnabled"],
    ],
    because: "What the database is, not how it is guarded; or the program no longer fits together, and RDS refuses it.",
  },
  {
    types: RDS,
    places: [
      "applyImmediately",
      "allowMajorVersionUpgrade",
      "customerOwnedIpEnabled",
      "dedicatedLogVolume",
      "upgradeStorageConfig",
      "enableGlobalWriteForwarding",
      "enableLocalWriteForwarding",
    ],
    operators: ["set"],
    is: "benign",
    because: "When and how changes are made.",
  },
  {
    types: RDS,
    places: ["enabledCloudwatchLogsExports"],
    operators: ["add", "text"],
    is: "neutral",
    because: "RDS refuses a log that the engine does not have.",
  },
  {
    types: RDS,
    places: ["backupRetentionPeriod"],
    to: beyond(0, 35),
    is: "neutral",
    because: "RDS keeps automated backups 35 days at most.",
  },
  {
    types: RDS,
    places: ["backupRetentionPeriod"],
    to: within(7),
    is: "benign",
    because: "A week at least, as the baseline demands.",
  },
  {
    types: RDS,
    places: ["skipFinalSnapshot", "publiclyAccessible"],
    to: absent,
    is: "benign",
    because: "false is the default; for publiclyAccessible in a subnet group without a way to the internet.",
  },
  {
    types: ["aws:rds/*arameterGroup:*"],
    places: ["", "parameters[].name", "skipDestroy"],
    operators: ["remove", "text", "set"],
    is: "neutral",
    because: "RDS refuses a parameter that it does not know; a group in use cannot be deleted.",
  },
  {
    types: ["aws:rds/clusterInstance:*"],
    places: ["tags.backup", "tags"],
    is: "benign",
    because: "The cluster is backed up, not its instances.",
  },
  {
    types: RDS,
    places: ["*"],
    operators: ["cut"],
    when: ({ to }) => String(to).includes(":210987654321:"),
    is: "unjudgeable",
    because:
      "A key in another account of the organisation is good practice; whose account it is a pack knows only by trustedAccounts.",
  },
  // Tables. Source: Amazon DynamoDB API Reference, CreateTable.
  {
    ...{
      types: TABLE,
      places: [
        "attributes",
        "billingMode",
        "globalSecondaryIndexes",
        "hashKey",
        "rangeKey",
        "name",
        "streamEnabled",
        "restoreToLatestTime",
      ],
    },
    ...{ is: "neutral", because: "What the table holds; DynamoDB refuses keys that do not fit the attributes." },
  },
  { types: TABLE, places: ["ttl"], is: "neutral", because: "When items are forgotten." },
  {
    types: TABLE,
    places: ["pointInTimeRecovery.recoveryPeriodInDays"],
    to: beyond(1, 35),
    is: "neutral",
    because: "DynamoDB takes 1 to 35 days.",
  },
  {
    types: TABLE,
    places: ["pointInTimeRecovery.recoveryPeriodInDays"],
    to: absent,
    is: "benign",
    because: "35 days are the default.",
  },
  // Buckets. Source: Amazon S3 User Guide.
  {
    types: ["aws:s3/bucket:Bucket"],
    places: ["bucket"],
    is: "neutral",
    because: "What the bucket is called; another name is another bucket.",
  },
  {
    types: ["aws:s3/bucket:Bucket"],
    places: ["objectLockEnabled"],
    operators: ["set"],
    is: "benign",
    because: "Object Lock that no retention uses.",
  },
  {
    types: LIFECYCLE,
    places: ["rules[].id", "rules[].filter", "rules[].expiration", "rules[].abortIncompleteMultipartUpload"],
    is: "neutral",
    because: "What is tidied up: markers without a version and uploads that never ended.",
  },
  {
    types: LIFECYCLE,
    places: ["", "rules", "rules[].status", "rules[].noncurrentVersionExpiration", "bucket"],
    operators: ["remove", "delete", "empty", "choice", "text"],
    is: "neutral",
    because: "Without the rule old versions are kept for ever: a cost, and no loss.",
  },
  {
    types: LIFECYCLE,
    places: ["rules[].noncurrentVersionExpiration.noncurrentDays"],
    to: within(30),
    is: "benign",
    because: "Versions of a month at least outlast a slow intruder.",
  },
  { types: ["aws:s3/bucketLogging:*"], places: ["targetPrefix"], is: "benign", because: "What the logs are called." },
  {
    types: ["aws:s3/bucketServerSideEncryptionConfiguration:*"],
    places: ["rules[].bucketKeyEnabled"],
    is: "neutral",
    because: "How often S3 asks KMS: a cost (S3 User Guide, Bucket Keys).",
  },
  {
    types: ["aws:s3/bucketServerSideEncryptionConfiguration:*"],
    places: ["rules[].applyServerSideEncryptionByDefault.sseAlgorithm"],
    to: oneOf("aws:kms:dsse"),
    when: ({ from }) => from === "aws:kms",
    is: "benign",
    because: "Two layers of encryption.",
  },
  {
    types: ["aws:s3/bucketServerSideEncryptionConfiguration:*"],
    places: ["rules[].blockedEncryptionTypes"],
    operators: ["add"],
    is: "neutral",
    because: "S3 refuses a type that it does not know.",
  },
  {
    types: ["aws:s3/bucketPublicAccessBlock:*", "aws:cloudwatch/logGroup:*", "aws:rds/*", "aws:lambda/*"],
    places: ["skipDestroy"],
    operators: ["set"],
    is: "benign",
    because: "A deploy that removes it leaves it standing.",
  },
];
