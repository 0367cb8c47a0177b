import type { Problem } from "../problem.js";
import { isResourceType, RESOURCE_TYPES, traitsOf } from "./resourceTypes.js";

/** What a set of backups asks of the types of its data stores. */
interface TypesInput {
  readonly resourceTypes: readonly string[];
  readonly schedules: readonly { readonly name: string; readonly coldStorageAfter?: number }[];
  readonly continuous: number | undefined;
  readonly malwareScan: boolean;
  readonly tag: { readonly key: string; readonly value: string };
}

/** What AWS Backup would ignore in silence: a move, a scan or a continuous backup that none of the types has. */
export function checkTypes(input: TypesInput): Problem[] {
  const { resourceTypes, schedules, continuous, malwareScan, tag } = input;
  const problems: Problem[] = [];
  if (resourceTypes.length === 0) {
    problems.push({ property: "resourceTypes", reason: "It is empty: nothing would be backed up." });
  }
  for (const [index, type] of resourceTypes.entries()) {
    if (isResourceType(type)) continue;
    const reason = `"${type}" is no type that is known here. Allowed are ${Object.keys(RESOURCE_TYPES).join(", ")}.`;
    problems.push({ property: `resourceTypes[${index}]`, reason });
  }
  const traits = traitsOf(resourceTypes);
  const named = resourceTypes.join(", ");
  const have = (trait: "isCold" | "isContinuous" | "isScanned"): string =>
    Object.entries(RESOURCE_TYPES)
      .filter(([, one]) => one[trait])
      .map(([type]) => type)
      .join(", ");
  for (const { name, coldStorageAfter } of schedules) {
    if (coldStorageAfter === undefined || traits.some(({ isCold }) => isCold)) continue;
    const reason = `AWS Backup ignores it for ${named}. Only ${have("isCold")} have cold storage.`;
    problems.push({ property: `${name}.coldStorageAfter`, reason });
  }
  if (continuous !== undefined && !traits.some(({ isContinuous }) => isContinuous)) {
    const reason = `None of ${named} has continuous backups in AWS Backup. Only ${have("isContinuous")} have.`;
    problems.push({ property: "continuous", reason });
  }
  if (malwareScan && !traits.some(({ isScanned }) => isScanned)) {
    problems.push({ property: "malwareScan", reason: `None of ${named} is scanned. Only ${have("isScanned")} are.` });
  }
  // AWS Backup API Reference, Condition: a tag's key without the prefix aws:ResourceTag/.
  if (!/^[\w .:/=+@-]{1,128}$/.test(tag.key) || tag.key.startsWith("aws:") || tag.value.length > 256) {
    const reason = `"${tag.key}" with the value "${tag.value}" is no tag. Allowed are keys of 1 to 128 characters that do not begin with aws:, and values of at most 256.`;
    problems.push({ property: "tag", reason });
  }
  return problems;
}
