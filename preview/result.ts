/** Plain properties of a resource. */
export type Properties = Record<string, unknown>;

/** One resource of the program. */
export interface PreviewedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty for the stack itself. */
  readonly parent: string;
  /** What the program gave, as packs mended it; secrets stand as `[secret]`, unknown values as `[unknown]`. */
  readonly inputs: Properties;
  readonly options: { readonly protect: boolean; readonly ignoreChanges: readonly string[] };
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
  readonly urn: string;
  readonly reason: string;
}

/** What the program, a runner or a pack printed or logged. */
export interface Diagnostic {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
}

/** The result of a preview: also what `--format json` prints. */
export interface PreviewResult {
  readonly program: string;
  readonly stack: string;
  readonly resources: readonly PreviewedResource[];
  readonly violations: readonly PreviewedViolation[];
  readonly undetermined: readonly Undetermined[];
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: {
    readonly resources: number;
    readonly mandatory: number;
    readonly advisory: number;
    readonly exempted: number;
    readonly undetermined: number;
  };
}
