import { checkDomainName } from "../../baseline/email/name.js";
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
   * Mail domains outside the stack that are known to authorise DMARC reports on its domains (RFC 9990 §4), such as a
   * report service's.
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
export interface Settings {
  readonly ownedDomains: readonly string[];
  readonly reportReceivers: readonly string[];
  readonly certificateAuthorities: readonly string[];
  readonly spfIncludes: readonly string[];
  readonly onUnknown: "advisory" | "violation";
  readonly exemptions: readonly Exemption[];
  readonly spfLock: SpfLock | undefined;
  readonly problems: readonly string[];
  /** ISO date, in UTC. */
  readonly today: string;
}

/** Severities whose findings the code-reviewed configuration of a stack may exempt unless the pack says otherwise. */
const DEFAULT_STACK_EXEMPTIONS: readonly Severity[] = ["low", "medium"];

/** JSON Schema of `SettingsInput`, for the engine, which refuses a configuration of another shape. */
export const SETTINGS_SCHEMA = {
  ownedDomains: { type: "array" as const, items: { type: "string" as const } },
  reportReceivers: { type: "array" as const, items: { type: "string" as const } },
  certificateAuthorities: { type: "array" as const, items: { type: "string" as const } },
  spfIncludes: { type: "array" as const, items: { type: "string" as const } },
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
  return {
    ownedDomains: (input.ownedDomains ?? []).map(toName),
    reportReceivers: (input.reportReceivers ?? []).map(toName),
    certificateAuthorities: (input.certificateAuthorities ?? []).map((name) => name.toLowerCase()),
    spfIncludes,
    onUnknown: input.onUnknown ?? "advisory",
    exemptions: [...pack.exemptions, ...stack.exemptions],
    spfLock: lock?.ok === true ? lock.value : undefined,
    problems: [
      ...pack.problems,
      ...stack.problems,
      ...spfIncludes.flatMap(includeFaults),
      ...lockFaults.map((fault) => `The setting spfLock does not hold: ${fault}`),
    ],
    today,
  };
}

function includeFaults(host: string, index: number): string[] {
  const faults = checkDomainName(host, { underscore: true });
  // A single label is a top-level domain: with all names below it, it would let in everybody.
  if (faults.length === 0 && !host.includes(".")) faults.push(`The name "${host}" has one label alone.`);
  const allowed = "Allowed is the name of a host as an include has it, for example _spf.vendor.com.";
  return faults.map((fault) => `The setting spfIncludes[${index}] does not hold: ${fault} ${allowed}`);
}

function toName(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, "");
}
