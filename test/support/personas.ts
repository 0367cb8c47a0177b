import * as pulumi from "@pulumi/pulumi";
import {
  BackupOperatorRole,
  MailSenderRole,
  MarketingEditorRole,
  OrderServiceRole,
  PaymentsWorkerRole,
  SupportRole,
  type RoleArgs,
} from "../../index.js";

export const ACCOUNT = "123456789012";
const arn = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const task: RoleArgs = { accountId: ACCOUNT, trust: { services: ["ecs-tasks.amazonaws.com"] } };
const person: RoleArgs = { accountId: ACCOUNT, trust: { principals: [`arn:aws:iam::${ACCOUNT}:user/anna`] } };

/** A shop's roles with everything that each can be given. */
export const PERSONAS: Readonly<Record<string, (name: string) => pulumi.ComponentResource>> = {
  "order-service": (name) =>
    new OrderServiceRole(name, {
      ...task,
      ordersTableArn: arn("dynamodb", "table/orders"),
      tableKeyArn: arn("kms", "key/11111111-1111-1111-1111-111111111111"),
      queueArns: [arn("sqs", "payments")],
      topicArns: [arn("sns", "orders")],
      messageKeyArn: arn("kms", "key/22222222-2222-2222-2222-222222222222"),
      logGroupArn: arn("logs", "log-group:orders"),
    }),
  "payments-worker": (name) =>
    new PaymentsWorkerRole(name, {
      ...task,
      providerSecretArn: arn("secretsmanager", "secret:psp-AbCdEf"),
      queueArn: arn("sqs", "payments"),
      keyArn: arn("kms", "key/33333333-3333-3333-3333-333333333333"),
      logGroupArn: arn("logs", "log-group:payments"),
    }),
  "mail-sender": (name) =>
    new MailSenderRole(name, {
      accountId: ACCOUNT,
      trust: { services: ["lambda.amazonaws.com"] },
      identityArn: arn("ses", "identity/fernwood.example"),
      configurationSetArn: arn("ses", "configuration-set/orders"),
      templateArns: [arn("ses", "template/order-confirmed")],
      fromAddresses: ["*@fernwood.example"],
      fromDisplayNames: ["Fernwood Candles"],
      logGroupArn: arn("logs", "log-group:mail"),
    }),
  "marketing-editor": (name) =>
    new MarketingEditorRole(name, { ...person, templateArns: [arn("ses", "template/marketing-*")] }),
  support: (name) =>
    new SupportRole(name, {
      ...person,
      workgroupArn: arn("athena", "workgroup/support"),
      resultsBucketArn: "arn:aws:s3:::fernwood-support-results",
      tableArns: [arn("glue", "table/shop/customers_masked")],
      logGroupArns: [arn("logs", "log-group:orders")],
    }),
  "backup-operator": (name) =>
    new BackupOperatorRole(name, {
      ...person,
      vaultArns: [arn("backup", "backup-vault:shop")],
      recoveryPointArns: [arn("backup", "recovery-point:*")],
      backupRoleArn: `arn:aws:iam::${ACCOUNT}:role/backup`,
      restoreRoleArn: `arn:aws:iam::${ACCOUNT}:role/restore-to-quarantine`,
    }),
};
