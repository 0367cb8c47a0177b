import type { Registered } from "../support/program.js";
import { brief, placeOf, type Change, type Path } from "./change.js";

const RULESET = "cloudflare:index/ruleset:Ruleset";

/** A characteristic that whoever sends a request makes up. */
const MADE_UP = 'http.request.headers["x-client"]';

/**
 * Changes of a text in Cloudflare's Rules language that the language still takes: another path or host in its quotes,
 * plain HTTP, or no request at all; of a limit's characteristic, another one.
 *
 * @returns nothing where the text is none of these
 */
export function expressionChanges(resource: Registered, value: unknown, path: Path): Change[] {
  if (resource.type !== RULESET || typeof value !== "string") return [];
  const place = placeOf(path);
  const make = (to: string): Change => ({
    ...{ operator: "text", path, place, from: value, to },
    detail: `${brief(value)} → ${brief(to)}`,
  });
  if (place.endsWith(".characteristics[]")) return [make(MADE_UP)];
  if (!/\.(expression|countingExpression)$/.test(place)) return [];
  const inQuotes = (change: (text: string) => string): string =>
    value.replace(/"((?:[^"\\]|\\.)*)"/g, (_, text: string) => `"${change(text)}"`);
  const changed = [
    inQuotes((text) => (text.startsWith("/") ? "/elsewhere" : text)),
    inQuotes((text) => text.replace(/([\w-]+\.)+[a-z]{2,}/gi, "host.foreign.example")),
    inQuotes((text) => text.replace(/^https:/, "http:")),
    ...(place.endsWith(".targetUrl.expression") ? [] : ["false"]),
  ];
  return [...new Set(changed)].filter((text) => text !== value).map(make);
}

/** A characteristic added to those that a limit counts by; `undefined` for any other list. */
export function widestCharacteristic(resource: Registered, path: Path): string | undefined {
  return resource.type === RULESET && placeOf(path).endsWith(".characteristics") ? MADE_UP : undefined;
}
