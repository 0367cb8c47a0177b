/**
 * All mail records of a domain, from its senders and its DMARC policy: the one place that decides them.
 *
 * `T` stands for a value that is known only later (for Pulumi, an output).
 */
import { type Alignment, type AlignmentMode, alignmentOf } from "./alignment.js";
import type { Text } from "./deferred.js";
import { buildDmarc, type DmarcPolicy } from "./dmarc.js";
import { effectivePolicies, policyDifferences, recordAlone, type EffectivePolicy } from "./dmarcEffective.js";
import type { RolloutState } from "./dmarcRollout.js";
import { checkEmailDomain, type Problem } from "./emailDomainCheck.js";
import { exceptionsOf } from "./emailDomainExceptions.js";
import { flattenBuiltSpf } from "./flattenedSpf.js";
import { isBelowRegisteredDomain } from "./publicSuffix.js";
import { senderRecords } from "./senderRecords.js";
import type { OmittedInclude, RotatedKey, Sender } from "./senders/sender.js";
import { buildSpf } from "./spf/build.js";
import type { SpfRecord, SpfTerm } from "./spf/record.js";

/** A domain that sends mail. */
export interface EmailDomainModel<T> {
  /** The domain, in A-labels. */
  readonly domain: string;
  readonly senders: readonly Sender<T>[];
  readonly policy: DmarcPolicy;
  readonly subdomainPolicy: DmarcPolicy;
  /** How closely the domain of a DKIM signature must agree with From. @default "r" */
  readonly adkim?: AlignmentMode;
  /** How closely the domain of MAIL FROM must agree with From. @default "r" */
  readonly aspf?: AlignmentMode;
  /** The rollout that decided `policy`, where one did. */
  readonly rollout?: RolloutState;
  /** Mailboxes or `mailto:` URIs for aggregate reports. */
  readonly reportTo: readonly string[];
  /** Mail domains of other organisations that authorise the reports. */
  readonly reportsAuthorizedBy?: readonly string[];
  /** Other texts at the domain's own name, for example site verification. */
  readonly otherTexts: readonly (string | T)[];
  /** The text of the lock of SPF, from which look-ups behind the includes are counted. */
  readonly spfLock?: string;
  /** Includes of the domain's SPF record in whose place the lock's networks shall stand. @default none */
  readonly spfFlatten?: SpfFlattening;
}

/** Networks of the lock in place of includes. */
export interface SpfFlattening {
  /** The includes of the domain's SPF record that are replaced. */
  readonly includes: readonly string[];
  /** The day from which the lock's age is counted, as an ISO date in UTC. */
  readonly today: string;
}

/** One DNS record of the plan. */
export interface PlannedRecord<T> {
  /** Tells it from the others, whatever is known yet: the end of the resource's name. */
  readonly key: string;
  readonly type: "TXT" | "CNAME" | "MX" | "NS" | "CAA";
  /** The whole name. */
  readonly name: Text<T>;
  /** For TXT the text itself, in no provider's quoting; for CAA flags, tag and value as in a zone file. */
  readonly content: Text<T>;
  /** MX only: the preference (RFC 5321 §5.1). */
  readonly preference?: number;
  /** The sender whose record it is, by its place in the model; absent for the domain's own. */
  readonly owner?: number;
}

/** An include that is left out of SPF, and why. */
export interface OmittedSender extends OmittedInclude {
  /** The sender whose guide recommends it. */
  readonly sender: string;
}

/** A key of a rotation, and what it is for on the day of the plan. */
export interface SenderKeyState extends RotatedKey {
  /** The sender that signs with it. */
  readonly sender: string;
}

/** The records, or why there are none. */
export interface EmailDomainPlan<T> {
  readonly records: readonly PlannedRecord<T>[];
  readonly problems: readonly Problem[];
  readonly spf: string;
  readonly dmarc: string;
  readonly alignment: readonly Alignment[];
  readonly omitted: readonly OmittedSender[];
  readonly dkimKeys: readonly SenderKeyState[];
  readonly effectivePolicy: readonly EffectivePolicy[];
  /** Weaker choices that the arguments made, as sentences. */
  readonly exceptions: readonly string[];
}

