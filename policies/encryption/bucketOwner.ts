import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { asText, at } from "../readers/blocks.js";
import { BUCKET_AND_SETTING_TYPES, BUCKET_TYPES, buckets, contradiction, SETTINGS } from "../readers/buckets.js";

const ENFORCED = "BucketOwnerEnforced";

export const bucketOwner: Rule = {
  id: "ENC03",
  name: "encryption-bucket-acl",
  title: "A bucket has no access control lists: its owner owns every object.",
  why: "An ACL gives rights that no policy shows, object by object, and objects that another account wrote are not yours.",
  fix: "Take the ACL away, and set objectOwnership to BucketOwnerEnforced, which is what AWS gives a new bucket.",
  severity: "medium",
  references: [
    { standard: "AWS Security Hub", section: "S3.12", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.3.1", strength: "supporting" },
  ],
  types: BUCKET_AND_SETTING_TYPES,
  asksInputs: true,
  checkResource(resource, verdict) {
    if (SETTINGS.ownership.types.includes(resource.type)) {
      const owner = asText(at(resource.whole("rule"), "objectOwnership"));
      if (owner === UNKNOWN) verdict.undetermined(`Who owns objects by ${resource.name} is not known yet.`);
      else if (owner !== ENFORCED) verdict.violation(`${resource.name} sets objectOwnership to ${owner ?? "nothing"}.`);
    } else if (SETTINGS.acl.types.includes(resource.type)) {
      verdict.violation(`${resource.name} gives a bucket an access control list.`);
    } else if (BUCKET_TYPES.includes(resource.type)) {
      const acl = resource.text("acl") ?? "private";
      if (acl === UNKNOWN) verdict.undetermined(`Which ACL ${resource.name} has is not known yet.`);
      else if (acl !== "private") verdict.violation(`Bucket ${resource.name} has the ACL ${acl}.`);
      const grants = resource.list("grants");
      if (grants !== UNKNOWN && grants.length > 0) verdict.violation(`Bucket ${resource.name} has grants of its own.`);
    }
  },
  checkStack(stack, verdict) {
    for (const bucket of stack.read(buckets)) {
      const twice = contradiction(bucket, "ownership");
      if (twice) verdict.violation(twice, { urn: bucket.resource.urn });
    }
  },
};
