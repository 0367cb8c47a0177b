import { accountOf } from "../../baseline/iam/arn.js";
import type { Resource } from "../framework/resource.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";

/**
 * Properties that let in an account, or hand data to one, without a policy document: the name of a principal, an account's
 * number, or blocks with either. Source: the API references of each service (CreateGrant, AddPermission,
 * PutBucketReplication, ModifyDBSnapshotAttribute, PutImage's launch permissions, AssociateResourceShare).
 */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  "aws:kms/grant:Grant": ["granteePrincipal", "retiringPrincipal"],
  "aws:lambda/permission:Permission": ["principal"],
  "aws:lambda/layerVersionPermission:LayerVersionPermission": ["principal"],
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ["rules"],
  "aws:rds/snapshot:Snapshot": ["sharedAccounts"],
  "aws:rds/clusterSnapshot:ClusterSnapshot": ["sharedAccounts"],
  "aws:rds/snapshotCopy:SnapshotCopy": ["sharedAccounts"],
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": ["sharedAccounts"],
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": ["accountId"],
  "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission": ["accountId"],
  "aws:ram/principalAssociation:PrincipalAssociation": ["principal"],
};

/** Of a block the account is one key's; what else stands there has ARNs of its own. */
const KEYS: readonly string[] = ["account"];

export const ACCOUNT_NAMING_TYPES: readonly string[] = Object.keys(PROPERTIES);

/**
 * The numbers of the accounts that a resource names so, each once; `UNKNOWN` where a principal is not known yet. What comes
 * from a resource of the stack is of the stack's own account, and left out.
 */
export function namedAccounts(resource: Resource): readonly Maybe<string>[] {
  const found = (PROPERTIES[resource.type] ?? []).flatMap((property) =>
    accountsIn(resource.whole(property), property).filter(
      (account) => account !== UNKNOWN || !resource.sources.has(property),
    ),
  );
  return [...new Set(found)];
}

function accountsIn(value: unknown, key: string | undefined): Maybe<string>[] {
  if (value === UNKNOWN) return key === undefined ? [] : [UNKNOWN];
  if (typeof value === "string") {
    const account = key === undefined ? undefined : accountOf(value);
    return account !== undefined && /^[0-9]{12}$/.test(account) ? [account] : [];
  }
  if (Array.isArray(value)) return value.flatMap((element) => accountsIn(element, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([inner, field]) => accountsIn(field, KEYS.includes(inner) ? inner : undefined));
}
