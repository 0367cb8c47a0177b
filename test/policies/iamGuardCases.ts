import { useAlarm, WATCHING_STATE } from "../../baseline/iam/roles/breakGlassAlarm.js";
import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import {
  ACCOUNT,
  allow,
  attached,
  awsPolicy,
  BUCKET,
  deny,
  object,
  policy,
  policyArn,
  role,
  rolePolicy,
  TABLE,
  text,
  trust,
  when,
} from "./iamGiven.js";
import type { RuleCase } from "./ruleCase.js";

const ADA = { AWS: `arn:aws:iam::${ACCOUNT}:user/ada` };
const REGION = "us-east-1";
const FRESH = { Bool: { "aws:MultiFactorAuthPresent": "true" }, NumericLessThan: { "aws:MultiFactorAuthAge": "900" } };
const alarm = useAlarm({ account: ACCOUNT, partition: "aws", name: "glass", path: "/" }, REGION);

type More = Readonly<Record<string, unknown>>;
const emergency = (regions: unknown = REGION): Given[] => [
  role("glass", {
    arn: `arn:aws:iam::${ACCOUNT}:role/glass`,
    assumeRolePolicy: object(
      trust(ADA, {
        Condition: { ...FRESH, ...(regions !== null && { StringEquals: { "aws:RequestedRegion": regions } }) },
      }),
    ),
  }),
  attached(awsPolicy("AdministratorAccess"), "glass"),
];
const eventRule = (more: More = {}): Given => ({
  type: "aws:cloudwatch/eventRule:EventRule",
  name: "used",
  inputs: { name: alarm.name, region: REGION, eventPattern: alarm.eventPattern, state: WATCHING_STATE, ...more },
});
const target = (more: More = {}): Given => ({
  type: "aws:cloudwatch/eventTarget:EventTarget",
  name: "used",
  inputs: { rule: alarm.name, region: REGION, arn: alarm.topicArn, ...more },
});
const topic = (more: More = {}): Given => ({
  type: "aws:sns/topic:Topic",
  name: "used",
  inputs: { name: alarm.name, region: REGION, arn: alarm.topicArn, ...more },
});
const topicPolicy = (given: unknown = alarm.topicPolicy): Given => ({
  type: "aws:sns/topicPolicy:TopicPolicy",
  name: "used",
  inputs: { arn: alarm.topicArn, region: REGION, policy: given },
});
const receiver: Given = {
  type: "aws:sns/topicSubscription:TopicSubscription",
  name: "used",
  inputs: { topic: alarm.topicArn, region: REGION, protocol: "email", endpoint: "security@shop.example" },
};
const TOPIC = [topic(), topicPolicy(), receiver];
const onlyAssumed = JSON.stringify({ source: ["aws.sts"], detail: { eventName: ["AssumeRole"] } });

const boundTo = (name: string): Given => role("app", { permissionsBoundary: policyArn(name) });
const ceiling = (...statements: Record<string, unknown>[]): Given => policy(text(...statements), "ceiling");
const BELOW = when("StringNotEquals", "iam:PermissionsBoundary", policyArn("ceiling"));
const makesRoles = rolePolicy(
  object(
    allow("iam:CreateRole", `arn:aws:iam::${ACCOUNT}:role/shop/*`, {
      ...when("StringEquals", "iam:PermissionsBoundary", policyArn("ceiling")),
    }),
  ),
);

const WORK = [allow("dynamodb:PutItem", TABLE)];
/** Denies that itself is written anew, as a boundary does. */
const SPARE = ceiling(...WORK, deny(["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"], policyArn("ceiling")));

const keptInline = (roleName: unknown = "app"): Given => ({
  type: "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
  name: "inline",
  inputs: { roleName, policyNames: [] },
});
const keptAttached = (roleName: unknown = "app"): Given => ({
  type: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  name: "attached",
  inputs: { roleName, policyArns: [] },
});

