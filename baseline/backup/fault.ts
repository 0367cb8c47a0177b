import type { Finding } from "../finding.js";
import type { Problem } from "../problem.js";

/** What is wrong with a backup plan or a lock, told once for the component that builds it and the rule that finds it. */
export interface BackupFault {
  /** The permanent id of the rule that it breaks. */
  readonly rule: "BKP02" | "BKP04" | "BKP05";
  /** Which law of the arithmetic it breaks. */
  readonly kind: BackupFaultKind;
  /** Whose value: a rule's, a copy's or a vault's label. */
  readonly label: string;
  /** The value at fault, by its name in this library's models. */
  readonly property: string;
  /** One full sentence: what was given, and what is allowed. */
  readonly reason: string;
  readonly fix: string;
  readonly reference: string;
}

export type BackupFaultKind =
  | "retention out of range"
  | "cold storage out of range"
  | "cold storage too short"
  | "continuous too long"
  | "continuous in cold storage"
  | "start window too short"
  | "completion window too short"
  | "schedule unreadable"
  | "schedule never fires"
  | "schedule too frequent"
  | "below the lock"
  | "above the lock"
  | "copy to its own vault"
  | "lock out of range"
  | "lock reversed"
  | "cool-off out of range"
  | "cool-off without compliance"
  | "compliance without cool-off"
  | "air-gapped too short";

export function toProblem({ label, property, reason }: BackupFault): Problem {
  return { property: label === "" ? property : `${label}.${property}`, reason };
}

export function toFinding({ rule, label, reason, fix, reference }: BackupFault): Finding {
  return { rule, subject: label, message: `${label}: ${reason}`, fix, reference };
}
