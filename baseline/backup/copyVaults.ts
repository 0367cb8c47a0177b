import { readArn } from "../iam/arn.js";
import type { Problem } from "../problem.js";
import { checkRegion, vaultArn, type BackupNames } from "./backupNames.js";
import type { BackupVault } from "./plan.js";
import { planAirGap, planLock } from "./vaultBounds.js";

/** A vault that recovery points are copied to, as it is asked for. */
export interface CopyInput {
  readonly kind: "air-gapped" | "standard" | "other-account";
  /** Of the vaults that are made here. @default the Region of the backups */
  readonly region?: string;
  /** ARN of a vault in another account. */
  readonly vaultArn?: string;
  /** Days. @default those of each rule */
  readonly retention?: number;
  /** Bounds of the lock on a vault in another account, in days. */
  readonly minRetention?: number;
  readonly maxRetention?: number;
}

/** A vault that recovery points are copied to, all decided. */
export interface PlannedCopyVault {
  readonly kind: CopyInput["kind"];
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
  readonly retention: number | undefined;
  readonly vault: BackupVault;
}

export function planCopies(
  copies: readonly CopyInput[],
  schedules: readonly { readonly retention: number }[],
  names: BackupNames,
): { readonly vaults: readonly PlannedCopyVault[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const vaults = copies.flatMap((copy, index): readonly PlannedCopyVault[] => {
    const found = problemsOf(copy, `copies[${index}]`, names);
    problems.push(...found);
    return found.length > 0 ? [] : [plan(copy, index, schedules, names)];
  });
  for (const [index, { arn }] of vaults.entries()) {
    if (vaults.findIndex((vault) => vault.arn === arn) === index) continue;
    problems.push({ property: `copies[${index}]`, reason: `The vault ${arn} stands there twice.` });
  }
  return { vaults, problems };
}

function plan(
  copy: CopyInput,
  index: number,
  schedules: readonly { readonly retention: number }[],
  names: BackupNames,
): PlannedCopyVault {
  const { kind, retention } = copy;
  const label = `copies[${index}]`;
  const retentions = retention === undefined ? schedules.map((schedule) => schedule.retention) : [retention];
  if (kind === "other-account") {
    const { region = "", account = "", resource = "" } = readArn(copy.vaultArn ?? "") ?? {};
    const { minRetention, maxRetention } = copy;
    const isLocked = minRetention !== undefined || maxRetention !== undefined;
    const lock = isLocked ? { minRetention, maxRetention, mode: "governance" as const, coolOff: undefined } : undefined;
    const vault = { label, isAirGapped: false, lock };
    const name = resource.replace("backup-vault:", "");
    return { kind, name, arn: copy.vaultArn ?? "", region, accountId: account, retention, vault };
  }
  const isAirGapped = kind === "air-gapped";
  const region = copy.region ?? names.region;
  const { partition, accountId } = names;
  const name = `${names.prefix}-${isAirGapped ? "air-gapped" : "copy"}${index === 0 ? "" : `-${index + 1}`}`;
  const lock = isAirGapped ? planAirGap(retentions) : planLock({ mode: "governance", irreversible: false }, retentions);
  const arn = vaultArn({ partition, region, accountId, name });
  return { kind, name, arn, region, accountId, retention, vault: { label, isAirGapped, lock } };
}

const KINDS: readonly string[] = ["air-gapped", "standard", "other-account"] satisfies CopyInput["kind"][];

function problemsOf(copy: CopyInput, label: string, names: BackupNames): Problem[] {
  const { kind, region, vaultArn: arn, minRetention, maxRetention } = copy;
  const problem = (property: string, reason: string): Problem => ({ property: `${label}.${property}`, reason });
  if (!KINDS.includes(kind))
    return [problem("kind", `"${String(kind)}" is no vault. Allowed are ${KINDS.join(", ")}.`)];
  if (kind !== "other-account") {
    return [
      ...(region === undefined ? [] : checkRegion(`${label}.region`, region)),
      ...(arn === undefined
        ? []
        : [problem("vaultArn", "It is for a vault in another account; this one is made here.")]),
      ...(minRetention === undefined && maxRetention === undefined
        ? []
        : [
            problem(
              "minRetention",
              "The bounds of a vault that is made here follow from the retention of what goes there.",
            ),
          ]),
    ];
  }
  const problems = region === undefined ? [] : [problem("region", "It stands in vaultArn. Leave it out.")];
  const read = readArn(arn ?? "");
  const isVault =
    read?.service === "backup" && /^[0-9]{12}$/.test(read.account) && /^backup-vault:[\w-]{2,50}$/.test(read.resource);
  if (!isVault) {
    const reason = `"${arn ?? ""}" is no ARN of a vault, such as arn:aws:backup:eu-central-1:210987654321:backup-vault:shop.`;
    return [...problems, problem("vaultArn", reason)];
  }
  if (read.account !== names.accountId) return problems;
  return [
    ...problems,
    problem("vaultArn", `It is a vault of the account ${names.accountId} itself, which an intruder there reaches.`),
  ];
}
