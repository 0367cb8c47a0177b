import { registeredDomain } from "../../baseline/email/publicSuffix.js";
import { zoneAnswers, type NameAnswers, type ZoneRecord } from "../../baseline/email/zoneAnswers.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { decodeTxt } from "./dnsRecords.js";
import { ownerOf, stackDns, type PlacedRecord } from "./zones.js";

/** What the stack knows of what names answer. Use it through `stack.read(nameAnswers)`. */
export function nameAnswers(stack: Stack): NameAnswers {
  const { records, nameless, owned } = stack.read(stackDns);
  /** The records of each zone that the stack holds whole, by its name and then by what tells it from others. */
  const held = new Map<string, Map<string, ZoneRecord[]>>(owned.map(({ name }) => [name, new Map()]));
  /** The other records, by their names. */
  const elsewhere = new Map<string, ZoneRecord[]>();
  for (const record of records) {
    if (record.fqdn === UNKNOWN) continue;
    const zones = held.get(ownerOf(record.fqdn, owned)?.name ?? "");
    const [group, key] = zones === undefined ? [elsewhere, record.fqdn] : [zones, record.zone];
    const same = group.get(key) ?? [];
    group.set(key, same);
    same.push(...zoneRecords(record, record.fqdn));
  }
  const answers = new Map<string, readonly NameAnswers[]>();
  for (const [origin, zones] of held) {
    const all = zones.size === 0 ? [[]] : [...zones.values()];
    answers.set(
      origin,
      all.map((inZone) => zoneAnswers(origin, inZone)),
    );
  }
  const answersFor = (name: string): readonly NameAnswers[] | undefined =>
    answers.get(ownerOf(name, owned)?.name ?? "");

  return {
    txt(name) {
      const zones = answersFor(name);
      if (zones === undefined) return isSuffixPolicy(name) ? [] : knownTexts(elsewhere.get(name));
      const [texts, ...others] = zones.map((zone) => zone.txt(name));
      // While a domain moves, two providers hold a zone of one name, and either may answer.
      if (texts === undefined || others.some((other) => other?.join("\n") !== texts.join("\n"))) return undefined;
      return texts.length === 0 && nameless.length > 0 ? undefined : texts;
    },
    exists(name) {
      const zones = answersFor(name);
      if (zones === undefined) return elsewhere.has(name) ? true : undefined;
      const [exists, ...others] = zones.map((zone) => zone.exists(name));
      if (others.some((other) => other !== exists)) return undefined;
      return exists === false && nameless.length > 0 ? undefined : exists;
    },
  };
}

function zoneRecords({ type, values, provider }: PlacedRecord, name: string): ZoneRecord[] {
  // A record of unknown type may be a text.
  if (type === UNKNOWN) return [{ name, type: "TXT" }];
  if (values === UNKNOWN) return [{ name, type }];
  return values.map((value): ZoneRecord => {
    if (value === UNKNOWN) return { name, type };
    if (type !== "TXT") return { name, type, value: value.toLowerCase().replace(/\.$/, "") };
    const decoded = decodeTxt(provider, value);
    return { name, type, value: decoded.ok ? decoded.value.text : value };
  });
}

/** The texts of a name in a zone that the stack does not hold whole: known only where the stack has some. */
function knownTexts(records: readonly ZoneRecord[] = []): readonly string[] | undefined {
  const known = records.flatMap(({ type, value }) => (type === "TXT" && value !== undefined ? value : []));
  return known.length > 0 && known.length === records.length ? known : undefined;
}

/**
 * Whether a name would hold the DMARC record of a public suffix. Registries publish none, or one with `psd=y`, which
 * leaves the registered domain the Organizational Domain as it is (RFC 9989 §4.10.2).
 */
function isSuffixPolicy(name: string): boolean {
  const domain = /^_dmarc\.(.+)$/.exec(name)?.[1];
  return domain !== undefined && (!domain.includes(".") || registeredDomain(domain) === undefined);
}
