import { coverage, type Selection } from "../../baseline/backup/coverage.js";
import type { Rule } from "../framework/rule.js";
import type { Settings } from "../framework/settings.js";
import { UNKNOWN } from "../framework/unknown.js";
import { PLAN } from "../readers/backupPlans.js";
import { backupSelections, REGION_SETTINGS, regionOptIn, SELECTION } from "../readers/backupSelections.js";
import { BUCKET_AND_SETTING_TYPES } from "../readers/buckets.js";
import { dataStores, STORE_TYPES } from "../readers/dataStores.js";
import { OBJECT_TYPES } from "../readers/servedBuckets.js";

export const backupCoverage: Rule = {
  id: "BKP07",
  name: "backup-coverage",
  title: "A backup plan takes every data store.",
  why: "The store that nobody tagged is the one that is missing on the day of the restore; a service that is switched off in the Region has no backups though a plan names it.",
  fix: "Tag it as the selection asks, or exempt it with the reason why its loss is no harm. Name the tags by which plans of other stacks select in backedUpTags.",
  severity: "high",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "satisfies" },
    { standard: "AWS Well-Architected", section: "REL09-BP01", strength: "partial" },
  ],
  types: [...STORE_TYPES, ...OBJECT_TYPES, ...BUCKET_AND_SETTING_TYPES, PLAN, SELECTION, REGION_SETTINGS],
  asksInputs: true,
  checkStack(stack, verdict) {
    const own = stack.read(backupSelections);
    const elsewhere = selectionElsewhere(stack.settings);
    for (const store of stack.read(dataStores)) {
      const at = { urn: store.resource.urn };
      const others = elsewhere.map((selection) => coverage(store, [selection], undefined));
      // Whether services are switched on there is that stack's to say.
      if (others.some(({ state, part }) => state === "selected" || (state === "undetermined" && part === "opt-in")))
        continue;
      const { state, reason } = coverage(store, own, ({ resource }) => regionOptIn(stack, resource));
      const mayNeedNone = store.isRebuilt === UNKNOWN || others.some((other) => other.state === "undetermined");
      if (state === "missed" && !mayNeedNone) verdict.violation(reason, at);
      else if (state !== "selected") verdict.undetermined(reason, at);
    }
  },
};

/** What plans of other stacks take. */
function selectionElsewhere({ backedUpTags }: Settings): readonly Selection[] {
  const tags = Object.entries(backedUpTags).map(([key, value]) => ({ key, value }));
  const conditions = { stringEquals: [], stringNotEquals: [], stringLike: [], stringNotLike: [] };
  if (tags.length === 0) return [];
  return [{ label: "the setting backedUpTags", resources: [], notResources: [], conditions, selectionTags: tags }];
}
