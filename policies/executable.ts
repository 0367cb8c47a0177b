/**
 * A policy pack as an executable: `pulumi preview --policy-pack path/to/pack`, with Pulumi CLI 3.255 and later.
 *
 * Pulumi's own way to start a pack runs its language host, a proxy, and a runner that loads the TypeScript compiler.
 * An executable is the pack alone. What the language host does for a pack is done here: the engine sends the stack's
 * configuration by a call (ConfigureStack) after it has connected, while `@pulumi/pulumi` reads it from the
 * environment when it is loaded. So the server listens first, and the pack is loaded once that call has come.
 * Sources: pkg/resource/plugin/analyzer_plugin.go and sdk/policy_proxy.go of pulumi/pulumi.
 */
import type { handleUnaryCall, Server, ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { createRequire } from "node:module";
import path from "node:path";
import { keepCompiled, writeCompiled } from "./compileCache.js";

type Grpc = typeof import("@grpc/grpc-js");
type Handler = handleUnaryCall<unknown, unknown>;
type AddService = (this: Server, service: ServiceDefinition, handlers: UntypedServiceImplementation) => void;
type Answer = Parameters<Handler>[1];

/** Milliseconds after the start: the engine's first calls do not wait for the disk. */
const WRITE_CACHE_AFTER = 100;
/** What `@pulumi/policy` takes, which is more than gRPC's 4 MiB: a stack comes in one message. */
const LARGEST_MESSAGE = 400 * 1024 * 1024;

/**
 * Runs the pack of a folder as the engine's plugin: the whole of an executable pack.
 *
 * @example
 * ```js
 * #!/usr/bin/env node
 * require("storefront-baseline/policies/executable").runPack(__dirname);
 * ```
 * @param folder holds the pack's package.json, whose `main` calls `createPack` or constructs a `PolicyPack`: JavaScript,
 *   since nothing compiles TypeScript here
 */
export function runPack(folder: string): void {
  keepCompiled();
  // `@pulumi/policy` reads the pack's version from the package.json of the working directory.
  process.chdir(folder);
  const load = createRequire(path.join(folder, "package.json"));
  // The pack's own SDK, and the gRPC that this SDK uses: another copy would not see the pack's service.
  const ofSdk = createRequire(load.resolve("@pulumi/policy"));
  const grpc = ofSdk("@grpc/grpc-js") as Grpc;
  const { AnalyzerService } = ofSdk("@pulumi/pulumi/proto/analyzer_grpc_pb") as { AnalyzerService: ServiceDefinition };

  const pack = once(() => loadPack(folder, load, servedBy(grpc, AnalyzerService)));
  const answerOf =
    (name: string): Handler =>
    (call, answer) => {
      pack().then(
        (handlers) => {
          const handler = handlers[name] as Handler | undefined;
          if (handler) handler(call, answer);
          else answer({ code: grpc.status.UNIMPLEMENTED, details: `The SDK of this pack has no ${name}.` });
        },
        (error: unknown) => refuse(answer, grpc, folder, error),
      );
    };
  const handlers = Object.fromEntries(Object.keys(AnalyzerService).map((name) => [name, answerOf(name)]));
  const configure = handlers["configureStack"];
  if (configure) {
    handlers["configureStack"] = (call, answer) => {
      setStack(call.request as AnalyzerStackConfigureRequest);
      configure(call, answer);
    };
  }
  // The engine asks for it as soon as it has connected, and takes a pack that has none: what it says is known here.
  delete handlers["handshake"];
  const server = new grpc.Server({ "grpc.max_receive_message_length": LARGEST_MESSAGE });
  server.addService(lateBound(AnalyzerService), handlers);
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    console.log(String(port));
  });
}

/** The environment in which Pulumi's language host for Node starts a pack (pulumi-language-nodejs, `RunPlugin`). */
function setStack(stack: AnalyzerStackConfigureRequest): void {
  const names = {
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().entries())),
  };
  for (const [name, value] of Object.entries(names)) if (value !== "") process.env[name] = value;
}

/** Loads the pack, as Pulumi's pack runner does, and gives what its `PolicyPack` would serve. */
async function loadPack(
  folder: string,
  load: NodeJS.Require,
  served: () => UntypedServiceImplementation | undefined,
): Promise<UntypedServiceImplementation> {
  const exported: unknown = load(folder);
  await (typeof exported === "function" ? (exported as () => unknown)() : exported);
  const handlers = served();
  if (!handlers) throw new Error("It constructs no PolicyPack. Call createPack in the file that package.json names.");
  setTimeout(writeCompiled, WRITE_CACHE_AFTER).unref();
  return handlers;
}

/**
 * `new PolicyPack()` starts a server of its own and prints its port. The engine knows one port of this process, so the
 * service is taken from the SDK's server, which then never listens.
 */
function servedBy(grpc: Grpc, service: ServiceDefinition): () => UntypedServiceImplementation | undefined {
  const { prototype } = grpc.Server;
  const addService: AddService = Reflect.get<typeof prototype, "addService">(prototype, "addService");
  let handlers: UntypedServiceImplementation | undefined;
  prototype.addService = function (this: Server, added: ServiceDefinition, implementation) {
    if (added !== service) addService.call(this, added, implementation);
    else {
      handlers = implementation;
      this.bindAsync = () => undefined;
      prototype.addService = addService;
    }
  };
  return () => handlers;
}

/** The pack changes how requests are read while it is loaded (`framework/configure.ts`), which is after the server is made. */
function lateBound(service: ServiceDefinition): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(service).map(([name, method]) => [
      name,
      { ...method, requestDeserialize: (bytes: Buffer): unknown => service[name]?.requestDeserialize(bytes) },
    ]),
  );
}

function refuse(answer: Answer, grpc: Grpc, folder: string, error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  answer({ code: grpc.status.UNKNOWN, details: `The policy pack ${folder} failed to load. ${reason}` });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
