import { mailUseOf, type MailUse, type ZoneMail } from "../../baseline/email/mailUse.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "./mailRecords.js";
import { knownMx } from "./mxRecords.js";
import { stackDns, type PlacedRecord } from "./zones.js";

/** Types that may say something about mail. */
const MAIL_TYPES: readonly unknown[] = ["TXT", "MX", "CNAME", UNKNOWN];

/** What the stack knows of a domain's use for mail. */
export interface DomainMail extends MailUse {
  /** Whether the domain may have mail records that are not known yet. */
  readonly isHidden: boolean;
}

/** Judges a domain, be it a zone's or any other, by all records of the stack that stand in it. */
type MailJudge = (domain: string) => DomainMail;

/** Use it through `stack.read(mailJudge)`: records are sorted into domains once, and each domain is judged once. */
export function mailJudge(stack: Stack): MailJudge {
  const { records, nameless, owned } = stack.read(stackDns);
  const isOwned = new Set(owned.map(({ name }) => name));
  const within = new Map<string, PlacedRecord[]>();
  for (const record of records) {
    if (record.fqdn === UNKNOWN || !MAIL_TYPES.includes(record.type)) continue;
    const labels = record.fqdn.split(".");
    for (const index of labels.keys()) {
      const domain = labels.slice(index).join(".");
      const same = within.get(domain);
      if (same) same.push(record);
      else within.set(domain, [record]);
      // What stands in a zone of its own says nothing of the zone above.
      if (isOwned.has(domain)) break;
    }
  }
  const isAnyHidden = nameless.some(({ type }) => MAIL_TYPES.includes(type));
  const judged = new Map<string, DomainMail>();
  return (domain) => {
    const here = within.get(domain) ?? [];
    const known = judged.get(domain);
    const mail = known ?? {
      ...mailUseOf(zoneMail(here, domain), domain),
      isHidden: isAnyHidden || here.some(isPartlyUnknown),
    };
    judged.set(domain, mail);
    return mail;
  };
}

/** Whether nothing more is missing for the domain to be parked. */
export function isParked({ signs, gaps }: DomainMail): boolean {
  return signs.length === 0 && gaps.length === 0;
}

function isPartlyUnknown({ type, values, name }: PlacedRecord): boolean {
  // A CNAME at _dmarc leads to a record that the stack does not hold.
  if (type === UNKNOWN || (type === "CNAME" && name !== UNKNOWN && name.startsWith("_dmarc"))) return true;
  return type !== "CNAME" && (values === UNKNOWN || values.includes(UNKNOWN));
}

function zoneMail(records: readonly PlacedRecord[], domain: string): ZoneMail {
  const texts = (purpose: string, at: (fqdn: string) => boolean) =>
    records.flatMap(({ fqdn, resource }) =>
      fqdn !== UNKNOWN && at(fqdn)
        ? (mailFacts(resource)?.texts ?? []).filter((text) => text.purpose === purpose).map(({ text }) => text)
        : [],
    );
  const wildcard = `*.${domain}`;
  const everySelector = `*._domainkey.${domain}`;
  const isDelegatedKey = ({ fqdn, type }: PlacedRecord) =>
    type === "CNAME" && fqdn !== UNKNOWN && fqdn.split(".").includes("_domainkey");
  return {
    spf: texts("spf", (fqdn) => fqdn === domain),
    wildcardSpf: texts("spf", (fqdn) => fqdn === wildcard),
    otherSpf: texts("spf", (fqdn) => fqdn !== domain && fqdn !== wildcard),
    mx: records.flatMap(knownMx),
    ownMx: records.filter(({ fqdn }) => fqdn === domain).flatMap(knownMx),
    dmarc: texts("dmarc", (fqdn) => fqdn === `_dmarc.${domain}`),
    wildcardKeys: texts("dkim", (fqdn) => fqdn === everySelector),
    keys: texts("dkim", (fqdn) => fqdn !== everySelector),
    delegatedKeys: records.filter(isDelegatedKey).length,
  };
}