/** Seconds that resolvers keep mail records: long enough to be cheap, short enough to mend a mistake within the hour. */
export const MAIL_RECORD_TTL = 3600;

export function planEmailDomain<T>(model: EmailDomainModel<T>): EmailDomainPlan<T> {
  const { domain, senders, adkim = "r", aspf = "r" } = model;
  const flattened = flattenBuiltSpf(spfOf(model), model);
  const spf = buildSpf(flattened.record);
  const dmarc = dmarcOf(model);
  const effectivePolicy = effectivePolicies(domain, recordAlone(domain, dmarc));
  const dmarcTexts = (name: string): string[] => (name === domain ? [dmarc] : []);
  const alignment = senders.map((sender) => alignmentOf(sender, { domain, adkim, aspf, dmarcTexts }));
  const records = distinctKeys([
    { key: "spf", type: "TXT", name: domain, content: spf },
    ...model.otherTexts.map((text, index): PlannedRecord<T> => ({
      key: `txt-${index + 1}`,
      type: "TXT",
      name: domain,
      content: typeof text === "string" ? text : { from: text, build: (value) => value },
    })),
    { key: "dmarc", type: "TXT", name: `_dmarc.${domain}`, content: dmarc },
    ...senders.flatMap((sender, owner) => senderRecords(sender, domain).map((record) => ({ ...record, owner }))),
  ]);
  return {
    records,
    problems: [...flattened.problems, ...checkEmailDomain(model, { dmarc, records, alignment })],
    spf,
    dmarc,
    alignment,
    omitted: senders.flatMap(({ name, omitted }) => (omitted ? { sender: name, ...omitted } : [])),
    dkimKeys: senders.flatMap(({ name, rotation = [] }) => rotation.map((key) => ({ sender: name, ...key }))),
    effectivePolicy,
    exceptions: [...exceptionsOf(model, records), ...flattened.exceptions, ...policyDifferences(effectivePolicy)],
  };
}

/** One service may stand twice, for example Amazon SES in two regions: then its later records get a number. */
function distinctKeys<T>(records: readonly PlannedRecord<T>[]): PlannedRecord<T>[] {
  const taken = new Map<string, number>();
  return records.map((record) => {
    const count = (taken.get(record.key) ?? 0) + 1;
    taken.set(record.key, count);
    return count === 1 ? record : { ...record, key: `${record.key}-no${count}` };
  });
}

/** Records of one type at one name, which Route 53 keeps as one resource. */
export interface PlannedRecordSet<T> extends Omit<PlannedRecord<T>, "content" | "owner"> {
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

function spfOf<T>({ senders, policy }: EmailDomainModel<T>): SpfRecord {
  const includes = [...new Set(senders.flatMap(({ include }) => include ?? []))];
  // RFC 9989 §7.1: with -all some receivers refuse mail before they look at DKIM, so forwarded mail is lost. Under an
  // enforcing DMARC policy ~all protects as well. Where nobody sends with the name itself, or nothing enforces, -all is right.
  const soft = policy !== "none" && includes.length > 0;
  const terms: SpfTerm[] = [
    ...includes.map((domain): SpfTerm => ({ kind: "include", qualifier: "+", domain })),
    { kind: "all", qualifier: soft ? "~" : "-" },
  ];
  return { terms };
}

function dmarcOf<T>(model: EmailDomainModel<T>): string {
  const { domain, policy, subdomainPolicy, adkim, aspf, rollout, reportTo } = model;
  // np never stands above sp: signed zones answer NODATA for missing names, and then sp applies (RFC 9989 §3.2.13).
  // Below the Organizational Domain receivers ignore both (RFC 9989 §4.7).
  const subdomains = isBelowRegisteredDomain(domain) ? {} : { sp: subdomainPolicy, np: subdomainPolicy };
  const modes = { ...(adkim && { adkim }), ...(aspf && { aspf }) };
  return buildDmarc({ p: policy, ...subdomains, ...modes, rua: reportTo, ...(rollout?.isTesting ? { t: "y" } : {}) });
}
