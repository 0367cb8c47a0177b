import { FAILED_JOBS, VAULT_EVENTS } from "../../baseline/backup/alerts.js";
import { RESTORE_ALARM } from "../../baseline/backup/restoreAlarm.js";
import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { allow, deny, object, roleArn, when } from "./iamGiven.js";
import { ROUTE53_ZONE, ZONE } from "../support/records.js";
import type { RuleCase } from "./ruleCase.js";
import {
  airGapped,
  BACKUPS,
  BLOCKED,
  bucket,
  but,
  database,
  FAILURES,
  guard,
  kmsKey,
  lifecycle,
  lock,
  objectLock,
  optIn,
  plan,
  keyArn,
  restoreTest,
  rule,
  selection,
  SERVICES,
  STOPPING,
  table,
  TARGET,
  vault,
  vaultPolicyOf,
  versioning,
  withOther,
  withoutOne,
} from "./storeGiven.js";

const WHOLE = [...BACKUPS];
const FORGETFUL = object(
  deny(["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"], "*", { Principal: "*" }),
);
const PERMEABLE = STOPPING.replaceAll(roleArn("break-glass"), "arn:aws:iam::*:role/*");
const LOST_LOCK = but(lock(), { backupVaultName: UNKNOWN_VALUE });
const vaultInFrankfurt: Given = vault("far", { region: "eu-central-1" });
const home: Given = vault("vault", { region: "eu-west-1" });
const toFar = plan([rule()], ["vault", "far"]);
const STRANGE_VAULT = "arn:aws:backup:eu-west-1:999999999999:backup-vault:far";
const toStranger = plan([rule({ copyActions: [{ destinationVaultArn: STRANGE_VAULT }] })], []);
const WRITTEN_ACCOUNT: Given = {
  type: "aws:sns/topicPolicy:TopicPolicy",
  name: "alerts-policy",
  inputs: {
    arn: UNKNOWN_VALUE,
    policy: object(
      allow("sns:Publish", "arn:aws:sns:eu-west-1:111122223333:alerts", {
        Principal: { Service: "events.amazonaws.com" },
      }),
    ),
  },
};
const cluster = (more: Readonly<Record<string, unknown>>): Given => ({
  type: "aws:rds/cluster:Cluster",
  name: "aurora",
  inputs: {
    engine: "aurora-postgresql",
    backupRetentionPeriod: 14,
    deletionProtection: true,
    copyTagsToSnapshot: true,
    tags: { backup: "daily" },
    ...more,
  },
});
const snapshot = (sharedAccounts: unknown): Given => ({
  type: "aws:rds/snapshot:Snapshot",
  name: "snap",
  inputs: { dbInstanceIdentifier: "db", dbSnapshotIdentifier: "snap", sharedAccounts },
});
const ACCOUNT_BLOCK: Given = {
  type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  name: "account",
  inputs: BLOCKED,
};
const blockOfSnapshots = (state: unknown): Given => ({
  type: "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
  name: "block",
  inputs: { state },
});
const cache = (more: Readonly<Record<string, unknown>>): Given => ({
  type: "aws:elasticache/replicationGroup:ReplicationGroup",
  name: "carts",
  inputs: { description: "carts", atRestEncryptionEnabled: true, ...more },
});
const efs = (status: unknown): Given => ({
  type: "aws:efs/backupPolicy:BackupPolicy",
  name: "policy",
  inputs: { fileSystemId: "fs-1", backupPolicy: { status } },
});
const keyed = (more: Readonly<Record<string, unknown>>, isProtected = false): Given[] => [
  { ...but(vault(), { kmsKeyArn: UNKNOWN_VALUE }), edges: { kmsKeyArn: "key" } },
  { ...kmsKey("key", more), options: { protect: isProtected } },
];
/** As versions of the provider before 4 wrote it. */
const OLD_LIFECYCLE = { enabled: true, noncurrentVersionExpiration: { days: 7 } };
/** The policy of a bucket with Object Lock, as EncryptedBucket has it. */
const LOCKED_GUARD = guard({ isLocked: true });
/** A file that the program puts into the bucket. */
const FILE: Given = {
  type: "aws:s3/bucketObjectv2:BucketObjectv2",
  name: "file",
  inputs: { bucket: "files", key: "robots.txt", content: "" },
};

