import type { Mutant } from "../mutant.js";
import { beyond, within, type Entry } from "./entry.js";

const BUCKET_POLICY = ["aws:s3/bucketPolicy:*"];
const KEY = ["aws:kms/key:Key"];
const INSTANCE_OF_CLUSTER = ["aws:rds/clusterInstance:*"];
const DATABASE = ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"];
const PARAMETERS = ["aws:rds/*arameterGroup:*"];

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const statementsIn = (text: unknown): readonly Statement[] => {
  try {
    return (JSON.parse(String(text)) as { Statement?: readonly Statement[] }).Statement ?? [];
  } catch {
    return [];
  }
};
/** The statement that a mutant changes, as it was. */
const changed = ({ resource, detail }: Mutant): Statement | undefined =>
  statementsIn(resource.inputs["policy"]).find(({ Sid }) => Sid !== undefined && detail.startsWith(`${Sid}:`));
const tests =
  (key: string) =>
  (mutant: Mutant): boolean =>
    JSON.stringify(changed(mutant)?.Condition ?? {}).includes(`"${key}"`);
const gives = (statement: Statement | undefined, action: string): boolean =>
  [statement?.Action].flat().includes(action);
const isOfRoot = (mutant: Mutant): boolean => {
  const principal = (changed(mutant)?.Principal ?? {}) as { readonly AWS?: unknown };
  return /^arn:[\w-]+:iam::\d{12}:root$/.test(String(principal.AWS));
};
/** Whether no statement of a key's policy gives what a Deny denies to anybody but those whom it exempts. */
const deniesWhatNobodyHas = (mutant: Mutant): boolean => {
  const statements = statementsIn(mutant.resource.inputs["policy"]);
  const denied = changed(mutant);
  if (denied?.Effect !== "Deny") return false;
  const exempt = JSON.stringify(Object.values(denied.Condition ?? {})[0]?.["aws:PrincipalArn"] ?? []);
  const actions = [denied.Action].flat().map(String);
  return statements
    .filter(
      (one) =>
        one.Effect === "Allow" &&
        [one.Action].flat().some((action) => action === "kms:*" || actions.includes(String(action))),
    )
    .every(({ Principal }) => JSON.stringify((Principal as { AWS?: unknown }).AWS ?? "") === exempt);
};

