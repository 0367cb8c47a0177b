import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import {
  ACCOUNT,
  allow,
  attached,
  awsPolicy,
  BUCKET,
  bucketPolicy,
  deny,
  hiddenBucketPolicy,
  hiddenRights,
  hiddenTrust,
  holding,
  key,
  LAMBDA_TRUST,
  object,
  policy,
  policyArn,
  queue,
  role,
  roleArn,
  rolePolicy,
  TABLE,
  text,
  trust,
  trusting,
  when,
} from "./iamGiven.js";
import { iamGuardCases } from "./iamGuardCases.js";
import { iamResourceCases } from "./iamResourceCases.js";
import type { RuleCase } from "./ruleCase.js";

const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const GITHUB = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` };
const SUB = "token.actions.githubusercontent.com:sub";
const AUD = "token.actions.githubusercontent.com:aud";
const oidc = (conditions: object): Record<string, unknown> =>
  trust(GITHUB, { Action: "sts:AssumeRoleWithWebIdentity", Condition: conditions });
const MFA = {
  Condition: {
    Bool: { "aws:MultiFactorAuthPresent": "true" },
    NumericLessThan: { "aws:MultiFactorAuthAge": "900" },
  },
};
const passToLambda = (resource: unknown): Record<string, unknown> =>
  allow("iam:PassRole", resource, when("StringEquals", "iam:PassedToService", "lambda.amazonaws.com"));
const RUNS_FUNCTIONS = allow(["lambda:CreateFunction", "lambda:InvokeFunction"], "*");
/** Passes any role to Lambda and runs code there. */
const ESCALATES = [passToLambda("*"), RUNS_FUNCTIONS];
const BOUNDARY = policy(text(allow(["s3:*", "lambda:*"])), "ceiling");
const boundTo = (name: string): Given => role("app", { permissionsBoundary: policyArn(name) });
const inline = (...statements: Record<string, unknown>[]): Given =>
  role("app", { inlinePolicies: [{ name: "deploy", policy: text(...statements) }] });
const user = (more: Record<string, unknown> = {}): Given => ({
  type: "aws:iam/user:User",
  name: "buyer",
  inputs: { name: "buyer", ...more },
});
const ofUser = (type: string, inputs: Record<string, unknown>): Given => ({
  type: `aws:iam/${type}`,
  name: "grant",
  inputs: { user: "buyer", ...inputs },
});

/** What a shop's function needs: every rule must leave it alone. */
const ORDERS = [
  allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], [TABLE, `${TABLE}/index/*`]),
  allow("s3:GetObject", `${BUCKET}/*`),
  allow(["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:*:*:*"),
  allow("logs:DescribeLogGroups"),
];
const rights = (bad: Given[][], good: Given[][], unknown: Given[][] = []): RuleCase => ({
  bad,
  good: [...good, holding(...ORDERS), [role(), rolePolicy(object(...ORDERS))]],
  unknown: [[hiddenRights], [policy(UNKNOWN_VALUE)], ...unknown],
});
const unknownAction = [rolePolicy(object(allow([UNKNOWN_VALUE, "s3:GetObject"])))];

const sessionOf = (more: Readonly<Record<string, unknown>>): Given => role("app", more);
const permissionSet = (sessionDuration: unknown): Given => ({
  type: "aws:ssoadmin/permissionSet:PermissionSet",
  name: "support",
  inputs: { name: "support", instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef", sessionDuration },
});
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;
const STRANGER = { AWS: "arn:aws:iam::999999999999:root" };
const OF_ORGANIZATION = when("StringEquals", "aws:PrincipalOrgID", "o-1234567890");
const queuePolicy = (...statements: Parameters<typeof text>): Given => ({
  type: "aws:sqs/queuePolicy:QueuePolicy",
  name: "policy",
  inputs: { queueUrl: "orders", policy: text(...statements) },
});

/** Cases of the rules on IAM documents and principals. */
export const iamCases: Readonly<Record<string, RuleCase>> = {
  ...iamResourceCases,
  ...iamGuardCases,
  IAM01: rights(
    [
      holding(allow("*")),
      holding(...ORDERS, allow(["s3:GetObject", "*"], ["arn:aws:s3:::a/*", "*"], { Sid: "All" })),
      [policy(text(allow("*:*")))],
      [inline(allow("*", "arn:aws:*"))],
      [rolePolicy(object(allow("*"), allow("s3:GetObject", UNKNOWN_VALUE)))],
      [{ type: "aws:iam/groupPolicy:GroupPolicy", name: "g", inputs: { group: "g", policy: object(allow("*")) } }],
    ],
    [
      holding(deny("*")),
      holding(allow("*", `${BUCKET}/*`)),
      // A boundary is a ceiling: it grants nothing.
      [policy(text(allow("*"), deny("iam:*")), "ceiling"), boundTo("ceiling")],
    ],
    [unknownAction, [rolePolicy(object(allow("*", UNKNOWN_VALUE)))]],
  ),
  IAM02: rights(
    [
      holding(allow("kms:*", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`)),
      holding(allow("*", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`)),
      holding(allow("*", `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`)),
      holding(allow(["s3:*"])),
      holding(allow("IAM:*", roleArn("app"))),
      holding(allow("secretsmanager:?*")),
      holding(allow("*:*", BUCKET), allow("dynamodb:*")),
    ],
    [holding(allow("s3:*", [BUCKET, `${BUCKET}/*`])), holding(allow("kms:De*")), holding(deny("iam:*"))],
    [unknownAction, [rolePolicy(object(allow("s3:*", UNKNOWN_VALUE)))]],
  ),
  IAM34: rights(
    [
      holding(allow("s3:*", [BUCKET, `${BUCKET}/*`])),
      holding(allow(["dynamodb:GetItem", "dynamodb:*"], TABLE)),
      [
        {
          type: "aws:s3/bucketPolicy:BucketPolicy",
          name: "policy",
          inputs: {
            bucket: "files",
            policy: text(allow("*", `${BUCKET}/*`, { Principal: { Service: "cloudfront.amazonaws.com" } })),
          },
        },
      ],
    ],
    [
      holding(allow("s3:Get*", `${BUCKET}/*`)),
      holding(deny("s3:*")),
      // IAM02's.
      holding(allow("kms:*", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`)),
      [queuePolicy(allow("SQS:*", "*", { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }))],
    ],
    [unknownAction],
  ),
  IAM03: rights(
    [
      holding(allow("dynamodb:DeleteItem")),
      holding(allow(["sqs:SendMessage"], "arn:aws:sqs:*:*:*")),
      holding(allow("ses:SendEmail")),
      holding(allow("dynamodb:*Item", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/*`)),
      holding(allow("ec2:TerminateInstances", "*", when("StringEquals", "aws:RequestTag/team", "shop"))),
    ],
    [
      holding(allow(["cloudwatch:PutMetricData", "xray:PutTraceSegments", "ecr:GetAuthorizationToken"])),
      holding(allow(["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"])),
      holding(allow("ec2:TerminateInstances", "*", when("StringEquals", "aws:ResourceTag/team", "shop"))),
      holding(allow("sqs:SendMessage", `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders-*`)),
      holding(allow("s3:PutObject", `${BUCKET}/*`)),
    ],
    [[rolePolicy(object(allow("sqs:SendMessage", UNKNOWN_VALUE)))]],
  ),
  IAM04: {
    ...rights(
      [
        holding({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
        holding({ Effect: "Allow", Action: "s3:GetObject", NotResource: `${BUCKET}/*` }),
        [bucketPolicy({ Effect: "Allow", NotPrincipal: ROOT, Action: "s3:GetObject", Resource: `${BUCKET}/*` })],
      ],
      [
        holding({ Effect: "Deny", NotAction: "s3:*", Resource: "*" }),
        [policy(text({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }), "ceiling"), boundTo("ceiling")],
      ],
    ),
  },
  IAM05: {
    bad: [
      holding(...ESCALATES),
      [role(), policy(text(...ESCALATES)), attached(policyArn())],
      [inline(allow("iam:PutRolePolicy", roleArn("*")))],
      holding(allow("iam:CreatePolicyVersion", "arn:aws:iam::*:policy/*")),
      // A boundary that allows the path does not stop it.
      [
        boundTo("ceiling"),
        policy(text(allow(["iam:PassRole", "lambda:*"])), "ceiling"),
        rolePolicy(text(...ESCALATES)),
      ],
      // Its role is known by the edge only.
      [
        { ...role(), inputs: { assumeRolePolicy: text(LAMBDA_TRUST) } },
        { ...rolePolicy(text(...ESCALATES), UNKNOWN_VALUE), edges: { role: "app" } },
      ],
    ],
    good: [
      holding(...ORDERS),
      holding(passToLambda(roleArn("orders-function")), RUNS_FUNCTIONS, deny("lambda:CreateFunction")),
      holding(...ESCALATES, deny("iam:PassRole")),
      [boundTo("ceiling"), BOUNDARY, rolePolicy(text(...ESCALATES))],
      [
        user(),
        ofUser("userPolicy:UserPolicy", {
          policy: text(allow("iam:ChangePassword", "arn:aws:iam::*:user/${aws:username}")),
        }),
      ],
    ],
    unknown: [
      [hiddenRights],
      [
        role("app", { permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/of-another-stack` }),
        rolePolicy(text(...ESCALATES)),
      ],
      [role(), attached(UNKNOWN_VALUE)],
    ],
  },
  IAM06: {
    bad: [
      [role(), rolePolicy(text(passToLambda("*")), "app", "passes"), rolePolicy(text(RUNS_FUNCTIONS), "app", "runs")],
      [role(), rolePolicy(text(passToLambda("*"))), attached(awsPolicy("AWSLambda_FullAccess"))],
      // Through a group.
      [
        user(),
        ofUser("userPolicy:UserPolicy", { policy: text(passToLambda("*")) }),
        { type: "aws:iam/group:Group", name: "makers", inputs: { name: "makers" } },
        {
          type: "aws:iam/groupPolicy:GroupPolicy",
          name: "makes",
          inputs: { group: "makers", policy: text(RUNS_FUNCTIONS) },
        },
        {
          type: "aws:iam/userGroupMembership:UserGroupMembership",
          name: "member",
          inputs: { user: "buyer", groups: ["makers"] },
        },
      ],
    ],
    good: [
      [role(), rolePolicy(text(passToLambda("*")), "app", "passes"), rolePolicy(text(RUNS_FUNCTIONS), "other", "runs")],
      [
        role(),
        rolePolicy(text(passToLambda("*")), "app", "passes"),
        rolePolicy(text(RUNS_FUNCTIONS), "app", "runs"),
        rolePolicy(text(deny("lambda:CreateFunction")), "app", "denies"),
      ],
      [
        boundTo("ceiling"),
        BOUNDARY,
        rolePolicy(text(passToLambda("*")), "app", "passes"),
        rolePolicy(text(RUNS_FUNCTIONS), "app", "runs"),
      ],
    ],
    unknown: [[hiddenRights, rolePolicy(text(RUNS_FUNCTIONS), "app", "runs")]],
  },
  IAM07: rights(
    [
      holding(allow("iam:PassRole")),
      holding(passToLambda("*")),
      holding(allow("iam:Pass*", roleArn("*"))),
      holding(allow("iam:PassRole", roleArn("app-*"))),
      holding(allow("iam:PassRole", roleArn("app-*"), when("StringLike", "iam:PassedToService", "*"))),
      holding(
        allow(
          "iam:PassRole",
          roleArn("app-*"),
          when("StringEqualsIfExists", "iam:PassedToService", "ecs.amazonaws.com"),
        ),
      ),
    ],
    [holding(passToLambda(roleArn("app-*"))), holding(allow("iam:PassRole", roleArn("task")))],
    [[rolePolicy(object(allow("iam:PassRole", UNKNOWN_VALUE)))]],
  ),
  IAM08: {
    bad: [
      [trusting(trust({ AWS: "*" }))],
      [trusting(trust("*", when("StringEquals", "sts:ExternalId", "shop")))],
      // Whatever acts for the account, and no service by name.
      [trusting(trust("*", when("StringEquals", "aws:SourceAccount", ACCOUNT)))],
      [trusting(LAMBDA_TRUST, trust({ AWS: ["*"] }, when("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/ci")))],
      [trusting(trust({ AWS: "*" }, when("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1234567890")))],
    ],
    good: [
      [trusting(LAMBDA_TRUST)],
      [trusting(trust(ROOT, MFA))],
      [trusting(trust({ AWS: "*" }, when("StringEquals", "aws:PrincipalOrgID", "o-1234567890")))],
    ],
    unknown: [
      [hiddenTrust],
      [role("app", { assumeRolePolicy: object(trust({ AWS: UNKNOWN_VALUE })) })],
      [
        role("app", {
          assumeRolePolicy: object(trust({ AWS: "*" }, when("StringEquals", "aws:PrincipalOrgID", UNKNOWN_VALUE))),
        }),
      ],
    ],
  },
  IAM09: {
    bad: [
      // An attached policy shows the stack's own account.
      [trusting(trust({ AWS: "arn:aws:iam::999999999999:root" })), attached(policyArn())],
      [
        trusting(trust({ AWS: "999999999999" })),
        { ...role("own"), inputs: { ...role("own").inputs, arn: roleArn("own") } },
      ],
      [queuePolicy(allow("sqs:SendMessage", QUEUE, { Principal: STRANGER }))],
      // The key's policy writes which account is the program's own.
      [
        queuePolicy(allow("sqs:SendMessage", "*", { Principal: STRANGER })),
        {
          type: "aws:kms/key:Key",
          name: "key",
          inputs: { policy: text(allow("kms:*", "*", { Principal: { AWS: "arn:aws:iam::111122223333:root" } })) },
        },
      ],
      [
        queuePolicy(
          allow("sqs:*", "*", { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }),
          allow("sqs:SendMessage", "*", { Principal: STRANGER }),
        ),
      ],
    ],
    good: [
      [trusting(LAMBDA_TRUST)],
      [queuePolicy(allow("sqs:SendMessage", QUEUE, { Principal: { AWS: roleArn("app") } }))],
      [queuePolicy(allow("sqs:SendMessage", QUEUE, { Principal: STRANGER, ...OF_ORGANIZATION }))],
      [trusting(trust({ AWS: "999999999999" }, when("StringEquals", "sts:ExternalId", "fernwood-7")))],
      [trusting(trust(ROOT, MFA)), attached(policyArn())],
      [trusting(trust({ AWS: "999999999999" }, when("StringEquals", "aws:PrincipalOrgID", "o-1234567890")))],
    ],
    unknown: [[hiddenTrust], [trusting(trust(ROOT))]],
  },
  IAM11: {
    bad: [
      [trusting(oidc({ StringEquals: { [AUD]: "sts.amazonaws.com" } }))],
      [trusting(oidc({ StringEquals: { [AUD]: "sts.amazonaws.com" }, StringLike: { [SUB]: "repo:fernwood/shop:*" } }))],
      [trusting(oidc({ StringEquals: { [SUB]: "repo:fernwood/shop:environment:prod" } }))],
      [
        trusting(
          oidc({
            StringEquals: { [AUD]: "sts.amazonaws.com" },
            StringEqualsIfExists: { [SUB]: "repo:fernwood/shop:environment:prod" },
          }),
        ),
      ],
    ],
    good: [
      [trusting(oidc({ StringEquals: { [AUD]: "sts.amazonaws.com", [SUB]: "repo:fernwood/shop:environment:prod" } }))],
      [
        trusting(
          oidc({
            StringEquals: {
              [AUD]: "sts.amazonaws.com",
              "token.actions.githubusercontent.com:repository_id": "1",
              "token.actions.githubusercontent.com:repository_owner_id": "2",
              "token.actions.githubusercontent.com:environment": "prod",
            },
          }),
        ),
      ],
      [
        trusting(
          trust({ Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/login` }, { Action: "sts:AssumeRoleWithSAML" }),
        ),
      ],
      [trusting(LAMBDA_TRUST)],
    ],
    unknown: [
      [hiddenTrust],
      [
        role("app", {
          assumeRolePolicy: object(oidc({ StringEquals: { [AUD]: "sts.amazonaws.com", [SUB]: UNKNOWN_VALUE } })),
        }),
      ],
    ],
  },
  IAM12: {
    bad: [
      [role("app", { managedPolicyArns: [awsPolicy("AdministratorAccess")] })],
      [role(), attached(awsPolicy("AmazonS3FullAccess")), attached(awsPolicy("PowerUserAccess"), "app", "second")],
      [attached(awsPolicy("IAMFullAccess"), "of-another-stack")],
      [
        { ...trusting(trust(ROOT, when("BoolIfExists", "aws:MultiFactorAuthPresent", "true"))) },
        attached(awsPolicy("AdministratorAccess")),
      ],
    ],
    good: [
      [role(), attached(awsPolicy("service-role/AWSLambdaBasicExecutionRole"))],
      [trusting(trust(ROOT, MFA)), attached(awsPolicy("AdministratorAccess"))],
    ],
    unknown: [[role(), attached(UNKNOWN_VALUE)], [role("app", { managedPolicyArns: UNKNOWN_VALUE })]],
  },
  IAM13: {
    bad: [
      holding(allow(["iam:CreateRole", "iam:PutRolePolicy"], roleArn("app-*"))),
      [
        user(),
        ofUser("userPolicy:UserPolicy", { policy: text(allow("iam:CreateAccessKey", "arn:aws:iam::*:user/*")) }),
      ],
    ],
    good: [
      holding(...ORDERS),
      [boundTo("ceiling"), BOUNDARY, rolePolicy(text(allow("iam:CreateRole", roleArn("app-*"))))],
      holding(allow("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}")),
      holding(allow("iam:CreateRole"), deny("iam:*")),
    ],
    unknown: [[role(), hiddenRights]],
  },
  IAM14: {
    bad: [
      [ofUser("accessKey:AccessKey", {})],
      [ofUser("userLoginProfile:UserLoginProfile", {})],
      [ofUser("userPolicy:UserPolicy", { policy: text(...ORDERS) })],
      [ofUser("userPolicyAttachment:UserPolicyAttachment", { policyArn: awsPolicy("ReadOnlyAccess") })],
      [
        {
          type: "aws:iam/policyAttachment:PolicyAttachment",
          name: "all",
          inputs: { users: ["buyer"], policyArn: policyArn() },
        },
      ],
    ],
    good: [
      [user()],
      [ofUser("accessKey:AccessKey", { status: "Inactive" })],
      [
        {
          type: "aws:iam/policyAttachment:PolicyAttachment",
          name: "all",
          inputs: { roles: ["app"], policyArn: policyArn() },
        },
      ],
    ],
    unknown: [
      [ofUser("accessKey:AccessKey", { status: UNKNOWN_VALUE })],
      [
        {
          type: "aws:iam/policyAttachment:PolicyAttachment",
          name: "all",
          inputs: { users: UNKNOWN_VALUE, policyArn: policyArn() },
        },
      ],
    ],
  },
  IAM16: rights(
    [
      holding(allow("s3:GetObject", `${BUCKET}/*`, when("IpAddress", "aws:SourceIp", "0.0.0.0/0"))),
      holding(
        allow("s3:GetObject", `${BUCKET}/*`, when("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-1/r-1/")),
      ),
      holding(deny("*", "*", when("Bool", "aws:MultiFactorAuthPresent", "false"))),
      holding(
        allow(
          "sqs:SendMessage",
          "arn:aws:sqs:*:*:orders",
          when("StringEqualsIfExists", "iam:PassedToService", "x.amazonaws.com"),
        ),
      ),
      [
        queue(
          allow("sqs:SendMessage", "*", {
            Principal: { Service: "sns.amazonaws.com" },
            ...when("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:*"),
          }),
        ),
      ],
      [trusting(trust(ROOT, when("BoolIfExists", "aws:MultiFactorAuthPresent", "true")))],
    ],
    [
      holding(allow("s3:GetObject", `${BUCKET}/*`, when("IpAddress", "aws:SourceIp", ["192.0.2.0/24"]))),
      [
        queue(
          allow("sqs:SendMessage", "*", {
            Principal: { Service: "sns.amazonaws.com" },
            Condition: {
              StringEquals: { "aws:SourceAccount": ACCOUNT },
              ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:*" },
            },
          }),
        ),
      ],
      holding(deny("*", "*", when("BoolIfExists", "aws:MultiFactorAuthPresent", "false"))),
      [
        bucketPolicy(
          deny("s3:*", [BUCKET, `${BUCKET}/*`], { Principal: "*", ...when("Bool", "aws:SecureTransport", "false") }),
        ),
      ],
      holding(
        allow(
          ["s3:GetObject", "s3:ListBucket"],
          [BUCKET, `${BUCKET}/*`],
          when("StringLikeIfExists", "s3:prefix", "a/*"),
        ),
      ),
    ],
    [
      [
        rolePolicy(
          object(allow("s3:GetObject", `${BUCKET}/*`, when("StringEquals", "aws:PrincipalOrgID", UNKNOWN_VALUE))),
        ),
      ],
    ],
  ),
  IAM17: rights(
    [
      holding(allow("secretsmanager:GetSecretValue")),
      holding(allow(["s3:Get*", "s3:List*"])),
      holding(allow("logs:FilterLogEvents")),
      holding(allow("kms:Decrypt", "arn:aws:kms:*:*:key/*")),
      holding(allow("ssm:GetParameter*", `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/*`)),
      holding(allow("dynamodb:Scan", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:*`)),
    ],
    [
      holding(allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:psp-*`)),
      holding(allow(["s3:ListAllMyBuckets", "dynamodb:ListTables"])),
      holding(allow("kms:Decrypt", "*", when("StringEquals", "kms:ViaService", "dynamodb.eu-west-1.amazonaws.com"))),
    ],
    [[rolePolicy(object(allow("s3:GetObject", UNKNOWN_VALUE)))]],
  ),
  IAM18: {
    bad: [
      holding(allow("s3:GetObjekt", `${BUCKET}/*`)),
      holding(allow("dynmodb:GetItem", TABLE)),
      holding(allow("s3:Gett*", `${BUCKET}/*`)),
      holding(allow("s3:GetObject", BUCKET)),
      holding(allow("s3:ListAllMyBuckets", BUCKET)),
      holding(allow("s3:GetObject", `${BUCKET}/*`, when("StringEquals", "aws:PrincipalOrgId2", "o-1"))),
      holding(allow("sqs:SendMessage", "arn:aws:sqs:*:*:orders", when("StringEquals", "s3:prefix", "a"))),
      [rolePolicy("{")],
      [rolePolicy('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject"}]}')],
      [
        policy(
          text(...Array.from({ length: 120 }, (_, index) => allow("s3:GetObject", `${BUCKET}/customers/${index}/*`))),
        ),
      ],
    ],
    good: [holding(...ORDERS), [trusting(LAMBDA_TRUST)], holding(allow("S3:getobject", `${BUCKET}/*`))],
    unknown: [[hiddenRights], unknownAction],
  },
  IAM21: {
    bad: [
      holding(allow("cloudtrail:StopLogging", `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`)),
      holding(allow("backup:Delete*")),
      holding(allow("s3:PutBucketPolicy")),
      holding(allow("logs:Delete*", "arn:aws:logs:*:*:*")),
    ],
    good: [
      holding(...ORDERS),
      holding(
        allow("backup:*"),
        deny(["Cancel", "Delete", "Disassociate", "Put", "Revoke", "Stop", "Update"].map((verb) => `backup:${verb}*`)),
      ),
      holding(allow("s3:PutBucketPolicy", BUCKET)),
      [trusting(trust(ROOT, MFA)), rolePolicy(text(allow("cloudtrail:StopLogging")))],
    ],
    unknown: [
      [role(), hiddenRights],
      [role("app", { permissionsBoundary: UNKNOWN_VALUE }), rolePolicy(text(allow("cloudtrail:StopLogging")))],
    ],
  },
  IAM25: {
    bad: [[sessionOf({ maxSessionDuration: 43_200 })], [permissionSet("PT8H")], [permissionSet("PT4H1M")]],
    good: [
      [sessionOf({})],
      [sessionOf({ maxSessionDuration: 14_400 })],
      [permissionSet("PT4H")],
      [permissionSet("PT30M")],
    ],
    unknown: [[sessionOf({ maxSessionDuration: UNKNOWN_VALUE })], [permissionSet(UNKNOWN_VALUE)]],
  },
  IAM26: {
    bad: [[policy(text(...ESCALATES))], [policy(object(allow("iam:AttachRolePolicy")))]],
    good: [
      [policy(text(...ORDERS))],
      [policy(text(...ESCALATES), "ceiling"), boundTo("ceiling")],
      [policy(text(...ESCALATES, deny("iam:PassRole")))],
    ],
    unknown: [[policy(UNKNOWN_VALUE)]],
  },
  IAM10: {
    bad: [
      [bucketPolicy(allow("s3:PutObject", `${BUCKET}/*`, { Principal: { Service: "ses.amazonaws.com" } }))],
      [
        queue(
          allow("sqs:SendMessage", "*", {
            Principal: { Service: "sns.amazonaws.com" },
            ...when("ArnLike", "aws:SourceArn", "*"),
          }),
        ),
      ],
      [
        key(
          allow("kms:*", "*", { Principal: ROOT }),
          allow("kms:Decrypt", "*", { Principal: { Service: "sns.amazonaws.com" } }),
        ),
      ],
    ],
    good: [
      [
        bucketPolicy(
          allow("s3:PutObject", `${BUCKET}/*`, {
            Principal: { Service: "ses.amazonaws.com" },
            ...when("StringEquals", "aws:SourceAccount", ACCOUNT),
          }),
        ),
      ],
      [
        queue(
          allow("sqs:SendMessage", "*", {
            Principal: { Service: "sns.amazonaws.com" },
            ...when("ArnEquals", "aws:SourceArn", `arn:aws:sns:eu-west-1:${ACCOUNT}:orders`),
          }),
        ),
      ],
      [
        key(
          allow("kms:*", "*", { Principal: ROOT }),
          allow("kms:Decrypt", "*", {
            Principal: { Service: "logs.eu-west-1.amazonaws.com" },
            ...when("ArnLike", "kms:EncryptionContext:aws:logs:arn", `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:*`),
          }),
        ),
      ],
      // A role's trust policy is no confused deputy.
      [trusting(LAMBDA_TRUST)],
      [
        bucketPolicy(
          allow("s3:PutObject", `${BUCKET}/AWSLogs/${ACCOUNT}/*`, {
            Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          }),
        ),
      ],
    ],
    unknown: [
      [hiddenBucketPolicy],
      [
        {
          ...hiddenBucketPolicy,
          inputs: {
            bucket: "b",
            policy: object(
              allow("s3:PutObject", "*", {
                Principal: { Service: "ses.amazonaws.com" },
                ...when("StringEquals", "aws:SourceAccount", UNKNOWN_VALUE),
              }),
            ),
          },
        },
      ],
    ],
  },
};
