import type { Mutant } from "../mutant.js";
import { allowsNoMore, boundsAsBefore } from "./boundaries.js";
import type { Entry } from "./entry.js";
import { isAdministratorsRole } from "./roles.js";
import { allowsOnly, isOnlyFor, namesResources, tests } from "./statements.js";

const ANY = ["*"];
/** The audience is named once. */
const AUDIENCE = "assumeRolePolicy:Allow.Condition.token.actions.githubusercontent.com:aud";
/** Policies of principals: what they say is what somebody may do. */
const IDENTITY = ["aws:iam/policy:*", "aws:iam/rolePolicy:*"];

/** Use of a key for data, not for the key itself. */
const usesKeys = allowsOnly(/^kms:(?:Decrypt|Encrypt|GenerateDataKey\w*|ReEncrypt\w*|DescribeKey)$/);
/** Telemetry, and names and shapes. Source: AWS Service Authorization Reference. */
const HARMLESS =
  /^(?:logs:(?:CreateLogGroup|CreateLogStream|PutLogEvents)|cloudwatch:PutMetricData|\w+:(?:List|Describe)\w+|s3:GetBucketLocation|glue:(?:Get(?:Table|Database|Partition)s?|BatchGetPartition))$/;

/** Whether a change can give a right at all. */
const mayGrant = ({ operator, place }: Mutant): boolean => operator !== "narrow" || place.startsWith("policy:Deny");
/** Services whose roles are given to them by iam:PassRole, within the account alone. */
const isPassed = isOnlyFor(/^(?:ecs-tasks|lambda|backup|restore-testing\.backup)\.amazonaws\.com$/);
/** Of a token of GitHub: the job, the repository and its owner by number, each beside the subject that holds all three. */
const namesTheJobTwice = (mutant: Mutant): boolean =>
  [/^StringEquals .*:sub$/, /^StringEquals .*:repository_id$/, /^StringEquals .*:repository_owner_id$/].every((claim) =>
    tests(claim)(mutant),
  ) && tests(/^StringEquals .*:(?:environment|ref)$/)(mutant);

/** Conditions and ceilings that stand beside others which say the same. */
const doubled: readonly Entry[] = [
  {
    ...{ types: ["aws:iam/policy:*"], places: ["policy:*"], operators: ["widen", "narrow", "turn", "flip"] },
    ...{ when: (mutant) => mayGrant(mutant) && boundsAsBefore(mutant), is: "neutral" },
    because:
      "A boundary gives no right. What its holders may do by their policies stays the same, action by action, and so it does for any policy below a ceiling whose holders are made later; and nobody below it can lift it.",
  },
  {
    ...{ types: ["aws:iam/role:Role"], places: ["assumeRolePolicy:Allow.Condition"], operators: ["widen", "turn"] },
    ...{ when: isPassed, is: "neutral" },
    because:
      'iam:PassRole gives such a service roles of its own account alone (IAM User Guide, "Grant permissions to pass a role"), so no other account can make it take this one.',
  },
  {
    ...{ types: ["aws:iam/role:Role"], places: ["assumeRolePolicy:Allow.Condition.aws:MultiFactorAuthPresent"] },
    ...{
      operators: ["widen", "turn"],
      when: tests(/^NumericLessThan(?:Equals)? aws:MultiFactorAuthAge$/),
      is: "neutral",
    },
    because:
      "The age of the second factor stands only in requests with one, so that its test demands it as well; false contradicts it.",
  },
  {
    ...{ types: ["aws:iam/role:Role"], places: ["assumeRolePolicy:Allow.Condition.aws:MultiFactorAuthAge"] },
    ...{ operators: ["widen", "turn"], is: "benign" },
    when: (mutant) => !isAdministratorsRole(mutant) && mutant.detail.includes("no test"),
    because: "A second factor is still demanded; the baseline limits its age for administrators.",
  },
  {
    ...{
      types: ["aws:iam/role:Role"],
      places: ["assumeRolePolicy:Allow.Condition.token.actions.githubusercontent.com:*"],
      operators: ["widen", "turn"],
    },
    ...{
      when: (mutant) => mutant.place !== AUDIENCE && namesTheJobTwice(mutant) && !mutant.detail.includes("also *"),
      is: "neutral",
    },
    because:
      "Each claim is tested beside the others: sub holds owner, repository and environment, and the two numbers name the repository. What contradicts them lets nobody in.",
  },
  {
    ...{ types: ["aws:iam/rolePolicy:*"], places: ["policy:Allow.Condition", "policy:Allow.Condition.kms:ViaService"] },
    ...{ operators: ["widen", "turn"], is: "benign" },
    when: (mutant) => usesKeys(mutant) && namesResources(mutant) && !mutant.detail.includes("also *"),
    because: "Use of one named key is within the baseline; the key's own policy tells by which services.",
  },
  {
    ...{ types: ["aws:iam/rolePolicy:*"], places: ["policy:Allow.Resource"], operators: ["widen"], is: "neutral" },
    when: (mutant) => usesKeys(mutant) && tests(/ kms:ViaService$/)(mutant),
    because: "Through a service one decrypts only what one may read there (AWS KMS Developer Guide, kms:ViaService).",
  },
  {
    ...{
      types: ["aws:iam/rolePolicy:*"],
      places: ["policy:Allow.Condition"],
      operators: ["widen", "turn"],
      is: "benign",
    },
    when: (mutant) =>
      allowsOnly(/^ses:Send/)(mutant) &&
      namesResources(mutant) &&
      /no test|no Condition|turned|only where/.test(mutant.detail),
    because: "Of one named identity; which addresses of the domain send is within the baseline.",
  },
  {
    ...{ types: ["aws:iam/rolePolicy:*"], places: ["policy:Allow.Resource"], operators: ["widen"], is: "benign" },
    when: allowsOnly(HARMLESS),
    because:
      "Writing telemetry, and reading names and shapes, may stand on every resource, as in AWS's own AWSLambdaBasicExecutionRole: no data is read or changed.",
  },
  {
    ...{ types: ["aws:iam/rolePolicy:*"], places: ["policy:*"], operators: ["widen", "narrow", "turn", "flip"] },
    ...{ when: (mutant) => mayGrant(mutant) && allowsNoMore(mutant), is: "neutral" },
    because: "By its policies, its boundary and what they deny together, the role may do the same, action by action.",
  },
  {
    ...{ types: ["aws:kms/key:Key"], places: ["policy:Allow"], operators: ["widen", "turn"] },
    ...{
      when: (mutant) =>
        isOnlyFor(/^arn:[^:]*:iam::\d{12}:root$/)(mutant) && !/\.Not|Allow\.Principal/.test(mutant.place),
      is: "neutral",
    },
    because:
      "kms:* for the account's root is AWS's own default: it lets IAM policies decide, which are judged themselves.",
  },
  {
    ...{ types: ["aws:kms/key:Key"], places: ["policy:Allow.Principal"], operators: ["widen"] },
    when: tests(/^(?:String|Arn)Equals aws:PrincipalArn$/),
    ...{ is: "neutral", because: "The condition on aws:PrincipalArn still names who it is for, and nobody else." },
  },
  {
    ...{ types: ["aws:kms/key:Key", "aws:sns/*"], places: ["policy:Allow.Principal"], operators: ["widen"] },
    ...{
      when: tests(/^(?:String|Arn)(?:Equals|Like) aws:Source(?:Account|Arn)$/),
      is: "neutral",
    },
    because:
      "aws:SourceAccount or aws:SourceArn beside it lets in services of AWS alone, for this account: requests that a principal makes itself do not have them (IAM User Guide, global condition keys).",
  },
  {
    ...{
      types: ["aws:kms/key:Key", "aws:sns/*"],
      places: ["policy:Allow.Condition.aws:SourceArn", "policy:Allow.Condition.aws:SourceAccount"],
    },
    ...{ operators: ["widen", "turn"], is: "neutral" },
    when: (mutant) => tests(/ aws:SourceAccount$/)(mutant) && tests(/ aws:SourceArn$/)(mutant),
    because: "The account and the ARN of the source are tested side by side; each alone keeps other accounts out.",
  },
  {
    ...{ types: ["aws:kms/key:Key"], places: ["policy:Allow.Condition.kms:GrantIsForAWSResource"], is: "neutral" },
    when: (mutant) => tests(/ kms:ViaService$/)(mutant) || isOnlyFor(/\.amazonaws\.com$/)(mutant),
    because:
      "Beside kms:ViaService, or for a service's own principal, only a service of AWS asks for the grant anyway.",
  },
  {
    ...{ types: ["aws:kms/key:Key"], places: ["policy"], operators: ["delete"], is: "neutral" },
    because: "Without a policy the key has AWS's default one: IAM policies decide, which are judged themselves.",
  },
  {
    ...{ types: ["aws:kms/key:Key"], places: ["bypassPolicyLockoutSafetyCheck"], is: "neutral" },
    because: "Whether AWS checks that the caller may replace the policy: a lock-out, not an opening.",
  },
];

