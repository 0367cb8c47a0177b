import nodeModule from "node:module";
import { homedir } from "node:os";
import path from "node:path";

/**
 * Keeps what Node compiles, which is most of a start, for the next start of this process and of those that it starts.
 *
 * The folder is the user's own: what lies in a folder for all, others could have written. Node has such caches since
 * 22.1; where the folder cannot be written, or the user has no home, everything is compiled anew.
 */
export function keepCompiled(): void {
  let cache: string;
  try {
    cache = path.join(process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"), "storefront-baseline/node");
  } catch {
    return; // An account without a home, as containers have it.
  }
  (nodeModule as Partial<typeof nodeModule>).enableCompileCache?.(cache);
  process.env["NODE_COMPILE_CACHE"] ??= cache;
}

/** Writes what was compiled by now: a process that is killed never comes to it. Node has this since 22.10. */
export function writeCompiled(): void {
  (nodeModule as Partial<typeof nodeModule>).flushCompileCache?.();
}
