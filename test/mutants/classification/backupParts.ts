import type { Mutant } from "../mutant.js";
import { absent, beyond, within, type Entry } from "./entry.js";
import { allowsOnly, namesResources, tests } from "./statements.js";

const PLAN = ["aws:backup/plan:Plan"];
const SELECTION = ["aws:backup/selection:Selection"];
const TESTS = ["aws:backup/restoreTestingPlan:*"];
const TEST = ["aws:backup/restoreTestingSelection:*"];
const LOCKS = ["aws:backup/vaultLockConfiguration:*", "aws:backup/logicallyAirGappedVault:*"];
const ROLE_POLICY = ["aws:iam/rolePolicy:*"];

type Rule = Readonly<Record<string, unknown>>;

const rulesOf = (resource: Mutant["becomes"]): readonly Rule[] => (resource?.inputs["rules"] ?? []) as readonly Rule[];
const isDaily = ({ schedule }: Rule): boolean => /^cron\([\d ]+\? \* \* \*\)$/.test(String(schedule));
/** A start within two hours, from day to day. */
const isPrompt = (rule: Rule): boolean => isDaily(rule) && Number(rule["startWindow"]) <= 120;
/** What is left of a plan still takes a recovery point within the baseline's hours, and copies some. */
const holdsWithoutIt = ({ becomes }: Mutant): boolean =>
  rulesOf(becomes).some((rule) => isPrompt(rule) || rule["enableContinuousBackup"] === true) &&
  rulesOf(becomes).some(({ copyActions }) => Array.isArray(copyActions) && copyActions.length > 0);
/** Policies that only deny, beside the managed policies that AWS gives these roles. */
const onlyNarrows = ({ resource }: Mutant): boolean =>
  JSON.stringify(resource.inputs).includes("backup-storage:") && JSON.stringify(resource.inputs).includes("Deny");

/** A Deny of copies that name no target: a test of whether the key is there. */
const isOfNamelessCopies = tests(/^Null /);

