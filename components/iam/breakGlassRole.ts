import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import { administratorAccess, administratorExceptions } from "../../baseline/iam/roles/administratorRole.js";
import { alarmProblems, useAlarm } from "../../baseline/iam/roles/breakGlassAlarm.js";
import { roleArn } from "../../baseline/iam/roles/roleAccount.js";
import {
  createAdministrator,
  knownUsers,
  refuseAdministrator,
  type AdministratorPlan,
} from "./administratorResources.js";
import { createAlarm } from "./useAlarm.js";

/** A role for emergencies. */
export interface BreakGlassRoleArgs {
  /** The number of the account that the role stands in. */
  accountId: string;
  /** ARNs of the IAM users who may take the role on, each named whole. */
  users: pulumi.Input<string>[];
  /** Who hears of every use: mailboxes, or https addresses of an on-call service. Each must confirm its subscription. */
  notify: string[];
  /**
   * Regions through whose STS endpoints the role can be taken on; each has an alarm of its own. The global endpoint
   * counts as us-east-1. With a second Region the role can be used while the first is down.
   * @default us-east-1
   */
  regions?: string[];
  /** The partition of AWS, for example `aws-cn`. @default "aws" */
  partition?: string;
  /** The role's name at AWS: letters, digits, `-` and `_`. @default the name of the component */
  roleName?: string;
  /** The role's path. @default "/" */
  path?: string;
  /** Tags of the role. @default none */
  tags?: Record<string, string>;
}

/**
 * An administrator for emergencies: named people, a second factor that they gave within the last 15 minutes, sessions of
 * one hour, and an alarm on every use and every attempt.
 *
 * An alarm that watches one Region would miss who takes the role on through the STS endpoint of another: CloudTrail
 * records AssumeRole where STS was asked. So the role can be taken on only through the Regions that are watched
 * (`aws:RequestedRegion`): `aws sts assume-role --region us-east-1 …`. Alarms need a trail that records management
 * events, without which EventBridge hears of no call.
 *
 * Sources: AWS Well-Architected, SEC03-BP03 "Establish emergency access process"; AWS IAM User Guide, "Secure API access
 * with MFA" and "AWS STS Regions and endpoints"; Amazon EventBridge User Guide, "AWS service events delivered via AWS
 * CloudTrail".
 *
 * @example
 * ```ts
 * new BreakGlassRole("break-glass", {
 *   accountId: "123456789012",
 *   users: ["arn:aws:iam::123456789012:user/emergency-1"],
 *   notify: ["security@fernwood.example"],
 *   regions: ["us-east-1", "eu-west-1"],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class BreakGlassRole extends pulumi.ComponentResource {
  /** The role. */
  public readonly role: Role;
  /** The role's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** ARNs of the topics that tell of a use, one for each Region, known at a preview. */
  public readonly topicArns: pulumi.Output<string[]>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: BreakGlassRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const partition = args.partition ?? "aws";
    const regions = args.regions ?? ["us-east-1"];
    const plan: AdministratorPlan = {
      account: args.accountId,
      partition,
      name: args.roleName ?? name,
      path: args.path ?? "/",
      given: args.users ?? [],
      users: knownUsers(args.users),
      policyArns: [administratorAccess(partition)],
      mfaMinutes: 15,
      sessionHours: 1,
      regions,
      tags: args.tags,
      description: "For emergencies only: every use raises an alarm.",
    };
    const subject = `BreakGlassRole "${name}"`;
    refuseAdministrator(subject, plan, alarmProblems(plan, regions, args.notify ?? []));

    super("storefront-baseline:index:BreakGlassRole", name, args, opts);
    const alarms = regions.map((region) => useAlarm(plan, region));
    const watching = alarms.map((alarm) => createAlarm(this, name, alarm, args.notify));
    // Nobody takes the role on before somebody watches.
    this.role = createAdministrator(this, name, subject, plan, watching);
    this.arn = this.role.urn.apply(() => roleArn(plan));
    this.topicArns = pulumi.output(alarms.map(({ topicArn }) => topicArn));
    this.exceptions = pulumi.output(administratorExceptions(plan));
    const { role, arn, topicArns, exceptions } = this;
    this.registerOutputs({ role, arn, topicArns, exceptions });
  }
}
