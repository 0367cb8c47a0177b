import type { Exemption } from "./exemptions.js";
import type { Severity } from "./rule.js";

/** What a team sets for the whole pack, under the policy name `baseline-settings` or through `createPack`. */
export interface SettingsInput {
  /**
   * Domains whose whole zone this stack stands for, though the zone itself is no resource of it.
   * Presence rules ("this domain has no DMARC record") block for these.
   * @default only the zones that are resources of the stack
   */
  readonly ownedDomains?: readonly string[];
  /**
   * Mail domains, and hosts of HTTPS addresses, outside the stack that are to receive reports on its domains, such as a
   * report service's: of DMARC, where they are known to authorise them (RFC 9990 §4), and of TLS.
   * @default none
   */
  readonly reportReceivers?: readonly string[];
  /**
   * Authorities that may issue certificates beside those of the shop's platforms, by their names in CAA records, for
   * example `digicert.com`.
   * @default none
   */
  readonly certificateAuthorities?: readonly string[];
  /**
   * Hosts beside those of known services to which SPF records may leave it who passes, for example `_spf.vendor.com`;
   * names below them count too. This is the place to agree on a sender: that `spfLock` holds a host proves what it costs,
   * not that anybody wants it, since the lock takes in whatever a record leads to.
   * @default none
   */
  readonly spfIncludes?: readonly string[];
  /**
   * Domains of mail services that send as the shop beside those of the sender catalogue, for example `vendor.com`: SPF may
   * leave it to names below them who passes, and names of DKIM keys and mail hosts may lead there.
   * @default none
   */
  readonly mailServices?: readonly string[];
  /**
   * Numbers of the AWS accounts of your own organisation, this stack's among them: their principals may take roles on
   * and reach resources.
   * @default the accounts of the stack's own resources, as far as their ARNs are known
   */
  readonly trustedAccounts?: readonly string[];
  /**
   * Numbers of other companies' AWS accounts that may take roles on, each with an external id, or reach resources.
   * @default any where `trustedAccounts` is not given
   */
  readonly vendorAccounts?: readonly string[];
  /**
   * Names of the roles and permission sets that may be administrators, in which `*` stands for anything.
   * @default roles that can be taken on only with a second factor, for `administratorSessionHours` at most
   */
  readonly administrators?: readonly string[];
  /**
   * Hours that a session of an administrator lasts at most, and that its second factor may be old.
   * @default 1
   */
  readonly administratorSessionHours?: number;
  /**
   * Hours that a session of any role or permission set lasts at most.
   * @default 4
   */
  readonly sessionHours?: number;
  /**
   * Days after which an API token of Cloudflare must end at the latest.
   * @default 90
   */
  readonly tokenDays?: number;
  /**
   * How many Super Administrators an account of Cloudflare may have.
   * @default 2
   */
  readonly superAdministrators?: number;
  /**
   * Whether this stack stands for its whole AWS account, so that what the account lacks is this stack's fault.
   * @default true where the stack holds settings of the account, such as its password policy
   */
  readonly ownsAccount?: boolean;
  /**
   * Days that every recovery point is kept at least, which the lock of every vault must demand.
   * @default 35
   */
  readonly minimumRetention?: number;
  /**
   * Hours of work that may be lost at worst: the longest time between two recovery points, the start window counted.
   * @default 26
   */
  readonly recoveryPointHours?: number;
  /**
   * Days that databases keep their own automated backups at least, and that point-in-time recovery of tables reaches back.
   * @default 7
   */
  readonly databaseRetention?: number;
  /**
   * Whether every vault needs a lock in compliance mode, which nobody can remove once its cool-off is over.
   * @default false
   */
  readonly complianceLocks?: boolean;
  /**
   * Tags by which backup plans of other stacks select: a data store that carries one of them is backed up there.
   * @default only the stack's own plans count
   */
  readonly backedUpTags?: Readonly<Record<string, string>>;
  /**
   * Days after which secrets must be changed at the latest.
   * @default 90
   */
  readonly secretRotationDays?: number;
  /**
   * Tags of what holds cardholder data (PCI DSS calls it the cardholder data environment).
   * @default { "pci-scope": "cde" }
   */
  readonly cardholderTags?: Readonly<Record<string, string>>;
  /**
   * What follows where a rule cannot judge: `advisory` reports it, `violation` reports it at the rule's own level.
   * @default "advisory"
   */
  readonly onUnknown?: "advisory" | "violation";
  /** Agreed exceptions, each with a reason and an end. */
  readonly exemptions?: readonly Exemption[];
  /**
   * Severities for which the stack's own configuration (`storefront-baseline:exemptions`) may hold exemptions.
   * @default ["low", "medium"]
   */
  readonly stackExemptions?: readonly Severity[];
  /**
   * The content of `spf.lock.json`, which `storefront-baseline spf lock` writes: what other parties' SPF records cost
   * and let pass is then judged too.
   * @default only the records of the stack are known
   */
  readonly spfLock?: object;
}
