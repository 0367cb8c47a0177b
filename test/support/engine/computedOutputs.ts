import { createHash } from "node:crypto";
import { tlsKey } from "../tlsKeys.js";

/** Plain properties of a resource, as the engine sends them. */
export type Properties = Record<string, unknown>;

/** What a computed output may be derived from. */
export interface NewResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
}

/** Gives the properties that a provider fills in on its own, as they are after `up`. */
export type ComputedOutputs = (resource: NewResource) => Properties;

const hex = (length: number, ...parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, length);

const numbered = (count: number, text: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => text(index + 1));

/** The account that the doubles stand for (the number that AWS uses in its own examples). */
export const exampleAccount = "123456789012";

/**
 * The computed outputs that programs join resources by, per resource type. What is not listed is absent from a
 * double's answer, and the SDK then shows it as unknown in a preview and as undefined in an update.
 */
export const computedOutputs: Readonly<Record<string, ComputedOutputs>> = {
  // SES hands out three DKIM tokens of 32 characters for Easy DKIM.
  "aws:sesv2/emailIdentity:EmailIdentity": ({ id }) => ({
    identityType: "DOMAIN",
    verifiedForSendingStatus: false,
    dkimSigningAttributes: {
      signingAttributesOrigin: "AWS_SES",
      status: "PENDING",
      tokens: numbered(3, (n) => hex(32, id, `token ${n}`)),
    },
  }),
  // ACM asks for one CNAME record for each name of a certificate.
  "aws:acm/certificate:Certificate": ({ id, inputs }) => ({
    domainValidationOptions: [
      {
        domainName: inputs["domainName"],
        resourceRecordName: `_${hex(32, id, "name")}.${String(inputs["domainName"])}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${hex(32, id, "value")}.acm-validations.example.`,
      },
    ],
  }),
  // The id of a bucket is its name.
  "aws:s3/bucket:Bucket": ({ id }) => ({ bucket: id, bucketRegionalDomainName: `${id}.s3.example` }),
  "aws:sqs/queue:Queue": ({ id }) => ({ url: `https://sqs.example/${exampleAccount}/${id}` }),
  "aws:cloudfront/distribution:Distribution": ({ id }) => ({
    domainName: `${id}.cloudfront.example`,
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  "aws:route53/zone:Zone": ({ id }) => ({
    zoneId: id,
    nameServers: numbered(4, (n) => `ns-${n}.awsdns.example`),
  }),
  "aws:kms/key:Key": ({ id, inputs }) => ({
    keyId: id,
    // A resource may name a Region beside the provider's.
    arn: `arn:aws:kms:${typeof inputs["region"] === "string" ? inputs["region"] : "eu-central-1"}:${exampleAccount}:key/${id}`,
  }),
  "cloudflare:index/zone:Zone": () => ({
    status: "pending",
    nameServers: numbered(2, (n) => `ns${n}.cloudflare.example`),
  }),
  "tls:index/privateKey:PrivateKey": ({ id, inputs }) => ({ ...tlsKey(id, inputs) }),
};

/** An ARN of the usual shape; nearly every resource type of AWS has one, so every resource of the AWS double gets it. */
export function exampleArn({ type, id }: Pick<NewResource, "type" | "id">): string {
  const service = type.split(":")[1]?.split("/")[0] ?? "";
  return `arn:aws:${service}:eu-central-1:${exampleAccount}:${id}`;
}

/** The id of a new resource: readable, the same in every run, and different for resources of one name. */
export function exampleId(urn: string, name: string): string {
  return `${name}-${hex(8, urn)}`;
}

/** Answers to the provider functions that programs call most, per token. */
export const functionResults: Readonly<Record<string, Properties>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    accountId: exampleAccount,
    arn: `arn:aws:iam::${exampleAccount}:root`,
    id: exampleAccount,
    userId: exampleAccount,
  },
  "aws:index/getPartition:getPartition": { partition: "aws", dnsSuffix: "amazonaws.com", id: "aws" },
  "aws:index/getRegion:getRegion": { name: "eu-central-1", region: "eu-central-1", id: "eu-central-1" },
};
