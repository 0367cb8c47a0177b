import { deniesPlainText } from "../../baseline/iam/plainTextDenial.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { BUCKET_AND_SETTING_TYPES, buckets, type Bucket } from "../readers/buckets.js";
import { iamDocuments } from "../readers/iamDocuments.js";

export const bucketTransport: Rule = {
  id: "ENC14",
  name: "encryption-bucket-transport",
  title: "A bucket refuses requests that do not come over TLS.",
  why: "S3 answers over plain HTTP as well: what is read so can be read by everybody on the way.",
  fix: "Add to the bucket's policy a Deny of s3:* for everybody with aws:SecureTransport false, on the bucket and its objects (EncryptedBucket does).",
  severity: "medium",
  references: [
    { standard: "CIS AWS Foundations 5.0", section: "2.1.1", strength: "satisfies" },
    { standard: "AWS Security Hub", section: "S3.5", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "4.2.1", strength: "partial" },
  ],
  types: BUCKET_AND_SETTING_TYPES,
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const bucket of stack.read(buckets)) {
      const denies = deniesInPolicy(bucket);
      const at = { urn: bucket.resource.urn };
      const { name } = bucket.resource;
      if (denies === UNKNOWN) verdict.undetermined(`Whether bucket ${name} answers without TLS is not known yet.`, at);
      if (denies === false) verdict.violation(`Bucket ${name} has no policy that denies requests without TLS.`, at);
    }
  },
};

function deniesInPolicy({ given, settings }: Bucket): Maybe<boolean> {
  const { split, isLost } = settings.policy;
  const documents = [given, ...split].flatMap((resource) => iamDocuments(resource));
  const denials = documents.map(({ document }): Maybe<boolean> => {
    return document === UNKNOWN ? UNKNOWN : document !== undefined && deniesPlainText(document);
  });
  if (denials.includes(true)) return true;
  return denials.includes(UNKNOWN) || isLost ? UNKNOWN : false;
}
