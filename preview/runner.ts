import { createRequire } from "node:module";
import path from "node:path";
import { Failure } from "./failure.js";

/** Finds one of Pulumi's runners from the folder of what it runs, so that each meets the SDK that it depends on. */
export function runner(folder: string, name: "run" | "run-policy-pack"): string {
  try {
    return createRequire(path.join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${name}`);
  } catch {
    throw new Failure(`@pulumi/pulumi cannot be found from ${folder}. Run npm install there first.`);
  }
}
