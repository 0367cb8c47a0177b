import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import { orderService } from "../../baseline/iam/roles/orderService.js";
import type { RoleArgs } from "./roleArgs.js";
import { readRole } from "./roleReading.js";
import { createRole } from "./roleResources.js";

/** What the order service works with. */
export interface OrderServiceRoleArgs extends RoleArgs {
  /** The ARN of the table that holds the orders. */
  ordersTableArn: pulumi.Input<string>;
  /** The ARN of the table's customer-managed key. @default the table has none */
  tableKeyArn?: pulumi.Input<string>;
  /** ARNs of the queues that it tells of orders. @default none */
  queueArns?: pulumi.Input<string>[];
  /** ARNs of the topics that it tells of orders. @default none */
  topicArns?: pulumi.Input<string>[];
  /** The ARN of the customer-managed key of these queues and topics. @default they have none */
  messageKeyArn?: pulumi.Input<string>;
  /** The ARN of its log group. @default it writes no log, as a task of Amazon ECS, whose execution role does */
  logGroupArn?: pulumi.Input<string>;
}

/**
 * The role of the service that takes orders: it reads and writes single orders, finds them by key and index, and tells
 * queues and topics. It can neither scan the table nor delete from it, send mail, or unmask logs.
 *
 * @example
 * ```ts
 * new OrderServiceRole("order-service", {
 *   accountId: "123456789012",
 *   trust: { services: ["ecs-tasks.amazonaws.com"] },
 *   ordersTableArn: orders.arn,
 *   queueArns: [payments.arn],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class OrderServiceRole extends pulumi.ComponentResource {
  /** The role. */
  public readonly role: Role;
  /** The role's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** The role's policy, as JSON. */
  public readonly policy: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: OrderServiceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { ordersTableArn, tableKeyArn, queueArns, topicArns, messageKeyArn, logGroupArn } = args;
    const about = { ordersTableArn, tableKeyArn, queueArns, topicArns, messageKeyArn, logGroupArn };
    const read = readRole("OrderServiceRole", name, args, about, orderService);
    super("storefront-baseline:index:OrderServiceRole", name, args, opts);
    const { role, arn, policy, exceptions } = createRole(this, name, args, read);
    this.role = role;
    this.arn = arn;
    this.policy = policy;
    this.exceptions = exceptions;
    this.registerOutputs({ role, arn, policy, exceptions });
  }
}