/** Plans, selections, vaults, restore tests and the roles of AWS Backup. Source: AWS Backup API Reference. */
export const backupParts: readonly Entry[] = [
  {
    ...{ types: [...PLAN, ...TESTS], places: [""], operators: ["remove"], is: "neutral" },
    because:
      "Its selections name it, so the program no longer compiles, and AWS Backup refuses a selection of no plan.",
  },
  {
    ...{ types: [...PLAN, ...SELECTION], places: ["protect"], operators: ["unprotect"], is: "neutral" },
    because: "A plan that a deploy deletes deletes no recovery point; without protect a deploy makes it anew.",
  },
  {
    ...{ types: ["aws:backup/vaultPolicy:*"], places: ["protect"], operators: ["unprotect"], is: "neutral" },
    because: "The policy itself denies to delete it, to whoever deploys as well.",
  },
  {
    ...{ types: PLAN, places: ["rules[]", "rules[].copyActions"], operators: ["delete"], is: "neutral" },
    when: (mutant) => /^rules\[\](\.copyActions(\[\])?)?$/.test(mutant.place) && holdsWithoutIt(mutant),
    because: "The baseline asks that the plan takes recovery points often enough and copies some: the other rules do.",
  },
  {
    ...{ types: PLAN, places: ["rules[].copyActions[].lifecycle"], operators: ["delete"], to: absent, is: "neutral" },
    because: "A copy without a lifecycle of its own takes its rule's (CopyAction).",
  },
  {
    ...{ types: PLAN, places: ["rules[].copyActions[].lifecycle.deleteAfter"], to: within(35, 3660), is: "benign" },
    because: "At least 35 days, as the baseline demands, and within the vault's lock.",
  },
  {
    ...{ types: PLAN, places: ["rules[].lifecycle.deleteAfter", "rules[].copyActions[].lifecycle.deleteAfter"] },
    ...{ to: beyond(1), is: "neutral" },
    because: "AWS Backup takes a day at least (Lifecycle).",
  },
  {
    ...{ types: PLAN, places: ["rules[].schedule"], operators: ["delete"], is: "neutral" },
    because: "AWS Backup then runs the rule daily, by its default cron(0 5 ? * * *) (BackupRule, ScheduleExpression).",
  },
  {
    ...{ types: PLAN, places: ["rules[].startWindow"], operators: ["number"], when: holdsWithoutIt, is: "neutral" },
    because: "Another rule of the plan starts within the baseline's hours, or backs up continuously.",
  },
  {
    ...{ types: PLAN, places: ["rules[].targetVaultName"], operators: ["text"], is: "unjudgeable" },
    because: "Whether another stack made the vault of that name, and how it is locked, only AWS knows.",
  },
  {
    ...{ types: SELECTION, places: ["planId"], operators: ["text"], is: "neutral" },
    because: "AWS Backup refuses a selection of no plan.",
  },
  {
    ...{ types: [...SELECTION, ...TEST], places: ["iamRoleArn"], operators: ["cut"], is: "neutral" },
    because:
      'AWS Backup refuses the role of another account: iam:PassRole gives a service roles of its own account alone (IAM User Guide, "Grant permissions to pass a role").',
  },
  {
    ...{ types: ["aws:lambda/function:Function"], places: ["role"], operators: ["cut"], is: "neutral" },
    because:
      'Lambda refuses the role of another account: iam:PassRole gives a service roles of its own account alone (IAM User Guide, "Grant permissions to pass a role").',
  },
  {
    ...{ types: SELECTION, places: ["conditions"], operators: ["delete"], is: "benign" },
    when: isWhole,
    because: "Without a condition the selection takes every store, the tagged ones among them.",
  },
  {
    ...{
      types: ["aws:backup/regionSettings:*"],
      places: ["resourceTypeOptInPreference", "", "resourceTypeManagementPreference", "region"],
    },
    ...{ operators: ["delete", "remove", "text"], is: "unjudgeable" },
    because: "What is not set here stays as the Region has it, which no program shows; the pack says so.",
  },
  // Locks.
  {
    ...{ types: LOCKS, places: ["maxRetentionDays"], is: "neutral" },
    when: ({ to }) => typeof to !== "number" || to >= 365,
    because: "The longest that a job may keep a recovery point: what is shorter is the minimum's.",
  },
  {
    ...{ types: LOCKS, places: ["changeableForDays"], is: "neutral" },
    when: ({ resource }) => (resource.options?.ignoreChanges ?? []).includes("changeableForDays"),
    because:
      "The program ignores its changes: AWS gives no cool-off back, and a lock that closed stays closed (hashicorp/terraform-provider-aws#46876).",
  },
  {
    ...{ types: ["aws:backup/vaultPolicy:*"], places: ["policy:Deny"], operators: ["narrow", "turn"], is: "neutral" },
    when: isOfNamelessCopies,
    because: "Every copy names its target: StartCopyJob demands DestinationBackupVaultArn.",
  },
  // Restore tests.
  {
    ...{ types: TESTS, places: ["recoveryPointSelection.algorithm"], is: "benign" },
    because: "A random recovery point of the window proves as much as the latest.",
  },
  {
    ...{ types: TESTS, places: ["recoveryPointSelection.includeVaults"], operators: ["add"], is: "benign" },
    because: "Recovery points of more vaults are tested.",
  },
  {
    ...{
      types: TESTS,
      places: ["recoveryPointSelection.recoveryPointTypes"],
      operators: ["add", "empty"],
      is: "neutral",
    },
    because: "AWS Backup refuses a type that it does not know, and an empty list.",
  },
  {
    ...{ types: TESTS, places: ["recoveryPointSelection"], operators: ["delete"], is: "neutral" },
    when: ({ place, becomes }) =>
      place.endsWith("[]") && /"(includeVaults|recoveryPointTypes)":\[\]/.test(JSON.stringify(becomes?.inputs)),
    because: "AWS Backup refuses an empty list.",
  },
  {
    ...{
      types: TESTS,
      places: ["recoveryPointSelection.recoveryPointTypes"],
      operators: ["delete", "choice"],
      is: "neutral",
    },
    when: ({ becomes }) => JSON.stringify(becomes?.inputs).includes('"SNAPSHOT"'),
    because: "Snapshots are restored still.",
  },
  {
    ...{ types: TEST, places: ["protectedResourceArns"], operators: ["delete"], is: "neutral" },
    because: "Conditions alone choose among all resources of the type (RestoreTestingSelectionForCreate).",
  },
  {
    ...{ types: TEST, places: ["protectedResourceConditions"], operators: ["delete"], is: "benign" },
    when: isWhole,
    because: "Without a condition every resource of the type may be tested.",
  },
  // Roles.
  {
    ...{ types: [...SELECTION, ...TEST], places: ["iamRoleArn"], operators: ["cut"], is: "neutral" },
    because: 'AWS Backup refuses a role of another account (IAM User Guide, "Grant permissions to pass a role").',
  },
  {
    ...{ types: ROLE_POLICY, places: ["policy:Allow.Condition"], operators: ["widen", "turn"], is: "neutral" },
    when: (mutant) => allowsOnly(/^iam:PassRole$/)(mutant) && namesResources(mutant),
    because:
      'A service takes on a role that is named whole only where the role\'s own trust policy names that service (IAM User Guide, "Grant permissions to pass a role").',
  },
  {
    ...{ types: ROLE_POLICY, places: ["", "role", "policy:Deny"], operators: ["remove", "text", "narrow", "turn"] },
    ...{ when: onlyNarrows, is: "neutral" },
    because:
      "AWS's managed policies alone are what AWS Backup asks its roles to have (Developer Guide, IAM service roles); the Deny narrows them beyond the baseline.",
  },
  {
    ...{ types: ROLE_POLICY, places: ["", "role", "policy:Deny"], operators: ["remove", "text", "narrow", "turn"] },
    ...{ when: ({ resource }) => JSON.stringify(resource.inputs).includes("awsbackup-restore-test-"), is: "neutral" },
    because:
      "The role restores for tests alone, under names that AWS Backup makes; the Deny is a second guard beyond the baseline.",
  },
  {
    ...{ types: ["aws:iam/role:Role"], places: ["assumeRolePolicy:Allow.Condition"], operators: ["widen", "turn"] },
    ...{
      when: ({ resource }) => /malware-protection\.guardduty/.test(String(resource.inputs["assumeRolePolicy"])),
      is: "neutral",
    },
    because:
      'iam:PassRole gives GuardDuty roles of its own account alone (IAM User Guide, "Grant permissions to pass a role").',
  },
];

/** A condition as a whole, not its key or its value alone. */
function isWhole({ place }: Mutant): boolean {
  return !/\.(key|value)$/.test(place);
}
