import { ABSENT } from "../change.js";
import type { Mutant } from "../mutant.js";
import { absent, beyond, oneOf, within, type Entry } from "./entry.js";

const ALARM = ["aws:cloudwatch/metricAlarm:*"];
const RULE = ["aws:cloudwatch/eventRule:*"];
const TARGET = ["aws:cloudwatch/eventTarget:*"];
const TOPIC = ["aws:sns/topic:Topic"];

const says =
  (text: string | RegExp) =>
  ({ resource }: Mutant): boolean =>
    new RegExp(text).test(JSON.stringify(resource.inputs));
/** Rules and targets that call the function that counts, which needs a permission of them. */
const feedsTheFigure = ({ resource }: Mutant): boolean =>
  (resource.dependsOn ?? []).some((name) => name.endsWith("-permission")) ||
  says(/restoreTestingPlanArn|"scheduleExpression"/)({ resource } as Mutant);
/** Jobs of which something else in the program tells as well. */
const isToldTwice = says(/(Copy|Restore) Job State Change/);
const SILENCE =
  "Then the figure of validated restores no longer comes, or only grows, and the alarm on it rings: it takes missing data as breaching.";

/** Alarms, rules of EventBridge and topics. */
export const watches: readonly Entry[] = [
  // Alarms. Source: Amazon CloudWatch API Reference, PutMetricAlarm.
  {
    ...{ types: ALARM, places: ["period"], operators: ["number"], to: oneOf(0, 1), is: "neutral" },
    because:
      "CloudWatch takes 10, 30 or a multiple of 60 seconds, and of a custom metric of standard resolution 60 at least.",
  },
  {
    ...{ types: ALARM, places: ["period"], operators: ["number"], to: beyond(0, 604_800), is: "neutral" },
    because: "CloudWatch takes alarms over seven days at most.",
  },
  {
    ...{ types: ALARM, places: ["period"], operators: ["number"], is: "neutral", when: says('"statistic":"Maximum"') },
    because: "The largest figure of a longer or shorter time passes the threshold no later.",
  },
  {
    ...{ types: ALARM, places: ["evaluationPeriods"], operators: ["number"], to: oneOf(0, 10), is: "neutral" },
    because: "CloudWatch takes 1 at least, and alarms over seven days at most.",
  },
  {
    ...{ types: ALARM, places: ["evaluationPeriods"], operators: ["number"], to: oneOf(2), is: "neutral" },
    because: "It rings one period later, as with a threshold of a day more, which is the team's choice.",
  },
  {
    ...{ types: ALARM, places: ["threshold"], operators: ["number"], to: within(1, 30), is: "benign" },
    because: "How many days may pass is the team's choice, up to the 30 of which AWS Backup lists jobs.",
  },
  {
    ...{ types: ALARM, places: ["statistic"], operators: ["choice"], to: oneOf("Average", "Minimum"), is: "neutral" },
    because:
      "Within one day the figure grows by one: the average and the smallest pass the threshold a day later at most.",
  },
  {
    ...{ types: ALARM, places: ["comparisonOperator"], to: oneOf("GreaterThanOrEqualToThreshold"), is: "benign" },
    because: "It rings sooner.",
  },
  {
    ...{ types: ALARM, places: ["period", "evaluationPeriods", "statistic"], operators: ["delete"], is: "neutral" },
    because: "CloudWatch refuses an alarm on a metric without them.",
  },
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
    when: ({ place, resource }) => place.endsWith("source") && says("detail-type")({ resource } as Mutant),
    because: "The pattern tells of more: only AWS Backup sends events of that name.",
  },
  {
    ...{ types: [...RULE, ...TARGET], places: ["*", ""], is: "neutral", because: SILENCE },
    ...{ operators: ["remove", "set", "choice", "text", "cut", "delete", "empty"], when: feedsTheFigure },
  },
  {
    ...{ types: RULE, places: ["eventPattern.detail"], operators: ["delete", "empty"], is: "neutral" },
    when: (mutant) => isToldTwice(mutant) && isLastElement(mutant),
    because: "EventBridge refuses an empty list in a pattern.",
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
    because: "People and chat rooms subscribe in other stacks and by hand as well.",
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
    ...{ types: ["aws:backup/vaultNotifications:*"], places: ["", "backupVaultName"], operators: ["remove", "text"] },
    is: "unjudgeable",
    because:
      "A vault may tell of these through another stack; of failed jobs EventBridge tells. What its policy denies keeps the setting of the vault itself.",
  },
  {
    ...{ types: ["aws:lambda/permission:*"], places: ["sourceAccount", "invokedViaFunctionUrl"], is: "neutral" },
    because: "The ARN of the rule beside it names rule and account; a function without a URL is not called by one.",
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

/** Whether the list of which an element is taken away has no other, or all of its elements go. */
function isLastElement({ place, resource, becomes, operator }: Mutant): boolean {
  if (operator === "empty") return true;
  if (!place.endsWith("[]")) return false;
  const text = String(becomes?.inputs["eventPattern"]);
  return text.includes("[]") && !String(resource.inputs["eventPattern"]).includes("[]");
}
