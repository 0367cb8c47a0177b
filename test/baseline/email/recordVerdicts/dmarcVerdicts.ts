import { dmarc } from "mailauth/lib/dmarc/index.js";
import { isAligned } from "../../../../baseline/email/alignment.js";
import { discoverByTreeWalk } from "../../../../baseline/email/dmarcDiscovery.js";
import { effectivePolicy } from "../../../../baseline/email/dmarcEffective.js";
import { zoneAnswers, type ZoneRecord } from "../../../../baseline/email/zoneAnswers.js";
import { askOpendmarc, missingForOpendmarc } from "../../../support/opendmarc.js";
import { compactly, resolverOver } from "../resolver.js";
import { dmarcRecords, type HardDmarcRecord } from "./dmarcRecords.js";
import type { Judge } from "./hardRecord.js";
import { readWorld } from "./world.js";

function zoneRecords({ records }: HardDmarcRecord): ZoneRecord[] {
  return Object.entries(readWorld(records)).flatMap(([key, values]) => {
    const [name = "", type = ""] = key.split(" ");
    return values.map((value) => ({ name, type, value }));
  });
}

/** What a receiver by RFC 9989 makes of the mail, by our reading: a policy, or whether DMARC passes. */
export function applied(record: HardDmarcRecord): string {
  const names = zoneAnswers("example", zoneRecords(record));
  const { author, signer, isCompact } = record;
  if (signer === undefined) {
    return effectivePolicy(author, names, isCompact ? "RFC 9989 with compact denial" : "RFC 9989");
  }
  const found = discoverByTreeWalk(author, names);
  const mode = found.status === "found" ? found.record.reading.record.adkim : undefined;
  const texts = (domain: string): readonly string[] => names.txt(`_dmarc.${domain}`) ?? [];
  return isAligned(signer, author, mode ?? "r", texts) ? "pass" : "fail";
}

/** What a receiver by RFC 7489 applies, by our reading. */
export function appliedByRfc7489(record: HardDmarcRecord): string {
  return effectivePolicy(record.author, zoneAnswers("example", zoneRecords(record)), "RFC 7489");
}

/** What other software makes of the mail, by the record's title. */
export async function dmarcJudged(): Promise<ReadonlyMap<string, Partial<Record<Judge, string>>>> {
  const old = dmarcRecords.filter(({ byRfc7489 }) => byRfc7489 !== undefined);
  const cases = old.map((record) => ({
    records: Object.fromEntries(
      zoneRecords(record).flatMap(({ name, type, value = "" }) => (type === "TXT" ? [[name, value]] : [])),
    ),
    authors: [record.author],
  }));
  const byOpendmarc = missingForOpendmarc.length > 0 ? [] : askOpendmarc(cases);
  const judged = new Map<string, Partial<Record<Judge, string>>>();
  for (const record of dmarcRecords) {
    const libopendmarc = byOpendmarc[old.indexOf(record)]?.[0];
    const mailauth = await byMailauth(record);
    judged.set(record.title, libopendmarc === undefined ? { mailauth } : { mailauth, libopendmarc });
  }
  return judged;
}

async function byMailauth(record: HardDmarcRecord): Promise<string> {
  const { author, signer, isCompact } = record;
  const resolver = resolverOver(zoneRecords(record));
  const result = await dmarc({
    headerFrom: author,
    spfDomains: [],
    dkimDomains: signer === undefined ? [] : [{ id: "s1", domain: signer }],
    resolver: isCompact ? compactly(resolver) : resolver,
  });
  if (result === false) throw new Error("mailauth takes the author for more than one.");
  if (signer !== undefined) return result.status.result;
  return result.status.result === "none" ? "no DMARC" : String(result.policy);
}
