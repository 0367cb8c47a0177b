import { Role } from "@pulumi/aws/iam/role";
import { RolePoliciesExclusive } from "@pulumi/aws/iam/rolePoliciesExclusive";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import { RolePolicyAttachmentsExclusive } from "@pulumi/aws/iam/rolePolicyAttachmentsExclusive";
import * as pulumi from "@pulumi/pulumi";
import { administratorProblems, type AdministratorModel } from "../../baseline/iam/roles/administratorRole.js";
import { mfaTrust, userProblems, type MfaTrust } from "../../baseline/iam/roles/mfaTrust.js";
import { UNKNOWN } from "../../baseline/unknown.js";
import { refuse } from "../email/inputProblems.js";

/** A role whose arguments are good as far as they are known. */
export interface AdministratorPlan extends AdministratorModel {
  /** As they were given. */
  readonly given: readonly pulumi.Input<string>[];
  readonly regions?: readonly string[];
  readonly description: string;
  readonly boundaryArn?: pulumi.Input<string> | undefined;
  readonly tags?: Record<string, string> | undefined;
}

/** Users as far as they are plain. */
export function knownUsers(users: readonly pulumi.Input<string>[] | undefined): AdministratorModel["users"] {
  return (users ?? []).map((user) => (typeof user === "string" ? user : UNKNOWN));
}

/** @throws InputPropertiesError with everything that is wrong, before any resource is registered */
export function refuseAdministrator(
  subject: string,
  plan: AdministratorPlan,
  more: Parameters<typeof refuse>[1] = [],
): void {
  refuse(subject, [...administratorProblems(plan), ...more]);
}

/** Registers a role that people take on with a fresh second factor, and what it holds: this and nothing else. */
export function createAdministrator(
  parent: pulumi.ComponentResource,
  name: string,
  subject: string,
  plan: AdministratorPlan,
  dependsOn: pulumi.Resource[] = [],
): Role {
  const { given, partition, policyArns, path, description, boundaryArn, tags } = plan;
  const trust: Omit<MfaTrust, "users"> = {
    mfaSeconds: plan.mfaMinutes * 60,
    ...(plan.regions && { regions: plan.regions }),
  };
  const role = new Role(
    name,
    {
      name: plan.name,
      path,
      description,
      assumeRolePolicy: pulumi.output([...given]).apply((users) => {
        refuse(subject, userProblems(users, partition));
        return JSON.stringify(mfaTrust({ users, ...trust }));
      }),
      maxSessionDuration: plan.sessionHours * 3600,
      forceDetachPolicies: true,
      ...(boundaryArn !== undefined && { permissionsBoundary: boundaryArn }),
      ...(tags && { tags }),
    },
    { parent, dependsOn },
  );
  const options = { parent };
  policyArns.forEach((policyArn, index) => {
    new RolePolicyAttachment(`${name}-policy-${index}`, { role: role.name, policyArn }, options);
  });
  new RolePoliciesExclusive(`${name}-policies`, { roleName: role.name, policyNames: [] }, options);
  new RolePolicyAttachmentsExclusive(
    `${name}-attachments`,
    { roleName: role.name, policyArns: [...policyArns] },
    options,
  );
  return role;
}
