import { DATABASE_RETENTION, MINIMUM_RETENTION, RECOVERY_POINT_HOURS } from "../../baseline/backup/minimums.js";
import { LONGEST_CONTINUOUS, LONGEST_RETENTION } from "../../baseline/backup/plan.js";
import { checkDomainName } from "../../baseline/email/name.js";
import { TOKEN_DAYS } from "../../baseline/cloudflare/tokenDays.js";
import { SECRET_ROTATION_DAYS } from "../../baseline/encryption/minimums.js";
import { ADMINISTRATOR_SESSION_HOURS } from "../../baseline/iam/roles/mfaTrust.js";
import { SESSION_HOURS } from "../../baseline/iam/roles/sessionHours.js";
import type { SpfLock } from "../../baseline/email/spf/lock.js";
import { readSpfLock } from "../../baseline/email/spf/lockReading.js";
import { readExemptions } from "./exemptions.js";
import type { Rule, Severity } from "./rule.js";
import type { SettingsInput } from "./settingsInput.js";

export type { SettingsInput } from "./settingsInput.js";

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
