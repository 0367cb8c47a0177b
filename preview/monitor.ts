import * as grpc from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb.js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import * as engine from "@pulumi/pulumi/proto/engine_pb.js";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import * as messages from "@pulumi/pulumi/proto/resource_pb.js";
import { functionResult } from "./functions.js";
import { positionOf } from "./position.js";
import type { Project } from "./project.js";
import type { Diagnostic, Position, Properties } from "./result.js";
import { engineOutputs, type StandIns } from "./standIn.js";
import { Transforms } from "./transforms.js";
import { Empty, listen, propertiesOf, structOf, unary, UNLIMITED } from "./wire.js";

/** A resource as the program registered it. Properties still hold the wrappers of secrets. */
export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly inputs: Properties;
  /** What the program sees of it, and packs in the stack pass: the inputs, and what a provider would fill in. */
  readonly outputs: Properties;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly aliases: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly dependencies: readonly string[];
  /** For each input, the resources that its value came from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** The provider that the program gave it; none where it is the default one. */
  readonly provider?: Pick<Registration, "urn" | "type" | "name" | "inputs"> | undefined;
  /** Read from the cloud, not managed: no policy judges it. */
  readonly isRead: boolean;
  /** A component whose children another process makes: they are not seen here. */
  readonly isRemote: boolean;
  /** The program's line that makes it. */
  readonly position?: Position | undefined;
}

/** What a monitor needs to know to stand for an engine. */
export interface MonitorOptions {
  readonly project: Project;
  /** Invents outputs; without it they stay unknown, as in the engine's own preview. */
  readonly standIns: StandIns | undefined;
  /** Judges a resource before the program goes on, and gives its inputs as the packs mended them. */
  readonly judge: (registration: Registration) => Promise<Properties>;
}

const SEVERITIES = ["info", "info", "warning", "error"] as const;
/** The type of the stack itself, of which all resources are children. */
export const ROOT_TYPE = "pulumi:pulumi:Stack";

