"use strict";
/** Runs a Pulumi program to its end. */
const path = require("node:path");
const { RunResponse } = require("@pulumi/pulumi/proto/language_pb");
const { startChild, startRunner } = require("./runner.cjs");

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
  const args = [...flags, info.getEntryPoint(), ...request.getArgsList()];
  return ended(startRunner("run", info, args, { stdio: ["ignore", "inherit", "inherit"], env: configOf(request) }));
}

/** The interpreter is that of test/engine/languages.sh, which has the SDKs that programs import. */
function runPythonProgram(request, engineAddress) {
  const info = request.getInfo();
  const settings = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    root_directory: info.getRootDirectory(),
    stack: request.getStack(),
    dry_run: request.getDryrun(),
    parallel: request.getParallel(),
  };
  const runner = path.join(__dirname, "python.py");
  return ended(
    startChild("python-with-pulumi", ["-u", runner, JSON.stringify(settings)], {
      cwd: info.getProgramDirectory(),
      stdio: ["ignore", "inherit", "inherit"],
      env: configOf(request),
    }),
  );
}

function configOf(request) {
  return {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

async function ended(child) {
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (...end) => resolve(end));
  });
  const response = new RunResponse();
  if (code === ALREADY_REPORTED) response.setBail(true);
  else if (code !== 0) response.setError(`Program exited with ${signal ?? `non-zero exit code: ${code}`}`);
  return response;
}

module.exports = { runProgram, runPythonProgram };
