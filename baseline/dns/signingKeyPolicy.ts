/** What Route 53 needs to sign a zone with a key, and nobody else gets. */
interface SigningKeyModel {
  /** The AWS account's id, 12 digits. */
  readonly account: string;
}

/** What Route 53's key-signing keys are made with. Source: Route 53 developer guide, "Working with KMS keys for DNSSEC". */
export const SIGNING_KEY = {
  /** KMS keys for DNSSEC stand in this region, wherever the rest of the program is. */
  region: "us-east-1",
  keySpec: "ECC_NIST_P256",
  usage: "SIGN_VERIFY",
} as const;

/**
 * The policy of a KMS key that signs zones: Route 53 may sign with it for hosted zones of this account only, and only the
 * account itself decides who else may. Source: Route 53 developer guide, "KMS key permissions required for DNSSEC
 * signing"; the conditions are those against the confused deputy.
 */
export function signingKeyPolicy({ account }: SigningKeyModel): string {
  const service = { Service: "dnssec-route53.amazonaws.com" };
  const ofThisAccount = {
    StringEquals: { "aws:SourceAccount": account },
    ArnLike: { "aws:SourceArn": "arn:aws:route53:::hostedzone/*" },
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccountDecides",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "Route53Signs",
        Effect: "Allow",
        Principal: service,
        Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        Resource: "*",
        Condition: ofThisAccount,
      },
      {
        Sid: "Route53Grants",
        Effect: "Allow",
        Principal: service,
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: { ...ofThisAccount, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ],
  });
}
