/** Where a role stands, and what it is called. */
export interface RoleAccount {
  /** 12 digits. */
  readonly account: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly name: string;
  /** Begins and ends with `/`. */
  readonly path: string;
}

export function roleArn({ account, partition, name, path }: RoleAccount): string {
  return `arn:${partition}:iam::${account}:role${path}${name}`;
}

/** Beside the role, under the same path, so that a pipeline's rights on both can be one pattern. */
export function boundaryName({ name }: RoleAccount): string {
  return `${name}-boundary`;
}

export function boundaryArn(role: RoleAccount): string {
  return `arn:${role.partition}:iam::${role.account}:policy${role.path}${boundaryName(role)}`;
}
