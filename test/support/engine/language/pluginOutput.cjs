"use strict";
/** The stream by which the engine reads a plugin's output and learns that it ended. */
const { RunPluginResponse } = require("@pulumi/pulumi/proto/language_pb");

function pluginOutput(call) {
  return {
    stdout: (bytes) => call.write(new RunPluginResponse().setStdout(bytes)),
    stderr: (bytes) => call.write(new RunPluginResponse().setStderr(bytes)),
    exit(code) {
      call.write(new RunPluginResponse().setExitcode(code));
      call.end();
    },
  };
}

module.exports = { pluginOutput };
