import { countAddresses } from "../../baseline/email/spf/addressSet.js";
import { checkSpf } from "../../baseline/email/spf/check.js";
import { LOOKUP_LIMIT, VOID_LIMIT } from "../../baseline/email/spf/limits.js";
import { walkSpf } from "../../baseline/email/spf/lockMaking.js";
import { countLookups } from "../../baseline/email/spf/lookups.js";
import { isMisspeltSpf, isSpf, parseSpf } from "../../baseline/email/spf/parse.js";
import { passingRanges } from "../../baseline/email/spf/reach.js";
import type { SpfRecord } from "../../baseline/email/spf/record.js";
import { includeCosts } from "../../baseline/email/spf/relief.js";
import { checkSenderId } from "../../baseline/email/spf/senderId.js";
import { needlessFaults } from "../../baseline/email/spf/serviceIncludes.js";
import type { SpfZone } from "../../baseline/email/spf/zone.js";
import { reliefSentences } from "../spfRelief.js";
import { takeSnapshot } from "../spfSnapshot.js";
import { Observer, type AuditPart } from "./part.js";

/** SPF at the domain's own name, with all records behind it. */
export const spfPart: AuditPart = {
  title: "SPF",
  async look({ domain, dns }) {
    const observer = new Observer(dns);
    const { zone, failures } = await takeSnapshot(dns, (asked) => walkSpf(domain, asked));
    observer.failures.push(...failures);
    const all = zone.txt(domain) ?? [];
    const texts = all.filter(isSpf);
    observer.show(domain, texts);
    for (const text of all) {
      const misspelt = isMisspeltSpf(text) ? checkSpf(text, { subject: domain }) : [];
      observer.findings.push(...misspelt, ...checkSenderId(text, domain));
    }
    const [text, ...others] = texts;
    if (text === undefined) {
      if (failures.length > 0) return observer;
      const message = "It has no SPF record, so receivers cannot tell who may send with the domain in MAIL FROM.";
      const fix = "Publish one record that names all senders and ends in ~all, or v=spf1 -all where nobody sends.";
      observer.find("SPF16", domain, message, fix, "RFC 7208 §2.3, §2.4");
    } else if (others.length > 0) {
      const message = `It has ${texts.length} SPF records, and receivers accept only one.`;
      observer.find("SPF01", domain, message, "Merge the terms of all of them into one record.", "RFC 7208 §3.2, §4.5");
    } else {
      observer.findings.push(...checkSpf(text, { subject: domain, domain, zone }));
      const parsed = parseSpf(text);
      if (parsed.ok) await judge(parsed.value, domain, zone, observer);
    }
    return observer;
  },
};

async function judge(record: SpfRecord, domain: string, zone: SpfZone, observer: Observer): Promise<void> {
  const exchanges = (await observer.values(domain, "MX")).map(({ exchange }) => exchange);
  for (const { message, ...fault } of needlessFaults(record, exchanges)) {
    observer.findings.push({ ...fault, subject: domain, message: `${domain}: ${message}` });
  }
  const { terms, voids, unknown } = countLookups(record, domain, zone);
  const atLeast = unknown.length > 0 ? "at least " : "";
  observer.notes.push(
    `It takes ${atLeast}${terms} look-ups (at most ${LOOKUP_LIMIT}), of which ${voids} find nothing (at most ${VOID_LIMIT}), and lets ${passing(record, domain, zone)} pass.`,
  );
  const costs = includeCosts(record, domain, zone).map(({ include, lookups }) => `include:${include} ${lookups}`);
  if (costs.length > 0) observer.notes.push(`Of the look-ups, ${costs.join(", ")}.`);
  observer.suggestions.push(...reliefSentences(record, domain, zone));
}

function passing(record: SpfRecord, domain: string, zone: SpfZone): string {
  const ranges = passingRanges(record, domain, zone);
  const four = countAddresses(ranges[4]).toLocaleString("en");
  const six = (countAddresses(ranges[6]) + (1n << 64n) - 1n) >> 64n;
  return `${four} IPv4 addresses and ${six.toLocaleString("en")} IPv6 networks of /64`;
}
