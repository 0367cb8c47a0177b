import { toFqdn } from "../../baseline/email/name.js";
import { lockedZone } from "../../baseline/email/spf/lock.js";
import { firstKnown, type SpfZone } from "../../baseline/email/spf/zone.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { decodeTxt } from "./dnsRecords.js";
import { ownerOf, stackDns, type PlacedRecord } from "./zones.js";

/**
 * What is known of the names that an SPF record points to: by the stack's own records, else by the lock of the
 * settings. Use it through `stack.read(spfZone)`.
 */
export function spfZone(stack: Stack): SpfZone {
  const { spfLock } = stack.settings;
  const own = stackZone(stack);
  return spfLock === undefined ? own : firstKnown(own, lockedZone(spfLock));
}

function stackZone(stack: Stack): SpfZone {
  const { records, nameless, owned } = stack.read(stackDns);
  const byName = new Map<string, PlacedRecord[]>();
  for (const record of records) {
    if (record.fqdn === UNKNOWN) continue;
    const same = byName.get(record.fqdn);
    if (same) same.push(record);
    else byName.set(record.fqdn, [record]);
  }
  /** Values of a type at a name: `undefined` where the stack cannot know them all. */
  const values = (name: string, type: string): string[] | undefined => {
    const fqdn = toFqdn(name) ?? "";
    const here = byName.get(fqdn) ?? [];
    const ofType = here.filter((record) => record.type === type || record.type === UNKNOWN);
    const known: string[] = [];
    for (const { values: written, type: own } of ofType) {
      if (own === UNKNOWN || written === UNKNOWN) return undefined;
      for (const value of written) {
        if (value === UNKNOWN) return undefined;
        known.push(value);
      }
    }
    if (known.length > 0) return known;
    // That a name has nothing can be said only of a zone that the stack holds whole, and of names that it sees.
    const elsewhere = here.some((record) => record.type === "CNAME") || nameless.length > 0;
    return ownerOf(fqdn, owned) && !elsewhere ? [] : undefined;
  };
  return {
    txt: (name) => {
      const fqdn = toFqdn(name) ?? "";
      const provider = byName.get(fqdn)?.[0]?.provider ?? "cloudflare";
      return values(fqdn, "TXT")?.map((written) => {
        const decoded = decodeTxt(provider, written);
        return decoded.ok ? decoded.value.text : written;
      });
    },
    addresses: (name, family) => values(name, family === 4 ? "A" : "AAAA"),
    mx: (name) => values(name, "MX")?.map((value) => value.replace(/^\s*\d+\s+/, "")),
  };
}
