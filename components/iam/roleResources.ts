import { Policy } from "@pulumi/aws/iam/policy";
import { Role } from "@pulumi/aws/iam/role";
import { RolePoliciesExclusive } from "@pulumi/aws/iam/rolePoliciesExclusive";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { RolePolicyAttachmentsExclusive } from "@pulumi/aws/iam/rolePolicyAttachmentsExclusive";
import * as pulumi from "@pulumi/pulumi";
import type { RolePlan } from "../../baseline/iam/roles/rolePlan.js";
import type { RoleArgs } from "./roleArgs.js";
import type { ReadRole } from "./roleReading.js";

/** What every role gives. */
export interface RoleOutputs {
  readonly role: Role;
  readonly arn: pulumi.Output<string>;
  readonly policy: pulumi.Output<string>;
  readonly exceptions: pulumi.Output<string[]>;
}

const SECONDS_PER_HOUR = 3600;

/** Registers a role, its boundary and its policy below a component. */
export function createRole(
  parent: pulumi.ComponentResource,
  name: string,
  args: RoleArgs,
  { plan, trust, complete }: ReadRole,
): RoleOutputs {
  const text = (part: (whole: RolePlan) => unknown): pulumi.Output<string> =>
    complete.apply((whole) => JSON.stringify(part(whole)));
  const options = { parent };
  const common = { path: args.path ?? "/", ...(args.tags && { tags: args.tags }) };
  const roleName = args.roleName ?? name;
  const policy = text((whole) => whole.policy);
  const role = new Role(
    name,
    {
      ...common,
      name: roleName,
      assumeRolePolicy: trust,
      permissionsBoundary: boundaryOf(name, args, plan, text, common, options),
      maxSessionDuration: (args.maxSessionHours ?? 1) * SECONDS_PER_HOUR,
      forceDetachPolicies: true,
      // The whole plan is good before the role is made, also where a part of it is known only then.
      description: complete.apply(() => `Does one job: ${name}.`),
    },
    options,
  );
  const inline = new RolePolicy(`${name}-policy`, { name: "job", role: role.name, policy }, options);
  if (args.exclusive !== false) {
    const policyNames = [inline.name];
    new RolePoliciesExclusive(`${name}-policies`, { roleName: role.name, policyNames }, options);
    new RolePolicyAttachmentsExclusive(`${name}-attachments`, { roleName: role.name, policyArns: [] }, options);
  }
  return {
    role,
    arn: knownAfter(plan.arn, role),
    policy,
    exceptions: pulumi.output([...plan.exceptions]),
  };
}

type Text = (part: (whole: RolePlan) => unknown) => pulumi.Output<string>;

function boundaryOf(
  name: string,
  { boundaryArn }: RoleArgs,
  { boundary }: RolePlan,
  text: Text,
  common: { path: string; tags?: Record<string, string> },
  options: pulumi.CustomResourceOptions,
): pulumi.Input<string> {
  if (boundary === undefined) return boundaryArn as pulumi.Input<string>;
  const policy = new Policy(
    `${name}-boundary`,
    {
      ...common,
      name: boundary.name,
      description: `The most that the role ${name} can ever do.`,
      policy: text((whole) => whole.boundary?.document),
    },
    options,
  );
  return knownAfter(boundary.arn, policy);
}

/** An ARN that is known at a preview, of a resource that must stand before it is used. */
function knownAfter(arn: string, resource: pulumi.CustomResource): pulumi.Output<string> {
  return resource.urn.apply(() => arn);
}
