import { DAYS_SINCE_RESTORE } from "../../../baseline/backup/restoreMetrics.js";
import { REVIEWED_AT } from "../../../baseline/email/reputationAlarm.js";
import type { Registered } from "../../support/program.js";
import { ABSENT } from "../change.js";
import type { Mutant } from "../mutant.js";
import { absent, oneOf, within, type Entry } from "./entry.js";
import { isOnlyFor, tests } from "./statements.js";

const ALARM = ["aws:cloudwatch/metricAlarm:*"];
const RULE = ["aws:cloudwatch/eventRule:*"];
const TARGET = ["aws:cloudwatch/eventTarget:*"];
const TOPIC = ["aws:sns/topic:Topic"];
const QUEUE = ["aws:sqs/queue:Queue"];
const QUEUE_POLICY = ["aws:sqs/queuePolicy:*"];

const says =
  (text: string | RegExp) =>
  ({ resource }: Mutant): boolean =>
    new RegExp(text).test(JSON.stringify(resource.inputs));
const metricOf = ({ resource }: Mutant): string => String(resource.inputs["metricName"]);
/** Alarms on the days since a restore was validated, a figure that grows by one a day. */
const countsDays = (mutant: Mutant): boolean => metricOf(mutant) === DAYS_SINCE_RESTORE;
/** Alarms on the share of mail that bounces or is complained of. */
const readsRate = (mutant: Mutant): boolean => metricOf(mutant) in REVIEWED_AT;
/** Seconds over which the changed alarm looks. */
const spanOf = ({ becomes }: Mutant): number =>
  Number(becomes?.inputs["period"]) * Number(becomes?.inputs["evaluationPeriods"]);
/** Rules on a schedule, and on restore tests of one plan that are done. */
const isCount = ({ inputs }: Registered): boolean =>
  "scheduleExpression" in inputs || String(inputs["eventPattern"]).includes('"restoreTestingPlanArn"');
/** Rules, and their targets, that keep a figure going on which an alarm rings that takes silence for a fault. */
const feedsTheFigure = ({ resource, program }: Mutant): boolean => {
  const isWatched = program.some(
    ({ inputs }) => inputs["metricName"] === DAYS_SINCE_RESTORE && inputs["treatMissingData"] === "breaching",
  );
  const rules = program.filter(
    (other) =>
      other === resource || (other.type.includes("/eventRule:") && other.inputs["name"] === resource.inputs["rule"]),
  );
  return isWatched && rules.some(isCount);
};
const SILENCE =
  "Then the figure of validated restores no longer comes, or only grows, and the alarm on it rings: it takes missing data as breaching.";
/** What comes with this key is a service of AWS, for resources of one account. */
const forOneSource = (mutant: Mutant): boolean =>
  tests(/^(?:String|Arn)(?:Equals|Like) aws:SourceArn$/)(mutant) &&
  /"aws:SourceArn":"arn:[\w-]+:\w+:[\w-]*:\d{12}:/.test(String(mutant.resource.inputs["policy"]));

