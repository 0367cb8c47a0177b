import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Failure, reasonOf } from "./failure.js";
import type { Registration } from "./monitor.js";
import { packConfig } from "./packConfig.js";
import { runner, stackEnvironment } from "./program.js";
import type { Project } from "./project.js";
import type { Properties } from "./result.js";
import { Empty, propertiesOf, structOf, UNLIMITED, withoutSecrets } from "./wire.js";

/** How long a pack may take to print its port: one in TypeScript source compiles first. */
const START_LIMIT_SECONDS = 120;
/** An engine's address that nobody answers: packs use it for logging alone. */
const NO_ENGINE = "127.0.0.1:0";

/** A running policy pack. */
export class Pack {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly client: grpc.Client,
    readonly info: messages.AnalyzerInfo,
  ) {}

  /**
   * Starts a pack with Pulumi's own pack runner, and configures it.
   *
   * @param folder a folder with PulumiPolicy.yaml, or an executable pack
   * @param configFile its policy-pack configuration
   * @throws Failure where it does not start, or refuses its configuration
   */
  static async start(folder: string, configFile: string | undefined, project: Project): Promise<Pack> {
    const { child, address } = await startProcess(folder, project);
    try {
      const client = new grpc.Client(address, grpc.credentials.createInsecure(), UNLIMITED);
      const info = await call<messages.AnalyzerInfo>(client, "getAnalyzerInfo", new Empty());
      const pack = new Pack(folder, child, client, info);
      await pack.configure(configFile, project);
      return pack;
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }

  /** The inputs after the pack mended them: unchanged where it mends nothing. */
  async remediate(registration: Registration, inputs: Properties): Promise<{ inputs: Properties; said: string[] }> {
    const request = this.request(registration, inputs);
    const response = await this.ask<messages.RemediateResponse>("remediate", request, registration.name);
    let mended = inputs;
    const said: string[] = [];
    for (const remediation of response.getRemediationsList()) {
      const problem = remediation.getDiagnostic();
      if (problem === "") mended = propertiesOf(remediation.getProperties());
      const outcome = problem === "" ? `mended ${registration.name}` : `could not mend ${registration.name}: ${problem}`;
      said.push(`${remediation.getPolicyname()} ${outcome}`);
    }
    return { inputs: mended, said };
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

  private async configure(configFile: string | undefined, project: Project): Promise<void> {
    const request = new messages.ConfigureAnalyzerRequest();
    for (const [name, config] of await packConfig(this.info, configFile)) request.getPolicyconfigMap().set(name, config);
    const stack = new messages.AnalyzerStackConfigureRequest()
      .setStack(project.stack)
      .setProject(project.name)
      .setDryRun(true)
      .setConfigSecretKeysList([...project.secretKeys]);
    for (const [key, value] of Object.entries(project.config)) stack.getConfigMap().set(key, value);
    try {
      await call(this.client, "configure", request);
      await call(this.client, "configureStack", stack);
    } catch (error) {
      throw new Failure(`The policy pack ${this.folder} refuses its configuration. ${detailsOf(error)}`);
    }
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
  const { path: at, requestSerialize, responseDeserialize } = AnalyzerService[method] as grpc.MethodDefinition<
    object,
    Response
  >;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(at, requestSerialize, responseDeserialize, request, (error, response) => {
      if (error) reject(error);
      else resolve(response as Response);
    });
  });
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
  return request;
}

async function startProcess(pack: string, project: Project): Promise<{ child: ChildProcess; address: string }> {
  if (!existsSync(pack)) {
    throw new Failure(`The policy pack ${pack} does not exist. Give a folder that holds PulumiPolicy.yaml.`);
  }
  const isExecutable = statSync(pack).isFile();
  if (!isExecutable && !existsSync(path.join(pack, "PulumiPolicy.yaml"))) {
    throw new Failure(`${pack} is no policy pack: it holds no PulumiPolicy.yaml.`);
  }
  const [command, args]: [string, string[]] = isExecutable
    ? [path.resolve(pack), [NO_ENGINE]]
    : [process.execPath, [runner(pack, "run-policy-pack"), NO_ENGINE, path.resolve(pack)]];
  const child = spawn(command, args, {
    cwd: isExecutable ? path.dirname(pack) : pack,
    env: { ...process.env, ...stackEnvironment(project) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = (): void => void child.kill();
  process.once("exit", stop);
  child.once("exit", () => process.off("exit", stop));
  return { child, address: `127.0.0.1:${await portOf(child, pack)}` };
}

/** The first line of a pack's output that holds only digits. */
function portOf(child: ChildProcess, pack: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    const fail = (reason: string): void => {
      clearTimeout(limit);
      child.kill();
      const said = [stdout, stderr].map((text) => text.trim()).filter((text) => text !== "");
      reject(new Failure([`The policy pack ${pack} did not start: ${reason}.`, ...said].join("\n")));
    };
    const limit = setTimeout(() => fail(`it printed no port within ${START_LIMIT_SECONDS} s`), START_LIMIT_SECONDS * 1000);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const port = /^(\d+)\r?\n/m.exec(stdout)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(Number(port));
    });
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`it exited with code ${code} before it printed its port`));
  });
}
