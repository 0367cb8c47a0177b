import type * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import type { BackupProgram, BackupProgramInput } from "../../baseline/backup/backupProgram.js";
import {
  backupRolePolicy,
  MANAGED_POLICIES,
  restoreRolePolicy,
  serviceTrust,
} from "../../baseline/backup/rolePolicies.js";
import type { BackupContext } from "./backupContext.js";

/** A role for each task, and what must stand before a job may take it. */
export interface BackupRoles {
  readonly backup: Role;
  readonly restore: Role | undefined;
  readonly scan: Role | undefined;
  readonly policies: readonly pulumi.Resource[];
}

/** The roles that AWS Backup and GuardDuty take, each able to do its own task alone. */
export function createRoles(context: BackupContext, input: BackupProgramInput, program: BackupProgram): BackupRoles {
  const { parent, name, tags } = context;
  const { names } = program;
  const policies: pulumi.Resource[] = [];
  const role = (kind: string, service: string, managed: readonly string[], policy: string | undefined): Role => {
    const made = new Role(
      `${name}-${kind}-role`,
      {
        name: `${names.prefix}-${kind}`,
        description: `The ${kind} role of the backups of ${names.prefix}.`,
        assumeRolePolicy: serviceTrust(service, names.accountId),
        tags,
      },
      { parent },
    );
    for (const [index, path] of managed.entries()) {
      const policyArn = `arn:${names.partition}:iam::aws:policy/${path}`;
      const child = `${name}-${kind}-role-managed-${index + 1}`;
      policies.push(new RolePolicyAttachment(child, { role: made.name, policyArn }, { parent }));
    }
    if (policy !== undefined) {
      policies.push(new RolePolicy(`${name}-${kind}-role-policy`, { role: made.name, name: kind, policy }, { parent }));
    }
    return made;
  };
  const types = input.resourceTypes;
  const managedOf = ({ every, s3 }: { readonly every: string; readonly s3: string }): string[] =>
    types.includes("S3") ? [every, s3] : [every];
  return {
    backup: role(
      "backup",
      "backup.amazonaws.com",
      managedOf(MANAGED_POLICIES.backup),
      backupRolePolicy(names, types, input.malwareScan),
    ),
    restore:
      input.restoreTest &&
      role(
        "restore",
        "backup.amazonaws.com",
        managedOf(MANAGED_POLICIES.restore),
        restoreRolePolicy(names, types, input.instanceRoles),
      ),
    scan: input.malwareScan
      ? role("scan", "malware-protection.guardduty.amazonaws.com", [MANAGED_POLICIES.scan], undefined)
      : undefined,
    policies,
  };
}
