import path from "node:path";
import type { Position, PreviewedResource, PreviewResult } from "../preview/result.js";
import type { ReportContext } from "./context.js";

/**
 * Where in the repository a finding belongs: the program's line that makes its resource, or that makes what the
 * resource is a child of.
 *
 * @returns for a URN, the path from the repository's root, with line and column; undefined where it is not known
 */
export function placesOf(
  { resources }: PreviewResult,
  { projectFile }: ReportContext,
): (urn: string) => Position | undefined {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const folder = path.posix.dirname(projectFile);
  return (urn) => {
    const seen = new Set<PreviewedResource>();
    let resource = byUrn.get(urn);
    while (resource && !resource.position && !seen.has(resource)) {
      seen.add(resource);
      resource = byUrn.get(resource.parent);
    }
    const position = resource?.position;
    return position && { ...position, file: path.posix.join(folder, position.file) };
  };
}
