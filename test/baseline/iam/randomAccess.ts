import fc from "fast-check";

const ACCOUNT = "123456789012";
const OTHER_ACCOUNT = "210987654321";
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;

/** Actions with resources that they are performed on. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  "s3:GetObject": ["arn:aws:s3:::shop/orders/1.json", "arn:aws:s3:::shop/a:b/c", "arn:aws:s3:::alice/x-y"],
  "s3:PutObject": ["arn:aws:s3:::shop/orders/1.json", "arn:aws:s3:::logs/2026/11/25"],
  "s3:ListBucket": ["arn:aws:s3:::shop", "arn:aws:s3:::alice"],
  "s3:ListAllMyBuckets": ["*"],
  "sqs:SendMessage": [`arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`, `arn:aws:sqs:us-east-1:${ACCOUNT}:mail`],
  "dynamodb:GetItem": [`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`],
  "lambda:UpdateFunctionCode": [`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:checkout`],
  "iam:PassRole": [ROLE, `arn:aws:iam::${ACCOUNT}:role/service/admin`],
  "iam:CreateAccessKey": [USER, `arn:aws:iam::${ACCOUNT}:user/bob`],
  "kms:Decrypt": [`arn:aws:kms:eu-west-1:${ACCOUNT}:key/0a1b2c3d-1111-2222-3333-444455556666`],
  "sts:AssumeRole": [ROLE],
};
const ACTIONS = Object.keys(TARGETS);

/** Condition keys with the operators that fit them and values that requests and policies draw from. */
interface KeyPool {
  readonly keys: readonly string[];
  readonly operators: readonly string[];
  readonly given: readonly string[];
  readonly wanted: readonly string[];
  readonly isList?: boolean;
}

const STRING_OPERATORS = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike"],
  "StringNotLike",
];
const comparisons = (type: string): readonly string[] =>
  ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map((name) => type + name);
const POOLS: readonly KeyPool[] = [
  {
    keys: [
      "aws:PrincipalOrgID",
      "aws:PrincipalTag/team",
      "aws:username",
      "aws:RequestedRegion",
      "s3:prefix",
      "iam:PassedToService",
    ],
    operators: STRING_OPERATORS,
    given: ["alice", "Alice", "al*ce", "eu-west-1", "o-1", "", "c2hv"],
    wanted: [
      ...[
        "alice",
        "ALICE",
        "al*",
        "a?ice",
        "*",
        "eu-*",
        "o-1",
        "c2hv",
        "",
        "${aws:username}",
        "${aws:username}*",
        "a${*}",
        "al${*}ce",
      ],
      ...["${aws:PrincipalTag/team, 'alice'}", "${aws:PrincipalTag/team}", "?*"],
    ],
  },
  {
    keys: ["aws:SourceArn", "aws:PrincipalArn"],
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike"],
    given: [USER, ROLE, "arn:aws:s3:::shop", "arn:aws:sns:eu-west-1:123456789012:a:b"],
    wanted: [
      USER,
      ROLE,
      `arn:aws:iam::${ACCOUNT}:*`,
      "arn:aws:s3:::*",
      "arn:aws:sns:*:*:a",
      "arn:aws:sns:*:*:a*",
      "arn:*:sns:*:*:a:?",
    ],
  },
  { keys: ["aws:PrincipalTag/seal"], operators: ["BinaryEquals"], given: ["c2hv", "c2g="], wanted: ["c2hv", "c2g="] },
  {
    keys: ["aws:SecureTransport", "aws:MultiFactorAuthPresent"],
    operators: ["Bool"],
    given: ["true", "false"],
    wanted: ["true", "false"],
  },
  {
    keys: ["aws:MultiFactorAuthAge"],
    operators: comparisons("Numeric"),
    given: ["0", "59", "3600", "7.5"],
    wanted: ["59", "60", "3600", "7.50"],
  },
  {
    keys: ["aws:CurrentTime", "aws:TokenIssueTime"],
    operators: comparisons("Date"),
    given: ["2026-01-01T00:00:00Z", "2026-06-01T12:00:00Z", "2025-12-31T23:59:59.5Z"],
    wanted: ["2026-01-01T00:00:00Z", "2026-01-01", "2026-06-01T14:00:00+02:00", "1767225600", "2026"],
  },
  {
    keys: ["aws:SourceIp", "aws:VpcSourceIp"],
    operators: ["IpAddress", "NotIpAddress"],
    given: ["10.1.2.3", "203.0.113.7", "2001:db8::1", "2001:db8:0:1::"],
    wanted: ["10.0.0.0/8", "10.1.2.3", "203.0.113.0/29", "0.0.0.0/0", "2001:db8::/64", "::/0", "2001:db8::1"],
  },
  {
    keys: ["aws:TagKeys", "aws:CalledVia", "aws:PrincipalOrgPaths"],
    operators: STRING_OPERATORS,
    given: ["team", "cost", "Team", "athena.amazonaws.com"],
    wanted: ["team", "cost", "t*", "*", "athena.amazonaws.com", "TEAM"],
    isList: true,
  },
];

