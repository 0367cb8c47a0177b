import type { Resource } from "../framework/resource.js";
import { isSentinel, UNKNOWN, type Maybe } from "../framework/unknown.js";

/**
 * What a Worker holds beside `content`: its modules, as `WorkerVersion` has them, and what only a path names.
 *
 * A module of text is given as the literal that a script would have in its place. A file is `UNKNOWN`, since a pack does
 * not see the program's folder; so are static assets, which are always files.
 */
export function moduleTexts(resource: Resource): readonly Maybe<string>[] {
  const isInFile = ["contentFile", "assets"].some((property) => resource.property(property) !== undefined);
  // A list at a `WorkerVersion`; a `WorkersScript` has its further modules under their names.
  const modules = ["modules", "files"].flatMap((property): unknown[] => {
    const given = resource.property(property);
    return given === UNKNOWN ? [UNKNOWN] : Object.values(given ?? {});
  });
  return [...modules.flatMap(textOf), ...(isInFile ? ([UNKNOWN] as const) : [])];
}

interface Module {
  readonly contentBase64?: unknown;
  readonly contentFile?: unknown;
  readonly contentType?: unknown;
}

function textOf(written: unknown): Maybe<string>[] {
  if (written === UNKNOWN || isSentinel(written)) return [UNKNOWN];
  const { contentBase64, contentFile, contentType } = (written ?? {}) as Module;
  if (isSentinel(contentBase64)) return [UNKNOWN];
  if (typeof contentBase64 !== "string") return contentFile === undefined ? [] : [UNKNOWN];
  const text = Buffer.from(contentBase64, "base64").toString("utf8");
  return [typeof contentType === "string" && contentType.startsWith("text/plain") ? JSON.stringify(text) : text];
}
