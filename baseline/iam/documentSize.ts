/** The size that AWS allows a document, by where it stands. */
export interface SizeLimit {
  /** In characters, or in octets of UTF-8. */
  readonly most: number;
  readonly unit: "characters" | "octets";
  /** Whether white space counts. */
  readonly countsWhiteSpace: boolean;
  /** What it is the limit of, for messages. */
  readonly of: string;
  readonly source: string;
}

const IAM_QUOTAS = 'AWS IAM User Guide, "IAM and AWS STS quotas"';
const characters = (most: number, of: string): SizeLimit => {
  return { most, unit: "characters", countsWhiteSpace: false, of, source: IAM_QUOTAS };
};
const octets = (most: number, of: string, source: string): SizeLimit => {
  return { most, unit: "octets", countsWhiteSpace: true, of, source };
};

/** What AWS allows by default. */
export const SIZE_LIMITS = {
  managedPolicy: characters(6144, "a managed policy"),
  /** All inline policies of one user together; the same holds for roles and groups. */
  inlineUserPolicies: characters(2048, "all inline policies of a user together"),
  inlineRolePolicies: characters(10_240, "all inline policies of a role together"),
  inlineGroupPolicies: characters(5120, "all inline policies of a group together"),
  /** AWS raises it to 4,096 on request. */
  trustPolicy: characters(2048, "a trust policy"),
  bucketPolicy: octets(20_480, "a bucket policy", 'Amazon S3 User Guide, "Policies and permissions in Amazon S3"'),
  keyPolicy: octets(32_768, "a key policy", 'AWS KMS Developer Guide, "Resource quotas"'),
  queuePolicy: octets(8192, "a queue's policy", 'Amazon SQS Developer Guide, "Amazon SQS policy quotas"'),
  topicPolicy: octets(
    30_720,
    "a topic's policy",
    'Amazon SNS Developer Guide, "Amazon SNS API permissions", policy quotas',
  ),
  tablePolicy: octets(20_480, "a table's policy", "Amazon DynamoDB API Reference, PutResourcePolicy"),
} as const satisfies Readonly<Record<string, SizeLimit>>;

/** The size of a document's text as AWS counts it. */
export function documentSize(text: string, limit: SizeLimit): number {
  const counted = limit.countsWhiteSpace ? text : text.replace(/\s/g, "");
  return limit.unit === "octets" ? Buffer.byteLength(counted, "utf8") : counted.length;
}

/**
 * Whether a document's text fits.
 *
 * @param text one document, or several that share a limit, one after the other
 * @returns one full sentence where it does not: how large it is and what is allowed
 */
export function checkSize(text: string, limit: SizeLimit): string | undefined {
  const size = documentSize(text, limit);
  if (size <= limit.most) return undefined;
  const how = limit.countsWhiteSpace ? "" : " without white space";
  const by = size - limit.most;
  return `The text has ${size} ${limit.unit}${how}, ${by} too many: AWS allows ${limit.most} for ${limit.of}.`;
}
