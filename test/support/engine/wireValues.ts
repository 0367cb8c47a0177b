import { SIGNATURE, withoutSecrets } from "../../../preview/wire.js";
import type { Properties } from "./computedOutputs.js";

/** Tells a plain object from arrays, wrappers of the engine and scalars. */
export function isPlainObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(SIGNATURE in value);
}

/** Tells whether a value holds a secret at any depth: then taking the wrappers off changes it. */
export function holdsSecret(value: unknown): boolean {
  return JSON.stringify(withoutSecrets({ value })) !== JSON.stringify({ value });
}
