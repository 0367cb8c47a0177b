import type { Finding } from "../finding.js";
import { readDkimKey } from "./dkimRecord.js";
import { policyApplied } from "./dmarcApplied.js";
import { readDmarc } from "./dmarcRecord.js";
import { type Fault, toFinding } from "./fault.js";
import { isNullMx, type MxRecord } from "./mx.js";
import { parseSpf } from "./spf/parse.js";
import { evaluatedTerms, type SpfMechanism } from "./spf/record.js";

/** The mail records of one zone, as texts; each list is empty where the zone has none. */
export interface ZoneMail {
  /** SPF records at the zone's own name. */
  readonly spf: readonly string[];
  /** SPF records at `*`, which answer for every name that has no records. */
  readonly wildcardSpf: readonly string[];
  /** SPF records at other names. */
  readonly otherSpf: readonly string[];
  /** MX records at any name. */
  readonly mx: readonly MxRecord[];
  /** MX records at the zone's own name. */
  readonly ownMx: readonly MxRecord[];
  readonly dmarc: readonly string[];
  /** DKIM key records at `*._domainkey`. */
  readonly wildcardKeys: readonly string[];
  /** DKIM key records at selectors. */
  readonly keys: readonly string[];
  /** How many DKIM selectors are CNAME records to a service's key. */
  readonly delegatedKeys: number;
}

/** SPF of a name that sends no mail (RFC 7208 §10.1.2; M3AAWG, "Protecting Parked Domains"). */
export const NO_SENDER_SPF = "v=spf1 -all";
/** A DKIM key record that says of every selector that its key is revoked (RFC 6376 §3.6.1). */
export const REVOKED_KEY = "v=DKIM1; p=";

/** Whether a zone shows that somebody sends or receives mail with it, and if nobody does, what it lacks to be parked. */
export interface MailUse {
  /** What shows it, each as a noun phrase; empty for a domain without mail. */
  readonly signs: readonly string[];
  /** What is missing of a parked domain, each as a noun phrase. */
  readonly gaps: readonly string[];
  /** Whether there is any of what makes a domain parked. */
  readonly isBegun: boolean;
}

/**
 * Judges what a zone's mail records say it is for: `PK01` is for one that neither sends, nor receives, nor is parked.
 *
 * @param zone all mail records of the zone
 * @param domain the zone's name
 */
export function mailUseOf(zone: ZoneMail, domain: string): MailUse {
  const signs = [
    ...(zone.spf.some(letsSend) ? ["an SPF record that lets somebody send"] : []),
    ...([...zone.otherSpf, ...zone.wildcardSpf].some(letsSend)
      ? ["an SPF record below it that lets somebody send"]
      : []),
    ...(zone.mx.some((record) => !isNullMx(record)) ? ["an MX record that names a host"] : []),
    ...([...zone.keys, ...zone.wildcardKeys].some(isKey) || zone.delegatedKeys > 0 ? ["a DKIM key"] : []),
  ];
  const steps: readonly (readonly [boolean, string])[] = [
    [zone.spf.length === 1 && zone.spf.every(forbidsAll), `"${NO_SENDER_SPF}" at ${domain}`],
    [zone.wildcardSpf.length === 1 && zone.wildcardSpf.every(forbidsAll), `"${NO_SENDER_SPF}" at *.${domain}`],
    [zone.ownMx.length > 0 && zone.ownMx.every(isNullMx), `a null MX at ${domain}`],
    [zone.dmarc.length === 1 && zone.dmarc.every(rejectsAll), `DMARC with p=reject at _dmarc.${domain}`],
    [
      zone.wildcardKeys.length > 0 && !zone.wildcardKeys.some(isKey),
      `a revoked DKIM key, "${REVOKED_KEY}", at *._domainkey.${domain}`,
    ],
  ];
  const isBegun =
    zone.ownMx.some(isNullMx) || [...zone.spf, ...zone.wildcardSpf].some(forbidsAll) || (steps[4]?.[0] ?? false);
  return { signs, gaps: steps.flatMap(([isDone, gap]) => (isDone ? [] : [gap])), isBegun };
}

/**
 * Checks that a name with a null MX is used by nobody who sends: `MX01` where its own records say otherwise. Receivers
 * refuse mail from a domain to which no answer can go (RFC 7505 §4.2).
 *
 * @param spf SPF records at the name
 * @param dmarc DMARC records for the name
 * @param subject the name
 */
export function checkNullMxUse(spf: readonly string[], dmarc: readonly string[], subject: string): Finding[] {
  const faults: Fault[] = [];
  const fault = (message: string, fix: string) => {
    faults.push({ rule: "MX01", position: 0, message, fix, reference: "RFC 7505 §4.2" });
  };
  if (spf.some(letsSend)) {
    const message = "The name has a null MX, but its SPF record lets somebody send as it.";
    fault(message, `Publish "${NO_SENDER_SPF}", or an MX record with the host that receives answers.`);
  }
  if (dmarc.length > 0 && !dmarc.every(rejectsAll)) {
    fault("The name has a null MX, but its DMARC record does not have all of its mail rejected.", "Publish p=reject.");
  }
  return faults.map((found) => toFinding(found, subject));
}

/** Whether an SPF record lets anybody send, be it by another record or as far as "neutral". */
function letsSend(text: string): boolean {
  const parsed = parseSpf(text);
  if (!parsed.ok) return false;
  const { mechanisms, redirect } = evaluatedTerms(parsed.value);
  const lets = ({ kind, qualifier }: SpfMechanism) => qualifier === "+" || (qualifier === "?" && kind !== "all");
  return redirect !== undefined || mechanisms.some(lets);
}

function forbidsAll(text: string): boolean {
  const parsed = parseSpf(text);
  if (!parsed.ok) return false;
  const { mechanisms } = evaluatedTerms(parsed.value);
  return mechanisms.length > 0 && mechanisms.every(({ kind, qualifier }) => kind === "all" && qualifier === "-");
}

function rejectsAll(text: string): boolean {
  const reading = readDmarc(text);
  const audiences = ["domain", "subdomain", "missingSubdomain"] as const;
  return audiences.every((audience) => policyApplied(reading, audience) === "reject");
}

/** Whether a key record holds a key; one that verifiers cannot read counts, since somebody meant it as one. */
function isKey(text: string): boolean {
  return readDkimKey(text).key?.p !== "";
}
