/**
 * All mail records of a domain, from its senders and its DMARC policy: the one place that decides them.
 *
 * `T` stands for a text that is known only later (for Pulumi, an output).
 */
import { checkEmailDomain, type Problem } from "./emailDomainCheck.js";
import { buildDkimKey, normalizePublicKey } from "./dkim.js";
import { buildDmarc, type DmarcPolicy } from "./dmarc.js";
import type { DkimPublication, Sender } from "./senders.js";
import { buildSpf } from "./spf/build.js";
import type { SpfTerm } from "./spf/record.js";

/** How to make a text once a value is known. `build` throws where the value is refused. */
export interface Deferred<T> {
  readonly from: T;
  readonly build: (value: string) => string;
}

export type Text<T> = string | Deferred<T>;

/** A domain that sends mail. */
export interface EmailDomainModel<T> {
  /** The domain, in A-labels. */
  readonly domain: string;
  readonly senders: readonly Sender<T>[];
  readonly policy: DmarcPolicy;
  readonly subdomainPolicy: DmarcPolicy;
  /** Mailboxes or `mailto:` URIs for aggregate reports. */
  readonly reportTo: readonly string[];
  /** Other texts at the domain's own name, for example site verification. */
  readonly otherTexts: readonly (string | T)[];
  /** The text of the lock of SPF, from which look-ups behind the includes are counted. */
  readonly spfLock?: string;
}

/** One DNS record of the plan. */
export interface PlannedRecord<T> {
  /** Tells it from the others, whatever is known yet: the end of the resource's name. */
  readonly key: string;
  readonly type: "TXT" | "CNAME" | "MX";
  /** The whole name. */
  readonly name: Text<T>;
  /** For TXT the text itself, in no provider's quoting. */
  readonly content: Text<T>;
  /** MX only: the preference (RFC 5321 §5.1). */
  readonly preference?: number;
}

/** Whether a sender's mail passes DMARC by SPF and by DKIM (RFC 9989 §4.4), in relaxed mode. */
export interface Alignment {
  readonly sender: string;
  readonly spf: boolean;
  readonly dkim: boolean;
}

/** The records, or why there are none. */
export interface EmailDomainPlan<T> {
  readonly records: readonly PlannedRecord<T>[];
  readonly problems: readonly Problem[];
  readonly spf: string;
  readonly dmarc: string;
  readonly alignment: readonly Alignment[];
  /** Weaker choices that the arguments made, as sentences. */
  readonly exceptions: readonly string[];
}

/** Seconds that resolvers keep mail records: long enough to be cheap, short enough to mend a mistake within the hour. */
export const MAIL_RECORD_TTL = 3600;

export function planEmailDomain<T>(model: EmailDomainModel<T>): EmailDomainPlan<T> {
  const { domain, senders } = model;
  const spf = spfOf(model);
  const dmarc = dmarcOf(model);
  const alignment = senders.map((sender) => ({
    sender: sender.name,
    spf: sender.include !== undefined || sender.returnPath !== undefined,
    dkim: sender.dkim.length > 0,
  }));
  const records: PlannedRecord<T>[] = [
    { key: "spf", type: "TXT", name: domain, content: spf },
    ...model.otherTexts.map((text, index): PlannedRecord<T> => ({
      key: `txt-${index + 1}`,
      type: "TXT",
      name: domain,
      content: typeof text === "string" ? text : { from: text, build: (value) => value },
    })),
    { key: "dmarc", type: "TXT", name: `_dmarc.${domain}`, content: dmarc },
    ...senders.flatMap((sender) => [
      ...sender.dkim.map((publication) => dkimRecord(publication, domain)),
      ...returnPathRecords(sender, domain),
    ]),
  ];
  return {
    records,
    problems: checkEmailDomain(model, { dmarc, records, alignment }),
    spf,
    dmarc,
    alignment,
    exceptions: exceptionsOf(model),
  };
}

/** Records of one type at one name, which Route 53 keeps as one resource. */
export interface PlannedRecordSet<T> extends Omit<PlannedRecord<T>, "content"> {
  readonly contents: readonly Text<T>[];
}

