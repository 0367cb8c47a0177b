import { DATABASE_RETENTION, MINIMUM_RETENTION, RECOVERY_POINT_HOURS } from "../../baseline/backup/minimums.js";
import { LONGEST_CONTINUOUS, LONGEST_RETENTION } from "../../baseline/backup/plan.js";
import { checkDomainName } from "../../baseline/email/name.js";
import { TOKEN_DAYS } from "../../baseline/cloudflare/tokenDays.js";
import { SECRET_ROTATION_DAYS } from "../../baseline/encryption/minimums.js";
import { ADMINISTRATOR_SESSION_HOURS } from "../../baseline/iam/roles/mfaTrust.js";
import { SESSION_HOURS } from "../../baseline/iam/roles/sessionHours.js";
import type { SpfLock } from "../../baseline/email/spf/lock.js";
import { readSpfLock } from "../../baseline/email/spf/lockReading.js";
import { readExemptions, type Exemption } from "./exemptions.js";
import type { Rule, Severity } from "./rule.js";

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

/** The settings after reading: only exemptions that hold, and every problem as a sentence. */
export interface Settings extends Required<
  Omit<SettingsInput, "trustedAccounts" | "ownsAccount" | "spfLock" | "stackExemptions">
> {
  /** As given: `undefined` leaves it to the ARNs of the stack. */
  readonly trustedAccounts: readonly string[] | undefined;
  /** As given: `undefined` leaves it to what the stack holds. */
  readonly ownsAccount: boolean | undefined;
  /** Read; `undefined` where none was given, or it is none. */
  readonly spfLock: SpfLock | undefined;
  /** What is wrong with what was given, as sentences. */
  readonly problems: readonly string[];
  /** ISO date, in UTC. */
  readonly today: string;
}

/** Severities whose findings the code-reviewed configuration of a stack may exempt unless the pack says otherwise. */
const DEFAULT_STACK_EXEMPTIONS: readonly Severity[] = ["low", "medium"];

/** An AWS account's number has 12 digits. */
const ACCOUNTS = { type: "array" as const, items: { type: "string" as const, pattern: "^[0-9]{12}$" } };
const TAGS = { type: "object" as const, additionalProperties: { type: "string" as const } };
const DEFAULT_SUPER_ADMINISTRATORS = 2;

/** JSON Schema of `SettingsInput`, for the engine, which refuses a configuration of another shape. */
export const SETTINGS_SCHEMA = {
  ownedDomains: { type: "array" as const, items: { type: "string" as const } },
  reportReceivers: { type: "array" as const, items: { type: "string" as const } },
  certificateAuthorities: { type: "array" as const, items: { type: "string" as const } },
  spfIncludes: { type: "array" as const, items: { type: "string" as const } },
  mailServices: { type: "array" as const, items: { type: "string" as const } },
  trustedAccounts: ACCOUNTS,
  vendorAccounts: ACCOUNTS,
  administrators: { type: "array" as const, items: { type: "string" as const } },
  administratorSessionHours: { type: "number" as const, minimum: 0.25, maximum: 12 },
  sessionHours: { type: "number" as const, minimum: 1, maximum: 12 },
  tokenDays: { type: "number" as const, minimum: 1 },
  superAdministrators: { type: "number" as const, minimum: 1 },
  ownsAccount: { type: "boolean" as const },
  minimumRetention: { type: "number" as const, minimum: 1, maximum: LONGEST_RETENTION },
  recoveryPointHours: { type: "number" as const, minimum: 1 },
  databaseRetention: { type: "number" as const, minimum: 1, maximum: LONGEST_CONTINUOUS },
  complianceLocks: { type: "boolean" as const },
  backedUpTags: TAGS,
  secretRotationDays: { type: "number" as const, minimum: 1 },
  cardholderTags: TAGS,
  onUnknown: { type: "string" as const, enum: ["advisory", "violation"] },
  exemptions: { type: "array" as const, items: { type: "object" as const } },
  stackExemptions: {
    type: "array" as const,
    items: { type: "string" as const, enum: ["low", "medium", "high", "critical"] },
  },
  spfLock: { type: "object" as const },
};

