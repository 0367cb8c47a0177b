"use strict";
/** Runs a Pulumi program to its end. */
const { RunResponse } = require("@pulumi/pulumi/proto/language_pb");
const { startRunner } = require("./runner.cjs");

// The exit code by which Pulumi's runner says that it has told the user already.
const ALREADY_REPORTED = 32;

async function runProgram(request, engineAddress) {
  const info = request.getInfo();
  const options = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info.getRootDirectory(),
    stack: request.getStack(),
    pwd: info.getProgramDirectory(),
    "dry-run": request.getDryrun(),
    parallel: request.getParallel(),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => {
    if (!value) return [];
    return value === true ? [`--${name}`] : [`--${name}`, String(value)];
  });
  const child = startRunner("run", info, [...flags, info.getEntryPoint(), ...request.getArgsList()], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  });
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (...end) => resolve(end));
  });
  const response = new RunResponse();
  if (code === ALREADY_REPORTED) response.setBail(true);
  else if (code !== 0) response.setError(`Program exited with ${signal ?? `non-zero exit code: ${code}`}`);
  return response;
}

module.exports = { runProgram };
