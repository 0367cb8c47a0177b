import type { Mutant } from "../mutant.js";
import { within, type Entry } from "./entry.js";
import { statementOf, tests } from "./statements.js";
import { deniesWhatNobodyHas, gives, locksOut } from "./storeFacts.js";

const KEY = ["aws:kms/key:Key"];
const INSTANCE_OF_CLUSTER = ["aws:rds/clusterInstance:*"];
const DATABASE = ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"];
const PARAMETERS = ["aws:rds/*arameterGroup:*"];

const isOfRoot = (mutant: Mutant): boolean => {
  const { principals } = statementOf(mutant);
  return principals.length > 0 && principals.every((one) => /^arn:[\w-]+:iam::\d{12}:root$/.test(one));
};
const isProtectedByAws = ({ resource: { inputs } }: Mutant): boolean =>
  inputs["deletionProtection"] === true || inputs["deletionProtectionEnabled"] === true;

/** What guards keys, databases and tables twice, or beyond the baseline. */
export const dataGuards: readonly Entry[] = [
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
