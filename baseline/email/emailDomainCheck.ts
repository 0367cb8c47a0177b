import type { Finding } from "../finding.js";
import type { Alignment } from "./alignment.js";
import { judgeBuiltSpf } from "./builtSpf.js";
import { checkDmarc } from "./dmarc.js";
import type { EmailDomainModel, PlannedRecord } from "./emailPlan.js";
import { checkDomainName } from "./name.js";
import { isBelowRegisteredDomain, registeredDomain } from "./publicSuffix.js";
import { checkReportDestinations } from "./reportDestinations.js";
import type { Problem } from "../problem.js";
import type { Sender } from "./senders/sender.js";

export type { Problem } from "../problem.js";

/** What was planned from the model. */
interface Planned<T> {
  readonly dmarc: string;
  readonly records: readonly PlannedRecord<T>[];
  readonly alignment: readonly Alignment[];
}

/** Rules whose findings do not stop a plan: they leave room, or are a choice that the arguments made by name. */
const CHOICES: readonly string[] = ["SPF11", "SPF19", "SPF20", "DM03", "DM18"];

/** Everything that is wrong with a domain's mail records, so that it can be said at once. */
export function checkEmailDomain<T>(model: EmailDomainModel<T>, planned: Planned<T>): Problem[] {
  return [
    ...checkDomainName(model.domain).map((reason) => ({ property: "domain", reason })),
    ...checkBuiltSpf(model, planned.records),
    ...checkDmarcInput(model, planned.dmarc),
    ...checkReportDestinations(model, planned.dmarc),
    ...checkAlignment(model, planned.alignment),
    ...model.senders.flatMap(checkKeyTypes),
    ...checkNames(model, planned.records),
  ];
}

function checkBuiltSpf<T>(model: EmailDomainModel<T>, records: readonly PlannedRecord<T>[]): Problem[] {
  const { judged, lockFaults, costs } = judgeBuiltSpf(model, records);
  return [
    ...lockFaults.map((reason) => ({ property: "spfLock", reason })),
    ...judged.flatMap(({ property, findings }) =>
      explain(findings, property).map(({ reason }) => ({
        property,
        reason: costs === "" || property !== "senders" ? reason : `${reason} (${costs})`,
      })),
    ),
  ];
}

function checkDmarcInput<T>(
  { reportTo, domain, policy, subdomainPolicy }: EmailDomainModel<T>,
  dmarc: string,
): Problem[] {
  const problems = explain(checkDmarc(dmarc, domain), "dmarc");
  if (subdomainPolicy !== policy && isBelowRegisteredDomain(domain)) {
    const reason = `${domain} lies below ${registeredDomain(domain)}, whose record decides for all subdomains, so receivers ignore this policy (RFC 9989 §4.7). Leave it out.`;
    problems.push({ property: "dmarc.subdomainPolicy", reason });
  }
  if (reportTo.length > 0) return problems;
  const reason = "Give at least one address for aggregate reports: without them nobody sees who sends as the domain.";
  return [...problems.filter(({ reason: other }) => !other.includes("rua")), { property: "dmarc.reportTo", reason }];
}

/** RFC 9989 §7.4, §8: a domain with p=reject must not depend on SPF alone. Under any policy, something must align. */
function checkAlignment<T>({ policy, senders }: EmailDomainModel<T>, alignment: readonly Alignment[]): Problem[] {
  if (policy === "none") return [];
  return senders.flatMap(({ name, property }, index) => {
    const row = alignment[index];
    if (row === undefined || row.dkim || (policy === "quarantine" && row.spf)) return [];
    const consequence = row.spf ? "its forwarded mail is refused" : `all its mail fails`;
    const remedy = row.spf ? "Give its keys, or choose quarantine." : "Give its keys.";
    return {
      property,
      reason: `${name} has no aligned DKIM key, so under p=${policy} ${consequence} (RFC 9989 §7.4). ${rowOf(row)} ${remedy}`,
    };
  });
}

function rowOf({ spf, spfReason, dkim, dkimReason }: Alignment): string {
  const cell = (name: string, isAligned: boolean, reason: string): string =>
    `${name} ${isAligned ? "aligned" : "not aligned"}: ${reason}`;
  return `${cell("SPF", spf, spfReason)} ${cell("DKIM", dkim, dkimReason)}`;
}

/** RFC 8463 §5: receivers that do not know Ed25519 ignore its signatures, so an RSA key must stand beside. */
function checkKeyTypes<T>({ name, property, dkim }: Sender<T>): Problem[] {
  const isAlone = dkim.length > 0 && dkim.every(({ content }) => typeof content === "string" && isEd25519(content));
  const reason = `${name} signs with Ed25519 alone, which most receivers ignore (RFC 8463 §5). Add an RSA key at another selector.`;
  return isAlone ? [{ property, reason }] : [];
}

function isEd25519(record: string): boolean {
  return record.includes("k=ed25519;");
}

/**
 * RFC 1034 §3.6.2: a CNAME stands alone. RFC 6376 §3.6.2.2: one key stands at a selector. A return path belongs to one
 * sender: with two MX or two SPF records, bounces of both fail.
 */
function checkNames<T>({ domain, senders }: EmailDomainModel<T>, records: readonly PlannedRecord<T>[]): Problem[] {
  const taken = new Map<string, PlannedRecord<T>>();
  const problems: Problem[] = [];
  const refuse = (reason: string): unknown => problems.push({ property: "senders", reason });
  const ownerOf = ({ owner }: PlannedRecord<T>): string =>
    owner === undefined ? "the domain itself" : (senders[owner]?.name ?? "");
  for (const record of records) {
    if (typeof record.name !== "string") continue;
    const name = record.name.toLowerCase();
    if (record.type === "CNAME" && record.content === name) refuse(`${name} would be a CNAME to itself.`);
    const other = taken.get(name);
    taken.set(name, record);
    if (other === undefined) continue;
    const isAlias = [record, other].some(({ type }) => type === "CNAME");
    const isStranger = name !== domain && record.owner !== other.owner;
    if (!isAlias && !isStranger && !record.key.startsWith("dkim-")) continue;
    const owners = [...new Set([ownerOf(other), ownerOf(record)])].join(" and ");
    refuse(
      `${name} would hold two records, a ${other.type} and a ${record.type} (${owners}): give one of the senders another selector or host.`,
    );
  }
  return problems;
}

function explain(findings: readonly Finding[], property: string): Problem[] {
  return findings
    .filter(({ rule }) => !CHOICES.includes(rule))
    .map(({ message, fix, reference }) => ({ property, reason: `${message} ${fix} (${reference})` }));
}
