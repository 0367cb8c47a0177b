import type { Maybe } from "../../unknown.js";
import { permission, viaService, whereGiven, type RoleStatement } from "./statement.js";
import { workloadLogs } from "./workloadLogs.js";

/** What the payments worker works with. */
export interface PaymentsWorkerResources {
  /** The secret that holds the payment service provider's credentials. */
  readonly providerSecretArn: Maybe<string>;
  readonly queueArn: Maybe<string>;
  /** The customer-managed key of the secret and the queue. */
  readonly keyArn?: Maybe<string> | undefined;
  readonly logGroupArn?: Maybe<string> | undefined;
}

/**
 * Takes payments from one queue and settles them with the payment service provider: it reads that provider's secret and
 * no other. It reaches neither orders nor buckets.
 */
export function paymentsWorker(given: PaymentsWorkerResources): RoleStatement[] {
  const { providerSecretArn, queueArn, keyArn, logGroupArn } = given;
  return [
    permission("providerSecretArn", "ReadProviderSecret", ["secretsmanager:GetSecretValue"], [providerSecretArn]),
    permission(
      "queueArn",
      "TakePayments",
      ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
      [queueArn],
    ),
    ...whereGiven(keyArn, (key) => [
      permission("keyArn", "DecryptPayments", ["kms:Decrypt"], [key], [viaService(key, ["secretsmanager", "sqs"])]),
    ]),
    ...workloadLogs(logGroupArn),
  ];
}
