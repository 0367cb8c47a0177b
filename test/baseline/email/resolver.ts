import { isIP } from "node:net";
import type { ZoneRecord } from "../../../baseline/email/zoneAnswers.js";

/** A resolver as mailauth takes one: rows of the type asked for, or an error with the code of `node:dns`. */
export type Resolver = (name: string, type: string) => Promise<string[][]>;

/** A resolver over records that are all there are, below the root: what is not there does not exist. */
export function resolverOver(records: readonly ZoneRecord[]): Resolver {
  const existing = new Set<string>();
  for (const { name } of records) {
    const labels = name.split(".");
    labels.forEach((_, index) => existing.add(labels.slice(index).join(".")));
  }
  const refuse = (code: string): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));
  return (asked, type) => {
    let name = asked.toLowerCase();
    for (let aliases = 0; aliases < 10; aliases++) {
      const owner = existing.has(name) ? name : wildcardOf(name, existing);
      if (owner === undefined) return refuse("ENOTFOUND");
      const here = records.filter((record) => record.name === owner);
      const alias = here.find((record) => record.type === "CNAME");
      if (alias !== undefined && type !== "CNAME") {
        name = String(alias.value);
        continue;
      }
      const rows = here.filter((record) => record.type === type).map(({ value }) => [String(value)]);
      return rows.length > 0 ? Promise.resolve(rows) : refuse("ENODATA");
    }
    return refuse("ESERVFAIL");
  };
}

/** The same names behind compact denial of existence (RFC 9824): none is said not to exist. */
export function compactly(resolver: Resolver): Resolver {
  return (name, type) =>
    resolver(name, type).catch((error: Error & { code?: string }) => {
      throw error.code === "ENOTFOUND" ? Object.assign(new Error("ENODATA"), { code: "ENODATA" }) : error;
    });
}

/** RFC 4592 §3.3.1: the wildcard stands directly below the longest part of the name that exists. */
function wildcardOf(name: string, existing: ReadonlySet<string>): string | undefined {
  const labels = name.split(".");
  for (let cut = 1; cut < labels.length; cut++) {
    const above = labels.slice(cut).join(".");
    if (existing.has(above)) return existing.has(`*.${above}`) ? `*.${above}` : undefined;
  }
  return undefined;
}

/** Records in the form of a zone file (RFC 1035 §5.1). */
export function zoneFile(origin: string, records: readonly ZoneRecord[]): string {
  const data = ({ type, value = "" }: ZoneRecord): string => {
    if (type === "TXT") return (value.match(/.{1,255}/gs) ?? [""]).map((part) => JSON.stringify(part)).join(" ");
    return isIP(value) > 0 ? value : `${value}.`;
  };
  return [
    `${origin}. 300 IN SOA ns.${origin}. hostmaster.${origin}. 1 3600 600 86400 300`,
    `${origin}. 300 IN NS ns.${origin}.`,
    `ns.${origin}. 300 IN A 192.0.2.53`,
    ...records.map((record) => `${record.name}. 300 IN ${record.type} ${data(record)}`),
    "",
  ].join("\n");
}
