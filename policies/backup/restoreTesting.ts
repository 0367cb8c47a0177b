import { selectionCoverage } from "../../baseline/backup/coverage.js";
import { RESOURCE_TYPES } from "../../baseline/backup/resourceTypes.js";
import { restorePlanFaults, strangeVaults } from "../../baseline/backup/restorePlan.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asText, at } from "../readers/blocks.js";
import { PLAN } from "../readers/backupPlans.js";
import { backupSelections, REGION_SETTINGS, regionOptIn, SELECTION } from "../readers/backupSelections.js";
import { BUCKET_AND_SETTING_TYPES } from "../readers/buckets.js";
import { dataStores, STORE_TYPES } from "../readers/dataStores.js";
import { isStrange } from "./copyVault.js";
import { RESTORE_TEST_TYPES, restoreTests } from "../readers/restoreTests.js";

export const restoreTesting: Rule = {
  id: "BKP14",
  name: "backup-restore-testing",
  title: "Restore tests restore every data store that a plan backs up.",
  why: "A backup that was never restored is a hope: keys, roles and formats break it, and the day of the loss is the worst to find out.",
  fix: "Add a RestoreTestingSelection of its type to a RestoreTestingPlan (EncryptedBackups does).",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "satisfies" },
    { standard: "AWS Well-Architected", section: "REL09-BP04", strength: "satisfies" },
  ],
  types: [...STORE_TYPES, ...BUCKET_AND_SETTING_TYPES, PLAN, SELECTION, REGION_SETTINGS, ...RESTORE_TEST_TYPES],
  asksInputs: true,
  checkResource(resource, verdict, { today, trustedAccounts }) {
    if (resource.type !== RESTORE_TEST_TYPES[0]) return;
    const schedule = resource.text("scheduleExpression");
    const selection = resource.whole("recoveryPointSelection");
    const faults = restorePlanFaults(
      {
        schedule: schedule === undefined ? "" : schedule,
        pointTypes: textsOf(at(selection, "recoveryPointTypes")),
        vaults: textsOf(at(selection, "includeVaults")),
      },
      today,
      trustedAccounts,
    );
    for (const fault of faults) verdict.violation(`The restore tests of ${resource.name} ${fault}.`);
    if (schedule === UNKNOWN) verdict.undetermined(`When ${resource.name} tests is not known yet.`);
  },
  checkStack(stack, verdict) {
    if (!stack.settings.trustedAccounts) judgeVaults(stack, verdict);
    const selections = stack.read(backupSelections);
    for (const store of stack.read(dataStores)) {
      // What no plan of the stack takes is not this rule's: BKP07 tells.
      const isTaken = selections.some((selection) => {
        return selectionCoverage(store, selection, regionOptIn(stack, selection.resource)).state === "selected";
      });
      if (!isTaken || !Object.hasOwn(RESOURCE_TYPES, store.service)) continue;
      const here = { urn: store.resource.urn };
      const tests = stack
        .read(restoreTests)
        .filter(({ service }) => service === UNKNOWN || service?.toLowerCase() === store.service.toLowerCase());
      const states = tests.map((test) => ({
        // Whether a service is switched on matters to backups alone.
        ...selectionCoverage(store, test, new Map([[store.service, true]])),
        isSure: test.service !== UNKNOWN,
      }));
      if (states.some(({ state, isSure }) => state === "selected" && isSure)) continue;
      const isOpen = states.some(({ state }) => state !== "missed");
      if (isOpen) verdict.undetermined(`Whether a test restores ${store.label} is not known yet.`, here);
      else verdict.violation(`No restore test of the stack restores ${store.label}.`, here);
    }
  },
};

/** Without a list of accounts the stack tells which is its own. */
function judgeVaults(stack: Stack, verdict: Verdict): void {
  for (const plan of stack.ofTypes(RESTORE_TEST_TYPES.slice(0, 1))) {
    const vaults = textsOf(at(stack.given(plan).whole("recoveryPointSelection"), "includeVaults"));
    const fault = strangeVaults(vaults, (account) => isStrange(stack, account));
    if (fault !== undefined) verdict.violation(`The restore tests of ${plan.name} ${fault}.`, { urn: plan.urn });
  }
}

function textsOf(list: unknown): readonly Maybe<string>[] {
  return [list].flat().flatMap((one) => (one === undefined ? [] : (asText(one) ?? [])));
}
