import { UNKNOWN_VALUE, type Given } from "../support/pack.js";

/** The account of AWS's own examples. */
export const ACCOUNT = "123456789012";
export const BUCKET = "arn:aws:s3:::fernwood-orders";
export const TABLE = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`;
export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

type Element = Readonly<Record<string, unknown>>;

/** A document as a program writes it, in JSON. */
export const text = (...Statement: Element[]): string => JSON.stringify(object(...Statement));
export const object = (...Statement: Element[]): Element => ({ Version: "2012-10-17", Statement });
export const allow = (Action: unknown, Resource: unknown = "*", more: Element = {}): Element => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
export const deny = (Action: unknown, Resource: unknown = "*", more: Element = {}): Element => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
export const when = (operator: string, key: string, value: unknown): Element => ({
  Condition: { [operator]: { [key]: value } },
});

/** A statement of a trust policy. */
export const trust = (Principal: unknown, more: Element = {}): Element => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...more,
});
export const LAMBDA_TRUST = trust({ Service: "lambda.amazonaws.com" });

export const role = (name = "app", more: Element = {}): Given => ({
  type: "aws:iam/role:Role",
  name,
  inputs: { name, assumeRolePolicy: text(LAMBDA_TRUST), ...more },
});
/** A role with this trust policy. */
export const trusting = (...statements: Element[]): Given => role("app", { assumeRolePolicy: text(...statements) });
export const rolePolicy = (policy: unknown, of = "app", name = "rights"): Given => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name,
  inputs: { role: of, policy },
});
/** A role with an inline policy of these statements. */
export const holding = (...statements: Element[]): Given[] => [role(), rolePolicy(text(...statements))];

export const policy = (document: unknown, name = "deploy"): Given => ({
  type: "aws:iam/policy:Policy",
  name,
  inputs: { name, policy: document },
});
export const policyArn = (name = "deploy"): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
export const attached = (arn: unknown, of = "app", name = "attachment"): Given => ({
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name,
  inputs: { role: of, policyArn: arn },
});
export const awsPolicy = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

const resource =
  (type: string, name: string, property: string, more: Element = {}) =>
  (...statements: Element[]): Given => ({ type, name, inputs: { ...more, [property]: text(...statements) } });
export const bucketPolicy = resource("aws:s3/bucketPolicy:BucketPolicy", "files", "policy", {
  bucket: "fernwood-files",
});
export const key = resource("aws:kms/key:Key", "orders-key", "policy", { enableKeyRotation: true });
export const queue = resource("aws:sqs/queuePolicy:QueuePolicy", "orders-queue", "policy", {
  queueUrl: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/orders`,
});

/** A whole document that is known only after the deploy, by the type that holds it. */
export const hiddenRights = rolePolicy(UNKNOWN_VALUE);
export const hiddenTrust = role("app", { assumeRolePolicy: UNKNOWN_VALUE });
export const hiddenBucketPolicy: Given = {
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "files",
  inputs: { bucket: "fernwood-files", policy: UNKNOWN_VALUE },
};
