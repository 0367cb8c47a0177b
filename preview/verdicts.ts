import { EnforcementLevel, PolicySeverity, type AnalyzeDiagnostic } from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { Pack } from "./pack.js";
import type { PreviewedViolation, Severity, Undetermined } from "./result.js";

/** What a pack's diagnostics come to. */
export interface Verdicts {
  readonly violations: readonly PreviewedViolation[];
  readonly undetermined: readonly Undetermined[];
}

/** Names of the policies by which a pack of ours tells what it could not judge, and what an exemption covers. */
const UNDETERMINED_POLICY = "undetermined";
const EXEMPTED_POLICY = "exempted";
/** A line of theirs: the rule's id and name, until when and by which ticket it is exempted, then what it says. */
const LINE = /^(\S+) (\S+?)(?: \(until (\S+?)(?:, ticket ([^)\n]+))?\))?: ([^]*)$/;
/** How the SDK says that a policy touched an unknown value. */
const TOUCHED_UNKNOWN = /^can't run policy '[^]*' during preview: /;

const SEVERITIES: Readonly<Record<number, Severity>> = {
  [PolicySeverity.POLICY_SEVERITY_LOW]: "low",
  [PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
  [PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
  [PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};

/**
 * Reads a pack's diagnostics.
 *
 * @param urn the resource that was judged; for the stack pass the stack's own
 */
export function readVerdicts(pack: Pack, diagnostics: readonly AnalyzeDiagnostic[], urn: string): Verdicts {
  const violations: PreviewedViolation[] = [];
  const undetermined: Undetermined[] = [];
  for (const diagnostic of diagnostics) {
    const policy = diagnostic.getPolicyname();
    const info = pack.info.getPoliciesList().find((known) => known.getName() === policy);
    const description = info?.getDescription() ?? "";
    const whole = diagnostic.getMessage();
    const message =
      description !== "" && whole.startsWith(`${description}\n`) ? whole.slice(description.length + 1) : whole;
    const at = diagnostic.getUrn() || urn;
    const id = info?.getTagsList().find((tag) => /^[A-Z]+[0-9]+$/.test(tag)) ?? policy;
    const isMandatory = diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY;
    const common = {
      pack: diagnostic.getPolicypackname(),
      enforcementLevel: isMandatory ? ("mandatory" as const) : ("advisory" as const),
      urn: at,
    };
    const severity = SEVERITIES[info?.getSeverity() ?? 0] ?? "";
    if (policy === UNDETERMINED_POLICY || policy === EXEMPTED_POLICY) {
      for (const line of entriesOf(message)) {
        const [, rule = policy, name = policy, expires, ticket, text = line] = LINE.exec(line) ?? [];
        if (policy === UNDETERMINED_POLICY) undetermined.push({ id: rule, policy: name, urn: at, reason: text });
        else {
          const [reason = "", ...finding] = text.split(" — ");
          const exemption = { expires: expires ?? "", reason, ...(ticket !== undefined && { ticket }) };
          const found = finding.join(" — ");
          violations.push({ id: rule, policy: name, ...common, severity, message: found, exemption });
        }
        // A team may demand that nothing stays undetermined: then that is a violation as well.
        if (isMandatory) violations.push({ id: policy, policy, ...common, severity, message: line });
      }
    } else if (TOUCHED_UNKNOWN.test(message)) {
      undetermined.push({ id, policy, urn: at, reason: "It met a value that is known only after the deploy." });
    } else {
      violations.push({ id, policy, ...common, severity, message });
    }
  }
  return { violations, undetermined };
}

/** Splits a report into its entries: a line that begins with no rule belongs to the entry before it. */
function entriesOf(message: string): string[] {
  return message.split(/\n(?=[A-Z]+[0-9]+ \S+?(?: \(until [^)\n]+\))?: )/);
}
