import { RestoreTestingPlan } from "@pulumi/aws/backup/restoreTestingPlan";
import { RestoreTestingSelection } from "@pulumi/aws/backup/restoreTestingSelection";
import type { Vault } from "@pulumi/aws/backup/vault";
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import type { Role } from "@pulumi/aws/iam/role";
import type { Key } from "@pulumi/aws/kms/key";
import { Permission } from "@pulumi/aws/lambda/permission";
import type { Topic } from "@pulumi/aws/sns/topic";
import { restoreTestPattern } from "../../baseline/backup/alerts.js";
import type { BackupProgram, BackupProgramInput } from "../../baseline/backup/backupProgram.js";
import { TESTED_POINTS } from "../../baseline/backup/restorePlan.js";
import { RESTORE_ALARM } from "../../baseline/backup/restoreAlarm.js";
import {
  RESTORE_START_WINDOW,
  RESTORE_VALIDATION_WINDOW,
  selectionWindow,
  type RestoreTestInput,
} from "../../baseline/backup/restoreTest.js";
import type { BackupContext } from "./backupContext.js";
import { createValidationFunction } from "./validationFunction.js";

/** Restores on a schedule, a function that looks at them, and an alarm for each type that was not proved in time. */
export function createRestoreTests(
  context: BackupContext,
  input: BackupProgramInput,
  program: BackupProgram,
  restoreTest: RestoreTestInput,
  made: {
    readonly key: Key;
    readonly vault: Vault;
    readonly topic: Topic;
    readonly role: Role;
    readonly timezone: string;
  },
): RestoreTestingPlan {
  const { parent, name, tags } = context;
  const { names } = program;
  const { region } = names;
  const plan = new RestoreTestingPlan(
    `${name}-restore-test`,
    {
      region,
      name: names.restoreTest,
      scheduleExpression: restoreTest.schedule,
      scheduleExpressionTimezone: made.timezone,
      startWindowHours: RESTORE_START_WINDOW,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [names.vaultArn],
        recoveryPointTypes: [TESTED_POINTS, ...(input.continuous === undefined ? [] : ["CONTINUOUS"])],
        selectionWindowDays: selectionWindow(restoreTest, input.today),
      },
      tags,
    },
    { parent, dependsOn: [made.vault] },
  );
  for (const type of input.resourceTypes) {
    new RestoreTestingSelection(
      `${name}-restore-test-${type}`,
      {
        region,
        name: type,
        restoreTestingPlanName: plan.name,
        protectedResourceType: type,
        iamRoleArn: made.role.arn,
        protectedResourceArns: ["*"],
        protectedResourceConditions: {
          stringEquals: [{ key: `aws:ResourceTag/${input.tag.key}`, value: input.tag.value }],
        },
        validationWindowHours: RESTORE_VALIDATION_WINDOW,
        ...(restoreTest.metadata[type] === undefined ? {} : { restoreMetadataOverrides: restoreTest.metadata[type] }),
      },
      { parent },
    );
  }
  const validation = createValidationFunction(context, input, program, { key: made.key, planArn: plan.arn });
  const planArn = `arn:${names.partition}:backup:${region}:${names.accountId}:restore-testing-plan:${names.restoreTest}-`;
  const calls = {
    "restore-test-done": { eventPattern: restoreTestPattern(planArn) },
    // An alarm looks at a day at a time, and a metric must be there in each.
    "restore-test-age": { scheduleExpression: "rate(6 hours)" },
  };
  for (const [kind, when] of Object.entries(calls)) {
    const rule = new EventRule(
      `${name}-${kind}`,
      { region, name: `${names.prefix}-${kind}`, state: "ENABLED", tags, ...when },
      { parent },
    );
    const permission = new Permission(
      `${name}-${kind}-permission`,
      {
        region,
        function: validation.name,
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
        sourceAccount: names.accountId,
      },
      { parent },
    );
    new EventTarget(
      `${name}-${kind}-target`,
      { region, rule: rule.name, arn: validation.arn },
      { parent, dependsOn: [permission] },
    );
  }
  for (const type of input.resourceTypes) createAlarm(context, program, restoreTest, type, made.topic);
  return plan;
}

/** Rings where no restore of a type was validated in time, and where nobody says whether one was. */
function createAlarm(
  { parent, name, tags }: BackupContext,
  { names }: BackupProgram,
  { maxAge }: RestoreTestInput,
  type: string,
  topic: Topic,
): void {
  new MetricAlarm(
    `${name}-restore-test-alarm-${type}`,
    {
      region: names.region,
      name: `${names.prefix}-restore-test-${type}`,
      alarmDescription: `No restore of ${type} was validated for ${maxAge} days.`,
      ...RESTORE_ALARM,
      dimensions: { Plan: names.restoreTest, ResourceType: type },
      threshold: maxAge,
      alarmActions: [topic.arn],
      okActions: [topic.arn],
      tags,
    },
    { parent },
  );
}
