import { BACKUP_TAG } from "../../../baseline/backup/backupTag.js";
import { declaredAt } from "../declarations.js";
import type { Mutant } from "../mutant.js";
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
    ...{ types: ["aws:*"], places: ["region"], when: isBoundToRegion, is: "neutral" },
    because:
      "Moved alone, it no longer fits what it names, or what names it, by an ARN or a URL of its Region, and AWS refuses that.",
  },
  {
    ...{ types: ALL, places: ["tags"], operators: ["set", "text", "delete"] },
    when: ({ place, from }) =>
      place !== `tags.${BACKUP_TAG.key}` && !(typeof from === "object" && from !== null && BACKUP_TAG.key in from),
    ...{ is: "benign", because: "A tag that nothing selects by is a note." },
  },
  {
    ...{ types: ALL, places: ["comment", "description", "alarmDescription", "*.description"] },
    ...{ is: "benign", because: "A note for people." },
  },
];

/** Whether a resource and another one of the program name each other, where the name holds the Region. */
function isBoundToRegion({ resource, program }: Mutant): boolean {
  const { name, inputs, edges = {} } = resource;
  const isGlobal = (type: string): boolean => type.startsWith("aws:iam/");
  const sources = Object.values(edges).flat();
  const names = program.some(
    (other) =>
      other !== resource &&
      other.type.startsWith("aws:") &&
      !isGlobal(other.type) &&
      (sources.includes(other.name) ||
        Object.values(other.edges ?? {})
          .flat()
          .includes(name)),
  );
  const arns = JSON.stringify({ ...inputs, region: undefined, tags: undefined });
  const own = new RegExp(`:${String(inputs["region"])}:\\d{12}:[\\w-]+[:/]${String(inputs["name"])}"`);
  return (
    names ||
    program.some((other) => other !== resource && own.test(JSON.stringify(other.inputs))) ||
    new RegExp(`arn:[\\w-]+:[\\w-]+:${String(inputs["region"])}:`).test(arns)
  );
}