/** Alarms. Source: Amazon CloudWatch API Reference, PutMetricAlarm. */
const alarms: readonly Entry[] = [
  {
    ...{ types: ALARM, places: ["alarmActions"], operators: ["add"], to: hasStar, is: "neutral" },
    because: "CloudWatch, and the provider before it, refuse an action that is no ARN.",
  },
  {
    ...{ types: ALARM, places: ["treatMissingData"], operators: ["text"], is: "neutral" },
    when: ({ to }) => !["breaching", "notBreaching", "ignore", "missing"].includes(String(to)),
    because: "CloudWatch takes breaching, notBreaching, ignore and missing alone.",
  },
  {
    ...{ types: ALARM, places: ["period"], operators: ["number"], to: oneOf(0, 1), is: "neutral" },
    because:
      "CloudWatch takes 10, 30 or a multiple of 60 seconds, and of a custom metric of standard resolution 60 at least.",
  },
  {
    ...{ types: ALARM, places: ["period", "evaluationPeriods"], operators: ["number"], is: "neutral" },
    when: (mutant) => spanOf(mutant) === 0 || spanOf(mutant) > 604_800,
    because: "CloudWatch takes one period at least, and alarms over seven days at most.",
  },
  {
    ...{ types: ALARM, places: ["period", "evaluationPeriods", "statistic"], operators: ["delete"], is: "neutral" },
    because: "CloudWatch refuses an alarm on a metric without them.",
  },
  {
    ...{ types: ALARM, places: ["period"], operators: ["number"], is: "neutral", when: countsDays },
    because: "The largest figure of a longer or shorter time passes the threshold no later.",
  },
  {
    ...{ types: ALARM, places: ["evaluationPeriods"], operators: ["number"], to: oneOf(2), is: "neutral" },
    when: countsDays,
    because: "It rings one day later, as with a threshold of a day more.",
  },
  {
    ...{ types: ALARM, places: ["threshold"], operators: ["number"], to: within(1, 30), when: countsDays },
    ...{ is: "benign", because: "How many days may pass: up to the 30 of which AWS Backup lists jobs." },
  },
  {
    ...{ types: ALARM, places: ["statistic"], operators: ["choice"], to: oneOf("Average", "Minimum"), is: "neutral" },
    when: countsDays,
    because:
      "Within one day the figure grows by one: the average and the smallest pass the threshold a day later at most.",
  },
  {
    ...{ types: ALARM, places: ["comparisonOperator"], to: oneOf("GreaterThanOrEqualToThreshold"), is: "benign" },
    because: "It rings sooner.",
  },
  // Rates of Amazon SES. Source: its Developer Guide, "Creating reputation monitoring alarms using CloudWatch".
  {
    ...{ types: ALARM, places: ["threshold"], operators: ["number"], is: "benign" },
    when: (mutant) =>
      readsRate(mutant) && Number(mutant.to) > 0 && Number(mutant.to) <= Number(REVIEWED_AT[metricOf(mutant)]),
    because: "It rings before Amazon reviews the account.",
  },
  {
    ...{ types: ALARM, places: ["period", "evaluationPeriods"], operators: ["number"], is: "benign" },
    when: (mutant) => readsRate(mutant) && spanOf(mutant) <= 86_400,
    because:
      "SES makes the rates from a volume of mail and not from a time, so that they stay up: the period says when within a day one hears of it.",
  },
  {
    ...{ types: ALARM, places: ["comparisonOperator"], to: oneOf("GreaterThanThreshold"), when: readsRate },
    ...{ is: "benign", because: "It rings at the next figure above the threshold, which itself lies below the limit." },
  },
  {
    ...{ types: ALARM, places: ["statistic"], operators: ["choice"], to: oneOf("Maximum", "Minimum"), when: readsRate },
    ...{
      is: "benign",
      because: "The largest and the smallest figure of an hour are rates as well, of mail that stays counted.",
    },
  },
  {
    ...{ types: ALARM, places: ["treatMissingData"], to: absent, when: readsRate, is: "benign" },
    because: "Without mail there is no figure and no rate that rises; with the next mail the alarm judges again.",
  },
];

