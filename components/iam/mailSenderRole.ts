import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import { mailSender } from "../../baseline/iam/roles/mailSender.js";
import type { RoleArgs } from "./roleArgs.js";
import { readRole } from "./roleReading.js";
import { createRole } from "./roleResources.js";

/** What the mail sender works with. */
export interface MailSenderRoleArgs extends RoleArgs {
  /** The ARN of the Amazon SES identity that it sends by. */
  identityArn: pulumi.Input<string>;
  /** The ARN of the configuration set that it sends with, which decides on TLS, events and suppression. */
  configurationSetArn: pulumi.Input<string>;
  /** Addresses that may stand in From, or patterns such as `*@fernwood.example`. */
  fromAddresses: string[];
  /** Names that may stand before the address in From. @default any */
  fromDisplayNames?: string[];
  /** ARNs of the templates that it sends. @default it uses none */
  templateArns?: pulumi.Input<string>[];
  /** The ARN of its log group. @default it writes no log, as a task of Amazon ECS, whose execution role does */
  logGroupArn?: pulumi.Input<string>;
}

/**
 * The role of what sends the shop's mail through Amazon SES: by one identity, with one configuration set, from the given
 * addresses. It changes no template, identity or setting of the account, so it cannot be used to forge what it sends.
 *
 * @example
 * ```ts
 * new MailSenderRole("mail-sender", {
 *   accountId: "123456789012",
 *   trust: { services: ["lambda.amazonaws.com"] },
 *   identityArn: identity.arn,
 *   configurationSetArn: configurationSet.arn,
 *   fromAddresses: ["*@fernwood.example"],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class MailSenderRole extends pulumi.ComponentResource {
  /** The role. */
  public readonly role: Role;
  /** The role's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** The role's policy, as JSON. */
  public readonly policy: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: MailSenderRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { identityArn, configurationSetArn, fromAddresses, fromDisplayNames, templateArns, logGroupArn } = args;
    const about = { identityArn, configurationSetArn, fromAddresses, fromDisplayNames, templateArns, logGroupArn };
    const read = readRole("MailSenderRole", name, args, about, mailSender);
    super("storefront-baseline:index:MailSenderRole", name, args, opts);
    const { role, arn, policy, exceptions } = createRole(this, name, args, read);
    this.role = role;
    this.arn = arn;
    this.policy = policy;
    this.exceptions = exceptions;
    this.registerOutputs({ role, arn, policy, exceptions });
  }
}
