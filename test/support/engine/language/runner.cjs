"use strict";
/** Starting one of Pulumi's runners for a program, a plugin or a pack. */
const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const path = require("node:path");

const children = new Set();

/**
 * Starts `@pulumi/pulumi/cmd/<runner>`, found from the folder of what it runs: each program, plugin or pack meets the
 * SDK that it depends on, be it in its own node_modules or in one further up.
 */
function startRunner(runner, info, args, options) {
  const settings = info.getOptions()?.toJavaScript() ?? {};
  const nodeArguments = typeof settings.nodeargs === "string" ? settings.nodeargs.split(/\s+/).filter(Boolean) : [];
  const environment = { ...options.env };
  if (settings.typescript !== false) environment.PULUMI_NODEJS_TYPESCRIPT = "true";
  if (settings.tsconfig) environment.PULUMI_NODEJS_TSCONFIG_PATH = String(settings.tsconfig);
  const script = resolveFrom(info.getProgramDirectory(), `@pulumi/pulumi/cmd/${runner}`);
  return startChild("node", [...nodeArguments, script, ...args], { ...options, env: environment });
}

/** Starts a process that ends with this one. */
function startChild(command, args, options) {
  const child = spawn(command, args, options);
  children.add(child);
  child.once("close", () => children.delete(child));
  return child;
}

function resolveFrom(folder, request) {
  try {
    return createRequire(path.join(folder, "package.json")).resolve(request);
  } catch (error) {
    throw new Error(`${request} cannot be found from ${folder}: install @pulumi/pulumi there or further up.`, {
      cause: error,
    });
  }
}

/** The environment that the engine sends with a plugin: `NAME=value` lines, of which the last of a name counts. */
function pluginEnvironment(request) {
  return Object.fromEntries(
    request.getEnvList().map((line) => {
      const equals = line.indexOf("=");
      return [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
}

function stopChildren() {
  for (const child of children) child.kill();
}

module.exports = { startRunner, startChild, pluginEnvironment, stopChildren };