/** Cases of the rules on alarms of emergency roles, on boundaries, and on the second factor of people. */
export const iamGuardCases: Readonly<Record<string, RuleCase>> = {
  IAM28: {
    bad: [
      [...emergency(), eventRule(), ...TOPIC],
      emergency(),
      [...emergency(), eventRule({ state: "ENABLED" }), target(), ...TOPIC],
      [...emergency(), eventRule({ isEnabled: false }), target(), ...TOPIC],
      [...emergency(), eventRule({ eventBusName: "shop" }), target(), ...TOPIC],
      [...emergency(), eventRule({ eventPattern: onlyAssumed }), target(), ...TOPIC],
      [...emergency(), eventRule(), target(), topic(), topicPolicy()],
      [...emergency(), eventRule(), target(), topic(), receiver],
      [
        ...emergency(),
        eventRule(),
        target(),
        topic(),
        receiver,
        topicPolicy(
          text(
            allow("sns:Publish", alarm.topicArn, {
              Principal: { Service: "events.amazonaws.com" },
              ...when("StringEquals", "aws:SourceAccount", "210987654321"),
            }),
          ),
        ),
      ],
      [...emergency(), eventRule(), target(), topic({ kmsMasterKeyId: "alias/aws/sns" }), topicPolicy(), receiver],
      [...emergency([REGION, "eu-west-1"]), eventRule(), target(), ...TOPIC],
      // A rule tells of it, but it can be taken on where the rule does not listen.
      [...emergency(null), eventRule(), target(), ...TOPIC],
    ],
    good: [
      [...emergency(), eventRule(), target(), ...TOPIC],
      [...emergency(), eventRule(), target({ arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:page` })],
      // An administrator of every day.
      emergency(null),
      [
        role("app", {
          assumeRolePolicy: text(
            trust(ADA, { Condition: { ...FRESH, StringEquals: { "aws:RequestedRegion": REGION } } }),
          ),
        }),
      ],
    ],
    unknown: [
      [...emergency(), eventRule({ eventPattern: UNKNOWN_VALUE }), target(), ...TOPIC],
      [...emergency(), eventRule(), target(), topic(), topicPolicy(UNKNOWN_VALUE), receiver],
      [...emergency(), eventRule({ state: UNKNOWN_VALUE }), target(), ...TOPIC],
      emergency(UNKNOWN_VALUE),
    ],
  },
  IAM29: {
    bad: [
      [boundTo("ceiling"), ceiling(allow("*"))],
      [boundTo("ceiling"), ceiling(allow(["s3:*", "iam:*"]))],
      [boundTo("ceiling"), ceiling(allow("iam:PutRolePolicy", "*", BELOW))],
      [boundTo("ceiling"), ceiling(allow("iam:CreatePolicyVersion", policyArn("ceiling")))],
      [role("app", { permissionsBoundary: awsPolicy("AdministratorAccess") })],
      // Nobody here has it yet: the roles that the pipeline makes will.
      [role(), makesRoles, ceiling(allow(["iam:AttachRolePolicy", "dynamodb:PutItem"]))],
    ],
    good: [
      [boundTo("ceiling"), ceiling(allow(["s3:*", "lambda:*", "dynamodb:*"]))],
      [boundTo("ceiling"), ceiling(allow("*"), deny(["iam:*", "sts:*", "organizations:*", "account:*"]))],
      [
        boundTo("ceiling"),
        ceiling(allow("iam:PutRolePolicy", "*", when("StringEquals", "iam:PermissionsBoundary", policyArn("ceiling")))),
      ],
      [role(), makesRoles, ceiling(allow("dynamodb:PutItem"))],
      // It bounds nobody, so that it is judged as a policy.
      [ceiling(allow("iam:PutRolePolicy"))],
      [role("app", { permissionsBoundary: awsPolicy("PowerUserAccess") })],
    ],
    unknown: [
      [boundTo("ceiling"), policy(UNKNOWN_VALUE, "ceiling")],
      [role("app", { permissionsBoundary: UNKNOWN_VALUE })],
    ],
  },
  IAM30: {
    bad: [
      [role("app", { assumeRolePolicy: text(trust(ADA)) })],
      [role("app", { assumeRolePolicy: text(trust(ADA, when("BoolIfExists", "aws:MultiFactorAuthPresent", "true"))) })],
      [role("app", { assumeRolePolicy: text(trust(ADA, when("Bool", "aws:MultiFactorAuthPresent", "false"))) })],
    ],
    good: [
      [role("app", { assumeRolePolicy: text(trust(ADA, when("Bool", "aws:MultiFactorAuthPresent", "true"))) })],
      [role("app", { assumeRolePolicy: text(trust(ADA, when("NumericLessThan", "aws:MultiFactorAuthAge", "3600"))) })],
      [role("app", { assumeRolePolicy: text(trust(ADA, when("StringEquals", "sts:ExternalId", "fernwood"))) })],
      [role("app", { assumeRolePolicy: text(trust({ AWS: `arn:aws:iam::${ACCOUNT}:role/ci` })) })],
      [role()],
    ],
    unknown: [
      [role("app", { assumeRolePolicy: UNKNOWN_VALUE })],
      [
        role("app", {
          assumeRolePolicy: object(trust(ADA, when("Bool", "aws:MultiFactorAuthPresent", UNKNOWN_VALUE))),
        }),
      ],
    ],
  },
  IAM31: {
    bad: [
      [role(), SPARE, rolePolicy(text(...WORK))],
      // The pipeline that makes roles of this path makes them below a boundary.
      [role(), makesRoles, role("orders", { path: "/shop/" })],
    ],
    good: [
      [role(), makesRoles, role("orders", { path: "/shop/", permissionsBoundary: policyArn("ceiling") })],
      [role(), makesRoles, role("orders", { path: "/office/" })],
      // It may make every role, and people make others.
      [
        role(),
        rolePolicy(
          object(allow("iam:CreateRole", "*", when("StringEquals", "iam:PermissionsBoundary", policyArn("ceiling")))),
        ),
      ],
      [boundTo("ceiling"), SPARE, rolePolicy(text(...WORK))],
      // For roles of other stacks.
      [role(), SPARE, rolePolicy(text(allow("s3:GetObject", `${BUCKET}/*`)))],
      [role(), makesRoles, SPARE],
      [role(), ceiling(...WORK), rolePolicy(text(...WORK))],
    ],
    unknown: [[role(), SPARE, rolePolicy(UNKNOWN_VALUE)]],
  },
  IAM32: {
    bad: [
      [role(), keptInline()],
      [role(), keptAttached()],
      [role(), keptInline(), keptAttached("other")],
    ],
    good: [[role(), keptInline(), keptAttached()], [role()], [keptInline("elsewhere"), keptAttached("elsewhere")]],
    unknown: [
      [role(), keptInline(), keptAttached(UNKNOWN_VALUE)],
      [role(), keptInline(UNKNOWN_VALUE), keptAttached()],
    ],
  },
  IAM33: {
    bad: [
      [role(), makesRoles, ceiling(allow("*", TABLE))],
      [role(), makesRoles, ceiling(allow("dynamodb:*", TABLE))],
      [role(), makesRoles, ceiling(allow("dynamodb:PutItem"))],
      [role(), makesRoles, ceiling({ Effect: "Allow", NotAction: "iam:*", Resource: TABLE })],
      [role(), makesRoles, ceiling({ Effect: "Allow", Action: "dynamodb:PutItem", NotResource: TABLE })],
    ],
    good: [
      [role(), makesRoles, ceiling(...WORK)],
      // It bounds one role, whose policies tell what it may do.
      [boundTo("ceiling"), ceiling(allow(["s3:*", "lambda:*"]))],
    ],
    unknown: [
      [role(), makesRoles, policy(UNKNOWN_VALUE, "ceiling")],
      [role(), makesRoles, policy(object(allow(UNKNOWN_VALUE, TABLE)), "ceiling")],
    ],
  },
};
