import { UNKNOWN } from "../unknown.js";
import type { Finding } from "../finding.js";
import { actionFacts, expandActions, hasService, nearestAction, type ActionFacts } from "./actions.js";
import { conditionKeyFacts } from "./conditionKeys.js";
import { listed, statementName, type Checked } from "./checkStatements.js";
import { classifyCondition } from "./conditionClass.js";
import type { Condition, PolicyDocument, Statement } from "./document.js";
import { completedArn, overlaps } from "./match.js";

/** IAM18: actions, condition keys and the ARNs that actions are performed on exist. */
export function checkNames(document: PolicyDocument, subject: string): Checked {
  return document.statements.flatMap((statement): Checked => {
    const place = statementName(statement, subject);
    const found = [...wrongActions(statement), ...wrongKeys(statement), ...wrongResources(statement)].map((fault) =>
      finding(subject, `${place} ${fault}`),
    );
    const hidden = [...statement.actions.values, ...(statement.resources?.values ?? [])].includes(UNKNOWN);
    return hidden || statement.hasUnknownConditions === true ? [...found, UNKNOWN] : found;
  });
}

function wrongActions({ actions }: Statement): string[] {
  return actions.values.flatMap((pattern) => {
    if (pattern === UNKNOWN || pattern === "*") return [];
    const isPattern = /[*?]/.test(pattern);
    if (isPattern ? expandActions(pattern).length > 0 : actionFacts(pattern)) return [];
    const [service = ""] = pattern.split(":");
    if (isPattern) return [`names ${pattern}, which no action of AWS matches.`];
    const whose = hasService(service) ? "" : `, nor a service ${service}`;
    return [`names ${pattern}: AWS has no such action${whose}${nearestAction(pattern)}.`];
  });
}

function wrongKeys({ actions, conditions }: Statement): string[] {
  const wrong = new Map<string, string>();
  for (const condition of conditions) {
    const { key } = condition;
    if (!conditionKeyFacts(key)) wrong.set(key, `has a condition on ${key}, a key that AWS does not know.`);
    else if (actions.negated || actions.values.length === 0) continue;
    // No request of any of its actions carries the key: then the statement never applies.
    else if (actions.values.every((action) => action !== UNKNOWN && isNeverCarried(condition, action))) {
      wrong.set(key, `never applies: no request for ${listed(actions.values.map(String))} carries ${key}.`);
    }
  }
  return [...wrong.values()];
}

function isNeverCarried(condition: Condition, action: string): boolean {
  const { effect, reason } = classifyCondition(condition, action);
  return actionFacts(action) !== undefined && effect === "impossible" && reason.endsWith(`carries ${condition.key}`);
}

/** An action on a resource of a type that it is never performed on allows nothing: GetObject on a bucket without `/*`. */
function wrongResources({ effect, actions, resources }: Statement): string[] {
  if (effect !== "Allow" || actions.negated || !resources || resources.negated) return [];
  const given = resources.values.flatMap((value) => (value === UNKNOWN ? [] : [value]));
  if (given.length < resources.values.length || given.some((value) => !value.startsWith("arn:"))) return [];
  return actions.values.flatMap((pattern) => {
    const facts = pattern === UNKNOWN ? undefined : actionFacts(pattern);
    if (!facts || given.some((arn) => canName(facts, arn))) return [];
    return facts.resourceTypes.length === 0
      ? [`allows ${facts.name} on ${given[0]}, but that action takes no resource: only "*" allows it.`]
      : [`allows ${facts.name} on ${given[0]}, but it is performed on ${exampleOf(facts)}.`];
  });
}

function canName({ resourceTypes }: ActionFacts, pattern: string): boolean {
  const anything = (text: string): string => completedArn(text).replace(/\$\{[^}]*\}/g, "*");
  return resourceTypes.some(({ arns }) => arns.some((arn) => overlaps(anything(pattern), anything(arn))));
}

function exampleOf({ resourceTypes }: ActionFacts): string {
  return resourceTypes[0]?.arns[0] ?? "another resource";
}

function finding(subject: string, message: string): Finding {
  return {
    rule: "IAM18",
    subject,
    message,
    fix: "Write the name as the Service Authorization Reference has it, or remove it.",
    reference: "AWS Service Authorization Reference",
  };
}
