import type { Resource } from "../framework/resource.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asFlag, asText, at } from "./blocks.js";
import type { Bucket, BucketSetting } from "./buckets.js";

/** Reads a setting from the resource that holds it; `undefined` where the stack does not set it. */
function read<T>(
  setting: BucketSetting,
  bucket: Bucket,
  ofSplit: (resource: Resource) => T,
  ofInline: (value: unknown) => T,
): T | typeof UNKNOWN | undefined {
  const [split] = setting.split;
  const [inline] = setting.inline;
  if (split) return ofSplit(split);
  if (inline !== undefined) {
    const value = bucket.given.whole(inline);
    return value === UNKNOWN ? UNKNOWN : ofInline(value);
  }
  return setting.isLost ? UNKNOWN : undefined;
}

/** Whether older versions of objects are kept. A bucket with Object Lock always keeps them. */
export function bucketVersioning(bucket: Bucket): Maybe<boolean> {
  const isOn = read<Maybe<boolean>>(
    bucket.settings.versioning,
    bucket,
    (split) => {
      const status = asText(at(split.whole("versioningConfiguration"), "status"));
      return status === UNKNOWN ? UNKNOWN : status === "Enabled";
    },
    (value) => asFlag(at(value, "enabled")) ?? false,
  );
  return isOn === undefined || isOn === false ? (hasObjectLock(bucket) === true ? true : (isOn ?? false)) : isOn;
}

/** Whether Object Lock was switched on when the bucket was made, which is the only time. */
export function hasObjectLock({ given }: Bucket): Maybe<boolean> {
  const flag = given.flag("objectLockEnabled");
  const inline = asText(at(given.whole("objectLockConfiguration"), "objectLockEnabled"));
  return flag === UNKNOWN || inline === UNKNOWN ? UNKNOWN : flag === true || inline === "Enabled";
}

/** How a bucket encrypts what comes without encryption of its own. */
export interface BucketEncryption {
  readonly algorithm: Maybe<string | undefined>;
  /** `undefined` for the key that AWS manages. */
  readonly key: Maybe<string | undefined>;
  readonly hasBucketKey: Maybe<boolean>;
  /** The resource that says so, and its property with the key. */
  readonly resource: Resource;
}

export function bucketEncryption(bucket: Bucket): Maybe<BucketEncryption> | undefined {
  const of = (rule: unknown, resource: Resource): BucketEncryption => ({
    algorithm: asText(at(rule, "applyServerSideEncryptionByDefault", "sseAlgorithm")),
    key: asText(at(rule, "applyServerSideEncryptionByDefault", "kmsMasterKeyId")),
    hasBucketKey: asFlag(at(rule, "bucketKeyEnabled")) ?? false,
    resource,
  });
  return read<Maybe<BucketEncryption>>(
    bucket.settings.encryption,
    bucket,
    (split) => (split.property("rules") === UNKNOWN ? UNKNOWN : of(split.whole("rules"), split)),
    (value) => of(at(value, "rule") ?? at(value, "rules"), bucket.given),
  );
}
