import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import { marketingEditor } from "../../baseline/iam/roles/marketingEditor.js";
import type { RoleArgs } from "./roleArgs.js";
import { readRole } from "./roleReading.js";
import { createRole } from "./roleResources.js";

/** What the marketing editor works with. */
export interface MarketingEditorRoleArgs extends RoleArgs {
  /** ARNs of the mail templates, or patterns of them: `arn:aws:ses:eu-west-1:123456789012:template/marketing-*`. */
  templateArns: pulumi.Input<string>[];
}

/**
 * The role of people who write marketing mail: they change the marketing templates, with a second factor. They send
 * nothing, and touch neither other templates nor an identity.
 *
 * @example
 * ```ts
 * new MarketingEditorRole("marketing-editor", {
 *   accountId: "123456789012",
 *   trust: { principals: [anna.arn] },
 *   templateArns: ["arn:aws:ses:eu-west-1:123456789012:template/marketing-*"],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class MarketingEditorRole extends pulumi.ComponentResource {
  /** The role. */
  public readonly role: Role;
  /** The role's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** The role's policy, as JSON. */
  public readonly policy: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: MarketingEditorRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { templateArns } = args;
    const about = { templateArns };
    const read = readRole("MarketingEditorRole", name, args, about, marketingEditor);
    super("storefront-baseline:index:MarketingEditorRole", name, args, opts);
    const { role, arn, policy, exceptions } = createRole(this, name, args, read);
    this.role = role;
    this.arn = arn;
    this.policy = policy;
    this.exceptions = exceptions;
    this.registerOutputs({ role, arn, policy, exceptions });
  }
}
