import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import { changesBetween } from "./changes.js";
import { Failure, reasonOf } from "./failure.js";
import type { Registration } from "./monitor.js";
import { packConfig } from "./packConfig.js";
import { PackPolicies } from "./packPolicies.js";
import { startPackProcess } from "./packProcess.js";
import { stackEnvironment } from "./program.js";
import type { Project } from "./project.js";
import type { Properties, Remediation } from "./result.js";
import { Empty, propertiesOf, shownProperties, structOf, UNLIMITED, withoutSecrets } from "./wire.js";

/** A running policy pack. */
export class Pack {
  private constructor(
    private readonly folder: string,
    private readonly client: grpc.Client,
    /** What it judges by. */
    readonly policies: PackPolicies,
  ) {}

  /**
   * Starts a pack with Pulumi's own pack runner, and configures it.
   *
   * @param folder a folder with PulumiPolicy.yaml, or an executable pack
   * @param configFile its policy-pack configuration
   * @param stopping ends the pack's process
   * @throws Failure where it does not start, or refuses its configuration
   */
  static async start(
    folder: string,
    configFile: string | undefined,
    project: Project,
    stopping: AbortSignal,
  ): Promise<Pack> {
    const address = await startPackProcess(folder, stackEnvironment(project), stopping);
    const client = new grpc.Client(address, grpc.credentials.createInsecure(), UNLIMITED);
    stopping.addEventListener("abort", () => client.close());
    const info = await call<messages.AnalyzerInfo>(client, "getAnalyzerInfo", new Empty());
    const config = await packConfig(info, configFile);
    await configure(folder, client, config, project);
    return new Pack(folder, client, new PackPolicies(info, config));
  }

  /** The inputs after the pack mended them: unchanged where it mends nothing. */
  async remediate(
    registration: Registration,
    inputs: Properties,
  ): Promise<{ inputs: Properties; remediations: Remediation[] }> {
    if (!this.policies.mend) return { inputs, remediations: [] };
    const request = this.request(registration, inputs);
    const response = await this.ask<messages.RemediateResponse>("remediate", request, registration.name);
    let mended = inputs;
    const remediations: Remediation[] = [];
    for (const remediation of response.getRemediationsList()) {
      const problem = remediation.getDiagnostic();
      const before = mended;
      if (problem === "") mended = propertiesOf(remediation.getProperties());
      const properties = changesBetween(shownProperties(before), shownProperties(mended));
      if (problem === "" && properties.length === 0) continue;
      const policy = remediation.getPolicyname();
      const { id } = this.policies.known(policy);
      const pack = this.policies.pack.name;
      remediations.push({ id, policy, pack, urn: registration.urn, properties, ...(problem !== "" && { problem }) });
    }
    return { inputs: mended, remediations };
  }

  /** What the pack says of one resource. */
  async analyze(registration: Registration, inputs: Properties): Promise<messages.AnalyzeDiagnostic[]> {
    const request = this.request(registration, withoutSecrets(inputs));
    const response = await this.ask<messages.AnalyzeResponse>("analyze", request, registration.name);
    return response.getDiagnosticsList();
  }

  /** What the pack says of the whole stack. */
  async analyzeStack(registrations: readonly Registration[]): Promise<messages.AnalyzeDiagnostic[]> {
    const request = new messages.AnalyzeStackRequest();
    for (const registration of registrations) {
      const resource = fill(new messages.AnalyzerResource(), registration, withoutSecrets(registration.outputs));
      resource.setParent(registration.parent).setDependenciesList([...registration.dependencies]);
      for (const [property, urns] of Object.entries(registration.propertyDependencies)) {
        const dependencies = new messages.AnalyzerPropertyDependencies().setUrnsList([...urns]);
        resource.getPropertydependenciesMap().set(property, dependencies);
      }
      request.addResources(resource);
    }
    const response = await this.ask<messages.AnalyzeResponse>("analyzeStack", request, "the stack");
    return response.getDiagnosticsList();
  }

  private request(registration: Registration, inputs: Properties): messages.AnalyzeRequest {
    return fill(new messages.AnalyzeRequest(), registration, inputs);
  }

  private async ask<Response>(method: Method, request: object, subject: string): Promise<Response> {
    try {
      return await call<Response>(this.client, method, request);
    } catch (error) {
      throw new Failure(`The policy pack ${this.folder} failed at ${subject}, so it says nothing. ${detailsOf(error)}`);
    }
  }
}

type Method = keyof typeof AnalyzerService;

/** Calls a method of a pack. */
function call<Response>(client: grpc.Client, method: Method, request: object): Promise<Response> {
  const {
    path: at,
    requestSerialize,
    responseDeserialize,
  } = AnalyzerService[method] as grpc.MethodDefinition<object, Response>;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(at, requestSerialize, responseDeserialize, request, (error, response) => {
      if (error) reject(error);
      else resolve(response as Response);
    });
  });
}

async function configure(
  pack: string,
  client: grpc.Client,
  config: ReadonlyMap<string, messages.PolicyConfig>,
  project: Project,
): Promise<void> {
  const request = new messages.ConfigureAnalyzerRequest();
  for (const [name, policy] of config) request.getPolicyconfigMap().set(name, policy);
  const stack = new messages.AnalyzerStackConfigureRequest()
    .setStack(project.stack)
    .setProject(project.name)
    .setDryRun(true)
    .setConfigSecretKeysList([...project.secretKeys]);
  for (const [key, value] of Object.entries(project.config)) stack.getConfigMap().set(key, value);
  try {
    await call(client, "configure", request);
    await call(client, "configureStack", stack);
  } catch (error) {
    throw new Failure(`The policy pack ${pack} refuses its configuration. ${detailsOf(error)}`);
  }
}

function detailsOf(error: unknown): string {
  return (error as { details?: string }).details ?? reasonOf(error);
}

function fill<Request extends messages.AnalyzeRequest | messages.AnalyzerResource>(
  request: Request,
  registration: Registration,
  properties: Properties,
): Request {
  const { urn, type, name, parent } = registration;
  const options = new messages.AnalyzerResourceOptions()
    .setProtect(registration.protect)
    .setIgnorechangesList([...registration.ignoreChanges])
    .setAliasesList([...registration.aliases])
    .setAdditionalsecretoutputsList([...registration.additionalSecretOutputs])
    .setDeletebeforereplace(registration.deleteBeforeReplace)
    .setParent(parent);
  request.setUrn(urn);
  request.setType(type);
  request.setName(name);
  request.setProperties(structOf(properties));
  request.setOptions(options);
  const { provider } = registration;
  if (provider) {
    const resource = new messages.AnalyzerProviderResource();
    resource.setUrn(provider.urn).setType(provider.type).setName(provider.name);
    request.setProvider(resource.setProperties(structOf(withoutSecrets(provider.inputs))));
  }
  return request;
}
