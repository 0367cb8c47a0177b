import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import { paymentsWorker } from "../../baseline/iam/roles/paymentsWorker.js";
import type { RoleArgs } from "./roleArgs.js";
import { readRole } from "./roleReading.js";
import { createRole } from "./roleResources.js";

/** What the payments worker works with. */
export interface PaymentsWorkerRoleArgs extends RoleArgs {
  /** The ARN of the secret that holds the payment service provider's credentials. */
  providerSecretArn: pulumi.Input<string>;
  /** The ARN of the queue that brings the payments. */
  queueArn: pulumi.Input<string>;
  /** The ARN of the customer-managed key of the secret and the queue. @default they have none */
  keyArn?: pulumi.Input<string>;
  /** The ARN of its log group. @default it writes no log, as a task of Amazon ECS, whose execution role does */
  logGroupArn?: pulumi.Input<string>;
}

/**
 * The role of the worker that settles payments: it takes them from one queue and reads one secret, the payment service
 * provider's. It reaches neither orders nor buckets, and no other secret.
 *
 * @example
 * ```ts
 * new PaymentsWorkerRole("payments-worker", {
 *   accountId: "123456789012",
 *   trust: { services: ["ecs-tasks.amazonaws.com"] },
 *   providerSecretArn: provider.arn,
 *   queueArn: payments.arn,
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class PaymentsWorkerRole extends pulumi.ComponentResource {
  /** The role. */
  public readonly role: Role;
  /** The role's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** The role's policy, as JSON. */
  public readonly policy: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: PaymentsWorkerRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { providerSecretArn, queueArn, keyArn, logGroupArn } = args;
    const about = { providerSecretArn, queueArn, keyArn, logGroupArn };
    const read = readRole("PaymentsWorkerRole", name, args, about, paymentsWorker);
    super("storefront-baseline:index:PaymentsWorkerRole", name, args, opts);
    const { role, arn, policy, exceptions } = createRole(this, name, args, read);
    this.role = role;
    this.arn = arn;
    this.policy = policy;
    this.exceptions = exceptions;
    this.registerOutputs({ role, arn, policy, exceptions });
  }
}
