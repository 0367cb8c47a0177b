import { PLAN } from "../readers/backupPlans.js";
import { REGION_SETTINGS, SELECTION } from "../readers/backupSelections.js";
import { AIR_GAPPED_VAULT, VAULT, VAULT_LOCK, VAULT_POLICY } from "../readers/backupVaults.js";
import { BUCKET_TYPES, SETTINGS } from "../readers/buckets.js";
import { HOLDERS } from "../readers/iamDocumentTypes.js";

const DATABASE = [
  ...["backupRetentionPeriod", "deletionProtection", "skipFinalSnapshot", "storageEncrypted", "copyTagsToSnapshot"],
  ...["kmsKeyId", "deleteAutomatedBackups", "iamDatabaseAuthenticationEnabled", "manageMasterUserPassword"],
  ...["masterUserSecretKmsKeyId", "vpcSecurityGroupIds", "enabledCloudwatchLogsExports", "autoMinorVersionUpgrade"],
];

/** Policy documents are guarded wherever they stand. */
const DOCUMENTS = [...HOLDERS].map(([type, holders]): [string, readonly string[]] => [
  type,
  holders.map(({ property }) => property),
]);

/** Settings of whole accounts and Regions, of which each property guards something. */
const OF_ACCOUNTS: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": [
    ...["minimumPasswordLength", "passwordReusePrevention", "requireLowercaseCharacters", "requireNumbers"],
    ...["requireSymbols", "requireUppercaseCharacters"],
  ],
  "aws:iam/organizationsFeatures:OrganizationsFeatures": ["enabledFeatures"],
  "aws:iam/securityTokenServicePreferences:SecurityTokenServicePreferences": ["globalEndpointTokenVersion"],
  "aws:accessanalyzer/analyzer:Analyzer": ["type", "configuration", "region"],
  "aws:ebs/encryptionByDefault:EncryptionByDefault": ["enabled", "region"],
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": ["state", "region"],
  "cloudflare:index/accountToken:AccountToken": ["policies", "condition", "expiresOn"],
  "cloudflare:index/apiToken:ApiToken": ["policies", "condition", "expiresOn"],
};

/** What signs a zone, and what tells when something fails. */
const OF_ZONES_AND_ALARMS: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/zoneDnssec:ZoneDnssec": ["status", "zoneId"],
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec": ["signingStatus", "hostedZoneId"],
  "aws:route53/keySigningKey:KeySigningKey": ["status", "keyManagementServiceArn", "hostedZoneId"],
  "tls:index/privateKey:PrivateKey": ["algorithm", "rsaBits"],
  "aws:cloudwatch/eventRule:EventRule": ["eventPattern", "scheduleExpression", "state", "isEnabled"],
  "aws:cloudwatch/eventTarget:EventTarget": ["arn", "rule"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    ...["extendedStatistic", "metricQueries", "datapointsToAlarm"],
    ...["alarmActions", "actionsEnabled", "comparisonOperator", "dimensions", "evaluationPeriods", "metricName"],
    ...["namespace", "period", "statistic", "threshold", "treatMissingData"],
  ],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["alarmActions", "actionsEnabled", "alarmRule"],
  "aws:backup/vaultNotifications:VaultNotifications": ["backupVaultEvents", "backupVaultName", "snsTopicArn"],
  "aws:sns/topicPolicy:TopicPolicy": ["arn"],
  "aws:sns/topicSubscription:TopicSubscription": ["topic"],
  "aws:sqs/queuePolicy:QueuePolicy": ["queueUrl"],
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": ["recoveryPointSelection", "scheduleExpression"],
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": [
    ...["protectedResourceArns", "protectedResourceConditions", "protectedResourceType"],
  ],
};

/** What every request or message passes, whatever else its resource says. */
const OF_TRAFFIC: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/leakedCredentialCheck:LeakedCredentialCheck": ["enabled", "zoneId"],
  "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings": ["scope", "type", "zoneId"],
  "aws:sesv2/configurationSet:ConfigurationSet": ["deliveryOptions"],
  "aws:ses/configurationSet:ConfigurationSet": ["deliveryOptions"],
};

/** Two lists of one type are one. */
function merged(...lists: readonly (readonly [string, readonly string[]])[][]): Record<string, readonly string[]> {
  const all: Record<string, readonly string[]> = {};
  for (const [type, properties] of lists.flat()) all[type] = [...new Set([...(all[type] ?? []), ...properties])];
  return all;
}

