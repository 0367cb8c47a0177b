import {
  EnforcementLevel as Level,
  PolicySeverity,
  type AnalyzeDiagnostic,
  type AnalyzerInfo,
  type PolicyConfig,
  type PolicyInfo,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { JudgingPack, PolicyInForce, Severity } from "./result.js";
import { demanding, type KnownPolicy, type Said } from "./verdicts.js";

const SEVERITIES: Readonly<Record<number, Severity>> = {
  [PolicySeverity.POLICY_SEVERITY_LOW]: "low",
  [PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
  [PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
  [PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};

const LEVELS: Readonly<Record<number, PolicyInForce["enforcementLevel"]>> = {
  [Level.ADVISORY]: "advisory",
  [Level.MANDATORY]: "mandatory",
  [Level.REMEDIATE]: "remediate",
};

/** A tag that is a rule's permanent id. */
const ID = /^[A-Z]+[0-9]+$/;

/** The policies of a running pack, as it tells of them and as they are configured. */
export class PackPolicies {
  /** The pack, with the policies that are in force. */
  readonly pack: JudgingPack;
  /** Whether any of them mends resources. */
  readonly mend: boolean;
  private readonly infos: ReadonlyMap<string, PolicyInfo>;
  private readonly ids = new Map<string, string>();

  constructor(info: AnalyzerInfo, config: ReadonlyMap<string, PolicyConfig>) {
    const policies = info.getPoliciesList();
    this.infos = new Map(policies.map((policy) => [policy.getName(), policy]));
    const tags = policies.flatMap((policy) => policy.getTagsList());
    for (const policy of policies) {
      // A tag that several policies share, as EC2, is no id.
      const id = policy.getTagsList().find((tag) => ID.test(tag) && tags.indexOf(tag) === tags.lastIndexOf(tag));
      this.ids.set(policy.getName(), id ?? policy.getName());
    }
    const levelOf = (policy: PolicyInfo): Level =>
      config.get(policy.getName())?.getEnforcementlevel() ?? Level.DISABLED;
    const inForce = policies.filter((policy) => levelOf(policy) !== Level.DISABLED);
    this.mend = inForce.some((policy) => levelOf(policy) === Level.REMEDIATE);
    this.pack = {
      name: info.getName(),
      version: info.getVersion(),
      policies: demanding(inForce.map((policy) => this.inForce(policy, LEVELS[levelOf(policy)] ?? ""))),
    };
  }

  /** What is known of a policy; of one that the pack does not name, nothing. */
  known(policy: string): KnownPolicy {
    const info = this.infos.get(policy);
    const severity = SEVERITIES[info?.getSeverity() ?? 0] ?? "";
    return { id: this.ids.get(policy) ?? policy, description: info?.getDescription() ?? "", severity };
  }

  /**
   * What a diagnostic of the pack says.
   *
   * @param judged the resource that was judged, where the diagnostic names none; for the stack pass the stack's own
   */
  said(diagnostic: AnalyzeDiagnostic, judged: string): Said {
    const policy = diagnostic.getPolicyname();
    return {
      ...this.known(policy),
      pack: diagnostic.getPolicypackname(),
      policy,
      enforcementLevel: diagnostic.getEnforcementlevel() === Level.MANDATORY ? "mandatory" : "advisory",
      urn: diagnostic.getUrn() || judged,
      message: diagnostic.getMessage(),
    };
  }

  private inForce(info: PolicyInfo, enforcementLevel: PolicyInForce["enforcementLevel"]): PolicyInForce {
    const policy = info.getName();
    const { id, description: title, severity } = this.known(policy);
    const fix = info.getRemediationSteps();
    const url = info.getUrl();
    return { id, policy, title, severity, enforcementLevel, ...(fix !== "" && { fix }), ...(url !== "" && { url }) };
  }
}
