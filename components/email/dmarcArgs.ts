/** What receivers do with mail that fails DMARC (RFC 9989 §4.7). */
export const DmarcPolicy = { None: "none", Quarantine: "quarantine", Reject: "reject" } as const;
export type DmarcPolicy = (typeof DmarcPolicy)[keyof typeof DmarcPolicy];

/** The DMARC policy of a domain. */
export interface DmarcArgs {
  /**
   * For mail of the domain itself. Anything below `reject` shows up in the component's `exceptions`.
   * @default DmarcPolicy.Reject
   */
  policy?: DmarcPolicy;
  /** For mail of its subdomains, those that do not exist included. @default the same as `policy` */
  subdomainPolicy?: DmarcPolicy;
  /** Mailboxes that receive aggregate reports: `dmarc@fernwood.example`, or as `mailto:` URIs. At least one. */
  reportTo: string[];
}