/** What guards data stores twice, or beyond the baseline. */
export const dataGuards: readonly Entry[] = [
  // Buckets. Source: Amazon S3 User Guide.
  {
    ...{
      types: BUCKET_POLICY,
      places: ["policy:Deny"],
      operators: ["narrow", "turn"],
      when: tests("s3:TlsVersion"),
      is: "neutral",
    },
    because: 'S3 itself takes no TLS below 1.2 (S3 User Guide, "Infrastructure security in Amazon S3").',
  },
  {
    ...{ types: BUCKET_POLICY, places: ["policy:Deny"], operators: ["narrow", "turn"], is: "neutral" },
    when: tests("s3:x-amz-server-side-encryption-customer-algorithm"),
    because: "The bucket's encryption blocks SSE-C as well (S3 API Reference, BlockedEncryptionTypes).",
  },
  {
    ...{
      types: ["aws:s3/bucketServerSideEncryptionConfiguration:*"],
      places: ["rules[].blockedEncryptionTypes"],
      is: "neutral",
    },
    because: "The bucket's policy denies SSE-C as well.",
  },
  {
    ...{ types: BUCKET_POLICY, places: ["policy:Deny"], operators: ["narrow", "turn"], is: "unjudgeable" },
    when: (mutant) => gives(changed(mutant), "s3:DeleteBucketPolicy") && mutant.place !== "policy:Deny.Action",
    because:
      "Whether a bucket guards itself against its account's administrators is the shop's choice: without any such statement IAM policies decide, which are judged themselves.",
  },
  {
    ...{
      types: ["aws:s3/bucketOwnershipControls:*"],
      places: ["", "bucket"],
      operators: ["remove", "text"],
      is: "benign",
    },
    because: 'BucketOwnerEnforced is what AWS gives a new bucket (S3 User Guide, "Controlling ownership of objects").',
  },
  {
    ...{
      types: ["aws:s3/bucketVersioning:*"],
      places: ["", "bucket", "versioningConfiguration.status"],
      is: "unjudgeable",
    },
    operators: ["remove", "text", "choice"],
    because:
      'Of a bucket with Object Lock alone: it keeps versions, and S3 refuses to suspend that (S3 User Guide, "Object Lock considerations").',
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["objectLockEnabled"], operators: ["delete", "flip"], is: "neutral" },
    because: "The configuration of the lock switches it on by itself (S3 API Reference, PutObjectLockConfiguration).",
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["protect"], operators: ["unprotect"], is: "neutral" },
    because: "S3 refuses to delete a bucket that holds anything, where forceDestroy is not set.",
  },
  {
    ...{
      types: ["aws:s3/bucketObjectLockConfiguration:*"],
      places: ["rule.defaultRetention.days"],
      to: beyond(1, 36_500),
      is: "neutral",
    },
    because: "S3 takes 1 to 36500 days.",
  },
  {
    ...{ types: ["aws:s3/bucketObjectLockConfiguration:*"], places: ["", "rule", "bucket"], is: "unjudgeable" },
    operators: ["remove", "delete", "number", "choice", "text"],
    when: ({ place, operator }) => place !== "bucket" || operator === "text",
    because:
      "How long a shop must keep its records, and whether each object brings its own retention, stands in no program.",
  },
  {
    ...{ types: ["aws:s3/bucketLogging:*"], places: ["", "bucket", "targetBucket"], is: "unjudgeable" },
    operators: ["remove", "text"],
    because: "Access logs may come from CloudTrail's data events instead, which other stacks hold.",
  },
  {
    ...{
      types: ["aws:s3/bucketLifecycleConfiguration:*"],
      places: ["rules[].noncurrentVersionExpiration.noncurrentDays"],
    },
    ...{ to: beyond(1, 36_500), is: "neutral" },
    because: "S3 takes a day at least.",
  },
  {
    ...{
      types: ["aws:s3/bucketLifecycleConfiguration:*"],
      places: ["rules[].noncurrentVersionExpiration.noncurrentDays"],
    },
    ...{ to: within(1, 29), is: "unjudgeable" },
    because: "How long replaced objects are kept is the shop's choice, which the component names among its exceptions.",
  },
  // Keys. Source: AWS KMS Developer Guide, "Key policies".
  {
    ...{ types: KEY, places: ["protect"], operators: ["unprotect"], is: "neutral" },
    when: ({ resource }) => resource.inputs["deletionWindowInDays"] === 30,
    because: "A deploy that deletes it starts a wait of thirty days, in which anybody who is told stops it.",
  },
  {
    ...{ types: KEY, places: ["policy:Deny"], operators: ["narrow", "turn"], when: deniesWhatNobodyHas, is: "neutral" },
    because:
      "KMS asks the key's policy for every right, and no other statement of this one gives these actions to anybody whom the Deny does not exempt: nobody gains any.",
  },
  {
    ...{
      types: KEY,
      places: ["policy:Allow.Action", "policy:Allow.Condition"],
      operators: ["widen", "turn"],
      is: "neutral",
    },
    when: isOfRoot,
    because:
      "To let the account's own IAM policies decide is AWS's default for a key; those are judged themselves, and so is which other account is let in.",
  },
  {
    ...{ types: KEY, places: ["policy:Allow.Condition.kms:ViaService"], operators: ["widen", "turn"], is: "neutral" },
    when: (mutant) => gives(changed(mutant), "kms:Decrypt") || tests("kms:GrantIsForAWSResource")(mutant),
    because:
      'The named users may use the key themselves, as in AWS\'s own statement for them ("Allow use of the key"), and grants go to services alone.',
  },
  {
    ...{ types: KEY, places: ["policy:Allow.Condition"], operators: ["widen"], is: "neutral" },
    when: (mutant) => gives(changed(mutant), "kms:Decrypt") && tests("kms:ViaService")(mutant),
    because:
      'The named users may use the key themselves, as in AWS\'s own statement for them ("Allow use of the key").',
  },
  // Databases. Source: Amazon RDS User Guide and API Reference.
  {
    ...{
      types: [...DATABASE, "aws:dynamodb/table:Table"],
      places: ["protect"],
      operators: ["unprotect"],
      is: "neutral",
    },
    because: "AWS refuses to delete it while its own protection against deletion is on.",
  },
  {
    ...{ types: INSTANCE_OF_CLUSTER, places: ["protect", "forceDestroy", "copyTagsToSnapshot"], is: "neutral" },
    because: "An instance of a cluster holds no data and takes no snapshots: the cluster does.",
  },
  {
    ...{ types: DATABASE, places: ["deleteAutomatedBackups"], operators: ["delete", "flip"], is: "neutral" },
    because: "Of a database that is deleted the last snapshot and the vault's recovery points stay.",
  },
  {
    ...{ types: ["aws:rds/*"], places: ["multiAz"], is: "neutral", operators: ["delete", "flip"] },
    because: "A second machine keeps the shop open when one fails; no data is lost without it.",
  },
  {
    ...{ types: ["aws:rds/*"], places: ["autoMinorVersionUpgrade"], is: "unjudgeable" },
    because: "Who installs minor versions by hand does it elsewhere.",
  },
  {
    ...{
      types: PARAMETERS,
      places: ["parameters[]", "parameters[].value"],
      operators: ["delete", "text"],
      is: "neutral",
    },
    when: ({ becomes }) =>
      /"(rds\.force_ssl|require_secure_transport)","value":"(1|ON)"|"value":"(1|ON)","name":"(rds\.force_ssl|require_secure_transport)"/.test(
        JSON.stringify(becomes?.inputs),
      ),
    because: "What is written to the log: which logs leave a database is beyond the baseline.",
  },
  {
    ...{ types: PARAMETERS, places: ["parameters"], operators: ["delete", "empty"], is: "neutral" },
    when: ({ resource }) => /^postgres(1[5-9]|[2-9]\d)$/.test(String(resource.inputs["family"])),
    because: "PostgreSQL demands TLS by default from 15 on (RDS User Guide, rds.force_ssl).",
  },
  {
    ...{ types: DATABASE, places: ["parameterGroupName"], operators: ["delete"], is: "neutral" },
    when: ({ resource }) =>
      resource.inputs["engine"] === "postgres" && Number.parseInt(String(resource.inputs["engineVersion"]), 10) >= 15,
    because: "PostgreSQL demands TLS by default from 15 on (RDS User Guide, rds.force_ssl).",
  },
  {
    ...{ types: DATABASE, places: ["parameterGroupName", "dbClusterParameterGroupName"], operators: ["text"] },
    is: "unjudgeable",
    because: "What a group of that name demands stands in another stack; the pack says that it does not see it.",
  },
  {
    ...{
      types: ["aws:rds/*"],
      places: ["enabledCloudwatchLogsExports"],
      operators: ["delete", "empty"],
      is: "neutral",
    },
    because: "Which logs leave a database is beyond the baseline.",
  },
  {
    ...{ types: DATABASE, places: ["iamDatabaseAuthenticationEnabled"], operators: ["delete", "flip"], is: "neutral" },
    because: "One way less to sign in; passwords stay, which RDS keeps in Secrets Manager.",
  },
  {
    ...{ types: ["aws:rds/cluster:Cluster"], places: ["enableHttpEndpoint"], operators: ["set"], is: "benign" },
    because: "The Data API asks for IAM rights and a secret, which are judged themselves, over TLS alone.",
  },
  // Tables. Source: Amazon DynamoDB Developer Guide.
  {
    ...{
      types: ["aws:dynamodb/table:Table"],
      places: ["serverSideEncryption.kmsKeyArn"],
      operators: ["delete", "cut"],
    },
    ...{ when: ({ to }) => !String(to).includes(":210987654321:"), is: "neutral" },
    because:
      "DynamoDB then takes the key that AWS manages for it, and refuses that of another service; tables under it are within the baseline.",
  },
  {
    ...{
      types: ["aws:dynamodb/table:Table"],
      places: ["pointInTimeRecovery.recoveryPeriodInDays"],
      to: within(1, 34),
      is: "unjudgeable",
    },
    because: "How far back it must reach is the shop's choice; the plan's recovery points reach further.",
  },
];
