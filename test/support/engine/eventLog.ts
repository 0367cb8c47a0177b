import { existsSync, readFileSync } from "node:fs";

/** A policy violation as the engine reports it. */
export interface Violation {
  readonly policyName: string;
  readonly policyPackName: string;
  readonly enforcementLevel: "advisory" | "mandatory" | "remediate";
  /** The policy's description, a line break, and what it reported. */
  readonly message: string;
  /** The resource that the violation is attributed to; the stack's own for a stack policy that names none. */
  readonly resourceUrn: string;
  /** Empty where the policy gives none. */
  readonly severity: "" | "low" | "medium" | "high" | "critical";
}

/** A change that a policy made to a resource before its provider saw it. */
export interface Remediation {
  readonly policyName: string;
  readonly resourceUrn: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

interface EngineEvent {
  readonly policyRemediationEvent?: Partial<Remediation>;
  readonly policyEvent?: Partial<Violation> & Pick<Violation, "policyName" | "enforcementLevel" | "message">;
}

/**
 * Reads the violations from an engine's event log (a JSON event per line, sdk/go/common/apitype/events.go).
 * The update phase of `pulumi up` replaces the log of its preview phase. A missing log holds no violations.
 */
export function readViolations(eventLog: string): Violation[] {
  return eventsOf(eventLog).flatMap(({ policyEvent }) => {
    if (policyEvent === undefined) return [];
    const { policyPackName = "", resourceUrn = "", severity = "", ...rest } = policyEvent;
    return [
      {
        policyName: rest.policyName,
        policyPackName,
        enforcementLevel: rest.enforcementLevel,
        message: rest.message,
        resourceUrn,
        severity,
      },
    ];
  });
}

/** Reads the remediations of the operation's last phase, in their order. */
export function readRemediations(eventLog: string): Remediation[] {
  return eventsOf(eventLog).flatMap(({ policyRemediationEvent }) => {
    if (policyRemediationEvent === undefined) return [];
    const { policyName = "", resourceUrn = "", before = {}, after = {} } = policyRemediationEvent;
    return [{ policyName, resourceUrn, before, after }];
  });
}

function eventsOf(eventLog: string): EngineEvent[] {
  if (!existsSync(eventLog)) return [];
  return readFileSync(eventLog, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EngineEvent);
}
