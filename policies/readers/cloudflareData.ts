import { buildCaa } from "../../baseline/dns/caa.js";
import { isSentinel, UNKNOWN, type Maybe } from "../framework/unknown.js";

/** How the parts of `data` make one value, by record type; Cloudflare takes these types in parts only. */
const PARTS: Readonly<
  Record<string, { readonly names: readonly string[]; readonly write: (...parts: string[]) => string }>
> = {
  CAA: {
    names: ["flags", "tag", "value"],
    // Flags that are missing, or no number, are for the parser to refuse.
    write: (flags = "", tag = "", value = "") => buildCaa({ flags: 0, tag, value }).replace(/^0/, flags || "(none)"),
  },
  DS: { names: ["keyTag", "algorithm", "digestType", "digest"], write: (...parts) => parts.join(" ") },
  MX: { names: ["priority", "target"], write: (...parts) => parts.join(" ") },
};

/**
 * The value of a record that Cloudflare takes in parts, as a zone file writes it.
 *
 * @param type the record's type in upper case
 * @param data the parts, as the engine sent them
 * @returns `undefined` where there are no parts, `UNKNOWN` where one of them is not known; of a type whose parts no rule
 * reads, a text that only says so
 */
export function valueOfData(type: Maybe<string>, data: Maybe<unknown>): Maybe<string> | undefined {
  if (data === UNKNOWN || type === UNKNOWN) return data === undefined ? undefined : UNKNOWN;
  if (typeof data !== "object" || data === null) return undefined;
  const parts = PARTS[type];
  if (!parts) return "(in parts)";
  const given = new Map<string, unknown>(Object.entries(data));
  const values = parts.names.map((name) => given.get(name));
  if (values.some(isSentinel)) return UNKNOWN;
  return parts.write(
    ...values.map((value) => (typeof value === "string" || typeof value === "number" ? String(value) : "")),
  );
}
