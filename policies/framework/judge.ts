import { exemptionFor, type Exemption } from "./exemptions.js";
import { redact } from "./redact.js";
import type { Resource } from "./resource.js";
import type { Rule, Verdict } from "./rule.js";
import type { Settings } from "./settings.js";
import type { Stack } from "./stack.js";

/** What one rule said of one resource, ready to report. */
export interface Judgement {
  readonly rule: Rule;
  readonly outcome: "violation" | "undetermined" | "exempted";
  readonly urn: string | undefined;
  readonly message: string;
  readonly exemption?: Exemption;
}

/** Runs each rule on one resource. */
export function judgeResource(rules: readonly Rule[], resource: Resource, settings: Settings): Judgement[] {
  return rules.flatMap((rule) =>
    rule.checkResource && rule.types.includes(resource.type)
      ? judge(
          rule,
          settings,
          resource.urn,
          () => resource,
          (verdict) => rule.checkResource?.(resource, verdict, settings),
        )
      : [],
  );
}

/** Runs each rule on the whole stack. */
export function judgeStack(rules: readonly Rule[], stack: Stack, settings: Settings): Judgement[] {
  return rules.flatMap((rule) =>
    rule.checkStack
      ? judge(
          rule,
          settings,
          undefined,
          (urn) => stack.at(urn),
          (verdict) => rule.checkStack?.(stack, verdict),
        )
      : [],
  );
}

function judge(
  rule: Rule,
  settings: Settings,
  judged: string | undefined,
  resourceAt: (urn: string) => Resource | undefined,
  check: (verdict: Verdict) => void,
): Judgement[] {
  const judgements: Judgement[] = [];
  const add = (outcome: "violation" | "undetermined", text: string, urn = judged): void => {
    const message = redact(text, urn === undefined ? undefined : resourceAt(urn));
    const exemption = outcome === "violation" ? exemptionFor(settings.exemptions, rule, urn ?? "") : undefined;
    judgements.push(
      exemption ? { rule, outcome: "exempted", urn, message, exemption } : { rule, outcome, urn, message },
    );
  };
  const cannotJudge = settings.onUnknown === "violation" ? "violation" : "undetermined";
  try {
    check({
      violation: (message, { urn, fix = rule.fix } = {}) => add("violation", `${message}\nFix: ${fix}`, urn),
      undetermined: (reason, { urn } = {}) => add(cannotJudge, reason, urn),
    });
  } catch (error) {
    // A fault of ours must not take the operation down, nor pass for a pass.
    add(
      cannotJudge,
      `The rule crashed, so it says nothing here: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return judgements;
}
