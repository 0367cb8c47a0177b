/**
 * What AWS Backup can do with each type of data store.
 *
 * Source: AWS Backup Developer Guide, "Feature availability by resource" and "Encryption for backups in AWS Backup".
 */
export interface ResourceTypeTraits {
  /** Prefixes of the IAM actions with which AWS Backup reads and restores it. */
  readonly services: readonly string[];
  /** Services that ask KMS for AWS Backup, as `kms:ViaService` names them; none where AWS Backup asks by itself. */
  readonly keyServices: readonly string[];
  /** Whether AWS Backup keeps continuous backups of it. */
  readonly isContinuous: boolean;
  /** Whether its recovery points can move to cold storage; the move is ignored for all others. */
  readonly isCold: boolean;
  /** Whether GuardDuty scans its recovery points. */
  readonly isScanned: boolean;
  /** Whether full management by AWS Backup must be switched on: without it, DynamoDB has no copies and no cold storage. */
  readonly needsManagement: boolean;
}

const NONE: ResourceTypeTraits = {
  services: [],
  keyServices: [],
  isContinuous: false,
  isCold: false,
  isScanned: false,
  needsManagement: false,
};
const DATABASE: ResourceTypeTraits = { ...NONE, services: ["rds"], keyServices: ["rds"] };

/** By the names that AWS Backup gives them in opt-in settings, jobs and restore tests. */
export const RESOURCE_TYPES = {
  Aurora: { ...DATABASE, isContinuous: true },
  DocumentDB: DATABASE,
  DynamoDB: { ...NONE, services: ["dynamodb"], keyServices: ["dynamodb"], isCold: true, needsManagement: true },
  EBS: { ...NONE, services: ["ec2"], keyServices: ["ec2"], isCold: true, isScanned: true },
  EC2: { ...NONE, services: ["ec2", "ssm"], keyServices: ["ec2"], isScanned: true },
  EFS: { ...NONE, services: ["elasticfilesystem"], keyServices: ["elasticfilesystem"], isCold: true },
  Neptune: DATABASE,
  RDS: { ...DATABASE, isContinuous: true },
  // For buckets AWS Backup keeps an EventBridge rule of its own and reads metrics.
  S3: { ...NONE, services: ["s3", "events", "cloudwatch"], keyServices: ["s3"], isContinuous: true, isScanned: true },
} as const satisfies Readonly<Record<string, ResourceTypeTraits>>;

export type ResourceTypeName = keyof typeof RESOURCE_TYPES;

export function isResourceType(text: string): text is ResourceTypeName {
  return Object.hasOwn(RESOURCE_TYPES, text);
}

/** The traits of those types that are known. */
export function traitsOf(types: readonly string[]): readonly ResourceTypeTraits[] {
  return types.filter(isResourceType).map((type) => RESOURCE_TYPES[type]);
}