/** Alarms, rules of EventBridge, topics and queues. */
export const watches: readonly Entry[] = [
  ...alarms,
  // Rules. Source: Amazon EventBridge API Reference, PutRule and PutTargets; User Guide, "Creating event patterns".
  {
    ...{ types: RULE, places: ["state"], to: oneOf(ABSENT, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS") },
    ...{ is: "benign", when: ({ from }) => from === "ENABLED" },
    because: "ENABLED is the default, and the other state takes more events.",
  },
  {
    ...{ types: RULE, places: [""], operators: ["remove"], is: "neutral" },
    because: "Its target names it, so the program no longer compiles, and EventBridge refuses a target of no rule.",
  },
  {
    ...{
      types: RULE,
      places: ["eventPattern", "scheduleExpression"],
      operators: ["delete"],
      to: absent,
      is: "neutral",
    },
    when: ({ place }) => ["eventPattern", "scheduleExpression"].includes(place),
    because: "EventBridge refuses a rule with neither.",
  },
  {
    ...{ types: RULE, places: ["scheduleExpression"], operators: ["text"], is: "neutral" },
    because: "EventBridge refuses what is no schedule.",
  },
  {
    ...{ types: RULE, places: ["eventPattern"], operators: ["delete", "empty"], is: "neutral" },
    when: isLastElement,
    because: "EventBridge refuses an empty list in a pattern.",
  },
  {
    ...{ types: RULE, places: ["eventPattern.source"], operators: ["delete"], to: absent, is: "neutral" },
    when: (mutant) => mutant.place.endsWith("source") && says(/(Backup|Copy|Restore) Job State Change/)(mutant),
    because: "The pattern tells of more: only AWS Backup sends events of that name.",
  },
  {
    ...{ types: [...RULE, ...TARGET], places: ["*", ""], is: "neutral", because: SILENCE },
    ...{ operators: ["remove", "set", "choice", "text", "cut", "delete", "empty"], when: feedsTheFigure },
  },
  // Topics. Source: Amazon SNS Developer Guide, "Encrypting messages published to Amazon SNS".
  {
    ...{ types: TOPIC, places: [""], operators: ["remove"], is: "neutral" },
    because: "Everything that tells of something names it, so the program no longer compiles.",
  },
  {
    ...{ types: ["aws:sns/topicPolicy:*"], places: ["policy:Deny"], operators: ["narrow", "turn"], is: "neutral" },
    when: says("aws:SecureTransport"),
    because:
      "Whom the policy lets publish are services of AWS, which publish over TLS (AWS General Reference, service endpoints).",
  },
  {
    ...{ types: ["aws:sns/topicSubscription:*"], places: [""], operators: ["remove"], is: "unjudgeable" },
    because:
      "How many are to hear stands in no program: people and chat rooms subscribe in other stacks and by hand as well.",
  },
  {
    ...{ types: ["aws:sns/topicSubscription:*"], places: ["endpoint"], operators: ["text"], is: "neutral" },
    when: ({ to, resource }) => String(to).startsWith("http:") && resource.inputs["protocol"] === "https",
    because: "SNS refuses an endpoint that does not begin as its protocol does (SNS API Reference, Subscribe).",
  },
  {
    ...{ types: ["aws:sns/topicPolicy:*"], places: [""], operators: ["remove"], is: "neutral" },
    when: (mutant) => !isToldByServices(mutant),
    because:
      "A topic's own policy lets in what CloudWatch publishes for the topic's account, which is all that this one takes (CloudWatch User Guide, \"Notifying users on alarm changes\").",
  },
  // Queues. Source: Amazon SQS API Reference, SetQueueAttributes.
  {
    ...{ types: QUEUE, places: [""], operators: ["remove"], is: "neutral" },
    when: ({ resource, program }) =>
      program.some(({ edges = {} }) => [edges["queueUrl"]].flat().includes(resource.name)),
    because: "Its policy names it, so the program no longer compiles.",
  },
  {
    ...{ types: QUEUE, places: ["contentBasedDeduplication", "fifoQueue"], operators: ["set"], is: "neutral" },
    because: "SQS refuses a FIFO queue whose name does not end in .fifo.",
  },
  {
    ...{ types: QUEUE, places: ["name", "messageRetentionSeconds"], is: "neutral" },
    because: "What it is called, and how long messages wait in it.",
  },
  {
    ...{ types: QUEUE, places: ["sqsManagedSseEnabled"], operators: ["delete"], is: "benign" },
    because: "true is the default.",
  },
  {
    ...{ types: QUEUE_POLICY, places: ["queueUrl"], operators: ["text", "delete"], is: "neutral" },
    because: "SQS refuses a policy of a queue that is not there.",
  },
  {
    ...{ types: QUEUE_POLICY, places: ["policy:Allow.Principal"], operators: ["widen"], is: "neutral" },
    when: forOneSource,
    because:
      "aws:SourceArn beside it lets in services of AWS alone, for this account: requests that a principal makes itself do not have it (IAM User Guide, global condition keys).",
  },
  {
    ...{ types: QUEUE_POLICY, places: ["policy:Allow.Action"], operators: ["widen"], is: "neutral" },
    when: (mutant) => isOnlyFor(/^events\.amazonaws\.com$/)(mutant) && forOneSource(mutant),
    because: "EventBridge, which alone comes for a rule, sends messages and does nothing else (User Guide, targets).",
  },
  {
    ...{ types: ["aws:cloudwatch/logGroup:*"], places: ["kmsKeyId"], operators: ["delete", "cut"], is: "neutral" },
    when: ({ to }) => !String(to).includes(":210987654321:"),
    because:
      "CloudWatch Logs encrypts every log with a key of its own, and refuses one that does not let it in; the log says which tests passed.",
  },
  {
    ...{ types: ["aws:backup/vaultNotifications:*"], places: ["backupVaultEvents"], is: "neutral" },
    operators: ["add", "text", "empty"],
    when: ({ operator, place }) => operator !== "text" || place.endsWith("[]"),
    because: "AWS Backup refuses an event that it does not know, and an empty list.",
  },
  {
    ...{ types: ["aws:lambda/permission:*"], places: ["sourceAccount", "invokedViaFunctionUrl"], is: "neutral" },
    because: "The ARN of the rule beside it names rule and account; a function without a URL is not called by one.",
  },
  {
    ...{ types: ["aws:lambda/permission:*"], places: ["sourceArn"], operators: ["cut", "delete"], is: "neutral" },
    when: ({ resource }) => "sourceAccount" in resource.inputs,
    because:
      "sourceAccount beside it keeps other accounts out, and both must hold (Lambda API Reference, AddPermission); within the account whoever makes rules may have them call the function.",
  },
  {
    ...{ types: ["aws:lambda/function:Function"], places: ["role"], operators: ["cut"], is: "neutral" },
    because: 'Lambda refuses a role of another account (IAM User Guide, "Grant permissions to pass a role").',
  },
  {
    ...{ types: ["aws:cloudwatch/logGroup:*"], places: [""], operators: ["remove"], is: "neutral" },
    when: ({ resource }) => String(resource.inputs["name"]).startsWith("/aws/lambda/"),
    because:
      "Lambda makes it anew, without an end and encrypted by CloudWatch Logs (Lambda Developer Guide, CloudWatch Logs); protect keeps what is in it.",
  },
  // The parameter with the day of the lock.
  {
    ...{
      types: ["aws:ssm/parameter:*"],
      places: ["*", "", "protect"],
      when: says(/"String".*"\d{4}-\d\d-\d\d"|"\d{4}-\d\d-\d\d".*"String"/),
      is: "neutral",
    },
    because: "A note of the day on which the lock closes. Nothing reads it but people.",
  },
];

function hasStar(value: unknown): boolean {
  return Array.isArray(value) && value.includes("*");
}

/** Whether a rule of EventBridge or a vault tells the topic of a policy, beside alarms. */
function isToldByServices({ resource, program }: Mutant): boolean {
  const topic = String(resource.inputs["arn"]).split(":").at(-1);
  return program.some(({ inputs }) =>
    [inputs["snsTopicArn"], "rule" in inputs ? inputs["arn"] : undefined].some(
      (arn) => String(arn).split(":").at(-1) === topic,
    ),
  );
}

/** Whether the list of which an element is taken away has no other, or all of its elements go. */
function isLastElement({ place, resource, becomes, operator }: Mutant): boolean {
  if (operator === "empty") return true;
  if (!place.endsWith("[]")) return false;
  const text = String(becomes?.inputs["eventPattern"]);
  return text.includes("[]") && !String(resource.inputs["eventPattern"]).includes("[]");
}