/**
 * Properties of data stores and of their backups that the rules guard, by type. A lock's `changeableForDays` is not
 * among them: the provider asks AWS for a change of a locked vault each time it is deployed, which AWS refuses
 * (hashicorp/terraform-provider-aws#46876).
 */
const OF_DATA: Readonly<Record<string, readonly string[]>> = {
  [VAULT]: ["kmsKeyArn", "forceDestroy"],
  [AIR_GAPPED_VAULT]: ["minRetentionDays", "maxRetentionDays", "encryptionKeyArn"],
  [VAULT_LOCK]: ["backupVaultName", "minRetentionDays", "maxRetentionDays"],
  [VAULT_POLICY]: ["backupVaultName", "policy"],
  [PLAN]: ["rules", "advancedBackupSettings"],
  [SELECTION]: ["resources", "notResources", "conditions", "selectionTags", "planId"],
  [REGION_SETTINGS]: ["resourceTypeOptInPreference", "resourceTypeManagementPreference"],
  ...Object.fromEntries(BUCKET_TYPES.map((type) => [type, ["forceDestroy", "objectLockEnabled", "acl", "versioning"]])),
  ...Object.fromEntries(SETTINGS.versioning.types.map((type) => [type, ["versioningConfiguration", "bucket"]])),
  ...Object.fromEntries(SETTINGS.encryption.types.map((type) => [type, ["rules", "bucket"]])),
  ...Object.fromEntries(SETTINGS.objectLock.types.map((type) => [type, ["rule", "bucket"]])),
  ...Object.fromEntries(SETTINGS.policy.types.map((type) => [type, ["policy", "bucket"]])),
  ...Object.fromEntries(SETTINGS.ownership.types.map((type) => [type, ["rule", "bucket"]])),
  ...Object.fromEntries(SETTINGS.lifecycle.types.map((type) => [type, ["rules"]])),
  ...Object.fromEntries(
    [...SETTINGS.publicAccess.types, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"].map((type) => [
      type,
      ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets", "bucket"],
    ]),
  ),
  "aws:dynamodb/table:Table": ["pointInTimeRecovery", "deletionProtectionEnabled", "serverSideEncryption", "replicas"],
  "aws:rds/instance:Instance": [...DATABASE, "publiclyAccessible", "parameterGroupName", "performanceInsightsKmsKeyId"],
  "aws:rds/cluster:Cluster": [...DATABASE, "dbClusterParameterGroupName"],
  "aws:rds/clusterInstance:ClusterInstance": [
    "publiclyAccessible",
    "performanceInsightsKmsKeyId",
    "autoMinorVersionUpgrade",
  ],
  "aws:rds/parameterGroup:ParameterGroup": ["parameters"],
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": ["parameters"],
  "aws:docdb/cluster:Cluster": DATABASE,
  "aws:neptune/cluster:Cluster": DATABASE,
  "aws:kms/key:Key": ["enableKeyRotation", "deletionWindowInDays", "rotationPeriodInDays"],
  "aws:sns/topic:Topic": ["kmsMasterKeyId"],
  "aws:sqs/queue:Queue": ["kmsMasterKeyId", "sqsManagedSseEnabled"],
  "aws:cloudwatch/logGroup:LogGroup": ["kmsKeyId", "retentionInDays"],
};

/** Rights of principals beside their documents. */
const OF_PRINCIPALS: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["permissionsBoundary", "maxSessionDuration", "managedPolicyArns"],
  "aws:iam/user:User": ["permissionsBoundary"],
  "aws:iam/rolePolicy:RolePolicy": ["role"],
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": ["roleName", "policyNames"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["roleName", "policyArns"],
  "aws:iam/userPoliciesExclusive:UserPoliciesExclusive": ["userName", "policyNames"],
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": ["userName", "policyArns"],
  "aws:lambda/permission:Permission": ["principal", "sourceAccount", "sourceArn"],
};

/** Properties that the rules guard, by type. */
export const GUARDED: Readonly<Record<string, readonly string[]>> = merged(
  DOCUMENTS,
  ...[OF_DATA, OF_PRINCIPALS, OF_ACCOUNTS, OF_ZONES_AND_ALARMS, OF_TRAFFIC].map((list) => Object.entries(list)),
);