/** Changes of statements in policy documents. Source: AWS IAM User Guide, "Policy evaluation logic". */
export const documents: readonly Entry[] = [
  ...doubled,
  { types: ANY, places: ["*:*.Sid"], is: "benign", because: "A statement's name is a note." },
  {
    ...{ types: ["aws:iam/*"], places: ["policy:Allow*"], operators: ["narrow"], is: "benign" },
    because: "Whoever holds the policy may do less.",
  },
  {
    ...{ types: ANY, places: ["*:Allow*"], operators: ["narrow"], is: "neutral" },
    because: "Fewer may do less, though somebody may be locked out.",
  },
  {
    ...{ types: ANY, places: ["*:Allow.Effect"], operators: ["flip"], is: "neutral" },
    because: "A Deny in the place of an Allow takes rights away.",
  },
  {
    ...{ types: ANY, places: ["*:Deny*"], operators: ["widen"], is: "neutral" },
    because: "A wider Deny takes rights away.",
  },
  {
    ...{ types: ["aws:s3/*", "aws:sns/*", "aws:sqs/*", "aws:kms/*", "aws:backup/*"], places: ["*:Allow.Resource"] },
    ...{ operators: ["widen"], is: "neutral" },
    because: "A resource's policy speaks of that resource alone: AWS refuses another, or it has no effect.",
  },
  {
    ...{ types: ["aws:sns/*"], places: ["*:Allow.Action"], operators: ["widen"], is: "neutral" },
    because: "SNS refuses actions outside its fixed list for topic policies (SNS API Reference, SetTopicAttributes).",
  },
  {
    ...{ types: ["aws:iam/role:Role"], places: ["assumeRolePolicy:Allow.Action"], operators: ["widen"], is: "neutral" },
    when: ({ detail }) => detail.endsWith("Action *"),
    because: "AWS refuses a trust policy with actions outside STS (IAM API Reference, MalformedPolicyDocument).",
  },
  {
    ...{ types: IDENTITY, places: ["policy"], operators: ["text"], is: "neutral" },
    because: "The provider refuses what is no document.",
  },
];