/** A JSON policy document. */
export type RawDocument = Readonly<Record<string, unknown>>;

/** A request and all policies that apply to it. */
export interface RandomAccess {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context: Readonly<Record<string, string | string[]>>;
  readonly identity: readonly RawDocument[];
  readonly boundary: RawDocument | undefined;
  readonly session: RawDocument | undefined;
  readonly onResource: RawDocument | undefined;
}

const oneOrMore = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof({ arbitrary: value, weight: 3 }, { arbitrary: fc.array(value, { minLength: 1, maxLength: 3 }), weight: 1 });

const maybe = <T>(value: fc.Arbitrary<T>, frequency: number): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: value, weight: frequency }, { arbitrary: fc.constant(undefined), weight: 10 - frequency });

/** Patterns that are likely to match: an action, or wider. */
const actionPattern = (action: string): fc.Arbitrary<string> => {
  const [service = "", name = ""] = action.split(":");
  const near = [
    action,
    action.toUpperCase(),
    `${service}:*`,
    `${service}:${name.slice(0, 3)}*`,
    `${service}:?${name.slice(1)}`,
  ];
  return fc.constantFrom(...near, ...near, "*", ...ACTIONS);
};

const resourcePattern = (resource: string): fc.Arbitrary<string> => {
  if (resource === "*") return fc.constantFrom("*", "arn:aws:s3:::*");
  const others = Object.values(TARGETS).flat();
  const cut = fc.nat({ max: resource.length - 9 }).map((at) => at + 9);
  return fc.oneof(
    fc.constantFrom("*", resource, ...others),
    cut.map((at) => `${resource.slice(0, at)}*`),
    // AWS says of a star at the end of a segment that it reaches over colons, and of no other.
    fc.tuple(cut, fc.nat({ max: 12 })).map(([at, length]) => {
      const taken = resource.slice(at, at + length);
      const rest = resource.slice(at + length);
      return `${resource.slice(0, at)}*${taken.includes(":") ? rest.slice(rest.indexOf(":")) : rest}`;
    }),
    cut.map((at) =>
      [undefined, ":"].includes(resource[at]) ? resource : `${resource.slice(0, at)}?${resource.slice(at + 1)}`,
    ),
    fc.constantFrom(resource.split(":").slice(0, 3).join(":"), resource.replace("alice", "${aws:username}"), "arn:*:*"),
  );
};

const condition = fc.constantFrom(...POOLS).chain((pool) =>
  fc
    .record({
      prefix: fc.constantFrom(
        ...(pool.isList ? ["ForAnyValue:", "ForAllValues:", ""] : ["", "", "", "ForAllValues:", "ForAnyValue:"]),
      ),
      operator: fc.constantFrom(...pool.operators, "Null"),
      suffix: fc.constantFrom("", "", "IfExists"),
      key: fc.constantFrom(...pool.keys, ...pool.keys.map((key) => key.toLowerCase())),
      wanted: oneOrMore(fc.constantFrom(...pool.wanted)),
      isNull: fc.constantFrom("true", "false"),
    })
    .map(({ prefix, operator, suffix, key, wanted, isNull }) =>
      operator === "Null" ? { Null: { [key]: isNull } } : { [prefix + operator + suffix]: { [key]: wanted } },
    ),
);

