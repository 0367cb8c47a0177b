import type { Resource } from "../framework/resource.js";
import type { Verdict } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { asFlag, at } from "../readers/blocks.js";

/** Where a type says whether it is encrypted. */
export interface EncryptedFlag {
  /** A property, and the path inside it. */
  readonly path: readonly [string, ...string[]];
  /** What holds where the program says nothing. */
  readonly default: boolean;
}

export const flag = (path: string, isDefault = false): EncryptedFlag => {
  return { path: path.split(".") as [string, ...string[]], default: isDefault };
};

/** Judges one flag of a resource. */
export function judgeFlag(resource: Resource, { path, default: otherwise }: EncryptedFlag, verdict: Verdict): void {
  const [property, ...inner] = path;
  const isOn = asFlag(at(resource.whole(property), ...inner)) ?? otherwise;
  if (isOn === UNKNOWN)
    verdict.undetermined(`Whether ${resource.name} is encrypted will be known only after the deploy.`);
  if (isOn === false) verdict.violation(`${resource.name} is not encrypted: ${path.join(".")} is not true.`);
}
