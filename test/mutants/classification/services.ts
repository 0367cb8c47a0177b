import type { Mutant } from "../mutant.js";
import { absent, type Entry } from "./entry.js";

/** Alarms, functions and hosts. */
export const services: readonly Entry[] = [
  {
    ...{ types: ["aws:cloudwatch/logGroup:*"], places: ["retentionInDays"], operators: ["number"], is: "neutral" },
    because: "Logs of the function that checks restores; CloudWatch takes certain numbers of days alone.",
  },
  {
    ...{ types: ["aws:cloudwatch/eventRule:*"], places: ["eventPattern"], operators: ["add"], is: "benign" },
    because: "A wider pattern tells of more.",
  },
  {
    ...{
      types: ["aws:cloudwatch/eventRule:*"],
      places: ["eventPattern.detail", "eventPattern.detail-type", "eventPattern.source"],
      operators: ["delete"],
    },
    ...{ when: ({ place, to }) => typeof to === "symbol" && !place.endsWith("[]"), is: "neutral" },
    because: "A pattern without the test tells of more.",
  },
  // Alarms.
  {
    types: ["aws:cloudwatch/*", "aws:sns/topic:Topic"],
    places: ["name", "okActions", "namespace"],
    operators: ["delete", "text", "cut", "add", "empty"],
    when: ({ place }) => place !== "namespace",
    is: "neutral",
    because: "What it is called, and what is told when all is well again.",
  },
  {
    types: ["aws:cloudwatch/eventTarget:*"],
    places: ["inputTransformer"],
    is: "neutral",
    because: "How the message reads.",
  },
  {
    types: ["aws:cloudwatch/eventRule:*", "aws:cloudwatch/eventTarget:*"],
    places: ["forceDestroy", "useResourceTimeoutForPropagation"],
    operators: ["set"],
    is: "benign",
    because: "How the rule is deleted.",
  },
  {
    types: ["aws:sns/topic:Topic"],
    places: ["contentBasedDeduplication", "fifoTopic"],
    operators: ["set"],
    is: "neutral",
    because: "SNS refuses it: a FIFO topic's name ends in .fifo.",
  },
  {
    types: ["aws:sns/topicSubscription:*"],
    places: ["endpointAutoConfirms", "rawMessageDelivery", "protocol"],
    is: "neutral",
    because: "How messages arrive; SNS refuses a protocol that does not fit.",
  },
  {
    types: ["aws:sns/topicSubscription:*"],
    places: ["endpoint"],
    operators: ["text"],
    is: "unjudgeable",
    because: "Which mailbox is the shop's own stands nowhere else; each must confirm its subscription.",
  },
  {
    types: ["aws:cloudwatch/logGroup:*"],
    places: ["name", "deletionProtectionEnabled"],
    is: "neutral",
    because: "What it is called.",
  },
  {
    types: ["aws:cloudwatch/logGroup:*"],
    places: ["retentionInDays"],
    to: absent,
    is: "benign",
    because: "Without a number logs are kept for ever.",
  },
  // The function that checks restores, and the host of a policy file.
  {
    types: ["aws:lambda/function:Function"],
    places: ["*", ""],
    when: (mutant) => mutant.place !== "role" && mutant.operator !== "unprotect" && isMissedByAnAlarm(mutant),
    is: "neutral",
    because:
      "What the function is: if it fails, the alarm on missing proofs rings, which takes missing data as breaching.",
  },
  {
    types: ["aws:lambda/permission:Permission"],
    places: ["", "action", "function", "statementId", "principal"],
    operators: ["remove", "delete", "text"],
    is: "neutral",
    because: "Without it nobody may call the function.",
  },
  {
    types: ["aws:acm/*"],
    places: ["*", ""],
    is: "neutral",
    when: ({ operator }) => operator !== "unprotect",
    because:
      "Its validation and the distribution name it, so the program no longer compiles; CloudFront refuses one that does not fit its aliases (CloudFront Developer Guide, Requirements for using SSL/TLS certificates).",
  },
  {
    ...{ types: ["aws:cloudfront/*"], is: "neutral" },
    places: [
      ...["comment", "isIpv6Enabled", "restrictions", "staging", "waitForDeployment", "retainOnDelete", "priceClass"],
      ...["httpVersion", "name", "defaultCacheBehavior.allowedMethods", "defaultCacheBehavior.cachedMethods"],
      ...["defaultCacheBehavior.cachePolicyId", "defaultCacheBehavior.compress", "viewerCertificate.sslSupportMethod"],
    ],
    because:
      "How the file is delivered, or CloudFront refuses the value (CloudFront API Reference, DistributionConfig).",
  },
  {
    ...{ types: ["aws:cloudfront/distribution:*"], operators: ["delete", "text", "cut"], is: "neutral" },
    places: ["viewerCertificate", "defaultCacheBehavior.targetOriginId", "origins[].originId"],
    when: ({ place }) => !place.endsWith("minimumProtocolVersion"),
    because:
      "CloudFront refuses aliases without a certificate for them, and a behaviour of no origin (CloudFront API Reference, InvalidViewerCertificate, NoSuchOrigin).",
  },
  {
    ...{ types: ["aws:cloudfront/distribution:*"], places: ["origins[]"], operators: ["delete"], is: "neutral" },
    when: ({ place }) => place === "origins[]",
    because: "CloudFront refuses a distribution without an origin (API Reference, Origins).",
  },
  {
    ...{ types: ["aws:cloudfront/distribution:*"], places: ["origins[].domainName"], operators: ["text"] },
    ...{ when: ({ from }) => !String(from).includes("."), is: "neutral" },
    because: "An invented name of the offline preview, which no host has: CloudFront refuses it.",
  },
  {
    ...{ types: ["aws:cloudfront/distribution:*"], places: ["aliases"], operators: ["add"], is: "neutral" },
    because: "CloudFront refuses an alias that the certificate does not name (CNAMEs and HTTPS requirements).",
  },
  {
    ...{ types: ["aws:cloudfront/*"], places: ["originAccessControlOriginType", "origins[].originAccessControlId"] },
    ...{ operators: ["choice", "text"], is: "neutral" },
    because:
      "CloudFront refuses an origin access control that does not exist, or is of another type than the origin (API Reference, InvalidOriginAccessControl).",
  },
  {
    ...{ types: ["aws:cloudfront/originAccessControl:*"], places: ["signingBehavior"], is: "neutral" },
    to: (value) => value === "no-override",
    because:
      "Senders give no Authorization header of their own, so that CloudFront signs (API Reference, OriginAccessControlConfig).",
  },
  {
    ...{ types: ["aws:cloudfront/distribution:*"], places: ["origins[].originAccessControlId"], operators: ["delete"] },
    ...{ is: "unjudgeable", because: "Whether the bucket lets everybody read the file, another stack may hold." },
  },
  {
    ...{
      types: ["aws:cloudfront/distribution:*", "aws:cloudfront/originAccessControl:*"],
      places: [""],
      is: "neutral",
    },
    ...{
      operators: ["remove"],
      because: "The record, or the distribution, names it, so the program no longer compiles.",
    },
  },
  {
    types: ["aws:s3/bucketObjectv2:*"],
    places: ["cacheControl", "bucketKeyEnabled", "forceDestroy", "key", "contentType"],
    is: "neutral",
    because: "How the file is served; senders who cannot fetch it keep the last one (RFC 8461 §5.1).",
  },
];

/** Whether an alarm of the program takes missing data as breaching. */
function isMissedByAnAlarm({ program }: Mutant): boolean {
  return program.some(({ inputs }) => inputs["treatMissingData"] === "breaching" && inputs["actionsEnabled"] !== false);
}
