import { registeredDomain } from "../../baseline/email/publicSuffix.js";
import { zoneAnswers, type NameAnswers, type ZoneRecord } from "../../baseline/email/zoneAnswers.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { decodeTxt } from "./dnsRecords.js";
import { ownerOf, stackDns, type PlacedRecord } from "./zones.js";

/** What the stack knows of what names answer. Use it through `stack.read(nameAnswers)`. */
export function nameAnswers(stack: Stack): NameAnswers {
  const { records, nameless, owned } = stack.read(stackDns);
  const zones = new Map<string, readonly NameAnswers[]>();
  const zonesOf = (origin: string): readonly NameAnswers[] => {
    const known =
      zones.get(origin) ??
      answersOf(
        origin,
        records.filter((record) => isIn(record, origin)),
      );
    zones.set(origin, known);
    return known;
  };
  const isIn = ({ fqdn }: PlacedRecord, origin: string): boolean =>
    fqdn !== UNKNOWN && ownerOf(fqdn, owned)?.name === origin;

  return {
    txt(name) {
      const owner = ownerOf(name, owned);
      if (owner === undefined) return isSuffixPolicy(name) ? [] : textsElsewhere(records, name);
      const [texts, ...others] = zonesOf(owner.name).map((zone) => zone.txt(name));
      // While a domain moves, two providers hold a zone of one name, and either may answer.
      if (texts === undefined || others.some((other) => other?.join("\n") !== texts.join("\n"))) return undefined;
      return texts.length === 0 && nameless.length > 0 ? undefined : texts;
    },
    exists(name) {
      const owner = ownerOf(name, owned);
      if (owner === undefined) return records.some(({ fqdn }) => fqdn === name) ? true : undefined;
      const [exists, ...others] = zonesOf(owner.name).map((zone) => zone.exists(name));
      if (others.some((other) => other !== exists)) return undefined;
      return exists === false && nameless.length > 0 ? undefined : exists;
    },
  };
}

/** The answers of each zone of one name, of which there is one as a rule. */
function answersOf(origin: string, records: readonly PlacedRecord[]): readonly NameAnswers[] {
  const byZone = new Map<string, ZoneRecord[]>();
  for (const record of records) {
    byZone.set(record.zone, [...(byZone.get(record.zone) ?? []), ...zoneRecords(record)]);
  }
  return byZone.size === 0 ? [zoneAnswers(origin, [])] : [...byZone.values()].map((all) => zoneAnswers(origin, all));
}

function zoneRecords({ fqdn, type, values, provider }: PlacedRecord): ZoneRecord[] {
  if (fqdn === UNKNOWN) return [];
  // A record of unknown type may be a text.
  if (type === UNKNOWN || values === UNKNOWN) return [{ name: fqdn, type: type === UNKNOWN ? "TXT" : type }];
  return values.map((value): ZoneRecord => {
    if (value === UNKNOWN) return { name: fqdn, type };
    if (type !== "TXT") return { name: fqdn, type, value: value.toLowerCase().replace(/\.$/, "") };
    const decoded = decodeTxt(provider, value);
    return { name: fqdn, type, value: decoded.ok ? decoded.value.text : value };
  });
}

/** The texts of a name in a zone that the stack does not hold whole: known only where the stack has some. */
function textsElsewhere(records: readonly PlacedRecord[], name: string): readonly string[] | undefined {
  const texts = records.filter(({ fqdn }) => fqdn === name).flatMap(zoneRecords);
  const known = texts.flatMap(({ type, value }) => (type === "TXT" && value !== undefined ? value : []));
  return known.length > 0 && known.length === texts.length ? known : undefined;
}

/**
 * Whether a name would hold the DMARC record of a public suffix. Registries publish none, or one with `psd=y`, which
 * leaves the registered domain the Organizational Domain as it is (RFC 9989 §4.10.2).
 */
function isSuffixPolicy(name: string): boolean {
  const domain = /^_dmarc\.(.+)$/.exec(name)?.[1];
  return domain !== undefined && (!domain.includes(".") || registeredDomain(domain) === undefined);
}
