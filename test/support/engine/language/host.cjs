"use strict";
/**
 * A language host for Node, written in Node: it answers the engine's LanguageRuntime calls and starts Pulumi's own
 * runners (`@pulumi/pulumi/cmd/run`, `run-plugin`, `run-policy-pack`) for programs, component plugins and packs.
 * The npm packages of Pulumi hold these runners but no language host, and Pulumi's own host is a Go program. It runs
 * Python programs as well, and has SDKs written for Python and Go.
 */
const path = require("node:path");
const grpc = require("@grpc/grpc-js");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const messages = require("@pulumi/pulumi/proto/language_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { version } = require("@pulumi/pulumi/package.json");
const { Empty } = require("./protobuf.cjs");
const { runComponentPlugin } = require("./componentPlugin.cjs");
const { servePolicyPack } = require("./policyPack.cjs");
const { runProgram, runPythonProgram } = require("./program.cjs");
const { stopChildren } = require("./runner.cjs");
const { generateSdk, linkSdk } = require("./sdk.cjs");

// The engine passes its logging flags first and its own address last.
const engineAddress = process.argv.at(-1);

// The engine finds a host by its file name: pulumi-language-nodejs, pulumi-language-python, pulumi-language-go.
const language = path.basename(process.argv[1]).replace("pulumi-language-", "");

const answer = (handle) => (call, callback) => {
  Promise.resolve()
    .then(() => handle(call.request))
    .then(
      (response) => callback(null, response),
      (error) => callback({ code: grpc.status.UNKNOWN, message: error.message }),
    );
};

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, {
  handshake: answer(() => new messages.LanguageHandshakeResponse()),
  getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
  // No provider is announced: the tests attach provider doubles, and nothing may be downloaded.
  getRequiredPackages: answer(() => new messages.GetRequiredPackagesResponse()),
  getRequiredPlugins: answer(() => new messages.GetRequiredPluginsResponse()),
  run: answer((request) => (language === "python" ? runPythonProgram : runProgram)(request, engineAddress)),
  link: answer((request) => linkSdk(language, request)),
  generatePackage: answer((request) => generateSdk(language, request)),
  runPlugin: (call) => (call.request.getKind() === "analyzer" ? servePolicyPack(call) : runComponentPlugin(call)),
  // The repository's own node_modules serve programs and packs.
  installDependencies: (call) => call.end(),
  cancel: answer(() => {
    stopChildren();
    return new Empty();
  }),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});

// The engine holds this end open for as long as it lives: without it a killed engine would leave programs running.
process.stdin.resume().on("end", () => {
  stopChildren();
  process.exit(0);
});
