import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as messages from "@pulumi/pulumi/proto/provider_pb.js";
import {
  computedOutputs,
  exampleArn,
  exampleId,
  functionResults,
  type ComputedOutputs,
  type NewResource,
  type Properties,
} from "./computedOutputs.js";
import { Empty, propertiesOf, structOf, UNKNOWN, withoutSecrets } from "../../../preview/wire.js";
import { providerSchema } from "./providerSchema.js";
import { holdsSecret, isPlainObject } from "./wireValues.js";

/** A change that a double really made: previews are not among them. */
export interface Change {
  readonly operation: "create" | "update" | "delete";
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly id: string;
  /** The inputs as plain values, secrets unwrapped; for a delete, the state that was deleted. */
  readonly inputs: Properties;
  /** Names of the inputs that hold a secret, at any depth. */
  readonly secretInputs: readonly string[];
}

/** What a test may add to the doubles' tables. */
export interface DoubleOptions {
  /** Computed outputs per resource type, before those of {@link computedOutputs}. */
  readonly outputs?: Readonly<Record<string, ComputedOutputs>>;
  /** Results of provider functions per token, before those of {@link functionResults}. */
  readonly functions?: Readonly<Record<string, Properties>>;
}

/**
 * A stand-in for a cloud provider: a gRPC server in this process that accepts every resource, keeps no cloud, and
 * records what it was asked to change.
 *
 * It knows no schema: it neither fills in defaults nor refuses wrong inputs as a real provider's check does, and no
 * change is a replacement. So judge the inputs that it received, not what a cloud would have made of them.
 */
export class ProviderDouble {
  readonly #server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  readonly #package: string;
  readonly #changes: Change[];
  readonly #options: DoubleOptions;

  private constructor(packageName: string, changes: Change[], options: DoubleOptions) {
    this.#package = packageName;
    this.#changes = changes;
    this.#options = options;
    this.#server.addService(ResourceProviderService, {
      handshake: unary<messages.ProviderHandshakeRequest>(() =>
        new messages.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true).setAcceptOutputs(true),
      ),
      getPluginInfo: unary(() => new PluginInfo().setVersion(sdkVersion(packageName))),
      getSchema: unary(() =>
        new messages.GetSchemaResponse().setSchema(
          JSON.stringify(providerSchema(packageName, sdkVersion(packageName))),
        ),
      ),
      attach: unary(() => new Empty()),
      cancel: unary(() => new Empty()),
      checkConfig: unary(check),
      diffConfig: unary(diff),
      configure: unary<messages.ConfigureRequest>(() =>
        new messages.ConfigureResponse()
          .setAcceptsecrets(true)
          .setAcceptresources(true)
          .setAcceptoutputs(true)
          .setSupportspreview(true),
      ),
      check: unary(check),
      diff: unary(diff),
      create: unary((request: messages.CreateRequest) => this.#create(request)),
      update: unary((request: messages.UpdateRequest) => this.#update(request)),
      delete: unary((request: messages.DeleteRequest) => this.#delete(request)),
      read: unary((request: messages.ReadRequest) =>
        new messages.ReadResponse()
          .setId(request.getId())
          .setProperties(request.getProperties())
          .setInputs(request.getInputs()),
      ),
      invoke: unary((request: messages.InvokeRequest) => this.#invoke(request)),
    });
  }

  /**
   * Starts a double for a provider package ("aws", "cloudflare", "tls") and gives it with the port it listens on.
   * It appends each change that it makes to `changes`.
   */
  static async start(
    packageName: string,
    changes: Change[],
    options: DoubleOptions,
  ): Promise<{ double: ProviderDouble; port: number }> {
    const double = new ProviderDouble(packageName, changes, options);
    const port = await new Promise<number>((resolve, reject) => {
      double.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
    return { double, port };
  }

  /** Stops serving at once. */
  stop(): void {
    this.#server.forceShutdown();
  }

  #create(request: messages.CreateRequest): messages.CreateResponse {
    const inputs = propertiesOf(request.getProperties());
    const id = exampleId(request.getUrn(), request.getName());
    const resource = { type: request.getType(), name: request.getName(), id, inputs };
    const outputs = complete(inputs, this.#computed(resource), request.getPreview());
    if (!request.getPreview()) this.#record("create", request, id, inputs);
    // A provider knows no id before it has created the resource.
    return new messages.CreateResponse().setId(request.getPreview() ? "" : id).setProperties(structOf(outputs));
  }

  #update(request: messages.UpdateRequest): messages.UpdateResponse {
    const inputs = propertiesOf(request.getNews());
    if (!request.getPreview()) this.#record("update", request, request.getId(), inputs);
    const resource = { type: request.getType(), name: request.getName(), id: request.getId(), inputs };
    return new messages.UpdateResponse().setProperties(structOf(complete(inputs, this.#computed(resource), false)));
  }

  #delete(request: messages.DeleteRequest): InstanceType<typeof Empty> {
    this.#record("delete", request, request.getId(), propertiesOf(request.getProperties()));
    return new Empty();
  }

  #invoke(request: messages.InvokeRequest): messages.InvokeResponse {
    const token = request.getTok();
    const result = this.#options.functions?.[token] ?? functionResults[token];
    if (result === undefined) {
      throw new Error(`The ${this.#package} double has no result for ${token}: give it one in options.functions.`);
    }
    return new messages.InvokeResponse().setReturn(structOf({ ...propertiesOf(request.getArgs()), ...result }));
  }

  #computed(resource: NewResource): Properties {
    const outputs = this.#options.outputs?.[resource.type] ?? computedOutputs[resource.type];
    return { ...(this.#package === "aws" && { arn: exampleArn(resource) }), ...outputs?.(resource) };
  }

  #record(
    operation: Change["operation"],
    request: messages.CreateRequest | messages.UpdateRequest | messages.DeleteRequest,
    id: string,
    inputs: Properties,
  ): void {
    this.#changes.push({
      operation,
      type: request.getType(),
      name: request.getName(),
      urn: request.getUrn(),
      id,
      inputs: withoutSecrets(inputs),
      secretInputs: Object.keys(inputs).filter((key) => holdsSecret(inputs[key])),
    });
  }
}

/** Adds what the provider computes to what the program gave; in a preview it is there, but not known yet. */
function complete(inputs: Properties, computed: Properties, preview: boolean): Properties {
  const outputs = { ...inputs };
  for (const [key, value] of Object.entries(computed)) {
    const given = inputs[key];
    if (given === undefined) outputs[key] = preview ? UNKNOWN : value;
    else if (isPlainObject(given) && isPlainObject(value)) outputs[key] = complete(given, value, preview);
  }
  return outputs;
}

/** The version of the package's SDK: the engine warns where a provider reports an older one. */
function sdkVersion(packageName: string): string {
  const manifest = createRequire(__filename)(`@pulumi/${packageName}/package.json`) as { version: string };
  return manifest.version;
}

function check(request: messages.CheckRequest): messages.CheckResponse {
  return new messages.CheckResponse().setInputs(request.getNews());
}

function diff(request: messages.DiffRequest): messages.DiffResponse {
  const before = propertiesOf(request.getOldInputs());
  const after = propertiesOf(request.getNews());
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  return new messages.DiffResponse().setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE).setDiffsList(changed);
}

function unary<Request>(handle: (request: Request) => object): grpc.handleUnaryCall<Request, unknown> {
  return (call, callback) => {
    try {
      callback(null, handle(call.request));
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, message: error instanceof Error ? error.message : String(error) });
    }
  };
}
