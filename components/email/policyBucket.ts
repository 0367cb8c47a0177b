import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";

/** A bucket, and the resources that make it private. */
interface PrivateBucket {
  readonly bucket: Bucket;
  readonly settings: pulumi.Resource[];
}

/**
 * A bucket that nobody outside the account reads. It is not protected from deletion: it holds only the policy file,
 * which the program makes anew.
 */
export function createPrivateBucket(parent: pulumi.ComponentResource, name: string): PrivateBucket {
  const bucket = new Bucket(`${name}-bucket`, {}, { parent });
  const settings = [
    new BucketPublicAccessBlock(
      `${name}-bucket-access`,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent },
    ),
    new BucketOwnershipControls(
      `${name}-bucket-ownership`,
      { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent },
    ),
    new BucketServerSideEncryptionConfiguration(
      `${name}-bucket-encryption`,
      { bucket: bucket.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      { parent },
    ),
  ];
  return { bucket, settings };
}

/** Lets one CloudFront distribution read the bucket, and everybody only over TLS. */
export function letDistributionRead(
  parent: pulumi.ComponentResource,
  name: string,
  { bucket, settings }: PrivateBucket,
  distributionArn: pulumi.Output<string>,
): pulumi.Resource {
  const policy = pulumi.all([bucket.arn, distributionArn]).apply(([arn, distribution]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "LetDistributionRead",
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "s3:GetObject",
          Resource: `${arn}/*`,
          // Without it any distribution of any account could read the bucket.
          Condition: { StringEquals: { "AWS:SourceArn": distribution } },
        },
        {
          Sid: "RefusePlainText",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  );
  // S3 refuses two changes of one bucket at the same time.
  return new BucketPolicy(`${name}-bucket-policy`, { bucket: bucket.bucket, policy }, { parent, dependsOn: settings });
}
