import type { DmarcAudience } from "../../baseline/email/dmarc.js";
import { EXISTING_HOST, MISSING_HOST } from "./mails.js";
import type { Outcome } from "./prediction.js";
import { Denial, domainName } from "./shopDomains.js";
import type { DnsRecord } from "./zoneFile.js";

/**
 * Records that the component does not make, with forged mail from outside. They show that the receivers do deliver where
 * a record lets them, and where readers of the two standards, or of the two kinds of zone, part.
 */
export interface Control {
  readonly label: string;
  readonly dmarc: string;
  readonly audience: DmarcAudience;
  /** By RFC 9989, in each kind of zone. */
  readonly current: Readonly<Record<Denial, Outcome>>;
  /** By RFC 7489, in both. */
  readonly old: Outcome;
  readonly why: string;
}

export const CONTROLS: readonly Control[] = [
  {
    label: "control-p-none",
    dmarc: "v=DMARC1; p=none; rua=mailto:dmarc@control.example",
    audience: "domain",
    current: { [Denial.Plain]: "delivered", [Denial.Compact]: "delivered" },
    old: "delivered",
    why: "Where the record asks for nothing, forged mail is delivered.",
  },
  {
    label: "control-sp-none",
    dmarc: "v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@control.example",
    audience: "subdomain",
    current: { [Denial.Plain]: "delivered", [Denial.Compact]: "delivered" },
    old: "delivered",
    why: "An existing subdomain gets sp, however strict p is.",
  },
  {
    label: "control-np-reject",
    dmarc: "v=DMARC1; p=reject; sp=none; np=reject; rua=mailto:dmarc@control.example",
    audience: "missingSubdomain",
    current: { [Denial.Plain]: "refused", [Denial.Compact]: "delivered" },
    old: "delivered",
    why: "RFC 7489 has no np, and a zone with compact denial answers that the missing name exists (RFC 9989 §3.2.13, RFC 9824 §2): so sp is what counts, and the component never sets it below np.",
  },
  {
    label: "control-t-y",
    dmarc: "v=DMARC1; p=reject; t=y; rua=mailto:dmarc@control.example",
    audience: "domain",
    current: { [Denial.Plain]: "put aside", [Denial.Compact]: "put aside" },
    old: "refused",
    why: "RFC 7489 has no t, which lowers the policy by one step (RFC 9989 §4.7).",
  },
];

/** The domain in From of the forged message. */
export function fromOf({ label, audience }: Control, denial: Denial): string {
  const domain = domainName(label, denial);
  const hosts = { domain: "", subdomain: `${EXISTING_HOST}.`, missingSubdomain: `${MISSING_HOST}.` } as const;
  return `${hosts[audience]}${domain}`;
}

export function controlRecords({ label, dmarc }: Control, denial: Denial): DnsRecord[] {
  const domain = domainName(label, denial);
  return [
    { name: domain, type: "TXT", value: "v=spf1 -all" },
    { name: `_dmarc.${domain}`, type: "TXT", value: dmarc },
  ];
}