const watch = (more: Readonly<Record<string, unknown>> = {}): Given => ({
  type: "aws:cloudwatch/eventRule:EventRule",
  name: "failed",
  inputs: { name: "failed", eventPattern: '{"source":["aws.backup"]}', ...more },
});
const target = (rule = "failed"): Given => ({
  type: "aws:cloudwatch/eventTarget:EventTarget",
  name: "target",
  inputs: { rule, arn: "arn:aws:sns:eu-west-1:123456789012:alerts" },
});

const topic = (more: Readonly<Record<string, unknown>> = {}): Given => ({
  type: "aws:sns/topic:Topic",
  name: "alerts",
  inputs: { name: "alerts", arn: "arn:aws:sns:eu-west-1:123456789012:alerts", ...more },
});
const ALERTS = "arn:aws:sns:eu-west-1:123456789012:alerts";
/** A policy that lets services publish, or use a key for what they publish. */
const publishing = (...services: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: services.map((service) => ({
      ...{ Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sns:Publish" },
      ...{ Resource: ALERTS, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } },
    })),
  });
const topicPolicy = (arn: unknown = ALERTS, policy: unknown = publishing("events", "cloudwatch", "backup")): Given => ({
  type: "aws:sns/topicPolicy:TopicPolicy",
  name: "alerts-policy",
  inputs: { arn, policy },
});
const alarm = (more: Readonly<Record<string, unknown>> = {}): Given =>
  but(
    {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      name: "load",
      inputs: { name: "load", metricName: "Load", alarmActions: [ALERTS] },
    },
    more,
  );
const listener: Given = {
  type: "aws:sns/topicSubscription:TopicSubscription",
  name: "ada",
  inputs: { topic: ALERTS, protocol: "email", endpoint: "ada@shop.example" },
};
const composite = (alarmRule: unknown): Given => ({
  type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  name: "all",
  inputs: { alarmName: "all", alarmRule, alarmActions: [ALERTS] },
});
const queue = (more: Readonly<Record<string, unknown>> = {}): Given => ({
  type: "aws:sqs/queue:Queue",
  name: "events",
  inputs: { name: "alerts", url: "https://sqs.eu-west-1.amazonaws.com/123456789012/alerts", ...more },
});
const toQueue: Given = {
  type: "aws:cloudwatch/eventTarget:EventTarget",
  name: "target",
  inputs: { rule: "failed", arn: "arn:aws:sqs:eu-west-1:123456789012:alerts" },
};
const queuePolicy = (service: string): Given => ({
  type: "aws:sqs/queuePolicy:QueuePolicy",
  name: "events-policy",
  inputs: {
    queueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/alerts",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        ...{ Effect: "Allow", Principal: { Service: service }, Action: "sqs:SendMessage", Resource: "*" },
        Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/failed" } },
      },
    }),
  },
});
const alertsKey = (service: string): Given => ({
  type: "aws:kms/key:Key",
  name: "alerts-key",
  inputs: {
    arn: keyArn(),
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: service }, Action: "kms:GenerateDataKey*", Resource: "*" },
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" },
      ],
    }),
  },
});
const jobs = (more: Readonly<Record<string, unknown>> = {}): Given =>
  watch({ eventPattern: JSON.stringify({ ...JSON.parse(FAILED_JOBS["backup-failed"]), ...more }) });
const notifications = (backupVaultEvents: unknown, backupVaultName: unknown = "vault"): Given => ({
  type: "aws:backup/vaultNotifications:VaultNotifications",
  name: "notes",
  inputs: { backupVaultName, backupVaultEvents, snsTopicArn: "arn:aws:sns:eu-west-1:123456789012:alerts" },
});
const restoreAlarm = (more: Readonly<Record<string, unknown>> = {}): Given =>
  but(
    {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      name: "restores",
      inputs: {
        ...RESTORE_ALARM,
        dimensions: { Plan: "tests", ResourceType: "DynamoDB" },
        threshold: 14,
        alarmActions: ["arn:aws:sns:eu-west-1:123456789012:alerts"],
      },
    },
    more,
  );
const testsOf = (): Given => ({
  type: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  name: "tests",
  inputs: { name: "tests", scheduleExpression: "cron(0 5 ? * SUN *)" },
});
const testOf = (protectedResourceType: string): Given => ({
  type: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  name: `tests-${protectedResourceType}`,
  inputs: { restoreTestingPlanName: "tests", protectedResourceType, protectedResourceArns: ["*"] },
});

