"use strict";
/** Runs a folder with a PulumiPlugin.yaml: Pulumi's runner, its output passed on to the engine. */
const { pluginOutput } = require("./pluginOutput.cjs");
const { pluginEnvironment, startRunner } = require("./runner.cjs");

function runComponentPlugin(call) {
  const output = pluginOutput(call);
  const info = call.request.getInfo();
  const folder = info.getProgramDirectory();
  let child;
  try {
    child = startRunner("run-plugin", info, [folder, ...call.request.getArgsList()], {
      cwd: call.request.getPwd(),
      env: pluginEnvironment(call.request),
    });
  } catch (error) {
    call.emit("error", error);
    return;
  }
  child.stdout.on("data", output.stdout);
  child.stderr.on("data", output.stderr);
  child.on("close", (code) => output.exit(code ?? 1));
  call.on("cancelled", () => child.kill());
}

module.exports = { runComponentPlugin };
