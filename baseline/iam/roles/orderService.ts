import type { Maybe } from "../../unknown.js";
import { below, permission, viaService, whereGiven, type RoleStatement } from "./statement.js";
import { workloadLogs } from "./workloadLogs.js";

/** What the order service works with. */
export interface OrderServiceResources {
  readonly ordersTableArn: Maybe<string>;
  /** The customer-managed key of the table. */
  readonly tableKeyArn?: Maybe<string> | undefined;
  readonly queueArns?: readonly Maybe<string>[] | undefined;
  readonly topicArns?: readonly Maybe<string>[] | undefined;
  /** The customer-managed key of the queues and topics. */
  readonly messageKeyArn?: Maybe<string> | undefined;
  readonly logGroupArn?: Maybe<string> | undefined;
}

/**
 * Takes orders: reads and writes single orders and finds them by key and index, and tells queues and topics. It scans no
 * table, so that a leak gives away no list of customers at once, and deletes nothing.
 */
export function orderService(given: OrderServiceResources): RoleStatement[] {
  const { ordersTableArn, tableKeyArn, queueArns, topicArns, messageKeyArn, logGroupArn } = given;
  return [
    permission(
      "ordersTableArn",
      "UseOrders",
      [
        "dynamodb:BatchGetItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
      ],
      [ordersTableArn],
    ),
    permission("ordersTableArn", "FindOrders", ["dynamodb:Query"], [ordersTableArn, below(ordersTableArn, "/index/*")]),
    ...whereGiven(tableKeyArn, (key) => [
      permission("tableKeyArn", "DecryptOrders", ["kms:Decrypt"], [key], [viaService(key, ["dynamodb"])]),
    ]),
    ...whereGiven(queueArns, (arns) => [permission("queueArns", "TellQueues", ["sqs:SendMessage"], arns)]),
    ...whereGiven(topicArns, (arns) => [permission("topicArns", "TellTopics", ["sns:Publish"], arns)]),
    // Amazon SQS and SNS encrypt a message on behalf of who sends it.
    ...whereGiven(messageKeyArn, (key) => [
      permission(
        "messageKeyArn",
        "EncryptMessages",
        ["kms:Decrypt", "kms:GenerateDataKey"],
        [key],
        [viaService(key, ["sqs", "sns"])],
      ),
    ]),
    ...workloadLogs(logGroupArn),
  ];
}
