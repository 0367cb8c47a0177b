import type * as pulumi from "@pulumi/pulumi";
import { Plan } from "@pulumi/aws/backup/plan";
import { RegionSettings } from "@pulumi/aws/backup/regionSettings";
import { Selection } from "@pulumi/aws/backup/selection";
import type { Vault } from "@pulumi/aws/backup/vault";
import type { Role } from "@pulumi/aws/iam/role";
import type { types } from "@pulumi/aws";
import type { BackupProgram, BackupProgramInput } from "../../baseline/backup/backupProgram.js";
import type { BackupRule, Lifecycle } from "../../baseline/backup/plan.js";
import { isResourceType, RESOURCE_TYPES } from "../../baseline/backup/resourceTypes.js";
import type { BackupContext } from "./backupContext.js";
import type { BackupRoles } from "./backupRoles.js";

const SCANNER = "GUARDDUTY";

/** The plan, the selection of data stores by their tag, and the Region's opt-in, without which they are left out. */
export function createPlan(
  context: BackupContext,
  input: BackupProgramInput,
  program: BackupProgram,
  made: {
    readonly vault: Vault;
    readonly copyVaults: readonly pulumi.Resource[];
    readonly roles: BackupRoles;
    readonly timezone: string;
  },
): Plan {
  const { parent, name, tags, stateful } = context;
  const { names, rules } = program;
  const { vault, roles, copyVaults, timezone } = made;
  const plan = new Plan(
    `${name}-plan`,
    {
      region: names.region,
      name: names.prefix,
      rules: rules.map((rule) => planRule(rule, input, program, vault, timezone)),
      ...(roles.scan === undefined ? {} : { scanSettings: [scanSetting(input, roles.scan)] }),
      tags,
    },
    { parent, ...stateful, dependsOn: [...copyVaults] },
  );
  const { key, value } = input.tag;
  new Selection(
    `${name}-selection`,
    {
      region: names.region,
      name: names.prefix,
      planId: plan.id,
      iamRoleArn: roles.backup.arn,
      // Conditions narrow what is named here; without it AWS refuses them.
      resources: ["*"],
      conditions: [{ stringEquals: [{ key: `aws:ResourceTag/${key}`, value }] }],
    },
    { parent, ...stateful, dependsOn: [...roles.policies] },
  );
  if (input.regionSettings) createRegionSettings(context, input, names.region);
  return plan;
}

function planRule(
  rule: BackupRule,
  { malwareScan }: BackupProgramInput,
  { copyVaults }: BackupProgram,
  vault: Vault,
  timezone: string,
): types.input.backup.PlanRule {
  return {
    ruleName: rule.label,
    targetVaultName: vault.name,
    schedule: String(rule.schedule),
    scheduleExpressionTimezone: timezone,
    startWindow: Number(rule.startWindow),
    lifecycle: lifecycleOf(rule),
    ...(rule.isContinuous === true ? { enableContinuousBackup: true } : {}),
    ...(rule.copies.length === 0
      ? {}
      : {
          copyActions: rule.copies.map((copy, index) => ({
            destinationVaultArn: copyVaults[index]?.arn ?? "",
            lifecycle: lifecycleOf(copy),
          })),
        }),
    ...(malwareScan && rule.isContinuous !== true
      ? { scanActions: [{ malwareScanner: SCANNER, scanMode: "INCREMENTAL_SCAN" }] }
      : {}),
  };
}

function lifecycleOf({ deleteAfter, coldStorageAfter }: Lifecycle): types.input.backup.PlanRuleLifecycle {
  if (coldStorageAfter === undefined) return { deleteAfter: Number(deleteAfter) };
  return {
    deleteAfter: Number(deleteAfter),
    coldStorageAfter: Number(coldStorageAfter),
    // EBS snapshots move only with it (AWS Backup API Reference, Lifecycle).
    optInToArchiveForSupportedResources: true,
  };
}

function scanSetting({ resourceTypes }: BackupProgramInput, scanRole: Role): types.input.backup.PlanScanSetting {
  const scanned = resourceTypes.filter((type) => isResourceType(type) && RESOURCE_TYPES[type].isScanned);
  return { malwareScanner: SCANNER, resourceTypes: [...scanned], scannerRoleArn: scanRole.arn };
}

/** Only the types of this set are named: what others opted in to stays as it is. */
function createRegionSettings(
  { parent, name }: BackupContext,
  { resourceTypes }: BackupProgramInput,
  region: string,
): void {
  const managed = resourceTypes.filter((type) => isResourceType(type) && RESOURCE_TYPES[type].needsManagement);
  const on = (names: readonly string[]): Record<string, boolean> =>
    Object.fromEntries([...names].sort().map((type) => [type, true]));
  new RegionSettings(
    `${name}-region-settings`,
    {
      region,
      resourceTypeOptInPreference: on(resourceTypes),
      ...(managed.length === 0 ? {} : { resourceTypeManagementPreference: on(managed) }),
    },
    { parent },
  );
}
