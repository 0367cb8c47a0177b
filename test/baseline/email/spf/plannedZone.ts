import type { SpfZone } from "../../../../baseline/email/spf/lookups.js";

/** Records as `name TYPE` and their values; what is not listed is unknown, or in a closed zone known to be absent. */
export type Records = Readonly<Record<string, readonly string[]>>;

/** A zone for tests that knows the records and nothing else. */
export function openZone(records: Records): SpfZone {
  const at = (name: string, type: string): readonly string[] | undefined => records[`${name} ${type}`];
  return {
    txt: (name) => at(name, "TXT"),
    addresses: (name, family) => at(name, family === 4 ? "A" : "AAAA"),
    mx: (name) => at(name, "MX"),
  };
}

/** A zone for tests that has the records and nothing else. */
export function closedZone(records: Records): SpfZone {
  const open = openZone(records);
  return {
    txt: (name) => open.txt(name) ?? [],
    addresses: (name, family) => open.addresses(name, family) ?? [],
    mx: (name) => open.mx(name) ?? [],
  };
}
