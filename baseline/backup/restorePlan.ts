/**
 * Whether a restore testing plan tests anything.
 *
 * Source: AWS Backup API Reference, RestoreTestingPlanForCreate and RestoreTestingRecoveryPointSelection.
 */
import { readArn } from "../iam/arn.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import { parseSchedule, rhythmOf } from "./schedule.js";

/** A plan of restore tests as it stands. */
export interface RestorePlan {
  readonly schedule: Maybe<string>;
  /** `SNAPSHOT`, `CONTINUOUS`; none where the program says nothing. */
  readonly pointTypes: readonly Maybe<string>[];
  /** ARNs of vaults, or `*`. */
  readonly vaults: readonly Maybe<string>[];
}

/** Every type of data store has snapshots; few have continuous backups. */
export const TESTED_POINTS = "SNAPSHOT";

/**
 * Why it tests nothing, as the ends of sentences.
 *
 * @param accounts the team's own, where they are known
 */
export function restorePlanFaults(
  { schedule, pointTypes, vaults }: RestorePlan,
  today: string,
  accounts: readonly string[] | undefined,
): string[] {
  const faults: string[] = [];
  if (schedule !== UNKNOWN) {
    const parsed = parseSchedule(schedule);
    if (!parsed.ok || !rhythmOf(parsed.value, today).fires) faults.push(`never run: their schedule is "${schedule}"`);
  }
  const known = pointTypes.filter((type) => type !== UNKNOWN);
  if (known.length > 0 && known.length === pointTypes.length && !known.includes(TESTED_POINTS)) {
    faults.push(`restore ${known.join(", ")} alone, and no ${TESTED_POINTS}`);
  }
  const strange = accounts && strangeVaults(vaults, (account) => !accounts.includes(account));
  return strange === undefined ? faults : [...faults, strange];
}

/**
 * Where all vaults are of accounts that are none of the team's: the end of a sentence.
 *
 * @param isStrange whether an account is none
 */
export function strangeVaults(
  vaults: readonly Maybe<string>[],
  isStrange: (account: string) => boolean,
): string | undefined {
  const strange = vaults.filter((vault) => {
    const account = vault === UNKNOWN ? "" : (readArn(vault)?.account ?? "");
    return /^[0-9]{12}$/.test(account) && isStrange(account);
  });
  if (strange.length === 0 || strange.length < vaults.length) return undefined;
  return `look only into ${strange.map(String).join(", ")}, of an account that is none of yours`;
}