/** Stands for the engine while a program runs: takes its registrations and its log, and changes nothing. */
export class Monitor {
  readonly registrations: Registration[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Functions that only a provider can answer: their results stayed unknown. */
  readonly unansweredFunctions = new Set<string>();
  private readonly server = new grpc.Server(UNLIMITED);
  private readonly urns = new Set<string>();
  private readonly transforms = new Transforms();
  /** URN of the stack itself, once the program has registered it. */
  stackUrn: string | undefined;

  private constructor(private readonly options: MonitorOptions) {
    const nothing = unary(() => new Empty());
    this.server.addService(ResourceMonitorService, {
      getDeploymentInfo: unary(() => new messages.DeploymentInfo().setSupportedfeaturesList([...FEATURES])),
      supportsFeature: unary((request: messages.SupportsFeatureRequest) =>
        new messages.SupportsFeatureResponse().setHassupport(FEATURE_IDS.includes(request.getId())),
      ),
      registerResource: unary((request: messages.RegisterResourceRequest) => this.register(request)),
      readResource: unary((request: messages.ReadResourceRequest) => this.read(request)),
      invoke: unary((request: messages.ResourceInvokeRequest) => this.invoke(request)),
      registerPackage: unary(() => new messages.RegisterPackageResponse().setRef("preview")),
      registerStackTransform: unary((callback: Callback) => {
        this.transforms.addToStack(callback);
        return new Empty();
      }),
      registerStackInvokeTransform: unary((callback: Callback) => {
        this.transforms.addToInvokes(callback);
        return new Empty();
      }),
      registerResourceOutputs: nothing,
      registerResourceHook: nothing,
      registerErrorHook: nothing,
      signalAndWaitForShutdown: nothing,
    });
    this.server.addService(EngineService, {
      log: unary((request: engine.LogRequest) => this.log(request)),
      setRootResource: unary((request: engine.SetRootResourceRequest) => {
        this.stackUrn = request.getUrn();
        return new engine.SetRootResourceResponse();
      }),
      getRootResource: unary(() => new engine.GetRootResourceResponse().setUrn(this.stackUrn ?? "")),
      requirePulumiVersion: unary(() => new engine.RequirePulumiVersionResponse()),
    });
  }

  /** Starts a monitor, and gives the address that a program reaches it at. */
  static async start(options: MonitorOptions): Promise<{ monitor: Monitor; address: string }> {
    const monitor = new Monitor(options);
    return { monitor, address: await listen(monitor.server) };
  }

  stop(): void {
    this.transforms.stop();
    this.server.forceShutdown();
  }

  private async register(request: messages.RegisterResourceRequest): Promise<messages.RegisterResourceResponse> {
    const type = request.getType();
    const name = request.getName();
    const urn = this.newUrn(request.getParent(), type, name);
    this.transforms.remember(urn, request);
    await this.transforms.changeResource(request);
    const inputs = propertiesOf(request.getObject());
    const id = request.getCustom() ? (this.options.standIns?.id(urn, name) ?? "") : "";
    const registration: Registration = {
      urn,
      type,
      name,
      parent: request.getParent(),
      inputs,
      outputs: inputs,
      protect: request.getProtect() === true,
      ignoreChanges: request.getIgnorechangesList(),
      aliases: request.getAliasurnsList(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      dependencies: request.getDependenciesList(),
      propertyDependencies: Object.fromEntries(
        [...request.getPropertydependenciesMap().entries()].map(([property, urns]) => [property, urns.getUrnsList()]),
      ),
      provider: this.providerOf(request.getProvider()),
      isRead: false,
      isRemote: request.getRemote(),
      position: positionOf(request, this.options.project.root),
    };
    const place = this.registrations.push(registration) - 1;
    const mended = await this.options.judge(registration);
    const { standIns } = this.options;
    const outputs = standIns && id !== "" ? standIns.outputs(type, urn, id, mended) : engineOutputs(type, mended);
    this.registrations[place] = { ...registration, inputs: mended, outputs };
    return new messages.RegisterResourceResponse().setUrn(urn).setId(id).setObject(structOf(outputs));
  }

  private read(request: messages.ReadResourceRequest): messages.ReadResourceResponse {
    const type = request.getType();
    const name = request.getName();
    const urn = this.newUrn(request.getParent(), type, name);
    const inputs = propertiesOf(request.getProperties());
    this.registrations.push({
      ...{ urn, type, name, parent: request.getParent(), inputs, outputs: inputs },
      ...{ protect: false, ignoreChanges: [], aliases: [], additionalSecretOutputs: [], deleteBeforeReplace: false },
      ...{ dependencies: request.getDependenciesList(), propertyDependencies: {}, isRead: true, isRemote: false },
      position: positionOf(request, this.options.project.root),
    });
    return new messages.ReadResourceResponse().setUrn(urn).setProperties(structOf(inputs));
  }

  private async invoke(request: messages.ResourceInvokeRequest): Promise<messages.ResourceInvokeResponse> {
    await this.transforms.changeInvoke(request);
    const token = request.getTok();
    const args = propertiesOf(request.getArgs());
    const result = functionResult(token, args, this.options.project.config);
    if (result !== undefined) {
      const filled = { ...args, ...result };
      return new messages.ResourceInvokeResponse().setReturn(structOf(filled));
    }
    this.unansweredFunctions.add(token);
    return new messages.ResourceInvokeResponse().setUnknown(true);
  }

  /** @param reference a provider's URN and id, as a program names it */
  private providerOf(reference: string): Registration["provider"] {
    const urn = reference.slice(0, reference.lastIndexOf("::"));
    return this.registrations.find((registration) => registration.urn === urn);
  }

  private log(request: engine.LogRequest): object {
    const severity = request.getSeverity();
    if (severity !== engine.LogSeverity.DEBUG && !request.getEphemeral()) {
      this.diagnostics.push({ severity: SEVERITIES[severity], message: request.getMessage().trimEnd() });
    }
    return new Empty();
  }

  /** As the engine makes URNs: a type is preceded by its parents' types, the stack's left out. */
  private newUrn(parent: string, type: string, name: string): string {
    const { stack, name: project } = this.options.project;
    const parentType = parent.split("::")[2] ?? "";
    const qualified = parentType === "" || parentType === ROOT_TYPE ? type : `${parentType}$${type}`;
    const urn = `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
    if (this.urns.has(urn)) throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    this.urns.add(urn);
    return urn;
  }
}

const { ResourceMonitorFeature: Feature } = messages;
// Resource references are not among them: without, a resource that is given where its id is meant arrives as its id.
const FEATURES: readonly messages.ResourceMonitorFeature[] = [
  Feature.RESOURCE_MONITOR_FEATURE_SECRETS,
  Feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  Feature.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
  Feature.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS,
  Feature.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER,
  Feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  Feature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
  Feature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
  Feature.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
  Feature.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS,
  Feature.RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON,
];
/** The same for SDKs that ask for each feature by name. */
const FEATURE_IDS: readonly string[] = [
  "secrets",
  "aliasSpecs",
  "transforms",
  "invokeTransforms",
  "deletedWith",
  "replaceWith",
  "parameterization",
  "resourceHooks",
  "errorHooks",
];
