import { normalExchange, parseMx, type MxRecord } from "../../baseline/email/mx.js";
import type { ParseError } from "../../baseline/finding.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import type { DnsRecord } from "./dnsRecords.js";

/** One MX record of a resource, as far as it is known. */
export interface MxValue {
  /** `undefined` where the program gives none. */
  readonly preference: Maybe<number | undefined>;
  /** In lower case, without a final dot. */
  readonly exchange: Maybe<string>;
  /** What kept the value from being read. */
  readonly errors: readonly ParseError[];
}

/** The MX records of a resource; `undefined` where it holds none, `UNKNOWN` where that is not known. */
export function mxValues(record: DnsRecord): Maybe<readonly MxValue[]> | undefined {
  if (record.type === UNKNOWN) return UNKNOWN;
  if (record.type !== "MX") return undefined;
  if (record.values === UNKNOWN) return UNKNOWN;
  const { provider, resource } = record;
  return record.values.map((value) => {
    if (provider === "cloudflare" && resource.property("content") !== undefined) return separate(record, value);
    if (value === UNKNOWN) return { preference: UNKNOWN, exchange: UNKNOWN, errors: [] };
    const parsed = parseMx(value);
    return parsed.ok
      ? { ...parsed.value, errors: [] }
      : { preference: undefined, exchange: value, errors: parsed.errors };
  });
}

/** Those MX records of a resource that are wholly known; where it gives no preference, the provider takes 0. */
export function knownMx(record: DnsRecord): MxRecord[] {
  const values = mxValues(record);
  if (values === undefined || values === UNKNOWN) return [];
  return values.flatMap(({ exchange, preference }) => {
    if (exchange === UNKNOWN || preference === UNKNOWN) return [];
    return { exchange, preference: preference ?? 0 };
  });
}

/** Cloudflare's content is the host alone; the preference has a property of its own. */
function separate({ resource }: DnsRecord, value: Maybe<string>): MxValue {
  const priority = resource.text("priority");
  return {
    preference: priority === UNKNOWN || priority === undefined ? priority : Number(priority),
    exchange: value === UNKNOWN ? UNKNOWN : normalExchange(value),
    errors: [],
  };
}
