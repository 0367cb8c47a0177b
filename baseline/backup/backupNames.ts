import { partitionOf } from "../iam/arn.js";
import type { Problem } from "../problem.js";

/** Where a set of backups lives. */
export interface BackupPlace {
  /** What every name begins with, unique in the account. */
  readonly prefix: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

/** Names and ARNs of a set of backups: given and not made up by the provider, so that documents are known at a preview. */
export interface BackupNames extends BackupPlace {
  readonly partition: string;
  readonly vault: string;
  readonly vaultArn: string;
  readonly topic: string;
  readonly topicArn: string;
  readonly backupRoleArn: string;
  readonly restoreRoleArn: string;
  readonly scanRoleArn: string;
  readonly validator: string;
  readonly validatorArn: string;
  readonly logGroup: string;
  /** Letters, digits and underscores, which is all that restore testing allows. */
  readonly restoreTest: string;
}

export function backupNames(place: BackupPlace): BackupNames {
  const { prefix, accountId, region } = place;
  const partition = partitionOf(region);
  const role = (kind: string): string => `arn:${partition}:iam::${accountId}:role/${prefix}-${kind}`;
  const validator = `${prefix}-validation`;
  return {
    ...place,
    partition,
    vault: prefix,
    vaultArn: vaultArn({ partition, region, accountId, name: prefix }),
    topic: `${prefix}-alerts`,
    topicArn: `arn:${partition}:sns:${region}:${accountId}:${prefix}-alerts`,
    backupRoleArn: role("backup"),
    restoreRoleArn: role("restore"),
    scanRoleArn: role("scan"),
    validator,
    validatorArn: `arn:${partition}:lambda:${region}:${accountId}:function:${validator}`,
    logGroup: `/aws/lambda/${validator}`,
    restoreTest: prefix.replaceAll("-", "_"),
  };
}

export function vaultArn(vault: Record<"partition" | "region" | "accountId" | "name", string>): string {
  return `arn:${vault.partition}:backup:${vault.region}:${vault.accountId}:backup-vault:${vault.name}`;
}

/** The longest name made from a prefix ends in `-air-gapped-` and a number, and a vault's name has at most 50 characters. */
const LONGEST_PREFIX = 34;

export function checkBackupPlace({ prefix, accountId, region }: BackupPlace): Problem[] {
  const problems: Problem[] = [];
  if (!/^[a-zA-Z][a-zA-Z0-9-]*$/.test(prefix) || prefix.length > LONGEST_PREFIX) {
    const reason = `"${prefix}" cannot begin the names of vaults, roles and restore tests. Allowed are letters, digits and hyphens, a letter first, at most ${LONGEST_PREFIX} characters.`;
    problems.push({ property: "prefix", reason });
  }
  if (!/^[0-9]{12}$/.test(accountId)) {
    problems.push({ property: "accountId", reason: `"${accountId}" is no AWS account id, which has 12 digits.` });
  }
  return [...problems, ...checkRegion("region", region)];
}

export function checkRegion(property: string, region: string): Problem[] {
  if (/^[a-z]{2}(-[a-z]+)+-[0-9]$/.test(region)) return [];
  return [{ property, reason: `"${region}" is no AWS Region, such as eu-west-1.` }];
}
