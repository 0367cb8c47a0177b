import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { linkedTo } from "./links.js";

export const BUCKET_TYPES: readonly string[] = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** A part of a bucket's configuration. */
export type SettingName =
  "versioning" | "encryption" | "publicAccess" | "ownership" | "acl" | "policy" | "lifecycle" | "objectLock";

/** Where each setting stands: in a resource of its own, or in the bucket, as older programs write it. */
export const SETTINGS: Readonly<
  Record<SettingName, { readonly types: readonly string[]; readonly inline: readonly string[] }>
> = {
  versioning: {
    types: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
    inline: ["versioning", "versionings"],
  },
  encryption: {
    types: [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    ],
    inline: ["serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"],
  },
  publicAccess: { types: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"], inline: [] },
  ownership: { types: ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"], inline: [] },
  acl: { types: ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"], inline: ["acl", "grants"] },
  policy: { types: ["aws:s3/bucketPolicy:BucketPolicy"], inline: ["policy"] },
  lifecycle: {
    types: [
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
    ],
    inline: ["lifecycleRules"],
  },
  objectLock: {
    types: [
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
      "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
    ],
    inline: ["objectLockConfiguration"],
  },
};

/** All types that make a bucket. */
export const BUCKET_AND_SETTING_TYPES: readonly string[] = [
  ...BUCKET_TYPES,
  ...Object.values(SETTINGS).flatMap(({ types }) => types),
];

/** One setting of a bucket. */
export interface BucketSetting {
  readonly split: readonly Resource[];
  /** The bucket's own properties for it, as the program gave them. */
  readonly inline: readonly string[];
  /** Whether a resource of the stack sets it for a bucket that nobody can tell yet. */
  readonly isLost: boolean;
}

/** A bucket of the stack with all that configures it. */
export interface Bucket {
  readonly resource: Resource;
  /** As the program gave it: what a provider fills in is no setting of the program. */
  readonly given: Resource;
  readonly settings: Readonly<Record<SettingName, BucketSetting>>;
}

/** Every bucket of the stack. Use it through `stack.read(buckets)`. */
export function buckets(stack: Stack): readonly Bucket[] {
  return stack.ofTypes(BUCKET_TYPES).map((resource) => {
    const given = stack.given(resource);
    const entries = Object.entries(SETTINGS).map(([name, { types, inline }]): [string, BucketSetting] => {
      const { resources, isLost } = linkedTo(stack, resource, types, "bucket");
      const own = inline.filter((property) => given.property(property) !== undefined);
      return [name, { split: resources.map((one) => stack.given(one)), inline: own, isLost }];
    });
    return { resource, given, settings: Object.fromEntries(entries) as Bucket["settings"] };
  });
}

/** The same by the resource that makes the bucket. Use it through `stack.read(bucketsByResource)`. */
export function bucketsByResource(stack: Stack): ReadonlyMap<Resource, Bucket> {
  return new Map(stack.read(buckets).map((bucket) => [bucket.resource, bucket]));
}

/** A sentence where a setting stands twice: each deploy then undoes what the last one did. */
export function contradiction({ resource, settings }: Bucket, name: SettingName): string | undefined {
  const { split, inline } = settings[name];
  const [first, second] = split;
  if (first !== undefined && inline.length > 0) {
    return `Bucket ${resource.name} sets ${inline.join(" and ")} itself, and ${first.name} sets it too: the provider applies now the one, now the other.`;
  }
  if (second === undefined || name === "acl") return undefined;
  return `${split.map((one) => one.name).join(" and ")} set the same of bucket ${resource.name}: the last one to be deployed wins.`;
}
