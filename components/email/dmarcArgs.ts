/** What receivers do with mail that fails DMARC (RFC 9989 §4.7). */
export const DmarcPolicy = { None: "none", Quarantine: "quarantine", Reject: "reject" } as const;
export type DmarcPolicy = (typeof DmarcPolicy)[keyof typeof DmarcPolicy];

/** How closely an authenticated domain must agree with From (RFC 9989 §4.4). */
export const AlignmentMode = { Relaxed: "r", Strict: "s" } as const;
export type AlignmentMode = (typeof AlignmentMode)[keyof typeof AlignmentMode];

/** The DMARC policy of a domain. */
export interface DmarcArgs {
  /**
   * For mail of the domain itself. Anything below `reject` shows up in the component's `exceptions`.
   * @default DmarcPolicy.Reject
   */
  policy?: DmarcPolicy;
  /** For mail of its subdomains, those that do not exist included. @default the same as `policy` */
  subdomainPolicy?: DmarcPolicy;
  /** For DKIM: strict where signatures of names below the domain must not count. @default AlignmentMode.Relaxed */
  adkim?: AlignmentMode;
  /** For SPF: strict where a MAIL FROM below the domain must not count. @default AlignmentMode.Relaxed */
  aspf?: AlignmentMode;
  /** Mailboxes that receive aggregate reports: `dmarc@fernwood.example`, or as `mailto:` URIs. At least one. */
  reportTo: string[];
}
