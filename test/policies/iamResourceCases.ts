import { PASSWORD_POLICY, PUBLIC_ACCESS_BLOCK } from "../../baseline/iam/accountGuardrails.js";
import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import {
  ACCOUNT,
  allow,
  BUCKET,
  bucketPolicy,
  deny,
  hiddenBucketPolicy,
  key,
  object,
  queue,
  roleArn,
  when,
} from "./iamGiven.js";
import type { RuleCase } from "./ruleCase.js";

const EVERYONE = { Principal: "*" };
const ROOT = { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
const WHOLE_KEY = allow("kms:*", "*", ROOT);
const keyFor = (name: string): { Principal: unknown } => ({ Principal: { AWS: roleArn(name) } });
const ADMINISTRATION = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:EnableKeyRotation"];
const domain = (policy: unknown, more: Record<string, unknown> = {}): Given => ({
  type: "aws:opensearch/domain:Domain",
  name: "search",
  inputs: { accessPolicies: policy, ...more },
});

const permission = (more: Record<string, unknown>): Given => ({
  type: "aws:lambda/permission:Permission",
  name: "call",
  inputs: { action: "lambda:InvokeFunction", function: "orders", principal: "s3.amazonaws.com", ...more },
});
const functionUrl = (authorizationType: unknown): Given => ({
  type: "aws:lambda/functionUrl:FunctionUrl",
  name: "url",
  inputs: { functionName: "orders", authorizationType },
});
const analyzer = (type: unknown, more: Record<string, unknown> & { readonly region?: string } = {}): Given => ({
  type: "aws:accessanalyzer/analyzer:Analyzer",
  name: `analyzer-${more.region ?? "here"}`,
  inputs: { analyzerName: "external", type, ...more },
});
const unusedFor = (unusedAccessAge: unknown): Given =>
  analyzer("ACCOUNT_UNUSED_ACCESS", { configuration: { unusedAccess: { unusedAccessAge } } });
const disks = (more: { readonly region?: string } = {}): Given => ({
  type: "aws:ebs/encryptionByDefault:EncryptionByDefault",
  name: `disks-${more.region ?? "here"}`,
  inputs: { enabled: true, ...more },
});
const OTHER_REGION = { region: "us-east-1" };
const PASSWORDS: Given = {
  type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  name: "passwords",
  inputs: { minimumPasswordLength: 14 },
};

const ZONE = "com.cloudflare.api.account.zone.023e105f4ecef8ad9ca31a8372d0c353";
const DNS_WRITE = "4755a26eedb94da69e1066d98aa820be";
const token = (more: Record<string, unknown> = {}, group = DNS_WRITE, reached = ZONE): Given => ({
  type: "cloudflare:index/accountToken:AccountToken",
  name: "deploy",
  inputs: {
    accountId: "0123456789abcdef0123456789abcdef",
    name: "deploy",
    expiresOn: "2026-08-01T00:00:00Z",
    condition: { requestIp: { ins: ["192.0.2.0/24"] } },
    policies: [{ effect: "allow", permissionGroups: [{ id: group }], resources: JSON.stringify({ [reached]: "*" }) }],
    ...more,
  },
});
const without = (given: Given, property: string): Given => ({
  ...given,
  inputs: Object.fromEntries(Object.entries(given.inputs).filter(([name]) => name !== property)),
});
const SUPER = "33666b9c79b9a5273fc7344ff42f953d";
const member = (name: string, roles: unknown = [SUPER]): Given => ({
  type: "cloudflare:index/accountMember:AccountMember",
  name,
  inputs: { accountId: "0123456789abcdef0123456789abcdef", email: `${name}@fernwood.example`, roles },
});
const byPolicy = (name: string): Given => {
  const policies = [{ access: "allow", permissionGroups: [{ id: SUPER }], resourceGroups: [{ id: "all" }] }];
  const given = without(member(name), "roles");
  return { ...given, inputs: { ...given.inputs, policies } };
};

/** Cases of the rules on policies of resources, on Lambda, on the account and on Cloudflare. */
const ACCOUNT_PASSWORDS: Given = {
  type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  name: "passwords",
  inputs: { ...PASSWORD_POLICY },
};
const BLOCKS: readonly Given[] = [
  {
    type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    name: "buckets",
    inputs: { ...PUBLIC_ACCESS_BLOCK },
  },
  {
    type: "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
    name: "snapshots",
    inputs: { state: "block-all-sharing" },
  },
];
const OF_ACCOUNT: readonly Given[] = [ACCOUNT_PASSWORDS, ...BLOCKS, disks()];

const rootUsers = (enabledFeatures: unknown): Given => ({
  type: "aws:iam/organizationsFeatures:OrganizationsFeatures",
  name: "root-users",
  inputs: { enabledFeatures },
});

export const iamResourceCases: Readonly<Record<string, RuleCase>> = {
  IAM15: {
    bad: [
      [bucketPolicy(allow("s3:GetObject", `${BUCKET}/*`, EVERYONE))],
      [
        queue(
          allow("sqs:SendMessage", "*", {
            Principal: { AWS: "*" },
            ...when("ArnLike", "aws:SourceArn", "arn:aws:s3:*:*:*"),
          }),
        ),
      ],
      [queue(allow("sqs:SendMessage", "*", { ...EVERYONE, ...when("Bool", "aws:SecureTransport", "true") }))],
      [key(WHOLE_KEY, allow("kms:Decrypt", "*", { Principal: { AWS: ["*"] } }))],
      [domain(object(allow("es:*", "*", EVERYONE)))],
      [
        {
          type: "aws:secretsmanager/secret:Secret",
          name: "psp",
          inputs: { policy: object(allow("secretsmanager:GetSecretValue", "*", EVERYONE)) },
        },
      ],
    ],
    good: [
      [
        bucketPolicy(
          deny("s3:*", [BUCKET, `${BUCKET}/*`], { ...EVERYONE, ...when("Bool", "aws:SecureTransport", "false") }),
        ),
      ],
      [
        bucketPolicy(
          allow("s3:GetObject", `${BUCKET}/*`, { ...EVERYONE, ...when("StringEquals", "aws:SourceVpce", "vpce-1") }),
        ),
      ],
      [
        bucketPolicy(
          allow("s3:GetObject", `${BUCKET}/*`, EVERYONE),
          deny("s3:*", `${BUCKET}/*`, {
            ...EVERYONE,
            ...when("StringNotEquals", "aws:PrincipalOrgID", "o-1234567890"),
          }),
        ),
      ],
      [domain(object(allow("es:*", "*", EVERYONE)), { vpcOptions: { subnetIds: ["subnet-1"] } })],
      [
        {
          type: "aws:apigateway/restApiPolicy:RestApiPolicy",
          name: "api",
          inputs: { restApiId: "a", policy: object(allow("execute-api:Invoke", "execute-api:/*", EVERYONE)) },
        },
      ],
      [
        key(
          WHOLE_KEY,
          allow("kms:Decrypt", "*", { ...EVERYONE, ...when("StringEquals", "kms:CallerAccount", ACCOUNT) }),
        ),
      ],
    ],
    unknown: [
      [hiddenBucketPolicy],
      [
        {
          ...hiddenBucketPolicy,
          inputs: { bucket: "b", policy: object(allow("s3:GetObject", "*", { Principal: { AWS: UNKNOWN_VALUE } })) },
        },
      ],
    ],
  },
  IAM19: {
    bad: [
      [key(WHOLE_KEY, allow("kms:CreateGrant", "*", keyFor("app")))],
      [key(WHOLE_KEY, allow("kms:*", "*", keyFor("app")))],
      [
        key(
          WHOLE_KEY,
          allow(ADMINISTRATION, "*", keyFor("app")),
          allow(["kms:Decrypt", "kms:GenerateDataKey*"], "*", keyFor("app")),
        ),
      ],
      [
        {
          type: "aws:kms/keyPolicy:KeyPolicy",
          name: "policy",
          inputs: {
            keyId: "1",
            policy: object(WHOLE_KEY, allow("kms:*", "*", { Principal: { AWS: "arn:aws:iam::999999999999:root" } })),
          },
        },
      ],
    ],
    good: [
      // Grants for services alone, and an administrator's by trade.
      [
        key(
          WHOLE_KEY,
          allow("kms:CreateGrant", "*", { ...keyFor("app"), ...when("Bool", "kms:GrantIsForAWSResource", "true") }),
        ),
      ],
      [key(WHOLE_KEY, allow([...ADMINISTRATION, "kms:CreateGrant"], "*", keyFor("security")))],
      [key(WHOLE_KEY)],
      [
        key(
          WHOLE_KEY,
          allow(ADMINISTRATION, "*", keyFor("keys")),
          allow(["kms:Decrypt", "kms:GenerateDataKey"], "*", keyFor("app")),
        ),
      ],
      // Use by another account.
      [key(WHOLE_KEY, allow("kms:Decrypt", "*", { Principal: { AWS: "arn:aws:iam::999999999999:root" } }))],
    ],
    unknown: [
      [{ type: "aws:kms/key:Key", name: "k", inputs: { policy: UNKNOWN_VALUE } }],
      [
        {
          type: "aws:kms/key:Key",
          name: "k",
          inputs: { policy: object(allow("kms:*", "*", { Principal: { AWS: UNKNOWN_VALUE } })) },
        },
      ],
    ],
  },
  IAM20: {
    bad: [
      [functionUrl("NONE")],
      [permission({})],
      [permission({ principal: "*" })],
      [permission({ principal: "*", action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" })],
      [permission({ sourceArn: "*" })],
      [permission({ principal: "apigateway.amazonaws.com", sourceArn: "arn:aws:execute-api:*:*:*/*/*" })],
    ],
    good: [
      [functionUrl("AWS_IAM")],
      [permission({ sourceArn: BUCKET, sourceAccount: ACCOUNT })],
      [
        permission({
          principal: "events.amazonaws.com",
          sourceArn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/nightly`,
        }),
      ],
      [permission({ principal: ACCOUNT })],
      [permission({ principal: "*", principalOrgId: "o-1234567890" })],
      [permission({ principal: "alexa-appkit.amazon.com", eventSourceToken: "amzn1.ask.skill.1" })],
    ],
    unknown: [
      [functionUrl(UNKNOWN_VALUE)],
      [permission({ sourceArn: UNKNOWN_VALUE })],
      [permission({ principal: UNKNOWN_VALUE })],
    ],
  },
  IAM22: {
    bad: [
      [PASSWORDS],
      [PASSWORDS, unusedFor(90)],
      [analyzer("ACCOUNT_UNUSED_ACCESS")],
      [unusedFor(180)],
      [analyzer("ACCOUNT"), disks(OTHER_REGION)],
    ],
    good: [
      [PASSWORDS, analyzer("ACCOUNT")],
      [PASSWORDS, analyzer("ORGANIZATION")],
      [unusedFor(90)],
      [analyzer("ACCOUNT"), analyzer("ACCOUNT", OTHER_REGION), disks(OTHER_REGION)],
      [queue(allow("sqs:SendMessage", "*", ROOT))],
    ],
    unknown: [
      [PASSWORDS, analyzer(UNKNOWN_VALUE)],
      [unusedFor(UNKNOWN_VALUE)],
      [analyzer("ACCOUNT"), disks({ region: UNKNOWN_VALUE })],
    ],
  },
  IAM23: {
    bad: [
      [token({ expiresOn: "2027-08-01T00:00:00Z" })],
      [without(token(), "expiresOn")],
      [without(token(), "condition")],
      [token({ condition: { requestIp: { ins: ["0.0.0.0/0"] } } })],
      [token({}, "5bc3f8b21c554832afc660159ab75fa4")],
      [token({}, DNS_WRITE, "com.cloudflare.api.account.zone.*")],
    ],
    good: [[token()]],
    unknown: [
      [token({ expiresOn: UNKNOWN_VALUE })],
      [token({ condition: UNKNOWN_VALUE })],
      [token({ policies: UNKNOWN_VALUE })],
    ],
  },
  IAM24: {
    bad: [
      [member("ada"), member("ben"), member("cem")],
      [member("ada"), member("ben"), byPolicy("cem")],
    ],
    good: [
      [member("ada"), member("ben"), member("cem", ["05784afa30c1afe1440e79d9351c7430"])],
      [member("ada"), member("ben")],
    ],
    unknown: [[member("ada"), member("ben"), member("cem", UNKNOWN_VALUE)]],
  },
  IAM27: {
    bad: [
      [{ ...ACCOUNT_PASSWORDS, inputs: { ...ACCOUNT_PASSWORDS.inputs, minimumPasswordLength: 8 } }],
      [{ ...ACCOUNT_PASSWORDS, inputs: { ...ACCOUNT_PASSWORDS.inputs, requireNumbers: false } }],
      [ACCOUNT_PASSWORDS],
      [
        {
          type: "aws:iam/securityTokenServicePreferences:SecurityTokenServicePreferences",
          name: "tokens",
          inputs: { globalEndpointTokenVersion: "v2Token" },
        },
      ],
      [rootUsers(["RootSessions"])],
      [...OF_ACCOUNT, disks(OTHER_REGION)],
    ],
    good: [[...OF_ACCOUNT], [{ type: "aws:s3/bucket:Bucket", name: "files", inputs: { bucket: "files" } }]],
    unknown: [
      [
        rootUsers(UNKNOWN_VALUE),
        { ...ACCOUNT_PASSWORDS, inputs: { ...ACCOUNT_PASSWORDS.inputs, minimumPasswordLength: UNKNOWN_VALUE } },
        ...BLOCKS,
        disks(),
      ],
    ],
  },
};
