import type { Selection } from "../../baseline/backup/coverage.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { arnPatterns, tagConditions } from "./backupSelections.js";
import { at } from "./blocks.js";
import { dataStores } from "./dataStores.js";

export const RESTORE_TEST_TYPES: readonly string[] = [
  "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  "aws:backup/restoreTestingSelection:RestoreTestingSelection",
];

/** What a restore test restores: data stores of one type. */
export interface RestoreTestSelection extends Selection {
  readonly resource: Resource;
  /** By the name of its opt-in setting, in any case. */
  readonly service: Maybe<string | undefined>;
}

/** Every selection of restore tests of the stack. Use it through `stack.read(restoreTests)`. */
export function restoreTests(stack: Stack): readonly RestoreTestSelection[] {
  const stores = stack.read(dataStores);
  return stack.ofTypes(RESTORE_TEST_TYPES.slice(1)).map((resource) => {
    const given = stack.given(resource);
    const conditions = given.whole("protectedResourceConditions");
    const listed = arnPatterns(given, "protectedResourceArns", stores);
    return {
      label: `restore test ${resource.name}`,
      resource,
      service: given.text("protectedResourceType"),
      // Conditions alone choose among all of the type.
      resources: listed !== UNKNOWN && listed.length === 0 ? ["*"] : listed,
      notResources: [],
      selectionTags: [],
      conditions:
        conditions === UNKNOWN
          ? UNKNOWN
          : {
              stringEquals: tagConditions(at(conditions, "stringEquals")),
              stringNotEquals: tagConditions(at(conditions, "stringNotEquals")),
              stringLike: [],
              stringNotLike: [],
            },
    };
  });
}
