import { declaredAt } from "../declarations.js";
import type { Entry } from "./entry.js";

const ALL = ["*"];

/** What holds of every resource. */
export const everywhere: readonly Entry[] = [
  {
    ...{ types: ALL, places: ["*"], operators: ["same"], is: "benign" },
    because: "Another spelling of the same: AWS and receivers read neither order, spaces nor a list of one otherwise.",
  },
  {
    ...{ types: ALL, places: ["*"], operators: ["protect"], is: "benign" },
    because: "protect keeps a resource from being deleted, and changes nothing else.",
  },
  {
    ...{ types: ALL, places: ["*"], operators: ["delete", "empty"], is: "neutral" },
    when: ({ resource, place, to }) =>
      typeof to === "symbol" &&
      declaredAt(
        resource.type,
        place.split(/\[\]|\./).filter((step) => step !== ""),
      )?.required === true &&
      !place.endsWith("[]"),
    because:
      "The provider's SDK demands the property, so a program without it does not compile, and the provider refuses it.",
  },
  {
    ...{ types: ["aws:*"], places: ["region"], is: "neutral" },
    because: "Where a resource stands. Moved alone, it no longer fits what it belongs to, and AWS refuses that.",
  },
  {
    ...{ types: ALL, places: ["tags"], operators: ["set", "text", "delete"] },
    when: ({ place, from }) =>
      place !== "tags.backup" && !(typeof from === "object" && from !== null && "backup" in from),
    ...{ is: "benign", because: "A tag that nothing selects by is a note." },
  },
  {
    ...{ types: ALL, places: ["comment", "description", "alarmDescription", "*.description"] },
    ...{ is: "benign", because: "A note for people." },
  },
];
