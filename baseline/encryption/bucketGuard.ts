/**
 * Whether the policy of a bucket stops uploads under other keys than the bucket's own, and, where it was written against
 * administrators, whether it stops them.
 *
 * Sources: Amazon S3 API Reference, PutObject; Service Authorization Reference, "Amazon S3".
 */
import {
  administratorPowers,
  type AdministratorPowers,
  type AdministratorRequest,
} from "../iam/administratorRequests.js";
import type { PolicyDocument } from "../iam/document.js";
import { BUCKET_DESTRUCTION, CUSTOMER_KEY, ENCRYPTION, KEY } from "./bucketPolicy.js";

/** A key of an account that nobody has: whatever the bucket's own key is, it is another. */
const FOREIGN_KEY = "arn:aws:kms:eu-west-1:999999999999:key/00000000-0000-0000-0000-000000000000";

const CUSTOMER_KEYS = "under a key that comes with the request (SSE-C)";

/** What an upload may ask for, by what becomes of it. */
const UPLOADS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "under S3's own key": { [ENCRYPTION]: "AES256" },
  "under another KMS key": { [ENCRYPTION]: "aws:kms", [KEY]: FOREIGN_KEY },
  "under the KMS key that AWS manages": { [ENCRYPTION]: "aws:kms" },
  [CUSTOMER_KEYS]: { [CUSTOMER_KEY]: "AES256" },
};

/** A bucket of an account, and its policy; one without a policy has an empty one. */
export interface GuardedBucket {
  readonly policy: PolicyDocument;
  readonly bucketArn: string;
  readonly account: string;
}

/**
 * Uploads that the policy takes, each as "under …".
 *
 * @param blocksCustomerKeys whether the bucket's own encryption refuses keys that come with the request
 */
export function foreignUploads(
  { policy, bucketArn, account }: GuardedBucket,
  blocksCustomerKeys: boolean,
): AdministratorPowers {
  const requests = Object.entries(UPLOADS)
    .filter(([label]) => !blocksCustomerKeys || label !== CUSTOMER_KEYS)
    .map(([label, context]): AdministratorRequest => {
      return { label, action: "s3:PutObject", resource: `${bucketArn}/invoice.pdf`, context };
    });
  return administratorPowers(policy, account, requests);
}

/** With these one takes the whole policy away: who denies them means to stop administrators. */
const SELF_DEFENCE: readonly string[] = ["s3:DeleteBucketPolicy", "s3:PutBucketPolicy"];

/** What an administrator can do in spite of a policy that was written against him; nothing where none was. */
export function holesInGuard({ policy, bucketArn, account }: GuardedBucket): AdministratorPowers {
  const powers = (actions: readonly string[]): AdministratorPowers =>
    administratorPowers(
      policy,
      account,
      actions.map((action): AdministratorRequest => {
        return { label: action, action, resource: ON_OBJECTS.test(action) ? `${bucketArn}/invoice.pdf` : bucketArn };
      }),
    );
  // Most policies were not: two questions tell, and none where nothing is denied.
  const denies = policy.statements.some(({ effect }) => effect !== "Allow");
  const open = denies ? powers(SELF_DEFENCE) : { allowed: SELF_DEFENCE, undetermined: [] };
  const isGuard = open.allowed.length + open.undetermined.length < SELF_DEFENCE.length;
  return isGuard ? powers(BUCKET_DESTRUCTION) : { allowed: [], undetermined: [] };
}

/** Service Authorization Reference, "Amazon S3", resource type object. */
const ON_OBJECTS = /^s3:(BypassGovernanceRetention|DeleteObjectVersion|PutObjectLegalHold|PutObjectRetention)$/;
