import { realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Position } from "./result.js";

/** This package's own compiled files, seen from `dist/preview`: components make resources, but are not the program. */
const OWN = path.resolve(__dirname, "..");

/**
 * The line of the program that makes a resource: the innermost call within the project's folder that is neither an
 * installed package's nor this package's own. The SDK sends the whole stack, with source maps applied.
 *
 * @param root the folder of Pulumi.yaml
 * @returns undefined where the SDK sends no such line, as for what is registered after an `await`
 */
export function positionOf(
  request: Partial<Pick<RegisterResourceRequest, "getStacktrace" | "getSourceposition">>,
  root: string,
): Position | undefined {
  // Protocols of older SDKs know no stack.
  const frames = request.getStacktrace?.()?.getFramesList() ?? [];
  const places = [request.getSourceposition?.(), ...frames.map((frame) => frame.getPc())];
  // Node gives real paths to the files that it loads.
  const folder = realpathSync(root);
  for (const place of places) {
    const file = place?.getUri().startsWith("file:") === true ? fileIn(folder, place.getUri()) : undefined;
    if (place && file !== undefined) return { file, line: place.getLine(), column: place.getColumn() };
  }
  return undefined;
}

function fileIn(folder: string, uri: string): string | undefined {
  const file = fileURLToPath(uri);
  if (!file.startsWith(folder + path.sep) || file.startsWith(OWN + path.sep)) return undefined;
  const parts = path.relative(folder, file).split(path.sep);
  return parts.includes("node_modules") ? undefined : parts.join("/");
}
