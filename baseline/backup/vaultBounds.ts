import { SHORTEST_AIR_GAPPED, type VaultLock } from "./plan.js";

/** A lock as it is asked for. */
export interface LockInput {
  readonly mode: "governance" | "compliance";
  readonly minRetention?: number;
  readonly maxRetention?: number;
  /** Days; only of a compliance lock. */
  readonly coolOff?: number;
  /** Whether the caller says that a compliance lock is meant for ever. */
  readonly irreversible: boolean;
}

/**
 * Days: ten years and a week. No recovery point may live longer, so that a stolen account cannot run up a bill for a
 * century, and a compliance lock, whose bounds nobody can change, leaves room for the retention that tax law asks for.
 */
export const DEFAULT_MAX_RETENTION = 3660;

/** The lock of the vault, by default as tight as its rules allow. */
export function planLock(
  { mode, minRetention, maxRetention, coolOff }: LockInput,
  retentions: readonly number[],
): VaultLock {
  return {
    mode,
    minRetention: minRetention ?? shortest(retentions),
    maxRetention: maxRetention ?? longest(retentions),
    coolOff,
  };
}

/** The bounds of an air-gapped vault, which are a compliance lock from its first day on. */
export function planAirGap(retentions: readonly number[]): VaultLock {
  return {
    mode: "compliance",
    minRetention: Math.max(SHORTEST_AIR_GAPPED, shortest(retentions) ?? SHORTEST_AIR_GAPPED),
    maxRetention: longest(retentions),
    coolOff: undefined,
  };
}

function shortest(retentions: readonly number[]): number | undefined {
  return retentions.length === 0 ? undefined : Math.min(...retentions);
}

function longest(retentions: readonly number[]): number {
  return Math.max(DEFAULT_MAX_RETENTION, ...retentions);
}