/** Cases of the rules on backups. */
export const backupCases: Readonly<Record<string, RuleCase>> = {
  BKP01: {
    bad: [[but(vault(), { kmsKeyArn: undefined })], [vault("vault", { kmsKeyArn: "alias/aws/backup" })]],
    good: [WHOLE, keyed({})],
    unknown: [[vault("vault", { kmsKeyArn: UNKNOWN_VALUE })]],
  },
  BKP02: {
    bad: [
      withoutOne(lock()),
      withOther(lock("vault", { minRetentionDays: 1 })),
      withOther(but(lock(), { minRetentionDays: undefined })),
      withOther(lock("vault", { maxRetentionDays: 30 })),
      withOther(lock("vault", { changeableForDays: 2 })),
      withOther(airGapped("safe", { minRetentionDays: 7 })),
      withOther({ ...lock(), name: "second" }),
    ],
    good: [WHOLE, withOther(lock("vault", { changeableForDays: 14 })), [lock("elsewhere")]],
    unknown: [
      [vault(), LOST_LOCK],
      withOther(lock("vault", { minRetentionDays: UNKNOWN_VALUE })),
      [plan([rule({ targetVaultName: "elsewhere" })], [])],
    ],
  },
  BKP03: {
    bad: [
      withoutOne(vaultPolicyOf(STOPPING)),
      withOther(vaultPolicyOf(FORGETFUL)),
      withOther(vaultPolicyOf(PERMEABLE)),
      withOther(vaultPolicyOf(STOPPING.replace('"backup:DeleteBackupVaultAccessPolicy",', ""))),
      // Recovery points of volumes have ARNs of EC2.
      withOther(vaultPolicyOf(STOPPING.replaceAll('"Resource":"*"', '"Resource":"arn:aws:backup:*:*:*"'))),
      // Whoever may tag a role is let through.
      withOther(
        vaultPolicyOf(
          object(
            deny("backup:*", "*", { Principal: "*", ...when("StringNotEquals", "aws:PrincipalTag/rescue", "yes") }),
          ),
        ),
      ),
    ],
    good: [WHOLE, withOther(vaultPolicyOf(object(deny("backup:*", "*", { Principal: "*" })))), [airGapped()]],
    unknown: [
      withOther(vaultPolicyOf(UNKNOWN_VALUE)),
      withOther(
        vaultPolicyOf(
          object(deny("backup:*", "*", { Principal: "*", ...when("ArnNotLike", "aws:PrincipalArn", UNKNOWN_VALUE) })),
        ),
      ),
      [vault(), but(vaultPolicyOf(STOPPING), { backupVaultName: UNKNOWN_VALUE })],
    ],
  },
  BKP04: {
    bad: [
      [plan([rule({ lifecycle: { deleteAfter: 7 } })])],
      [plan([rule({ copyActions: [{ destinationVaultArn: UNKNOWN_VALUE, lifecycle: { deleteAfter: 7 } }] })])],
      [plan([rule({ lifecycle: { coldStorageAfter: 30, deleteAfter: 60 } })])],
      [plan([rule({ enableContinuousBackup: true, lifecycle: { deleteAfter: 60 } })])],
      withOther(plan([rule({ lifecycle: { deleteAfter: 4000 } })])),
      withOther(lock("vault", { minRetentionDays: 60 })),
    ],
    good: [WHOLE, [plan([{ ruleName: "daily", targetVaultName: "vault" }])]],
    unknown: [[plan(UNKNOWN_VALUE)], [plan([rule({ lifecycle: { deleteAfter: UNKNOWN_VALUE } })])]],
  },
  BKP05: {
    bad: [
      withOther(plan([rule({ schedule: "cron(0 3 ? * MON *)" })])),
      [plan([rule({ schedule: "cron(0 3 31 2 ? *)" })])],
      [plan([rule({ startWindow: 480 })])],
      [plan([rule({ schedule: "every night" })])],
    ],
    good: [
      WHOLE,
      [plan([rule(), rule({ ruleName: "weekly", schedule: "cron(0 3 ? * MON *)" })])],
      [plan([rule({ schedule: "cron(0 3 ? * MON *)", enableContinuousBackup: true })])],
    ],
    unknown: [[plan([rule({ schedule: UNKNOWN_VALUE })])], [plan(UNKNOWN_VALUE)]],
  },
  BKP06: {
    bad: [
      withOther(plan([rule({ copyActions: [] })])),
      [home, vault("far", { region: "eu-west-1" }), toFar],
      [vault(), vault("far"), toFar],
    ],
    good: [
      WHOLE,
      [home, vaultInFrankfurt, toFar],
      [home, { ...vault("far"), provider: { name: "frankfurt", region: "eu-central-1" } }, toFar],
      [
        but(home, { arn: "arn:aws:backup:eu-west-1:123456789012:backup-vault:vault" }),
        plan([
          rule({ copyActions: [{ destinationVaultArn: "arn:aws:backup:eu-west-1:999999999999:backup-vault:far" }] }),
        ]),
      ],
    ],
    unknown: [[home, plan([rule()], [])], [plan(UNKNOWN_VALUE)]],
  },
  BKP07: {
    bad: [
      [table()],
      withOther(table({ tags: { backup: "never" } })),
      withOther(optIn({ ...SERVICES, DynamoDB: false })),
      withOther(bucket()),
      withOther(cluster({ tags: {} })),
    ],
    good: [WHOLE, withOther(bucket(), versioning()), withOther(database())],
    unknown: [withOther(table({ tags: UNKNOWN_VALUE })), withOther(selection({ selectionTags: UNKNOWN_VALUE }))],
  },
  BKP08: {
    bad: [
      [home, vaultInFrankfurt, toFar],
      withOther({ ...optIn(SERVICES), inputs: { resourceTypeManagementPreference: { DynamoDB: false } } }),
      [home, but(vaultInFrankfurt, { kmsKeyArn: undefined }), lock("far"), toFar],
      // The topic's policy writes which account is the program's own.
      [home, toStranger, WRITTEN_ACCOUNT],
    ],
    good: [WHOLE, [home, vaultInFrankfurt, lock("far"), toFar]],
    unknown: [
      [home, plan([rule()], [])],
      [home, vaultInFrankfurt, LOST_LOCK, toFar],
      [home, toStranger],
      withOther({ ...optIn(SERVICES), inputs: { resourceTypeOptInPreference: SERVICES } }),
    ],
  },
  BKP09: {
    bad: [
      [database({ backupRetentionPeriod: 0 })],
      [but(database(), { backupRetentionPeriod: undefined })],
      [database({ deletionProtection: false })],
      [database({ skipFinalSnapshot: true })],
      [database({ copyTagsToSnapshot: false })],
      [cluster({ backupRetentionPeriod: 1 })],
    ],
    good: [
      [database()],
      [cluster({})],
      [but(database({ replicateSourceDb: "db" }), { backupRetentionPeriod: undefined, deletionProtection: undefined })],
    ],
    unknown: [[database({ backupRetentionPeriod: UNKNOWN_VALUE })], [database({ deletionProtection: UNKNOWN_VALUE })]],
  },
  BKP10: {
    bad: [
      [but(table(), { pointInTimeRecovery: undefined })],
      [but(table(), { deletionProtectionEnabled: undefined })],
      [table({ pointInTimeRecovery: { enabled: false } })],
      [table({ replicas: [{ regionName: "eu-central-1" }] })],
      [table({ pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 1 } })],
    ],
    good: [
      [table()],
      [table({ replicas: [{ regionName: "eu-central-1", pointInTimeRecovery: true }] })],
      [table({ pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 } })],
    ],
    unknown: [
      [table({ pointInTimeRecovery: { enabled: UNKNOWN_VALUE } })],
      [table({ pointInTimeRecovery: UNKNOWN_VALUE })],
      [table({ pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: UNKNOWN_VALUE } })],
      [table({ deletionProtectionEnabled: UNKNOWN_VALUE })],
    ],
  },
  BKP11: {
    bad: [
      [bucket()],
      [bucket(), versioning("Suspended")],
      [bucket({ versioning: { enabled: false } })],
      [bucket({ versioning: { enabled: true } }), versioning()],
      [bucket({ bucket: "fernwood-backups" }), versioning()],
    ],
    good: [
      [bucket(), versioning()],
      [bucket({ versioning: { enabled: true } })],
      [bucket({ bucket: "fernwood-backups", objectLockEnabled: true })],
      [{ ...bucket({ versionings: [{ enabled: true }] }), type: "aws:s3/bucketV2:BucketV2" }],
    ],
    unknown: [
      [bucket(), versioning(UNKNOWN_VALUE)],
      [bucket(), { ...versioning(), edges: {} }],
    ],
  },
  BKP12: {
    bad: [[cache({})], [cache({ snapshotRetentionLimit: 0 })], [efs("DISABLED")]],
    good: [
      [cache({ snapshotRetentionLimit: 7 })],
      [efs("ENABLED")],
      [{ type: "aws:elasticache/cluster:Cluster", name: "pages", inputs: { engine: "memcached" } }],
    ],
    unknown: [[cache({ snapshotRetentionLimit: UNKNOWN_VALUE })], [efs(UNKNOWN_VALUE)]],
  },
  BKP13: {
    bad: [
      [snapshot(["all"])],
      [blockOfSnapshots("unblocked")],
      [blockOfSnapshots("block-new-sharing")],
      [ACCOUNT_BLOCK],
    ],
    good: [
      [snapshot(["999999999999"])],
      [blockOfSnapshots("block-all-sharing")],
      [ACCOUNT_BLOCK, blockOfSnapshots("block-all-sharing")],
    ],
    unknown: [[snapshot(UNKNOWN_VALUE)], [snapshot([UNKNOWN_VALUE])], [blockOfSnapshots(UNKNOWN_VALUE)]],
  },
  BKP14: {
    bad: [
      withoutOne(restoreTest()),
      withOther(restoreTest({ protectedResourceType: "RDS" })),
      [but(testsOf(), { recoveryPointSelection: { includeVaults: [STRANGE_VAULT] } }), WRITTEN_ACCOUNT],
      withOther(restoreTest({ protectedResourceArns: ["arn:aws:dynamodb:*:*:table/carts"] })),
      withOther(database()),
      [but(testsOf(), { scheduleExpression: "cron(0 5 31 2 ? *)" })],
      [but(testsOf(), { scheduleExpression: "weekly" })],
      [but(testsOf(), { recoveryPointSelection: { recoveryPointTypes: ["CONTINUOUS"], includeVaults: ["*"] } })],
    ],
    good: [
      WHOLE,
      [table()],
      [but(testsOf(), { recoveryPointSelection: { recoveryPointTypes: ["SNAPSHOT"], includeVaults: ["*"] } })],
    ],
    unknown: [
      [but(testsOf(), { scheduleExpression: UNKNOWN_VALUE })],
      withOther(restoreTest({ protectedResourceType: UNKNOWN_VALUE })),
    ],
  },
  BKP15: {
    bad: [
      withoutOne(FAILURES, TARGET),
      withoutOne(TARGET),
      withOther(but(FAILURES, { state: "DISABLED" })),
      [
        ...withoutOne(FAILURES),
        {
          type: "aws:backup/vaultNotifications:VaultNotifications",
          name: "notes",
          inputs: { backupVaultName: "vault", backupVaultEvents: ["BACKUP_JOB_FAILED"], snsTopicArn: "arn" },
        },
      ],
    ],
    good: [WHOLE, [vault()]],
    unknown: [withOther(but(FAILURES, { eventPattern: UNKNOWN_VALUE }))],
  },
  BKP17: {
    bad: [keyed({ deletionWindowInDays: 7 })],
    good: [keyed({}), keyed({ deletionWindowInDays: 7 }, true), keyed({ deletionWindowInDays: 30 })],
    unknown: [keyed({ deletionWindowInDays: UNKNOWN_VALUE })],
  },
  BYP04: {
    bad: [[{ ...vault(), options: {} }], [{ ...lock(), options: { protect: false } }]],
    good: [WHOLE],
    unknown: [],
  },
  BYP05: {
    bad: [[{ ...ZONE, options: {} }], [{ ...ZONE, options: { protect: false } }]],
    good: [[ZONE], [ROUTE53_ZONE]],
    unknown: [],
  },
  BKP18: {
    bad: [
      [watch(), target("other")],
      [watch(), target(), topic()],
      [watch(), target(), topic({ kmsMasterKeyId: "alias/aws/sns" }), topicPolicy()],
      [watch({ state: "DISABLED" }), target()],
      [watch({ isEnabled: false }), target()],
      [
        {
          type: "aws:cloudwatch/metricAlarm:MetricAlarm",
          name: "old",
          inputs: { actionsEnabled: false, alarmActions: ["arn:aws:sns:eu-west-1:123456789012:a"] },
        },
      ],
      [watch({ eventPattern: '{"source":["aws.ses"]}', isEnabled: false }), target()],
      [alarm({ alarmActions: undefined })],
      [alarm({ alarmActions: [], okActions: [ALERTS] })],
      [alarm({ alarmActions: [] }), composite("ALARM(disk)")],
      // Who sends is not let in.
      [watch(), target(), topic(), topicPolicy(ALERTS, publishing("cloudwatch"))],
      [alarm(), topic(), topicPolicy(ALERTS, publishing("events"))],
      [notifications([...VAULT_EVENTS]), topic()],
      [watch(), toQueue, queue()],
      [watch(), toQueue, queue(), queuePolicy("sns.amazonaws.com")],
      [watch(), target(), topic({ kmsMasterKeyId: keyArn() }), topicPolicy(), alertsKey("cloudwatch.amazonaws.com")],
      [alarm(), topic({ kmsMasterKeyId: "alias/aws/sns" })],
      // The topic is another account's, or the policy is of another account's topic.
      [topic(), alarm({ alarmActions: [ALERTS.replace("123456789012", "210987654321")] })],
      [topic(), topicPolicy(), watch(), but(target(), { arn: ALERTS.replace("123456789012", "210987654321") })],
      [watch(), target(), topic(), topicPolicy(ALERTS.replace("123456789012", "210987654321"))],
      [topic(), but(listener, { topic: ALERTS.replace("123456789012", "210987654321") })],
    ],
    good: [
      [watch(), target()],
      [watch(), target(), topic(), topicPolicy(), listener],
      [watch(), target(), topic({ policy: publishing("events"), kmsMasterKeyId: keyArn() }), listener],
      [
        watch(),
        target(),
        topic({ kmsMasterKeyId: keyArn() }),
        topicPolicy(),
        alertsKey("events.amazonaws.com"),
        listener,
      ],
      [watch(), toQueue, queue(), queuePolicy("events.amazonaws.com")],
      [watch({ eventPattern: '{"source":["aws.ec2"]}', state: "DISABLED" })],
      [alarm()],
      // A topic's own policy lets in the alarms of its account.
      [alarm(), topic(), listener],
      [alarm(), topic(), topicPolicy(), listener],
      [alarm({ alarmActions: [] }), composite("ALARM(load) OR ALARM(disk)")],
      [alarm({ alarmActions: [], insufficientDataActions: [ALERTS] })],
      [alarm({ alarmActions: ["arn:aws:automate:eu-west-1:ec2:reboot"] }), topic(), listener],
    ],
    unknown: [
      [watch({ eventPattern: UNKNOWN_VALUE })],
      [watch(), target(UNKNOWN_VALUE)],
      [watch(), target(), topic(), topicPolicy(UNKNOWN_VALUE)],
      [watch(), target(), topic(), topicPolicy(ALERTS, UNKNOWN_VALUE)],
      [alarm({ alarmActions: UNKNOWN_VALUE })],
      // The rule that the policy names may be this one, whose name only the provider knows.
      [
        but(watch(), { name: undefined }),
        { ...but(target(), { rule: UNKNOWN_VALUE }), edges: { rule: "failed" } },
        topic(),
        topicPolicy(ALERTS, publishing("events").replace("aws:SourceAccount", "aws:SourceArn")),
        listener,
      ],
      // Who listens by hand, or by another stack, this one does not show.
      [alarm(), topic()],
      [alarm({ alarmActions: [] }), composite(UNKNOWN_VALUE)],
    ],
  },
  BKP19: {
    bad: [
      [restoreAlarm({ metricName: "DaysSinceRestore" })],
      [restoreAlarm({ namespace: "Backup" })],
      [restoreAlarm({ statistic: "SampleCount" })],
      [restoreAlarm({ comparisonOperator: "LessThanThreshold" })],
      [restoreAlarm({ threshold: 140 })],
      [restoreAlarm({ treatMissingData: "notBreaching" })],
      [restoreAlarm({ treatMissingData: undefined })],
      [restoreAlarm({ alarmActions: [] })],
      [restoreAlarm({ dimensions: { Plan: "tests" } })],
      // Tests restore tables and buckets, and nobody watches those of buckets.
      [restoreAlarm(), testsOf(), testOf("DynamoDB"), testOf("S3")],
      [restoreAlarm({ dimensions: { Plan: "others", ResourceType: "DynamoDB" } }), testsOf(), testOf("DynamoDB")],
    ],
    good: [
      [restoreAlarm()],
      [restoreAlarm({ threshold: 7, statistic: "Average", period: 43_200 })],
      [restoreAlarm(), testsOf(), testOf("DynamoDB")],
      [testsOf(), testOf("S3")],
      [restoreAlarm({ namespace: "AWS/Lambda", metricName: "Errors", treatMissingData: "notBreaching" })],
    ],
    unknown: [
      [restoreAlarm({ threshold: UNKNOWN_VALUE })],
      [restoreAlarm({ dimensions: UNKNOWN_VALUE })],
      [restoreAlarm({ alarmActions: UNKNOWN_VALUE })],
    ],
  },
  BKP20: {
    bad: [
      [jobs({ detail: { state: ["FAILED"] } }), target()],
      [jobs({ source: ["aws.ec2"] }), target()],
      [jobs({ "detail-type": ["Backup Job Changed"] }), target()],
      [jobs({ detail: { state: ["Failed"] } }), target()],
      [notifications(["RECOVERY_POINT_MODIFIED"])],
      // What only a vault tells, nothing tells.
      [vault(), plan(), jobs(), target()],
      [vault(), plan(), jobs(), target(), notifications([...VAULT_EVENTS], "other")],
    ],
    good: [
      [jobs(), target()],
      // Two halves of one watch.
      [
        jobs({ detail: { state: ["FAILED", "PARTIAL"] } }),
        { ...jobs({ detail: { state: ["ABORTED", "EXPIRED"] } }), name: "others" },
        target(),
      ],
      [jobs({ "detail-type": ["Restore Job State Change"], detail: { status: ["COMPLETED"] } }), target()],
      [jobs({ source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] })],
      [notifications([...VAULT_EVENTS])],
      [vault(), plan(), jobs(), target(), notifications([...VAULT_EVENTS])],
      [vault(), plan()],
      [notifications(["BACKUP_JOB_COMPLETED"])],
    ],
    unknown: [
      [watch({ eventPattern: UNKNOWN_VALUE }), target()],
      [notifications(UNKNOWN_VALUE)],
      [vault(), plan(), jobs(), target(), notifications([...VAULT_EVENTS], UNKNOWN_VALUE)],
    ],
  },
  BKP21: {
    bad: [
      [bucket(), versioning(), lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 7 } })],
      [bucket({ versioning: { enabled: true }, lifecycleRules: [OLD_LIFECYCLE] })],
      [bucket({ objectLockEnabled: true })],
      [bucket({ objectLockEnabled: true }), objectLock({ mode: "COMPLIANCE", days: 7 })],
      [bucket({ objectLockEnabled: true }), objectLock({ mode: "GOVERNANCE", days: 365 })],
      [bucket(), versioning(), objectLock({ mode: "GOVERNANCE", years: 1 })],
      [bucket(), versioning(), lifecycle({ expiration: { days: 1 } }), FILE],
    ],
    good: [
      [bucket(), versioning()],
      [bucket(), versioning(), lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 30 } })],
      [bucket(), versioning(), lifecycle({ expiration: { days: 1 } })],
      [bucket(), versioning(), lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 7 }, status: "Disabled" })],
      [
        bucket(),
        versioning(),
        lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 1 }, filter: { prefix: "tmp/" } }),
      ],
      [
        bucket({ objectLockEnabled: true }),
        objectLock({ mode: "COMPLIANCE", years: 1 }),
        lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 1 } }),
      ],
      [bucket({ objectLockEnabled: true }), objectLock({ mode: "GOVERNANCE", days: 365 }), LOCKED_GUARD],
    ],
    unknown: [
      [bucket(), versioning(), lifecycle({ noncurrentVersionExpiration: { noncurrentDays: UNKNOWN_VALUE } })],
      [bucket({ objectLockEnabled: true }), objectLock({ mode: UNKNOWN_VALUE, days: 365 })],
      [bucket({ objectLockEnabled: UNKNOWN_VALUE }), versioning()],
      [bucket(), versioning(), lifecycle({ expiration: { days: UNKNOWN_VALUE } }), FILE],
      [bucket({ objectLockEnabled: true }), { ...objectLock({ mode: "COMPLIANCE", days: 365 }), edges: {} }],
    ],
  },
};
