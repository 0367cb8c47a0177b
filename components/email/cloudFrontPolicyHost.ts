import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "@pulumi/aws/acm/certificate";
import { CertificateValidation } from "@pulumi/aws/acm/certificateValidation";
import { Distribution } from "@pulumi/aws/cloudfront/distribution";
import { OriginAccessControl } from "@pulumi/aws/cloudfront/originAccessControl";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2";
import { POLICY_MEDIA_TYPE, POLICY_PATH } from "../../baseline/email/mtaStsHost.js";
import { createRecords } from "./dnsRecords.js";
import { printedPlainly } from "./inputProblems.js";
import { createPrivateBucket, letDistributionRead } from "./policyBucket.js";
import type { DnsZoneArgs } from "./zoneArgs.js";

/** CloudFront takes certificates from this region only, wherever the stack is. */
const CERTIFICATE_REGION = "us-east-1";
/** The managed cache policy CachingDisabled: an old policy file under a new id would stay with senders for weeks. */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ORIGIN = "policy";

/** A private bucket with the policy file, CloudFront before it, its certificate and its DNS record. */
export function createCloudFrontHost(
  parent: pulumi.ComponentResource,
  name: string,
  zone: DnsZoneArgs,
  { host, policy }: { readonly host: string; readonly policy: string },
): pulumi.Resource[] {
  const store = createPrivateBucket(parent, name);
  const { bucket, settings } = store;
  const file = new BucketObjectv2(
    `${name}-policy-file`,
    {
      bucket: bucket.bucket,
      key: POLICY_PATH.slice(1),
      content: policy,
      contentType: `${POLICY_MEDIA_TYPE}; charset=utf-8`,
      cacheControl: "no-store",
    },
    { parent, dependsOn: settings },
  );
  const access = new OriginAccessControl(
    `${name}-origin-access`,
    { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
    { parent },
  );
  const distribution = new Distribution(
    `${name}-distribution`,
    {
      aliases: [host],
      comment: `MTA-STS policy of ${host}`,
      enabled: true,
      isIpv6Enabled: true,
      origins: [{ originId: ORIGIN, domainName: bucket.bucketRegionalDomainName, originAccessControlId: access.id }],
      defaultCacheBehavior: {
        targetOriginId: ORIGIN,
        // Senders follow no redirect (RFC 8461 §3.3), so HTTP is refused and not redirected.
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: CACHING_DISABLED,
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: {
        acmCertificateArn: certify(parent, name, zone, host),
        // RFC 8461 §7.1, §7.2: senders name the host by SNI and speak TLS 1.2 or later.
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    },
    { parent },
  );
  const readable = letDistributionRead(parent, name, store, distribution.arn);
  const content = { from: distribution.domainName, build: (target: string) => target };
  const records = createRecords(parent, name, zone, [{ key: "policy-host", type: "CNAME", name: host, content }]);
  return [file, distribution, readable, ...records];
}

/** The ARN of a certificate for the host, once DNS has validated it. */
function certify(
  parent: pulumi.ComponentResource,
  name: string,
  zone: DnsZoneArgs,
  host: string,
): pulumi.Output<string> {
  const certificate = new Certificate(
    `${name}-certificate`,
    { domainName: host, validationMethod: "DNS", region: CERTIFICATE_REGION },
    { parent },
  );
  const option = certificate.domainValidationOptions.apply(([first]) => {
    if (first !== undefined) return first;
    throw printedPlainly(new pulumi.RunError(`The certificate of ${host} has no DNS record for its validation.`));
  });
  const withoutDot = (text: string): string => text.replace(/\.$/, "");
  const records = createRecords(parent, name, zone, [
    {
      key: "certificate-validation",
      type: "CNAME",
      name: { from: option.resourceRecordName, build: withoutDot },
      content: { from: option.resourceRecordValue, build: withoutDot },
    },
  ]);
  const issued = new CertificateValidation(
    `${name}-certificate-issued`,
    { certificateArn: certificate.arn, region: CERTIFICATE_REGION },
    { parent, dependsOn: records },
  );
  return issued.certificateArn;
}
