import type { Policies, Policy, ReportViolation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import type { Exemption } from "./exemptions.js";
import { judgeResource, judgeStack, type Judgement } from "./judge.js";
import { remediation } from "./remediation.js";
import { Resource, type ResourceArgs } from "./resource.js";
import { isMandatory, type Rule } from "./rule.js";
import { readSettings, SETTINGS_SCHEMA, type Settings, type SettingsInput } from "./settings.js";
import { SECRETS_POLICY, SecretsSeen } from "./secrets.js";
import { Stack } from "./stack.js";
import { releaseStack } from "./stackRequest.js";

/** Policies of the pack itself, beside one for each rule. */
export const SETTINGS_POLICY = "baseline-settings";
const UNDETERMINED_POLICY = "undetermined";
const EXEMPTED_POLICY = "exempted";

/** One line or more for one policy at one resource. */
interface Report {
  readonly urn: string | undefined;
  readonly message: string;
}

/** Reports waiting for the policy that will give them, by policy name. */
type Waiting = Map<string, Report[]>;

/**
 * All rules behind the SDK's policies.
 *
 * The SDK turns the resource, or the whole stack, into an object anew for every policy that it calls, which is most of
 * a pack's cost. So the first policy, `baseline-settings`, judges for all rules at once; the policy of a rule is
 * called only when something waits for it, and then reports it at the level that the user set for that rule.
 *
 * @param configured what the configuration gives the first policy: remediation runs before any policy can ask for it
 */
export function toPolicies(
  rules: readonly Rule[],
  defaults: SettingsInput,
  fromStack: () => unknown,
  today: () => string,
  configured: () => SettingsInput = () => ({}),
): Policies {
  let settings: Settings | undefined;
  const settle = (config: SettingsInput = configured()): Settings =>
    (settings ??= readSettings({ ...defaults, ...config }, fromStack(), rules, today()));
  const used = new Set<unknown>();
  const secrets = new SecretsSeen(rules.flatMap(({ asksSecrets, types }) => (asksSecrets ? types : [])));
  const remembered = new Set(rules.flatMap(({ asksInputs, types }) => (asksInputs ? types : [])));
  const inputs = new Map<string, ResourceArgs>();
  const ofResources: Waiting = new Map();
  const ofStack: Waiting = new Map();
  let judging = false;

  const ofType = rulesByType(rules);
  const resourceReports = (args: ResourceValidationArgs, judged: readonly Rule[]): Waiting =>
    reportsOf(judgeResource(judged, new Resource(args, undefined, secrets.of(args.urn)), settle()), used);
  const stackReports = (args: StackValidationArgs, judged: readonly Rule[]): Waiting =>
    reportsOf(judgeStack(judged, new Stack(args.resources, settle(), inputs), settle()), used);

  const first = {
    name: SETTINGS_POLICY,
    description: "The pack's settings and exemptions hold.",
    enforcementLevel: "mandatory" as const,
    configSchema: { properties: SETTINGS_SCHEMA },
    validateResource(args: ResourceValidationArgs): void {
      settle(args.getConfig<SettingsInput>());
      judging = true;
      if (remembered.has(args.type)) inputs.set(args.urn, args);
      for (const [policy, reports] of resourceReports(args, ofType.get(args.type) ?? [])) {
        const others = (ofResources.get(policy) ?? []).filter(({ urn }) => urn !== args.urn);
        ofResources.set(policy, [...others, ...reports]);
      }
    },
    validateStack(args: StackValidationArgs, report: ReportViolation): void {
      const { problems, exemptions } = settle(args.getConfig<SettingsInput>());
      judging = true;
      ofStack.clear();
      for (const [policy, reports] of stackReports(args, rules)) ofStack.set(policy, reports);
      releaseStack();
      for (const problem of problems) report(problem);
      for (const { rule, resource } of exemptions.filter((exemption) => !used.has(exemption))) {
        report(`The exemption of ${rule} for "${resource}" exempts nothing. Remove it, or mend its rule or resource.`);
      }
    },
  };

  /** A policy that gives what waits for it; without the first policy (a team disabled it) it judges by itself. */
  const reporting = (policy: Policy, judged: readonly Rule[]): Policy => {
    const validateResource = (args: ResourceValidationArgs, report: ReportViolation): void => {
      const waiting = judging ? ofResources : resourceReports(args, judged);
      const [own, others] = partition(waiting.get(policy.name) ?? [], ({ urn }) => urn === args.urn);
      waiting.set(policy.name, others);
      for (const { message } of own) report(message);
    };
    const validateStack = (args: StackValidationArgs, report: ReportViolation): void => {
      const waiting = judging ? ofStack : stackReports(args, judged);
      for (const { urn, message } of waiting.get(policy.name) ?? []) report(message, urn);
    };
    const waits = (reports: Waiting): boolean => !judging || (reports.get(policy.name)?.length ?? 0) > 0;
    return {
      ...policy,
      // The SDK calls each function of a list: none, as long as nothing waits.
      get validateResource() {
        return waits(ofResources) ? validateResource : [];
      },
      validateStack: calledWhen(() => waits(ofStack), validateStack),
    } as Policy;
  };

  const learning = {
    name: SECRETS_POLICY,
    description: "The pack learns which values are secrets.",
    enforcementLevel: "remediate" as const,
    remediateResource: (args: ResourceValidationArgs): void => secrets.note(args),
  };

  return [
    first,
    learning,
    ...rules.map((rule) => reporting({ ...policyOf(rule), ...remediation(rule, () => settle()) }, [rule])),
    reporting(
      {
        name: UNDETERMINED_POLICY,
        description: "What the rules could not judge.",
        enforcementLevel: "advisory",
      },
      rules,
    ),
    reporting(
      { name: EXEMPTED_POLICY, description: "Findings that an exemption covers.", enforcementLevel: "advisory" },
      rules,
    ),
  ] as Policies;
}

function policyOf(rule: Rule): Policy {
  return {
    name: rule.name,
    displayName: `${rule.id} ${rule.title}`,
    description: rule.title,
    enforcementLevel: isMandatory(rule.severity) ? "mandatory" : "advisory",
    severity: rule.severity,
    // The first tag is the rule's permanent id: reports join on it.
    tags: [rule.id],
    remediationSteps: rule.fix,
    // The SDK has room for one framework only; what else a rule serves stands in its documentation.
    ...(rule.references[0] && {
      framework: {
        name: rule.references[0].standard,
        version: "",
        reference: rule.references
          .filter(({ standard }) => standard === rule.references[0]?.standard)
          .map(({ section }) => section)
          .join("; "),
        specification: "",
      },
    }),
  };
}

function reportsOf(judgements: readonly Judgement[], used: Set<unknown>): Waiting {
  const waiting: Waiting = new Map();
  const add = (policy: string, urn: string | undefined, message: string): void => {
    const reports = waiting.get(policy);
    if (reports) reports.push({ urn, message });
    else waiting.set(policy, [{ urn, message }]);
  };
  const lines = new Map<string, { policy: string; urn: string | undefined; lines: string[] }>();
  for (const { rule, outcome, urn, message, exemption } of judgements) {
    if (outcome === "violation") add(rule.name, urn, message);
    else {
      if (exemption) used.add(exemption);
      const policy = exemption ? EXEMPTED_POLICY : UNDETERMINED_POLICY;
      const text = exemption
        ? ` (until ${exemption.expires}${ticketOf(exemption)}): ${exemption.reason} — ${firstLine(message)}`
        : `: ${message}`;
      const key = `${policy} ${urn}`;
      const group = lines.get(key) ?? { policy, urn, lines: [] };
      group.lines.push(`${rule.id} ${rule.name}${text}`);
      lines.set(key, group);
    }
  }
  // One report for each resource, however many rules could not judge it.
  for (const group of lines.values()) add(group.policy, group.urn, group.lines.join("\n"));
  return waiting;
}

/** Where an exemption was agreed, as reports read it back: nothing in it may end the parentheses that it stands in. */
function ticketOf({ ticket = "" }: Exemption): string {
  const text = String(ticket)
    .replace(/[()\s]+/g, " ")
    .trim();
  return text === "" ? "" : `, ticket ${text}`;
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

function rulesByType(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules.filter(({ checkResource }) => checkResource)) {
    for (const type of rule.types) byType.set(type, [...(byType.get(type) ?? []), rule]);
  }
  return byType;
}

/**
 * The SDK skips a function whose `__pulumiType` is another than the resource's before it builds the arguments. A type
 * that no resource has, given as long as nothing waits, makes that the quick way past a rule without findings.
 */
function calledWhen<F extends (...args: never[]) => void>(isWaiting: () => boolean, call: F): F {
  return Object.defineProperty(call, "__pulumiType", {
    get: () => (isWaiting() ? undefined : "storefront-baseline:policies:NothingFound"),
  });
}
