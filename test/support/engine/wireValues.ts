import { createRequire } from "node:module";
import type * as structTypes from "google-protobuf/google/protobuf/struct_pb.js";
import type { Properties } from "./computedOutputs.js";

// Messages nest only within one copy of google-protobuf, and Pulumi's stubs bring a copy of their own.
const fromPulumi = createRequire(createRequire(__filename).resolve("@pulumi/pulumi/package.json"));

/** The protobuf class of a property bag. */
export const { Struct } = fromPulumi("google-protobuf/google/protobuf/struct_pb.js") as typeof structTypes;

/** The empty protobuf message. */
export const { Empty } = fromPulumi(
  "google-protobuf/google/protobuf/empty_pb.js",
) as typeof import("google-protobuf/google/protobuf/empty_pb.js");

/** How the engine writes a value that is not known yet (sdk/go/common/resource/plugin: UnknownStringValue). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// How the engine marks an object that wraps a secret value (resource.SigKey and resource.SecretSig).
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Tells a plain object from arrays, wrappers of the engine and scalars. */
export function isPlainObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(SIGNATURE in value);
}

/** Takes the secret wrappers off a value, at every depth. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Properties;
  if (fields[SIGNATURE] === SECRET) return withoutSecrets(fields["value"]);
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, withoutSecrets(field)]));
}

/** Tells whether a value holds a secret at any depth. */
export function holdsSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Properties;
  return fields[SIGNATURE] === SECRET || Object.values(fields).some(holdsSecret);
}

/** Reads a property bag from the wire, secret wrappers included; an absent one is empty. */
export function propertiesOf(struct: structTypes.Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** Writes a property bag for the wire. */
export function structOf(properties: Properties): structTypes.Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}
