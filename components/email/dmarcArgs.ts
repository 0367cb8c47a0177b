/** What receivers do with mail that fails DMARC (RFC 9989 §4.7). */
export const DmarcPolicy = {
  /** Receivers only report. */
  None: "none",
  /** Receivers treat mail that fails as suspicious. */
  Quarantine: "quarantine",
  /** Receivers refuse mail that fails. */
  Reject: "reject",
} as const;
export type DmarcPolicy = (typeof DmarcPolicy)[keyof typeof DmarcPolicy];

/** How closely an authenticated domain must agree with From (RFC 9989 §4.4). */
export const AlignmentMode = {
  /** The same Organizational Domain. */
  Relaxed: "r",
  /** The same domain. */
  Strict: "s",
} as const;
export type AlignmentMode = (typeof AlignmentMode)[keyof typeof AlignmentMode];

/** Why a weaker policy is right, and until when. */
export interface DmarcWaiverArgs {
  /** Why it is right, in at least ten characters. It shows up in `exceptions`. */
  reason: string;
  /** The last day, as an ISO date in UTC: `2027-01-31`. Afterwards the component is refused. */
  expires: string;
}

/** One stage of a rollout: a policy, from a day on. */
export interface DmarcStageArgs {
  /** For mail of the domain itself, and of its subdomains unless `subdomainPolicy` is given. */
  policy: DmarcPolicy;
  /** The first day on which it is published, as an ISO date in UTC. */
  notBefore: string;
  /**
   * The last day on which it is only tested, with `t=y`: receivers apply the policy one level below. The month that a
   * stage lasts before the next one counts from the day after.
   * @default the policy is never tested
   */
  testUntil?: string;
  /** For a stage that is weaker than the one before it, which needs it; refused for any other. */
  waiver?: DmarcWaiverArgs;
}

/**
 * A staged rollout, evaluated anew by every preview and every update. On the first day of a stage (UTC) the next preview
 * shows the DMARC record change and the next update publishes it; without an update the record stays as it is. Nothing
 * can check that a stage was really deployed on its days: the dates say so. `today` of the component fixes the day.
 *
 * Source: RFC 9989 §7.4 (a month of `none`, then as long of `quarantine`, before `reject`), §4.7 (`t`).
 */
export interface DmarcRolloutArgs {
  /** The stages, the earliest first. The first is `none`; each next one goes one step up after a month or more. */
  stages: DmarcStageArgs[];
}

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
  /** A staged way to `reject`, instead of `policy`. @default no stages: `policy` holds at once */
  rollout?: DmarcRolloutArgs;
  /** Mailboxes that receive aggregate reports: `dmarc@fernwood.example`, or as `mailto:` URIs. At least one. */
  reportTo: string[];
  /**
   * Mail domains of other organisations in `reportTo` that authorise the reports on this domain: a report service that
   * says so, or a domain of yours with a `ReportAuthorization`. Reporters send nothing to any other (RFC 9990 §4).
   * @default none
   */
  reportsAuthorizedBy?: string[];
}
