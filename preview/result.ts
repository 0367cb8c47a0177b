/** Plain properties of a resource. */
export type Properties = Record<string, unknown>;

/** Where in the program something stands. */
export interface Position {
  /** The path from the folder of Pulumi.yaml, with slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** One resource of the program. */
export interface PreviewedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty for the stack itself. */
  readonly parent: string;
  /** What the program gave, as packs mended it; secrets stand as `[secret]`, unknown values as `[unknown]`. */
  readonly inputs: Properties;
  /** An engine's event log does not tell of `ignoreChanges`: there the list is empty. */
  readonly options: { readonly protect: boolean; readonly ignoreChanges: readonly string[] };
  /** The program's own line that makes it; absent where no runner told, as in an engine's event log. */
  readonly position?: Position;
}

export type EnforcementLevel = "advisory" | "mandatory";
export type Severity = "critical" | "high" | "medium" | "low" | "";

/** What one policy says of one resource. */
export interface PreviewedViolation {
  /** The rule's permanent id where a tag of the policy is one, as `SPF07`; else the policy's name. */
  readonly id: string;
  readonly policy: string;
  /** The pack that holds the policy. */
  readonly pack: string;
  readonly severity: Severity;
  readonly enforcementLevel: EnforcementLevel;
  readonly urn: string;
  readonly message: string;
  /** Present where an exemption covers the finding: until when, why, and where it was agreed if it says so. */
  readonly exemption?: { readonly expires: string; readonly reason: string; readonly ticket?: string };
}

/** What could not be judged, and why. */
export interface Undetermined {
  readonly id: string;
  readonly policy: string;
  /** The pack that holds the policy; absent where the preview itself says it. */
  readonly pack?: string;
  readonly urn: string;
  readonly reason: string;
}

/** A resource that a policy mended, or could not. */
export interface Remediation {
  readonly id: string;
  readonly policy: string;
  readonly pack: string;
  readonly urn: string;
  /** What it changed; empty where it could not. */
  readonly properties: readonly RemediatedProperty[];
  /** Present where it could not: why. */
  readonly problem?: string;
}

/** One value that was changed; secrets stand as `[secret]`, unknown values as `[unknown]`. */
export interface RemediatedProperty {
  /** Names and indexes, for example `rules[0].bucketKeyEnabled`. */
  readonly path: string;
  /** Left out where there was none. */
  readonly before?: unknown;
  /** Left out where there is none any more. */
  readonly after?: unknown;
}

/** A policy that was in force: one that a configuration disabled is none. */
export interface PolicyInForce {
  readonly id: string;
  readonly policy: string;
  /** What it demands; empty where the event log does not tell. */
  readonly title: string;
  readonly severity: Severity;
  /** Empty where the event log does not tell. */
  readonly enforcementLevel: EnforcementLevel | "remediate" | "";
  /** What to do when it is broken, where the policy says so. */
  readonly fix?: string;
  /** Its page, where it has one. */
  readonly url?: string;
}

/** A pack that judged. */
export interface JudgingPack {
  readonly name: string;
  /** Empty where it has none. */
  readonly version: string;
  /** Without those by which a pack of ours tells what it could not judge, and what an exemption covers. */
  readonly policies: readonly PolicyInForce[];
}

/** What the program, a runner or a pack printed or logged. */
export interface Diagnostic {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
}

/**
 * The result of a preview, or of an engine's event log: also what `--format json` prints, as UTF-8 with an indent of
 * two. Fields are only ever added.
 */
export interface PreviewResult {
  /** The project's name. */
  readonly program: string;
  readonly stack: string;
  /** What was judged: `offline` without an engine, else the engine's own preview or update. */
  readonly operation: "offline" | "preview" | "update";
  /** False where an event log ends before its operation did: then more may be wrong than is told here. */
  readonly isComplete: boolean;
  readonly packs: readonly JudgingPack[];
  readonly resources: readonly PreviewedResource[];
  /** Those that block first, then by severity. */
  readonly violations: readonly PreviewedViolation[];
  readonly undetermined: readonly Undetermined[];
  /** In the order in which the packs made them. */
  readonly remediations: readonly Remediation[];
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: {
    readonly resources: number;
    readonly mandatory: number;
    readonly advisory: number;
    readonly exempted: number;
    readonly undetermined: number;
  };
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, "": 4 };

/** A result with its findings in order, whichever was judged first, and their numbers. */
export function summarized(result: Omit<PreviewResult, "summary">): PreviewResult {
  const violations = [...result.violations].sort(
    (one, other) =>
      Number(one.enforcementLevel === "advisory") - Number(other.enforcementLevel === "advisory") ||
      RANK[one.severity] - RANK[other.severity] ||
      byName(one, other),
  );
  const standing = violations.filter(({ exemption }) => exemption === undefined);
  const mandatory = standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").length;
  return {
    ...result,
    violations,
    undetermined: [...result.undetermined].sort(byName),
    summary: {
      resources: result.resources.length,
      mandatory,
      advisory: standing.length - mandatory,
      exempted: violations.length - standing.length,
      undetermined: result.undetermined.length,
    },
  };
}

/** The order of names is that of their code units, on every machine. */
function byName(one: Undetermined | PreviewedViolation, other: Undetermined | PreviewedViolation): number {
  const [a, b] = [`${one.id} ${one.urn}`, `${other.id} ${other.urn}`];
  return a < b ? -1 : a > b ? 1 : 0;
}
