import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";

/** Types whose `forceDestroy` deletes what the program does not manage: a zone's records, a bucket's objects, recovery points. */
const TYPES: readonly string[] = [
  "aws:route53/zone:Zone",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "aws:backup/vault:Vault",
];

export const forcedDestroy: Rule = {
  id: "BYP02",
  name: "forced-destroy",
  title: "Nothing that holds data or mail authentication is destroyed with its content.",
  why: "With forceDestroy one wrong deploy deletes the zone with all its records, the bucket with its objects, or the vault with its recovery points.",
  fix: "Remove forceDestroy; empty the resource by hand on the day that it must go.",
  severity: "high",
  references: [{ standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "supporting" }],
  types: TYPES,
  checkResource(resource, verdict) {
    const forced = resource.flag("forceDestroy");
    if (forced === true)
      verdict.violation(`${resource.name} has forceDestroy: true, so deleting it deletes all that it holds.`);
    if (forced === UNKNOWN) verdict.undetermined("Whether forceDestroy is set will be known only after the deploy.");
  },
  remediate: (resource) => (resource.flag("forceDestroy") === true ? { forceDestroy: false } : undefined),
};