/** Route 53 has one record set for each name and type; the first record's key names it. */
export function recordSets<T>(records: readonly PlannedRecord<T>[]): PlannedRecordSet<T>[] {
  const sets: (PlannedRecordSet<T> & { contents: Text<T>[] })[] = [];
  for (const { content, ...record } of records) {
    const same = sets.find(
      ({ type, name }) => type === record.type && typeof name === "string" && name === record.name,
    );
    if (same) same.contents.push(content);
    else sets.push({ ...record, contents: [content] });
  }
  return sets;
}

function spfOf<T>({ senders, policy }: EmailDomainModel<T>): string {
  const includes = [...new Set(senders.flatMap(({ include }) => include ?? []))];
  // RFC 9989 §7.1: with -all some receivers refuse mail before they look at DKIM, so forwarded mail is lost. Under an
  // enforcing DMARC policy ~all protects as well. Where nobody sends with the name itself, or nothing enforces, -all is right.
  const soft = policy !== "none" && includes.length > 0;
  const terms: SpfTerm[] = [
    ...includes.map((domain): SpfTerm => ({ kind: "include", qualifier: "+", domain })),
    { kind: "all", qualifier: soft ? "~" : "-" },
  ];
  return buildSpf({ terms });
}

function dmarcOf<T>({ policy, subdomainPolicy, reportTo }: EmailDomainModel<T>): string {
  const rua = reportTo.map((address) => (address.startsWith("mailto:") ? address : `mailto:${address}`));
  // np never stands above sp: signed zones answer NODATA for missing names, and then sp applies (RFC 9989 §3.2.13).
  return buildDmarc({ p: policy, sp: subdomainPolicy, np: subdomainPolicy, rua });
}

function dkimRecord<T>(publication: DkimPublication<T>, domain: string): PlannedRecord<T> {
  const { label, selector, key, target, targetFor } = publication;
  const at = (name: string): string => `${name}._domainkey.${domain}`;
  const name: Text<T> = typeof selector === "string" ? at(selector) : { from: selector, build: at };
  if (key !== undefined) {
    const content: Text<T> = typeof key === "string" ? tryKeyRecord(key) : { from: key, build: keyRecord };
    return { key: `dkim-${label}`, type: "TXT", name, content };
  }
  const host = targetFor === undefined ? target : selector;
  const build = targetFor ?? ((value: string) => value);
  const content: Text<T> = host === undefined ? "" : typeof host === "string" ? build(host) : { from: host, build };
  return { key: `dkim-${label}`, type: "CNAME", name, content };
}

/** @throws Error where the key does not decode, with every reason */
function keyRecord(key: string): string {
  const read = normalizePublicKey(key);
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join(" "));
  return buildDkimKey(read.value);
}

/** Empty where the key is refused: `checkEmailDomain` then says why. */
function tryKeyRecord(key: string): string {
  return normalizePublicKey(key).ok ? keyRecord(key) : "";
}

function returnPathRecords<T>({ name: sender, returnPath }: Sender<T>, domain: string): PlannedRecord<T>[] {
  if (!returnPath) return [];
  const name = `${returnPath.host}.${domain}`;
  const key = `return-path-${sender.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  const records: PlannedRecord<T>[] = [];
  if (returnPath.target !== undefined) records.push({ key, type: "CNAME", name, content: returnPath.target });
  if (returnPath.exchange !== undefined) {
    records.push({ key: `${key}-mx`, type: "MX", name, content: returnPath.exchange, preference: 10 });
  }
  if (returnPath.include !== undefined) {
    const terms: SpfTerm[] = [
      { kind: "include", qualifier: "+", domain: returnPath.include },
      { kind: "all", qualifier: "~" },
    ];
    records.push({ key: `${key}-spf`, type: "TXT", name, content: buildSpf({ terms }) });
  }
  return records;
}

function exceptionsOf<T>({ policy, subdomainPolicy }: EmailDomainModel<T>): string[] {
  const weaker = (property: string, value: DmarcPolicy): string[] =>
    value === "reject"
      ? []
      : [`${property} is ${value}: forged mail is ${value === "none" ? "delivered" : "put aside, not refused"}.`];
  return [...weaker("dmarc.policy", policy), ...weaker("dmarc.subdomainPolicy", subdomainPolicy)];
}
