"use strict";
/**
 * Runs a policy pack behind a proxy. @pulumi/policy reads the stack's configuration from its environment, while the
 * engine sends it by a call (ConfigureStack): so the engine meets this proxy first, the pack starts once the
 * configuration is known, and every other call goes through to the pack as the bytes it came in.
 */
const grpc = require("@grpc/grpc-js");
const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
const { pluginOutput } = require("./pluginOutput.cjs");
const { pluginEnvironment, startRunner } = require("./runner.cjs");

const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
const asIs = (bytes) => bytes;
const bytesOf = (message) => Buffer.from(message.serializeBinary());
const rawService = Object.fromEntries(
  Object.entries(AnalyzerService).map(([name, method]) => [
    name,
    { ...method, requestSerialize: asIs, requestDeserialize: asIs, responseSerialize: asIs, responseDeserialize: asIs },
  ]),
);

function servePolicyPack(call) {
  const output = pluginOutput(call);
  let pack;
  const start = (stackEnvironment) => (pack ??= startPack(call.request, stackEnvironment, output));
  const server = new grpc.Server(unlimited);
  server.addService(rawService, {
    ...Object.fromEntries(
      Object.entries(rawService).map(([name, method]) => [
        name,
        // A call before ConfigureStack comes from `pulumi policy publish`: there is no stack then.
        (request, callback) => forward(start({}).client, method.path, request, callback),
      ]),
    ),
    handshake: (_request, callback) => callback(null, bytesOf(new analyzer.AnalyzerHandshakeResponse())),
    configureStack(request, callback) {
      start(stackEnvironment(analyzer.AnalyzerStackConfigureRequest.deserializeBinary(request.request)));
      callback(null, bytesOf(new analyzer.AnalyzerStackConfigureResponse()));
    },
  });
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) call.emit("error", error);
    else output.stdout(Buffer.from(`${port}\n`));
  });
  call.on("cancelled", () => {
    pack?.stop();
    server.forceShutdown();
  });
}

function forward(client, method, request, callback) {
  client.then(
    (connected) => connected.makeUnaryRequest(method, asIs, asIs, request.request, request.metadata, callback),
    (error) => callback({ code: grpc.status.UNKNOWN, message: `policy pack not started: ${error.message}` }),
  );
}

function stackEnvironment(stack) {
  const names = { ORGANIZATION: stack.getOrganization(), PROJECT: stack.getProject(), STACK: stack.getStack() };
  const environment = { PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().entries())) };
  for (const [name, value] of Object.entries({ ...names, DRY_RUN: String(stack.getDryRun()) })) {
    environment[`PULUMI_NODEJS_${name}`] = value;
    environment[`PULUMI_${name}`] = value;
  }
  return environment;
}

function startPack(request, extraEnvironment, output) {
  const info = request.getInfo();
  const folder = info.getProgramDirectory();
  let child;
  const client = new Promise((resolve, reject) => {
    child = startRunner("run-policy-pack", info, [...request.getArgsList(), folder], {
      cwd: folder,
      env: { ...pluginEnvironment(request), ...extraEnvironment },
    });
    let firstLine = "";
    const readPort = (bytes) => {
      firstLine += bytes;
      const newline = firstLine.indexOf("\n");
      if (newline < 0) return;
      child.stdout.off("data", readPort).on("data", output.stdout);
      const port = Number(firstLine.slice(0, newline));
      if (!Number.isInteger(port)) {
        reject(new Error(`it printed ${JSON.stringify(firstLine)} where its port was expected`));
        return;
      }
      if (firstLine.length > newline + 1) output.stdout(Buffer.from(firstLine.slice(newline + 1)));
      resolve(new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), unlimited));
    };
    child.stdout.on("data", readPort);
    child.stderr.on("data", output.stderr);
    child.on("error", reject);
    child.on("close", (code) => {
      reject(new Error(`it exited with code ${code} before it printed its port`));
      output.exit(code ?? 1);
    });
  });
  // A failed start is reported by whichever call waits for it; until one does, it must not end this process.
  client.catch(() => undefined);
  return { client, stop: () => child?.kill() };
}

module.exports = { servePolicyPack };
