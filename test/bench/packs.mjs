// Packs as an engine starts and asks them.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import grpc from "@grpc/grpc-js";

const require = createRequire(import.meta.url);
const { AnalyzerClient } = require("@pulumi/pulumi/proto/analyzer_grpc_pb.js");
const messages = require("@pulumi/pulumi/proto/analyzer_pb.js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js");

const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/**
 * Starts a pack, tells it its stack, and asks what it is, as the engine does before the program runs.
 *
 * @param folder a folder, which Pulumi's own runner starts; or an executable
 * @returns how long that took, a way to call it, and the way to stop it
 */
export async function start(folder, { isExecutable = false, environment = {} } = {}) {
  const begun = performance.now();
  const cwd = isExecutable ? path.dirname(folder) : folder;
  const runner = createRequire(path.join(cwd, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const [command, args] = isExecutable ? [folder, []] : [process.execPath, [runner]];
  const child = spawn(command, [...args, "127.0.0.1:0", ...(isExecutable ? [] : [folder])], {
    cwd,
    env: { ...process.env, PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`, ...environment },
    // What a pack says of deprecated packages is not asked here.
    stdio: ["ignore", "pipe", "ignore"],
  });
  const port = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(data.toString().trim()));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`pack ${folder} exited with ${code}`)));
  });
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), UNLIMITED);
  const call = (method, request) =>
    new Promise((resolve, reject) =>
      client[method](request, (error, response) => (error ? reject(error) : resolve(response))),
    );
  const stop = () => {
    client.close();
    child.kill();
  };
  try {
    await call("configureStack", new messages.AnalyzerStackConfigureRequest());
    await call("getAnalyzerInfo", new Empty());
  } catch (error) {
    stop();
    throw error;
  }
  return { milliseconds: performance.now() - begun, call, stop, peakMemory: () => peakMemory(child.pid) };
}

/** The most memory that a process ever held, in MiB; `undefined` where the system does not tell (Linux does). */
function peakMemory(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

function fill(request, { type, name, urn, inputs, options = {} }) {
  request.setType(type);
  request.setName(name);
  request.setUrn(urn);
  request.setProperties(Struct.fromJavaScript(inputs));
  request.setOptions(new messages.AnalyzerResourceOptions().setProtect(options.protect === true));
  return request;
}

/** The calls for resources one after the other. */
export function resourceRequests(resources) {
  return resources.map((resource) => fill(new messages.AnalyzeRequest(), resource));
}

/** The call for a whole stack. */
export function stackRequest(resources) {
  const request = new messages.AnalyzeStackRequest();
  for (const resource of resources) {
    const message = fill(new messages.AnalyzerResource(), resource);
    message.setDependenciesList([...new Set(Object.values(resource.from).flat())]);
    for (const [property, urns] of Object.entries(resource.from)) {
      const dependencies = new messages.AnalyzerPropertyDependencies().setUrnsList(urns);
      message.getPropertydependenciesMap().set(property, dependencies);
    }
    request.addResources(message);
  }
  return request;
}

/** How long a pack takes for each of some resources together, in milliseconds. */
export async function timeResources(pack, requests) {
  const begun = performance.now();
  for (const request of requests) await pack.call("analyze", request);
  return performance.now() - begun;
}

/** How long a pack takes for a whole stack, in milliseconds. */
export async function timeStack(pack, request) {
  const begun = performance.now();
  await pack.call("analyzeStack", request);
  return performance.now() - begun;
}
