"use strict";
/** Writes SDKs with Pulumi's own generators, which test/engine/sdkgen calls, and installs those for Python. */
const { spawn } = require("node:child_process");
const path = require("node:path");
const { GeneratePackageResponse, LinkResponse } = require("@pulumi/pulumi/proto/language_pb");

async function generateSdk(language, request) {
  await run("sdkgen", [language, request.getDirectory(), request.getLoaderTarget()], request.getSchema());
  return new GeneratePackageResponse();
}

/** Installs an SDK beside the program, without a network: test/engine/languages.sh has what it needs. */
async function linkSdk(language, request) {
  const program = request.getInfo().getProgramDirectory();
  if (language === "python") {
    for (const sdk of request.getPackagesList()) {
      const target = ["--target", path.join(program, "site-packages"), path.resolve(program, sdk.getPath())];
      const offline = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation"];
      await run("python-with-pulumi", ["-m", "pip", "install", ...offline, ...target], "");
    }
  }
  return new LinkResponse();
}

async function run(command, args, input) {
  const child = spawn(command, args);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (printed += text));
  child.stdin.end(input);
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`${command} exited with ${code}: ${printed}`);
}

module.exports = { generateSdk, linkSdk };
