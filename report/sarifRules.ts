import type { ReportingDescriptor, ReportingDescriptorRelationship, Result, ToolComponent } from "sarif";
import type { Reference, Rule, Severity } from "../policies/framework/rule.js";
import type { PolicyInForce, PreviewedViolation } from "../preview/result.js";
import { ruleHelp } from "./ruleHelp.js";

type Level = NonNullable<Result["level"]>;

/** Catalogues of controls; other references, as RFCs, stand in a rule's help alone. */
const CATALOGUES = ["PCI DSS", "NIST CSF", "CIS ", "AWS Well-Architected", "AWS Security Hub", "MITRE ATT&CK"];
/** How far a requirement reaches beyond what a rule finds (SARIF 2.1.0 §3.53.3). */
const KINDS: Readonly<Record<Reference["strength"], string>> = {
  satisfies: "equal",
  partial: "superset",
  supporting: "relevant",
};
/** Scores in the middle of the ranges that code scanning names critical (over 9.0), high, medium and low. */
const SCORES: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };
const LONGEST_DESCRIPTION = 1024;

/** What is said once of each rule: descriptors, and the catalogues of controls that they refer to. */
export class SarifRules {
  readonly descriptors: ReportingDescriptor[] = [];
  readonly taxonomies: ToolComponent[] = [];
  private readonly places = new Map<string, number>();

  constructor(
    private readonly rules: readonly Rule[],
    private readonly policies: readonly PolicyInForce[],
  ) {}

  /** The place of a rule's descriptor, which is made where it is not there yet. */
  indexOf({ id, policy }: { readonly id: string; readonly policy: string }): number {
    const known = this.places.get(id);
    if (known !== undefined) return known;
    const rule = this.rules.find((one) => one.id === id && one.name === policy);
    const inForce = this.policies.find((one) => one.policy === policy);
    this.places.set(id, this.descriptors.push(rule ? this.describe(rule) : foreign(id, policy, inForce)) - 1);
    return this.descriptors.length - 1;
  }

  private describe(rule: Rule): ReportingDescriptor {
    const { id, name, title, why, severity } = rule;
    const relationships = rule.references.flatMap((reference) => this.relate(reference));
    const controls = relationships.map(({ target }) => `${target.toolComponent?.name} ${target.id}`);
    return {
      id,
      name,
      shortDescription: { text: title },
      fullDescription: { text: `${title} ${why}`.slice(0, LONGEST_DESCRIPTION) },
      help: ruleHelp(rule),
      defaultConfiguration: { level: levelOf(severity) },
      ...(relationships.length > 0 && { relationships }),
      properties: {
        severity,
        "security-severity": SCORES[severity],
        precision: "high",
        tags: ["security", ...new Set(controls)],
      },
    };
  }

  private relate({ standard, section, strength }: Reference): ReportingDescriptorRelationship[] {
    if (!CATALOGUES.some((catalogue) => standard.startsWith(catalogue))) return [];
    let index = this.taxonomies.findIndex(({ name }) => name === standard);
    if (index < 0) {
      const shortDescription = { text: `The requirements of ${standard} that rules of this run refer to.` };
      index = this.taxonomies.push({ name: standard, isComprehensive: false, shortDescription, taxa: [] }) - 1;
    }
    const taxa = (this.taxonomies[index]!.taxa ??= []);
    if (!taxa.some(({ id }) => id === section)) taxa.push({ id: section });
    const target = { id: section, toolComponent: { name: standard, index } };
    return [{ target, kinds: [KINDS[strength]], properties: { strength } }];
  }
}

/** A policy of which only the pack's own words are known. */
function foreign(id: string, policy: string, inForce: PolicyInForce | undefined): ReportingDescriptor {
  const { title = "", severity = "", enforcementLevel = "", fix, url } = inForce ?? {};
  const text = title === "" ? `The policy ${policy}.` : title;
  return {
    id,
    name: policy,
    shortDescription: { text: text.slice(0, LONGEST_DESCRIPTION) },
    fullDescription: { text: text.slice(0, LONGEST_DESCRIPTION) },
    help: { text: [text, ...(fix === undefined ? [] : [`Fix: ${fix}`])].join("\n\n") },
    ...(url !== undefined && /^https?:\/\/[!-~]+$/.test(url) && { helpUri: url }),
    defaultConfiguration: {
      level: severity !== "" ? levelOf(severity) : enforcementLevel === "advisory" ? "warning" : "error",
    },
    properties: {
      ...(severity !== "" && { severity, "security-severity": SCORES[severity], tags: ["security"] }),
    },
  };
}

function levelOf(severity: Severity): Level {
  return severity === "low" ? "note" : severity === "medium" ? "warning" : "error";
}

/** An exempted finding has the weight that it would have without the exemption. */
export function levelOfViolation({ severity, enforcementLevel, exemption }: PreviewedViolation): Level {
  if (exemption) return severity === "" ? "warning" : levelOf(severity);
  if (enforcementLevel === "mandatory") return "error";
  return severity === "low" ? "note" : "warning";
}