const conditions = fc
  .array(condition, { minLength: 1, maxLength: 2 })
  .map((blocks) => Object.assign({}, ...blocks) as RawDocument);

const context = fc
  .tuple(
    ...POOLS.flatMap(({ keys, given, isList }) =>
      keys.map((key) => {
        const value = fc.constantFrom(...given);
        const values = isList ? fc.array(value, { maxLength: 3 }) : value;
        return maybe(
          (values as fc.Arbitrary<string | string[]>).map((filling) => [key, filling] as const),
          5,
        );
      }),
    ),
  )
  .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== undefined)));

const PRINCIPALS = [
  ...["*", { AWS: "*" }, { AWS: ACCOUNT }, { AWS: `arn:aws:iam::${ACCOUNT}:root` }, { AWS: USER }, { AWS: ROLE }],
  ...[{ AWS: SESSION }, { AWS: [USER, ROLE] }, { AWS: OTHER_ACCOUNT }, { Service: "lambda.amazonaws.com", AWS: USER }],
];

const principalBlock = (canNegate: boolean): fc.Arbitrary<RawDocument> =>
  fc
    .tuple(
      fc.constantFrom(...(canNegate ? ["Principal", "Principal", "Principal", "NotPrincipal"] : ["Principal"])),
      fc.constantFrom(...PRINCIPALS),
    )
    // AWS does not take everyone as an exception.
    .map(([name, value]) =>
      name === "NotPrincipal" && JSON.stringify(value).includes('"*"') ? { Principal: value } : { [name]: value },
    );

const statement = (
  action: string,
  resource: string,
  kind: "identity" | "trust" | "resource",
): fc.Arbitrary<RawDocument> =>
  fc
    .record({
      effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
      actionName: fc.constantFrom("Action", "Action", "Action", "NotAction"),
      actions: oneOrMore(actionPattern(action)),
      resourceName: fc.constantFrom("Resource", "Resource", "Resource", "NotResource"),
      resources: oneOrMore(resourcePattern(resource)),
      principal: principalBlock(kind === "resource"),
      condition: maybe(conditions, 4),
    })
    .map((part) => ({
      Effect: part.effect,
      [part.actionName]: part.actions,
      ...(kind !== "trust" && { [part.resourceName]: part.resources }),
      ...(kind !== "identity" && part.principal),
      ...(part.condition && { Condition: part.condition }),
    }));

const document = (
  action: string,
  resource: string,
  kind: "identity" | "trust" | "resource",
): fc.Arbitrary<RawDocument> =>
  fc.record({
    // Without a version of its own, or with the former one, variables are plain text, which the parser refuses.
    Version: fc.constant("2012-10-17"),
    Statement: oneOrMore(statement(action, resource, kind)),
  });

/** Roles and keys always have a policy of their own. */
const onResource = (action: string, resource: string): fc.Arbitrary<RawDocument | undefined> => {
  if (action === "sts:AssumeRole") return document(action, resource, "trust");
  return maybe(document(action, resource, "resource"), action === "kms:Decrypt" ? 10 : 4);
};

/** Requests with documents that are about them more often than not. */
export const randomAccess: fc.Arbitrary<RandomAccess> = fc.constantFrom(...ACTIONS).chain((action) =>
  fc.constantFrom(...(TARGETS[action] ?? [])).chain((resource) =>
    fc
      .record({
        principal: fc.constantFrom(USER, USER, SESSION, SESSION, `arn:aws:iam::${OTHER_ACCOUNT}:user/eve`),
        action: fc.constant(action),
        resource: fc.constant(resource),
        resourceAccount: fc.constant(ACCOUNT),
        context,
        identity: fc.array(document(action, resource, "identity"), { minLength: 1, maxLength: 2 }),
        boundary: maybe(document(action, resource, "identity"), 3),
        session: maybe(document(action, resource, "identity"), 3),
        onResource: onResource(action, resource),
      })
      // Only a session has a session policy.
      .map((access) => (access.principal === SESSION ? access : { ...access, session: undefined })),
  ),
);
