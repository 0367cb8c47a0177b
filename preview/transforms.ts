import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb.js";
import { CallbackInvokeRequest, type Callback, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb.js";
import * as messages from "@pulumi/pulumi/proto/resource_pb.js";
import { UNLIMITED } from "./wire.js";

/** A program's functions that change resources before they are registered: the resource option `transforms`, and those of the whole stack. */
export class Transforms {
  private readonly ofStack: Callback[] = [];
  private readonly ofInvokes: Callback[] = [];
  private readonly ofResources = new Map<string, { parent: string; transforms: readonly Callback[] }>();
  private readonly clients = new Map<string, CallbacksClient>();

  addToStack(transform: Callback): void {
    this.ofStack.push(transform);
  }

  addToInvokes(transform: Callback): void {
    this.ofInvokes.push(transform);
  }

  /** Remembers a resource whose children its transforms change too. */
  remember(urn: string, request: messages.RegisterResourceRequest): void {
    this.ofResources.set(urn, { parent: request.getParent(), transforms: request.getTransformsList() });
  }

  /**
   * Changes a registration in place, in the engine's order: by the resource's own transforms, then those of its parent
   * and so on upwards, then those of the stack (pkg/resource/deploy/source_eval.go, RegisterResource).
   */
  async changeResource(request: messages.RegisterResourceRequest): Promise<void> {
    const transforms = [...request.getTransformsList(), ...this.ofAncestors(request.getParent()), ...this.ofStack];
    if (transforms.length === 0) return;
    const question = new messages.TransformRequest()
      .setType(request.getType())
      .setName(request.getName())
      .setCustom(request.getCustom())
      .setParent(request.getParent())
      .setProperties(request.getObject())
      .setOptions(optionsOf(request));
    for (const transform of transforms) {
      const answer = messages.TransformResponse.deserializeBinary(await this.call(transform, question));
      question.setProperties(answer.getProperties());
      if (answer.hasOptions()) question.setOptions(answer.getOptions());
    }
    const options = question.getOptions() ?? new messages.TransformResourceOptions();
    request
      .setObject(question.getProperties())
      .setProtect(options.getProtect() === true)
      .setIgnorechangesList(options.getIgnoreChangesList())
      .setDependenciesList(options.getDependsOnList())
      .setProvider(options.getProvider())
      .setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList())
      .setDeletebeforereplace(options.getDeleteBeforeReplace() === true);
  }

  /** Changes the arguments of a function that a provider answers, in place. */
  async changeInvoke(request: messages.ResourceInvokeRequest): Promise<void> {
    for (const transform of this.ofInvokes) {
      const question = new messages.TransformInvokeRequest().setToken(request.getTok()).setArgs(request.getArgs());
      const answer = messages.TransformInvokeResponse.deserializeBinary(await this.call(transform, question));
      if (answer.hasArgs()) request.setArgs(answer.getArgs());
    }
  }

  stop(): void {
    for (const client of this.clients.values()) client.close();
  }

  private *ofAncestors(urn: string): Generator<Callback> {
    const resource = this.ofResources.get(urn);
    if (!resource) return;
    yield* resource.transforms;
    yield* this.ofAncestors(resource.parent);
  }

  private async call(
    transform: Callback,
    question: messages.TransformRequest | messages.TransformInvokeRequest,
  ): Promise<Uint8Array> {
    const request = new CallbackInvokeRequest().setToken(transform.getToken()).setRequest(question.serializeBinary());
    const client = this.clientOf(transform.getTarget());
    const response = await new Promise<CallbackInvokeResponse>((resolve, reject) => {
      client.invoke(request, (error, answer) => (error ? reject(new Error(error.details)) : resolve(answer)));
    });
    return response.getResponse_asU8();
  }

  private clientOf(target: string): CallbacksClient {
    const known = this.clients.get(target);
    if (known) return known;
    const client = new CallbacksClient(target, grpc.credentials.createInsecure(), UNLIMITED);
    this.clients.set(target, client);
    return client;
  }
}

function optionsOf(request: messages.RegisterResourceRequest): messages.TransformResourceOptions {
  const options = new messages.TransformResourceOptions()
    .setDependsOnList(request.getDependenciesList())
    .setProtect(request.getProtect() === true)
    .setIgnoreChangesList(request.getIgnorechangesList())
    .setReplaceOnChangesList(request.getReplaceonchangesList())
    .setVersion(request.getVersion())
    .setAliasesList(request.getAliasesList())
    .setProvider(request.getProvider())
    .setCustomTimeouts(request.getCustomtimeouts())
    .setRetainOnDelete(request.getRetainondelete() === true)
    .setDeletedWith(request.getDeletedwith())
    .setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  if (request.getDeletebeforereplace()) options.setDeleteBeforeReplace(true);
  for (const [name, provider] of request.getProvidersMap().entries()) options.getProvidersMap().set(name, provider);
  return options;
}
