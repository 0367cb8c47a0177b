/**
 * What a `require` of the package's folder gives, by "main" in package.json; a `require` of its name is served by
 * "exports". Pulumi's runner for component plugins requires the folder. It is given no component: it would then infer
 * the schema of all of them from the TypeScript sources at each start, which takes 10 to 40 seconds and needs the
 * compiler. It is given the provider beside this file, which has the schema as it was inferred when the package was made.
 */
import { createRequire } from "node:module";
import path from "node:path";
import type * as baseline from "../index.js";
import type * as provider from "./provider.js";

const load = createRequire(__filename);
// Both are loaded when they are needed: a schema is asked for without a component.
const served = startedAsPlugin()
  ? (load("./provider.js") as typeof provider).serve()
  : (load("../index.js") as typeof baseline);

export = served;

/** Pulumi's runner is `@pulumi/pulumi/cmd/run-plugin`, given as a folder. */
function startedAsPlugin(): boolean {
  return /[\\/]cmd[\\/]run-plugin$/.test(path.dirname(require.main?.filename ?? ""));
}
