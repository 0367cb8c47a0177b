import { controls, type Control } from "./controls.js";

/** What stands on the path of an attack and no rule of the package holds. */
export interface Gap {
  /** `later`: a rule could judge it, and none does yet. `beyond`: no policy pack can, since no resource holds it. */
  readonly reach: "later" | "beyond";
  /** What is not enforced, as a sentence. */
  readonly what: string;
  /** What to do by hand, as an imperative sentence. */
  readonly byHand: string;
}

/** A way by which shops are attacked. */
export interface AttackPath {
  readonly id: string;
  readonly title: string;
  /** How the attack goes, and what it costs. */
  readonly story: string;
  readonly controls: readonly Control[];
  readonly gaps: readonly Gap[];
}

const later = (what: string, byHand: string): Gap => ({ reach: "later", what, byHand });
const beyond = (what: string, byHand: string): Gap => ({ reach: "beyond", what, byHand });

/** The attacks that the package is about, from the most common to the most costly. */
export const attackPaths: readonly AttackPath[] = [
  {
    id: "spoofed-mail",
    title: "Spoofed brand mail",
    story:
      "Somebody sends order confirmations, refunds or invoices in the shop's name. Customers pay or log in at the forger's address, and the brand's own mail ends up as spam.",
    controls: [
      controls.spf,
      controls.dkim,
      controls.dmarc,
      controls.transport,
      controls.parked,
      controls.bimi,
      controls.records,
      controls.mailWatched,
      controls.signing,
      controls.bypasses,
    ],
    gaps: [
      beyond(
        "Lookalike domains that others have registered: no record of yours reaches them.",
        "Watch certificate transparency logs and new registrations for the brand's name, and register the obvious spellings.",
      ),
      beyond(
        "The display name: DMARC proves the address, and many mail programs show only the name beside it.",
        "Have the mail tenant mark external senders, and tell customers which addresses the shop uses.",
      ),
      beyond(
        "The domain at its registrar, who can hand every record to somebody else.",
        "Switch on the registrar's transfer lock and a second factor, and keep its contact mailbox off this domain.",
      ),
    ],
  },
  {
    id: "credential-stuffing",
    title: "Credential stuffing",
    story:
      "Passwords leaked elsewhere are tried by the million at the shop's login, and at every console whose password is reused. What opens is sold, or emptied of stored value and addresses.",
    controls: [controls.logIn, controls.edgeRules, controls.users, controls.cloudflare, controls.secrets],
    gaps: [
      later(
        "Bot rules and challenges at the customers' login, and all of it where the shop stands behind AWS.",
        "At Cloudflare: rate limits on reset and checkout too, and Turnstile. At AWS: WAF's rate-based and account-takeover rules, set to block.",
      ),
      beyond(
        "Logins of a shop that Shopify hosts: they run on Shopify's edge, where no resource of yours stands.",
        "Use Shopify's customer accounts, which log in by a one-time code instead of a password.",
      ),
      beyond(
        "Passwords of staff at identity providers and at services outside the program.",
        "Demand phishing-resistant sign-in (passkeys or security keys) at the identity provider, and single sign-on everywhere else.",
      ),
    ],
  },
  {
    id: "inbox-rules",
    title: "Inbox-rule abuse",
    story:
      "Whoever holds one mailbox adds a rule that forwards invoices, or hides the bank's and the platform's warnings. The mail comes from the true mailbox, so SPF, DKIM and DMARC all pass.",
    controls: [],
    gaps: [
      beyond(
        "Inbox rules, forwarding and delegates: settings of the Microsoft 365 or Google Workspace tenant, which no Pulumi provider of this package holds.",
        "Microsoft 365: set automatic forwarding to off in the outbound spam policy, and alert on New-InboxRule, Set-InboxRule and UpdateInboxRules. Google Workspace: switch off automatic forwarding, POP and IMAP, and alert on forwarding out of the domain.",
      ),
      later(
        "Alerts from the tenant's audit log, gathered and judged in the shop's own account.",
        "Send the unified audit log or the Workspace log events to your log archive, and have somebody read the alerts.",
      ),
      beyond(
        "What a mailbox can reset: the AWS root user, the registrar, the bank.",
        "Give each of them a mailbox that serves nothing else and a second factor that is not mail, and confirm changed bank details by a call to a known number.",
      ),
    ],
  },
  {
    id: "oauth-consent",
    title: "OAuth consent abuse",
    story:
      "A member of staff is led to grant an app access to mail, files or the shop's admin. The app then reads and sends without a password, past the second factor, until somebody revokes the grant.",
    controls: [],
    gaps: [
      beyond(
        "Who may consent to which app: a setting of the Microsoft Entra or Google Workspace tenant, which no Pulumi provider of this package holds.",
        "Entra: allow no user consent, or only for verified publishers and low-impact permissions, and switch on the admin consent workflow. Google Workspace: block apps that are not configured, under API controls.",
      ),
      beyond(
        "Apps of the Shopify admin and their scopes.",
        "Leave installing apps to one or two people, and go through the installed apps and their scopes each quarter.",
      ),
      later(
        "Alerts on new grants from the tenant's audit log.",
        "Alert on “Consent to application.”, on new delegated grants and app roles (Entra), and on token authorisations with mail or drive scopes (Google).",
      ),
    ],
  },
  {
    id: "admin-takeover",
    title: "Admin takeover",
    story:
      "One stolen key, session or pipeline becomes the whole account: by a policy that is too wide, a role that trusts too many, or rights that can be turned into more rights.",
    controls: [
      controls.leastPrivilege,
      controls.escalation,
      controls.trust,
      controls.deployRole,
      controls.secondFactor,
      controls.users,
      controls.account,
      controls.cloudflare,
      controls.tampering,
      controls.bypasses,
    ],
    gaps: [
      beyond(
        "The root user of the AWS account: its password and second factor are no resource.",
        "Give it a hardware key and no access key, or switch its credentials off centrally in AWS Organizations.",
      ),
      beyond(
        "What stands outside the program: users, roles and tokens that somebody made by hand.",
        "List them by IAM's credential report and Access Analyzer, at Cloudflare by the audit log; bring each into the program or delete it.",
      ),
      beyond(
        "Sign-in at the identity provider, at GitHub and in the Shopify admin.",
        "Demand a second factor for the whole organisation, protect the branch that deploys, and give Shopify staff only the permissions of their job.",
      ),
      later(
        "An audit trail of the account: CloudTrail, its validation and its archive.",
        "Switch on an organisation trail with log file validation, into a bucket of another account with object lock.",
      ),
    ],
  },
  {
    id: "web-skimming",
    title: "Web skimming (Magecart)",
    story:
      "A script on the checkout page copies card numbers while they are typed: from a bucket that the world can write to, a third party's tag, a pipeline, or a page served under a forged certificate.",
    controls: [
      controls.edgeTransport,
      controls.edgeRules,
      controls.exposure,
      controls.deployRole,
      controls.certificates,
      controls.signing,
      controls.cloudflare,
    ],
    gaps: [
      later(
        "The scripts themselves: content security policy, subresource integrity and script monitoring (PCI DSS 4.0.1 requirements 6.4.3 and 11.6.1).",
        "Keep an inventory of the payment page's scripts with a reason for each, send a content security policy with nonces or hashes, and watch it for changes at least weekly.",
      ),
      later(
        "That there is a web application firewall before the payment page (requirement 6.4.2): rules of one at Cloudflare are judged where there are any.",
        "Switch on the managed rules of Cloudflare or AWS WAF, set to block.",
      ),
      beyond(
        "The checkout of a shop that Shopify hosts: its headers and scripts are Shopify's.",
        "Allow only pixels that run in Shopify's sandbox, and review tag managers and apps that add scripts to the theme.",
      ),
    ],
  },
  {
    id: "data-loss",
    title: "Ransomware and data loss",
    story:
      "An intruder, or a mistake, deletes or encrypts the database and then the backups. Whether the shop lives on depends on copies that nobody could delete, and on a restore that somebody has tried.",
    controls: [
      controls.backupLocked,
      controls.backupCopied,
      controls.backupCoverage,
      controls.restoreTested,
      controls.encryption,
      controls.keys,
      controls.secrets,
      controls.exposure,
      controls.tampering,
      controls.deletion,
    ],
    gaps: [
      beyond(
        "Data at services outside the program: products, orders and customers at Shopify, mail, files and accounts.",
        "Export it on schedule into a bucket that a plan backs up, and try once whether the export can be read back.",
      ),
      beyond(
        "Laptops, tills and other devices.",
        "Encrypt and patch them by device management, and let none of them hold a long-lived key of the account.",
      ),
      later(
        "Alerts on mass deletion and mass reading of objects, snapshots and keys.",
        "Record data events of the buckets that matter in CloudTrail, and alarm on deletions beyond the usual number.",
      ),
    ],
  },
];
