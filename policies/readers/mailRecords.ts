import { checkBimi, isBimi } from "../../baseline/email/bimi.js";
import { checkDkimKey, isDkimKey } from "../../baseline/email/dkim.js";
import { checkDmarc } from "../../baseline/email/dmarc.js";
import { checkMtaSts } from "../../baseline/email/mtaSts.js";
import { checkSpf } from "../../baseline/email/spf/check.js";
import { isMisspeltSpf, isSpf } from "../../baseline/email/spf/parse.js";
import { checkSenderId } from "../../baseline/email/spf/senderId.js";
import { checkTlsRpt } from "../../baseline/email/tlsRpt.js";
import { checkTxt } from "../../baseline/email/txt.js";
import type { Finding } from "../../baseline/finding.js";
import type { Resource } from "../framework/resource.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { decodeTxt, dnsRecord, type DnsRecord } from "./dnsRecords.js";

const PURPOSES = ["spf", "dkim", "dmarc", "mtaSts", "tlsRpt", "bimi"] as const;

/** What a TXT record at a name is for. */
export type MailPurpose = (typeof PURPOSES)[number];

/** A TXT text that says something about mail. */
export interface MailText {
  readonly purpose: MailPurpose;
  readonly text: string;
}

/** What one resource's TXT records say about mail, and what is wrong with each text by itself. */
export interface MailFacts {
  readonly record: DnsRecord;
  readonly texts: readonly MailText[];
  readonly findings: readonly Finding[];
  /** What the resource may hold beside the known texts, because a value is unknown. Empty where all is known. */
  readonly hidden: readonly MailPurpose[];
  /** Why, as a sentence. */
  readonly reason: string;
}

const factsOf = new WeakMap<Resource, MailFacts | undefined>();

/** Read once for each resource, however many rules ask; `undefined` where it is no DNS record that may be TXT. */
export function mailFacts(resource: Resource): MailFacts | undefined {
  if (!factsOf.has(resource)) factsOf.set(resource, readFacts(resource));
  return factsOf.get(resource);
}

/**
 * The purpose that a name alone gives away: RFC 6376 §3.6.2.1 `_domainkey`, RFC 9989 §4.7 `_dmarc`, RFC 8461 §3.1
 * `_mta-sts`, RFC 8460 §3 `_smtp._tls`, BIMI's `_bimi`.
 */
export function purposeOfName(name: string): MailPurpose | undefined {
  const labels = name.split(".");
  if (labels[0] === "_dmarc") return "dmarc";
  if (labels[0] === "_mta-sts") return "mtaSts";
  if (labels[0] === "_smtp" && labels[1] === "_tls") return "tlsRpt";
  if (labels.includes("_domainkey")) return "dkim";
  return labels.includes("_bimi") ? "bimi" : undefined;
}

function readFacts(resource: Resource): MailFacts | undefined {
  const record = dnsRecord(resource);
  if (!record || (record.type !== "TXT" && record.type !== UNKNOWN)) return undefined;
  const texts: MailText[] = [];
  const findings: Finding[] = [];
  const values: readonly Maybe<string>[] = record.values === UNKNOWN ? [UNKNOWN] : record.values;
  const subject = record.name === UNKNOWN ? `the TXT record ${resource.name}` : record.name;
  for (const written of values) {
    if (written === UNKNOWN || record.type === UNKNOWN) continue;
    const read = readValue(record.provider, written, record.name, subject);
    texts.push(...read.texts);
    findings.push(...read.findings);
  }
  const hidden = hiddenIn(record, values);
  return { record, texts, findings, hidden, reason: hidden.length > 0 ? reasonOf(record) : "" };
}

type ValueFacts = Pick<MailFacts, "texts" | "findings">;

/**
 * What values say, by all that it depends on: the stack pass meets again what the resource pass has read, in another
 * `Resource`, and many parked domains have the same records.
 */
const ofValues = new Map<string, ValueFacts>();
/** So many are kept, which is more than a stack has. */
const MOST_VALUES = 50_000;

function readValue(provider: DnsRecord["provider"], written: string, name: Maybe<string>, subject: string): ValueFacts {
  const key = JSON.stringify([provider, name === UNKNOWN, subject, written]);
  let facts = ofValues.get(key);
  if (!facts) {
    if (ofValues.size >= MOST_VALUES) ofValues.clear();
    ofValues.set(key, (facts = readNewValue(provider, written, name, subject)));
  }
  return facts;
}

function readNewValue(
  provider: DnsRecord["provider"],
  written: string,
  name: Maybe<string>,
  subject: string,
): ValueFacts {
  const value = decodeTxt(provider, written);
  if (!value.ok) {
    const findings = value.errors.map(({ rule, message, reference }) => ({
      rule,
      subject,
      message,
      fix: FIX_QUOTING,
      reference,
    }));
    return { texts: [], findings };
  }
  const text = value.value.text;
  const findings = [...checkTxt(value.value, subject), ...checkSenderId(text, subject)];
  const purpose = purposeOf(text, name);
  if (purpose) return { texts: [{ purpose, text }], findings: [...findings, ...checkText(purpose, text, subject)] };
  // What receivers see no SPF record in is none beside others, but its publisher must hear of it.
  return { texts: [], findings: isMisspeltSpf(text) ? [...findings, ...checkSpf(text, { subject })] : findings };
}

const FIX_QUOTING =
  "Write the text plainly, or as complete character-strings in double quotes, each of at most 255 octets.";

function purposeOf(text: string, name: Maybe<string>): MailPurpose | undefined {
  const named = name === UNKNOWN ? undefined : purposeOfName(name);
  if (named) return named;
  if (isSpf(text)) return "spf";
  if (name !== UNKNOWN) return undefined;
  if (isDkimKey(text)) return "dkim";
  if (isBimi(text)) return "bimi";
  const version = /^\s*v\s*=\s*(DMARC1|STSv1|TLSRPTv1)/i.exec(text)?.[1]?.toLowerCase();
  return version === undefined ? undefined : PURPOSE_OF_VERSION.get(version);
}

const PURPOSE_OF_VERSION: ReadonlyMap<string, MailPurpose> = new Map([
  ["dmarc1", "dmarc"],
  ["stsv1", "mtaSts"],
  ["tlsrptv1", "tlsRpt"],
]);

function checkText(purpose: MailPurpose, text: string, subject: string): Finding[] {
  switch (purpose) {
    case "spf":
      return checkSpf(text, { subject });
    case "dkim":
      return checkDkimKey(text, subject);
    case "dmarc":
      return checkDmarc(text, subject);
    case "mtaSts":
      return checkMtaSts(text, subject);
    case "tlsRpt":
      return checkTlsRpt(text, subject);
    case "bimi":
      return checkBimi(text, subject);
  }
}

/** An unknown value at a known name can hold only what belongs there; at an unknown name it can hold anything. */
function hiddenIn(record: DnsRecord, values: readonly Maybe<string>[]): readonly MailPurpose[] {
  if (record.type !== UNKNOWN && !values.includes(UNKNOWN)) return [];
  if (record.name === UNKNOWN) return PURPOSES;
  return [purposeOfName(record.name) ?? "spf"];
}

function reasonOf(record: DnsRecord): string {
  const what = record.type === UNKNOWN ? "Its type" : record.name === UNKNOWN ? "Its name and text" : "Its text";
  return `${what} will be known only after the deploy.`;
}