/**
 * @param input from the policy-pack configuration, over what `createPack` was given
 * @param fromStack the value of `storefront-baseline:exemptions` in the stack's configuration
 * @param today ISO date, in UTC
 */
export function readSettings(
  input: SettingsInput,
  fromStack: unknown,
  rules: readonly Rule[],
  today: string,
): Settings {
  const allowed = input.stackExemptions ?? DEFAULT_STACK_EXEMPTIONS;
  const pack = readExemptions(input.exemptions ?? [], "the policy-pack configuration", rules, today);
  const stack = readExemptions(fromStack ?? [], "the stack's configuration", rules, today, allowed);
  const lock = input.spfLock === undefined ? undefined : readSpfLock(input.spfLock);
  const lockFaults = lock?.ok === false ? lock.errors : [];
  const spfIncludes = (input.spfIncludes ?? []).map(toName);
  const mailServices = (input.mailServices ?? []).map(toName);
  return {
    ownedDomains: (input.ownedDomains ?? []).map(toName),
    reportReceivers: (input.reportReceivers ?? []).map(toName),
    certificateAuthorities: (input.certificateAuthorities ?? []).map((name) => name.toLowerCase()),
    spfIncludes,
    mailServices,
    trustedAccounts: input.trustedAccounts,
    vendorAccounts: input.vendorAccounts ?? [],
    administrators: input.administrators ?? [],
    administratorSessionHours: input.administratorSessionHours ?? ADMINISTRATOR_SESSION_HOURS,
    sessionHours: input.sessionHours ?? SESSION_HOURS,
    tokenDays: input.tokenDays ?? TOKEN_DAYS,
    superAdministrators: input.superAdministrators ?? DEFAULT_SUPER_ADMINISTRATORS,
    ownsAccount: input.ownsAccount,
    minimumRetention: input.minimumRetention ?? MINIMUM_RETENTION,
    recoveryPointHours: input.recoveryPointHours ?? RECOVERY_POINT_HOURS,
    databaseRetention: input.databaseRetention ?? DATABASE_RETENTION,
    complianceLocks: input.complianceLocks ?? false,
    backedUpTags: input.backedUpTags ?? {},
    secretRotationDays: input.secretRotationDays ?? SECRET_ROTATION_DAYS,
    cardholderTags: input.cardholderTags ?? { "pci-scope": "cde" },
    onUnknown: input.onUnknown ?? "advisory",
    exemptions: [...pack.exemptions, ...stack.exemptions],
    spfLock: lock?.ok === true ? lock.value : undefined,
    problems: [
      ...pack.problems,
      ...stack.problems,
      ...spfIncludes.flatMap((host, index) => hostFaults("spfIncludes", host, index)),
      ...mailServices.flatMap((host, index) => hostFaults("mailServices", host, index)),
      ...accountFaults("trustedAccounts", input.trustedAccounts),
      ...accountFaults("vendorAccounts", input.vendorAccounts),
      ...lockFaults.map((fault) => `The setting spfLock does not hold: ${fault}`),
    ],
    today,
  };
}

function hostFaults(setting: string, host: string, index: number): string[] {
  const faults = checkDomainName(host, { underscore: true });
  // A single label is a top-level domain: with all names below it, it would let in everybody.
  if (faults.length === 0 && !host.includes(".")) faults.push(`The name "${host}" has one label alone.`);
  const allowed = "Allowed is the name of a host as an include has it, for example _spf.vendor.com.";
  return faults.map((fault) => `The setting ${setting}[${index}] does not hold: ${fault} ${allowed}`);
}

/** `createPack` has no schema: a number that is none would let nobody in, unseen. */
function accountFaults(setting: string, accounts: readonly string[] = []): string[] {
  return accounts
    .filter((account) => !/^[0-9]{12}$/.test(account))
    .map(
      (account) =>
        `The setting ${setting} names ${JSON.stringify(account)}, which is no AWS account: it has 12 digits.`,
    );
}

function toName(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, "");
}
