import { parseCaa, type CaaRecord } from "../../baseline/dns/caa.js";
import type { Parsed } from "../../baseline/finding.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import type { DnsRecord } from "./dnsRecords.js";
import { recordsAt, type StackDns } from "./zones.js";

/** The CAA records of a resource; `undefined` where it holds none, `UNKNOWN` where that is not known. */
export function caaValues(record: DnsRecord): Maybe<readonly Maybe<Parsed<CaaRecord>>[]> | undefined {
  if (record.type === UNKNOWN) return UNKNOWN;
  if (record.type !== "CAA") return undefined;
  return record.values === UNKNOWN
    ? UNKNOWN
    : record.values.map((value) => (value === UNKNOWN ? UNKNOWN : parseCaa(value)));
}

/** The CAA records that apply to a name. */
export interface RelevantCaa {
  /** The name that holds them. */
  readonly owner: string;
  readonly records: readonly CaaRecord[];
}

/**
 * RFC 8659 §3: the records at the name, or at the first name above it that has any.
 *
 * @returns `undefined` where the stack has none, `UNKNOWN` where some of them are not known
 */
export function relevantCaa(dns: StackDns, name: string): Maybe<RelevantCaa> | undefined {
  const labels = name.replace(/^\*\./, "").split(".");
  for (const index of labels.keys()) {
    const owner = labels.slice(index).join(".");
    const here = recordsAt(dns, owner)
      .filter(({ type }) => type === "CAA")
      .map(caaValues);
    if (here.length === 0) continue;
    const all: CaaRecord[] = [];
    for (const values of here) {
      if (values === UNKNOWN) return UNKNOWN;
      for (const value of values ?? []) {
        if (value === UNKNOWN) return UNKNOWN;
        if (value.ok) all.push(value.value);
      }
    }
    return { owner, records: all };
  }
  return undefined;
}
