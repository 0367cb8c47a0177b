import type { Mutant } from "../mutant.js";
import { ABSENT } from "../change.js";
import { beyond, oneOf, within, type Entry } from "./entry.js";
import { statementOf, tests } from "./statements.js";
import {
  blocksCustomerKeys,
  changedIn,
  deniesWhatNobodyHas,
  hasLock,
  isInPolicy,
  isLockedForGood,
  locksOut,
  names,
} from "./storeFacts.js";

const BUCKET_POLICY = ["aws:s3/bucketPolicy:*"];
const LOCK = ["aws:s3/bucketObjectLockConfiguration:*"];
const LIFECYCLE = ["aws:s3/bucketLifecycleConfiguration:*"];
const KEY = ["aws:kms/key:Key"];
const INSTANCE_OF_CLUSTER = ["aws:rds/clusterInstance:*"];
const DATABASE = ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"];
const PARAMETERS = ["aws:rds/*arameterGroup:*"];

const gives =
  (action: string) =>
  (mutant: Mutant): boolean => {
    const statement = changedIn(mutant);
    return statement !== undefined && names(statement, action);
  };
const isOfRoot = (mutant: Mutant): boolean => {
  const { principals } = statementOf(mutant);
  return principals.length > 0 && principals.every((one) => /^arn:[\w-]+:iam::\d{12}:root$/.test(one));
};
const isProtectedByAws = ({ resource: { inputs } }: Mutant): boolean =>
  inputs["deletionProtection"] === true || inputs["deletionProtectionEnabled"] === true;

/** What guards data stores twice, or beyond the baseline. */
export const dataGuards: readonly Entry[] = [
  // Buckets. Source: Amazon S3 User Guide.
  {
    ...{
      types: BUCKET_POLICY,
      places: ["policy:Deny"],
      operators: ["narrow", "turn"],
      when: tests(/ s3:TlsVersion$/),
      is: "neutral",
    },
    because: 'S3 itself takes no TLS below 1.2 (S3 User Guide, "Infrastructure security in Amazon S3").',
  },
  {
    ...{ types: BUCKET_POLICY, places: ["policy:Deny"], operators: ["narrow", "turn"], is: "neutral" },
    when: (mutant) =>
      tests(/ s3:x-amz-server-side-encryption-customer-algorithm$/)(mutant) && blocksCustomerKeys(mutant),
    because: "The bucket's encryption blocks SSE-C as well (S3 API Reference, BlockedEncryptionTypes).",
  },
  {
    ...{
      types: ["aws:s3/bucketServerSideEncryptionConfiguration:*"],
      places: ["rules[].blockedEncryptionTypes"],
      is: "neutral",
    },
    when: isInPolicy("s3:x-amz-server-side-encryption-customer-algorithm"),
    because: "The bucket's policy denies SSE-C as well.",
  },
  {
    ...{ types: BUCKET_POLICY, places: ["policy:Deny"], operators: ["narrow", "turn"], is: "neutral" },
    when: (mutant) =>
      gives("s3:DeleteBucketPolicy")(mutant) && mutant.place !== "policy:Deny.Action" && isLockedForGood(mutant),
    because:
      'In compliance mode nobody deletes or overwrites a version before its time, the root user included (S3 User Guide, "Retention modes"): the Deny is a second guard, beyond the baseline.',
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
      operators: ["remove", "text", "choice"],
    },
    ...{ when: hasLock, is: "neutral" },
    because:
      'Object Lock keeps versions by itself, and S3 refuses to suspend that (S3 User Guide, "Object Lock considerations").',
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["objectLockEnabled"], operators: ["delete"], is: "benign" },
    when: ({ from }) => from === false,
    because: "false is the default.",
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["objectLockEnabled"], operators: ["delete", "flip"], is: "neutral" },
    when: hasLock,
    because: "The configuration of the lock switches it on by itself (S3 API Reference, PutObjectLockConfiguration).",
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["protect"], operators: ["unprotect"], is: "neutral" },
    when: ({ resource }) => resource.inputs["forceDestroy"] !== true,
    because: "S3 refuses to delete a bucket that holds anything (S3 API Reference, DeleteBucket: BucketNotEmpty).",
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.days"], to: beyond(1, 36_500), is: "neutral" },
    because: "S3 takes 1 to 36500 days.",
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.days", "rule.defaultRetention.mode"], to: oneOf(ABSENT) },
    ...{ is: "neutral", because: "S3 takes a mode and a period together alone (S3 API Reference, DefaultRetention)." },
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.days"], to: within(3650), is: "benign" },
    because: "A longer lock.",
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.days"], to: within(30, 3649), is: "unjudgeable" },
    because:
      "A lock of a month outlasts a slow intruder; for how many years the law wants records kept, and which of them are in the bucket, stands in no program.",
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.mode"], to: oneOf("GOVERNANCE"), is: "benign" },
    when: isInPolicy("s3:BypassGovernanceRetention"),
    because:
      "The bucket's policy denies the bypass, so that the lock holds against everybody but those for emergencies, as the baseline asks.",
  },
  {
    ...{ types: ["aws:s3/bucketLogging:*"], places: ["targetBucket"], operators: ["text"], is: "neutral" },
    because:
      'S3 writes access logs to buckets of the same account and Region alone (S3 User Guide, "Enabling Amazon S3 server access logging").',
  },
  {
    ...{ types: ["aws:s3/bucketLogging:*"], places: ["", "bucket"], is: "unjudgeable" },
    operators: ["remove", "text"],
    because:
      "A bucket's accesses are logged by S3 or by CloudTrail's data events (S3 User Guide, \"Logging options for Amazon S3\"); the trail stands in the stack of the account.",
  },
  {
    ...{ types: LIFECYCLE, places: ["rules[].noncurrentVersionExpiration.noncurrentDays"] },
    ...{ to: beyond(1, 36_500), is: "neutral" },
    because: "S3 takes a day at least.",
  },
  {
    ...{ types: LIFECYCLE, places: ["rules[].noncurrentVersionExpiration.noncurrentDays"] },
    ...{ to: within(1, 29), when: isLockedForGood, is: "neutral" },
    because:
      'A lifecycle deletes no version while Object Lock retains it (S3 User Guide, "Object Lock considerations").',
  },
  // Keys. Source: AWS KMS Developer Guide, "Key policies".
  {
    ...{ types: KEY, places: ["protect"], operators: ["unprotect"], is: "neutral" },
    when: ({ resource }) => resource.inputs["deletionWindowInDays"] === 30,
    because: "A deploy that deletes it starts a wait of thirty days, in which anybody who is told stops it.",
  },
  {
    ...{ types: KEY, places: ["policy:Allow.Principal"], operators: ["turn"], when: locksOut, is: "neutral" },
    because:
      "KMS takes no policy by which whoever makes it could not replace it (KMS API Reference, PutKeyPolicy, BypassPolicyLockoutSafetyCheck).",
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
    when: (mutant) => gives("kms:Decrypt")(mutant) || tests(/ kms:GrantIsForAWSResource$/)(mutant),
    because:
      'The named users may use the key themselves, as in AWS\'s own statement for them ("Allow use of the key"), and grants go to services alone.',
  },
  {
    ...{ types: KEY, places: ["policy:Allow.Condition"], operators: ["widen"], is: "neutral" },
    when: (mutant) => gives("kms:Decrypt")(mutant) && tests(/ kms:ViaService$/)(mutant),
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
    when: isProtectedByAws,
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
      to: within(7, 34),
      is: "benign",
    },
    because: "A week at least, as the baseline demands.",
  },
];
