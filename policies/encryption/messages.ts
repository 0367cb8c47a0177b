import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asFlag, at } from "../readers/blocks.js";

const QUEUE = "aws:sqs/queue:Queue";
const DELIVERY_STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

/** Whether what each type carries is encrypted where it waits. */
const TYPES: Readonly<Record<string, (resource: Resource) => Maybe<boolean>>> = {
  // SQS encrypts with its own key unless that is switched off.
  [QUEUE]: (queue) => hasKey(queue, "kmsMasterKeyId") || (queue.flag("sqsManagedSseEnabled") ?? true),
  "aws:sns/topic:Topic": (topic) => hasKey(topic, "kmsMasterKeyId"),
  "aws:kinesis/stream:Stream": (stream) => {
    const type = stream.text("encryptionType");
    return type === UNKNOWN ? UNKNOWN : type === "KMS";
  },
  [DELIVERY_STREAM]: (stream) =>
    // What comes from a stream is encrypted by that stream.
    stream.property("kinesisSourceConfiguration") !== undefined ||
    (asFlag(at(stream.whole("serverSideEncryption"), "enabled")) ?? false),
};

export const messages: Rule = {
  id: "ENC07",
  name: "encryption-messages",
  title: "Queues, topics and streams are encrypted.",
  why: "Orders wait in them, with names and addresses.",
  fix: "Give the topic or queue kmsMasterKeyId, the stream encryptionType KMS, the delivery stream serverSideEncryption.",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-01", strength: "partial" },
    { standard: "AWS Security Hub", section: "SQS.1, SNS.1, Kinesis.1, DataFirehose.1", strength: "satisfies" },
  ],
  types: Object.keys(TYPES),
  checkResource(resource, verdict) {
    const isEncrypted = TYPES[resource.type]?.(resource);
    if (isEncrypted === UNKNOWN) verdict.undetermined(`Whether ${resource.name} is encrypted is not known yet.`);
    if (isEncrypted === false) verdict.violation(`${resource.name} is not encrypted.`);
  },
  // With the key that AWS manages, services could no longer publish to a topic, nor other accounts read a stream.
  remediate(resource) {
    if (TYPES[resource.type]?.(resource) !== false) return undefined;
    if (resource.type === QUEUE) return { sqsManagedSseEnabled: true };
    return resource.type === DELIVERY_STREAM ? { "serverSideEncryption.enabled": true } : undefined;
  },
};

/** A key that is not known yet is a key. */
function hasKey(resource: Resource, property: string): boolean {
  const key = resource.property(property);
  return key !== undefined && key !== "";
}
