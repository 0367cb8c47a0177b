import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type * as emptyTypes from "google-protobuf/google/protobuf/empty_pb.js";
import type * as structTypes from "google-protobuf/google/protobuf/struct_pb.js";
import { reasonOf } from "./failure.js";
import type { Properties } from "./result.js";

// Messages nest only within one copy of google-protobuf, and Pulumi's stubs bring a copy of their own.
const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));

/** The protobuf class of a property bag. */
export const { Struct } = fromPulumi("google-protobuf/google/protobuf/struct_pb.js") as typeof structTypes;

/** The empty protobuf message. */
export const { Empty } = fromPulumi("google-protobuf/google/protobuf/empty_pb.js") as typeof emptyTypes;

/** How a value that is not known yet is written (sdk/go/common/resource/plugin: UnknownStringValue). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key of an object that wraps a value, and what it holds for a secret (resource.SigKey and resource.SecretSig). */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** No limit on the size of a message, as the engine has none. */
export const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Reads a property bag, secret wrappers included; an absent one is empty. */
export function propertiesOf(struct: structTypes.Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** Writes a property bag. */
export function structOf(properties: Properties): structTypes.Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** Changes every value of a bag at every depth; a secret is given whole, with what it wraps. */
function mapValues(value: unknown, change: (value: unknown, isSecret: boolean) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => mapValues(element, change));
  if (typeof value !== "object" || value === null) return change(value, false);
  const fields = value as Properties;
  if (fields[SIGNATURE] === SECRET) return change(fields["value"], true);
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, mapValues(field, change)]));
}

/** Takes the secret wrappers off, at every depth: so packs receive properties. */
export function withoutSecrets(properties: Properties): Properties {
  const unwrap = (value: unknown, isSecret: boolean): unknown => (isSecret ? mapValues(value, unwrap) : value);
  return mapValues(properties, unwrap) as Properties;
}

/** Whether anything in a bag is not known yet. */
export function hasUnknown(properties: Properties): boolean {
  let found = false;
  mapValues(withoutSecrets(properties), (value) => (found ||= value === UNKNOWN));
  return found;
}

/** What a person may see: no secret, and unknown values by that name. */
export function shownProperties(properties: Properties): Properties {
  return mapValues(properties, (value, isSecret) =>
    isSecret ? "[secret]" : value === UNKNOWN ? "[unknown]" : value,
  ) as Properties;
}

/** Serves one method: what it throws becomes the call's error. */
export function unary<Request>(
  handle: (request: Request) => object | Promise<object>,
): grpc.handleUnaryCall<Request, object> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback({ code: grpc.status.UNKNOWN, message: reasonOf(error) }),
      );
  };
}

/** Serves on a free port of the loopback interface, and gives its address. */
export function listen(server: grpc.Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(`127.0.0.1:${port}`);
    });
  });
}
