import { absent, beyond, oneOf, within, type Entry } from "./entry.js";
import type { Mutant } from "../mutant.js";

const KEY = ["aws:kms/key:Key"];
const PLAN = ["aws:backup/plan:Plan"];
/** Of the rules of a plan, the first of that retention. */
const isContinuous = ({ from, resource }: Mutant): boolean =>
  (resource.inputs["rules"] as { enableContinuousBackup?: boolean; lifecycle?: { deleteAfter?: number } }[]).some(
    ({ enableContinuousBackup, lifecycle }) => enableContinuousBackup === true && lifecycle?.deleteAfter === from,
  );
/** The key of a zone's signatures, not of data. */
const signs = ({ resource }: Mutant): boolean => resource.inputs["keyUsage"] === "SIGN_VERIFY";

/** Keys and backups. */
export const backups: readonly Entry[] = [
  {
    ...{
      types: ["aws:backup/restoreTestingPlan:*"],
      places: ["recoveryPointSelection.selectionWindowDays"],
      is: "neutral",
    },
    because: "Among the recovery points of how many days the restored one is chosen.",
  },
  {
    ...{ types: ["aws:backup/plan:Plan"], places: ["rules[].scanActions", "scanSettings"], is: "neutral" },
    because: "A scan for malware is beyond the baseline.",
  },
  {
    ...{ types: ["aws:backup/plan:Plan"], places: ["rules[].enableContinuousBackup"], is: "benign" },
    because: "Snapshots within the baseline's hours remain.",
  },
  {
    ...{ types: ["aws:backup/plan:Plan"], places: ["rules[].startWindow"], to: absent, is: "neutral" },
    because: "Eight hours are the default: later, and the same number of recovery points.",
  },
  // Keys. Source: AWS KMS API Reference, CreateKey.
  {
    types: ["aws:kms/alias:Alias"],
    places: ["*"],
    is: "neutral",
    because: "Another name of the key; grants and policies go by its id.",
  },
  {
    types: KEY,
    places: ["customerMasterKeySpec", "keyUsage"],
    is: "neutral",
    because: "Route 53 takes only ECC_NIST_P256 for signing, and data stores only symmetric keys.",
  },
  {
    types: KEY,
    places: ["multiRegion"],
    is: "neutral",
    because: "Whether the key can have replicas, each with a policy of its own.",
  },
  {
    types: KEY,
    places: ["deletionWindowInDays"],
    to: beyond(7, 30),
    is: "neutral",
    because: "KMS takes 7 to 30 days.",
  },
  { types: KEY, places: ["deletionWindowInDays"], to: absent, is: "benign", because: "30 days are the default." },
  { types: KEY, places: ["rotationPeriodInDays"], to: within(90, 365), is: "benign", because: "A year at most." },
  { types: KEY, places: ["rotationPeriodInDays"], to: absent, is: "benign", because: "A year is the default." },
  {
    types: KEY,
    places: ["rotationPeriodInDays"],
    to: beyond(90, 2560),
    is: "neutral",
    because: "KMS takes 90 to 2560 days.",
  },
  {
    types: KEY,
    places: ["enableKeyRotation"],
    operators: ["set"],
    when: signs,
    is: "neutral",
    because: "KMS refuses to rotate keys that sign.",
  },
  {
    types: KEY,
    places: ["bypassPolicyLockoutSafetyCheck"],
    to: oneOf(false, absent),
    is: "benign",
    because: "false is the default.",
  },
  {
    types: KEY,
    places: ["isEnabled"],
    to: oneOf(false),
    is: "neutral",
    because: "Nobody can use a key that is disabled: nothing is read, and nothing works.",
  },
  { types: ["aws:route53/keySigningKey:*"], places: ["name"], is: "neutral", because: "What it is called." },
  // Backups. Source: AWS Backup Developer Guide.
  {
    types: PLAN,
    places: ["name", "rules[].ruleName", "rules[].scheduleExpressionTimezone"],
    is: "neutral",
    because: "What it is called, and at which hour of the night.",
  },
  {
    types: PLAN,
    places: ["rules[].lifecycle.deleteAfter", "rules[].copyActions[].lifecycle.deleteAfter"],
    operators: ["number"],
    to: within(35, 3660),
    when: (mutant) => !isContinuous(mutant),
    is: "benign",
    because: "At least 35 days, as the baseline demands, and within the vault's lock.",
  },
  {
    types: PLAN,
    places: ["rules[].lifecycle.deleteAfter"],
    operators: ["number"],
    to: beyond(1, 35),
    when: isContinuous,
    is: "neutral",
    because: "AWS Backup keeps continuous backups 35 days at most.",
  },
  {
    types: PLAN,
    places: ["rules[].startWindow"],
    to: within(60, 120),
    is: "benign",
    because:
      "AWS Backup takes an hour at least; two hours of waiting and a day make 26 hours, as the baseline demands.",
  },
  {
    types: PLAN,
    places: ["rules[].startWindow"],
    to: beyond(60),
    is: "neutral",
    because: "AWS Backup takes an hour at least.",
  },
  {
    types: ["aws:backup/*"],
    places: ["name"],
    is: "neutral",
    because: "What it is called. What names it no longer means it.",
  },
  {
    types: ["aws:backup/vaultLockConfiguration:*", "aws:backup/logicallyAirGappedVault:*"],
    places: ["minRetentionDays"],
    to: beyond(1, 35),
    is: "neutral",
    because: "A rule of the plan with 35 days would fail.",
  },
  {
    types: ["aws:backup/restoreTesting*"],
    places: ["*"],
    operators: ["text", "delete"],
    when: ({ place }) =>
      /^(name|scheduleExpressionTimezone|startWindowHours|validationWindowHours|restoreTestingPlanName)$/.test(place),
    is: "neutral",
    because: "What it is called, or when in the night it runs.",
  },
  {
    types: ["aws:backup/restoreTestingPlan:*"],
    places: ["startWindowHours"],
    is: "neutral",
    because: "How long a test may wait.",
  },
  {
    types: ["aws:backup/restoreTestingSelection:*"],
    places: ["validationWindowHours"],
    is: "neutral",
    because: "How long a restored copy stands for its check.",
  },
];
