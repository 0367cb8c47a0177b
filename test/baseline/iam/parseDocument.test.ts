import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkSize, documentSize, SIZE_LIMITS } from "../../../baseline/iam/documentSize.js";
import { nodeOf, scanJson, type JsonNode } from "../../../baseline/iam/jsonNode.js";
import { parseDocument } from "../../../baseline/iam/parseDocument.js";
import { UNKNOWN } from "../../../baseline/unknown.js";

type Kind = Parameters<typeof parseDocument>[1];

const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" };
const TRUST = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
const document = (...Statement: readonly unknown[]): object => ({ Version: "2012-10-17", Statement });
const faults = (given: unknown, kind: Kind = "identity"): readonly string[] => {
  const parsed = parseDocument(given, kind);
  return parsed.ok ? [] : parsed.errors.map(({ message }) => message);
};

describe("a document is brought into one form", () => {
  test("whether its parts are single values or lists, JSON text or an object", () => {
    const short = {
      Version: "2012-10-17",
      Id: "orders",
      Statement: { ...ALLOW, Condition: { Bool: { "aws:SecureTransport": true } } },
    };
    const long = {
      Version: "2012-10-17",
      Id: "orders",
      Statement: [{ ...ALLOW, Action: ["s3:GetObject"], Condition: { Bool: { "aws:SecureTransport": ["true"] } } }],
    };
    const expected = {
      version: "2012-10-17",
      id: "orders",
      statements: [
        {
          index: 0,
          sid: undefined,
          effect: "Allow",
          principals: undefined,
          actions: { negated: false, values: ["s3:GetObject"] },
          resources: { negated: false, values: ["arn:aws:s3:::shop/*"] },
          conditions: [
            { operator: "Bool", set: undefined, ifExists: false, key: "aws:SecureTransport", values: ["true"] },
          ],
        },
      ],
    };
    for (const given of [short, long, JSON.stringify(short), JSON.stringify(long, null, 2)]) {
      expect(parseDocument(given, "identity")).toEqual({ ok: true, value: expected });
    }
  });

  test("with negatives, prefixes and numbers", () => {
    const parsed = parseDocument(
      document({
        Effect: "Deny",
        NotAction: ["iam:*", "sts:*"],
        NotResource: "*",
        Condition: { "ForAllValues:StringLikeIfExists": { "aws:TagKeys": ["a", 1, false] } },
      }),
      "boundary",
    );
    expect(parsed.ok && parsed.value.statements[0]).toMatchObject({
      actions: { negated: true, values: ["iam:*", "sts:*"] },
      resources: { negated: true, values: ["*"] },
      conditions: [{ operator: "StringLike", set: "ForAllValues", ifExists: true, values: ["a", "1", "false"] }],
    });
  });

  test.each([
    ["*", [{ kind: "AWS", name: "*" }]],
    [{ AWS: "123456789012" }, [{ kind: "AWS", name: "123456789012" }]],
    [
      { AWS: ["arn:aws:iam::123456789012:root", "AIDAJQABLZS4A3QDU576Q"], Service: ["ecs.amazonaws.com"] },
      [
        { kind: "AWS", name: "arn:aws:iam::123456789012:root" },
        { kind: "AWS", name: "AIDAJQABLZS4A3QDU576Q" },
        { kind: "Service", name: "ecs.amazonaws.com" },
      ],
    ],
    [
      { Federated: ["token.actions.githubusercontent.com", "arn:aws:iam::123456789012:saml-provider/okta"] },
      [
        { kind: "Federated", name: "token.actions.githubusercontent.com" },
        { kind: "Federated", name: "arn:aws:iam::123456789012:saml-provider/okta" },
      ],
    ],
    [
      { CanonicalUser: "79a59df900b949e55d96a1e698fbaced" },
      [{ kind: "CanonicalUser", name: "79a59df900b949e55d96a1e698fbaced" }],
    ],
  ])("with the principal %j", (Principal, values) => {
    const parsed = parseDocument(document({ ...ALLOW, Principal }), "resource");
    expect(parsed.ok && parsed.value.statements[0]?.principals).toEqual({ negated: false, values });
  });

  test("and is of the former version where it names none", () => {
    const parsed = parseDocument({ Statement: ALLOW }, "identity");
    expect(parsed.ok && parsed.value.version).toBe("2008-10-17");
  });

  test.each<[string, Kind, unknown]>([
    [
      "an incomplete ARN",
      "identity",
      { ...ALLOW, Resource: ["arn:aws:sqs", "arn:aws:s3:*", "arn:*:iam::aws:policy/*"] },
    ],
    ["a star that reaches over colons", "identity", { ...ALLOW, Resource: "arn:aws:lambda:*:function:checkout" }],
    ["an API's own resources", "resource", { ...ALLOW, Principal: "*", Resource: "execute-api:/prod/GET/*" }],
    [
      "no resource in a repository's policy",
      "resource",
      { Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" },
    ],
    ["a wildcard in the service", "identity", { ...ALLOW, Action: "*:Describe*" }],
    ["spaces in the Sid of a bucket's policy", "resource", { ...ALLOW, Principal: "*", Sid: "read only" }],
    [
      "a variable with a default",
      "identity",
      { ...ALLOW, Resource: "arn:aws:s3:::${aws:PrincipalTag/team, 'none'}/*" },
    ],
  ])("and may hold %s", (_, kind, statement) => expect(faults(document(statement), kind)).toEqual([]));
});

describe("what is unknown at preview", () => {
  test("stays unknown where it stands", () => {
    const parsed = parseDocument(
      document(
        {
          Effect: UNKNOWN,
          Action: ["s3:GetObject", UNKNOWN],
          Resource: UNKNOWN,
          Condition: { StringEquals: { "aws:userid": UNKNOWN } },
        },
        { ...ALLOW, Condition: UNKNOWN },
        { ...ALLOW, Condition: { StringEquals: UNKNOWN, Bool: { "aws:SecureTransport": "true" } } },
        UNKNOWN,
      ),
      "identity",
    );
    expect(parsed.ok && parsed.value.statements).toMatchObject([
      {
        effect: UNKNOWN,
        actions: { values: ["s3:GetObject", UNKNOWN] },
        resources: { values: [UNKNOWN] },
        conditions: [{ key: "aws:userid", values: [UNKNOWN] }],
      },
      { conditions: [], hasUnknownConditions: true },
      { conditions: [{ key: "aws:SecureTransport" }], hasUnknownConditions: true },
      { effect: UNKNOWN, actions: { values: [UNKNOWN] }, hasUnknownConditions: true },
    ]);
  });

  test.each<Kind>(["identity", "boundary", "trust", "resource"])("of a whole %s document is one statement", (kind) => {
    const parsed = parseDocument(UNKNOWN, kind);
    expect(parsed.ok && parsed.value.statements).toMatchObject([{ effect: UNKNOWN, actions: { values: [UNKNOWN] } }]);
    const principals = parsed.ok ? parsed.value.statements[0]?.principals?.values : [];
    expect(principals ?? []).toHaveLength(kind === "trust" || kind === "resource" ? 4 : 0);
  });

  test("does not hide what is wrong beside it", () => {
    expect(faults(document({ Effect: UNKNOWN, Action: UNKNOWN, Resource: "bucket" }))).toEqual([
      expect.stringMatching(/^Statement\[0\]\.Resource: It is "bucket": it is no ARN/),
    ]);
  });
});

describe("a fault names its place, what stands there and what is allowed", () => {
  test.each<[unknown, Kind, RegExp]>([
    ["", "identity", /^The document is empty/],
    ["[]", "identity", /^The document is an empty list; an object/],
    [7, "identity", /^The document is 7; an object/],
    ['{"Statement": [}', "identity", /line 1, column 16: "}" stands there, but a value is needed/],
    ['{"Statement": {"Sid": "a\nb"}}', "identity", /line 1, column 25: "\\n" stands there, but a text must end/],
    [{}, "identity", /^Statement: It is missing/],
    [document(), "identity", /^Statement: It is empty/],
    [{ statement: ALLOW }, "identity", /^"statement" is no element \(did you mean "Statement"\?\)/],
    [{ Version: "2012-10-18", Statement: ALLOW }, "identity", /^Version: It is "2012-10-18"; "2012-10-17"/],
    [document(3), "identity", /^Statement\[0\]: It is 3; an object/],
    [document(ALLOW, { ...ALLOW, Action: [] }), "identity", /^Statement\[1\]\.Action: It is empty/],
    [
      document({ ...ALLOW, Action: "" }),
      "identity",
      /^Statement\[0\]\.Action: It is ""; a service, a colon and an action/,
    ],
    [document({ ...ALLOW, Action: "GetObject" }), "identity", /\.Action: It is "GetObject"; a service, a colon/],
    [document({ ...ALLOW, Action: ["s3:*", null] }), "identity", /\.Action\[1\]: It is null; a text/],
    [document({ ...ALLOW, NotAction: "s3:*" }), "identity", /^Statement\[0\]: Both Action and NotAction/],
    [document({ ...ALLOW, Effect: "allow" }), "identity", /\.Effect: It is "allow"; "Allow" and "Deny"/],
    [document({ Action: "s3:*", Resource: "*" }), "identity", /^Statement\[0\]: Effect is missing/],
    [document({ Effect: "Allow", Resource: "*" }), "identity", /^Statement\[0\]: Action or NotAction is missing/],
    [document({ Effect: "Allow", Action: "*" }), "identity", /^Statement\[0\]: Resource or NotResource is missing/],
    [document({ ...ALLOW, Principal: "*" }), "boundary", /\.Principal: It must not stand in a permissions boundary/],
    [document(ALLOW), "resource", /^Statement\[0\]: Principal or NotPrincipal is missing/],
    [document({ ...TRUST, Resource: "*" }), "trust", /\.Resource: It must not stand in a trust policy/],
    [document({ Effect: "Allow", Action: "sts:*", NotPrincipal: "*" }), "trust", /\.NotPrincipal: It must not stand/],
    [
      document({ ...TRUST, Principal: "lambda.amazonaws.com" }),
      "trust",
      /\.Principal: It is "lambda.amazonaws.com"; "\*" or an object/,
    ],
    [
      document({ ...TRUST, Principal: { service: "x.amazonaws.com" } }),
      "trust",
      /"service" is no element \(did you mean "Service"\?\)/,
    ],
    [document({ ...TRUST, Principal: { AWS: "1234" } }), "trust", /\.AWS: It is "1234", which has 4 digits; allowed/],
    [
      document({ ...TRUST, Principal: { AWS: "arn:aws:iam::123456789012:user/*" } }),
      "trust",
      /a wildcard must not stand/,
    ],
    [document({ ...TRUST, Principal: { AWS: "arn:aws:s3:::shop" } }), "trust", /which is no principal of IAM or STS/],
    [
      document({ ...TRUST, Principal: { Service: "lambda" } }),
      "trust",
      /\.Service: It is "lambda"; allowed: a service's name/,
    ],
    [
      document({ ...ALLOW, Resource: "arn:aws:s3:::a b" }, { ...ALLOW, Resource: "shop" }),
      "identity",
      /\.Resource: It is "shop": it is no ARN/,
    ],
    [document({ ...ALLOW, Resource: "arn:aw:s3:::shop" }), "identity", /no partition "aw" \(did you mean "aws"\?\)/],
    [
      document({ ...ALLOW, Resource: ["arn:aws:s3:::a", "arn:aws-cn:s3:::a"] }),
      "identity",
      /partition "aws-cn", but others here are of "aws"/,
    ],
    [
      document({ ...ALLOW, Resource: "arn:aws:iam::12345:role/x" }),
      "identity",
      /"12345" is no account: an account has 12 digits/,
    ],
    [document({ ...ALLOW, Resource: "arn:aws:S3:::x" }), "identity", /its service "S3" is not in lower case/],
    [document({ ...ALLOW, Resource: "arn:aws:sqs:Ireland:123456789012:x" }), "identity", /"Ireland" is no region/],
    [document({ ...ALLOW, Sid: "read only" }), "identity", /\.Sid: It is "read only"; only letters and digits/],
    [
      document({ ...ALLOW, Sid: "A" }, { ...ALLOW, Sid: "A" }),
      "identity",
      /^Statement\[1\]\.Sid: "A" stands in Statement\[0\] already/,
    ],
    [
      { Statement: { ...ALLOW, Resource: "arn:aws:s3:::${aws:username}/*" } },
      "identity",
      /holds a policy variable, but a document whose Version/,
    ],
    [
      document({ ...ALLOW, Resource: "arn:aws:s3:::${aws:username/*" }),
      "identity",
      /a variable lacks its closing brace/,
    ],
    [
      document({ ...ALLOW, Resource: "arn:aws:s3:::${aws:username, none}/*" }),
      "identity",
      /must stand in single quotes/,
    ],
    [document({ ...ALLOW, Condition: [] }), "identity", /\.Condition: It is an empty list; an object of operators/],
    [
      document({ ...ALLOW, Condition: { stringEquals: { "aws:userid": "x" } } }),
      "identity",
      /"stringEquals": AWS has no operator of this name \(did you mean "StringEquals"\?\)/,
    ],
    [
      document({ ...ALLOW, Condition: { "ForAny:StringLike": { "aws:userid": "x" } } }),
      "identity",
      /the prefix of an operator is ForAnyValue or ForAllValues/,
    ],
    [
      document({ ...ALLOW, Condition: { NullIfExists: { "aws:userid": "true" } } }),
      "identity",
      /IfExists is not allowed/,
    ],
    [
      document({ ...ALLOW, Condition: { StringEquals: "x" } }),
      "identity",
      /\.Condition\.StringEquals: It is "x"; an object of condition keys/,
    ],
    [document({ ...ALLOW, Condition: { StringEquals: { userid: "x" } } }), "identity", /"userid" is no condition key/],
    [
      document({ ...ALLOW, Condition: { StringEquals: { "aws:userid": "x", "AWS:UserId": "y" } } }),
      "identity",
      /stands there as "aws:userid" already/,
    ],
    [
      document({ ...ALLOW, Condition: { Bool: { "aws:SecureTransport": "yes" } } }),
      "identity",
      /\["aws:SecureTransport"\]: It is "yes"; Bool compares with true or false/,
    ],
    [
      document({ ...ALLOW, Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": "1h" } } }),
      "identity",
      /NumericLessThan compares with a number/,
    ],
    [
      document({ ...ALLOW, Condition: { NumericLessThan: { "s3:max-keys": "${aws:x}" } } }),
      "identity",
      /takes no policy variable/,
    ],
    [
      document({ ...ALLOW, Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "10.0.0.0/33"] } } }),
      "identity",
      /\[1\]: It is "10.0.0.0\/33"; IpAddress compares with an address/,
    ],
    [
      document({ ...ALLOW, Condition: { DateLessThan: { "aws:CurrentTime": "tomorrow" } } }),
      "identity",
      /compares with a date/,
    ],
    [
      document({ ...ALLOW, Condition: { StringEquals: { "aws:userid": { a: 1 } } } }),
      "identity",
      /It is an object; a text, a number/,
    ],
    [document({ ...ALLOW, Resources: "*" }), "identity", /"Resources" is no element \(did you mean "Resource"\?\)/],
    [document({ ...ALLOW, Action: () => "s3:*" }), "identity", /\.Action: It is a function; a text/],
  ])("%j as %s", (given, kind, message) => {
    const found = faults(given, kind);
    expect(found.join("\n")).toMatch(new RegExp(message.source, "m"));
  });

  test("all at once, in the order of the text, and with their offsets in it", () => {
    const text = '{"Version":"2012-10-17","Statement":[{"Effect":"Alow","Effect":"Deny","Action":"","Resource":"x"}]}';
    const parsed = parseDocument(text, "identity");
    const errors = parsed.ok ? [] : parsed.errors;
    expect(errors.map(({ place }) => place)).toEqual([
      "Statement[0].Effect",
      "Statement[0]",
      "Statement[0].Action",
      "Statement[0].Resource",
    ]);
    expect(errors.map(({ position }) => text.slice(position, position + 8))).toEqual([
      '"Effect"',
      '"Effect"',
      '"","Reso',
      '"x"}]}',
    ]);
  });

  test("and the rest of the document can still be judged", () => {
    const parsed = parseDocument(document({ ...ALLOW, Sid: "read only" }, { ...ALLOW, Effect: "Alow" }), "identity");
    expect(parsed).toMatchObject({
      ok: false,
      readable: { statements: [{ effect: "Allow", actions: { values: ["s3:GetObject"] } }, { effect: UNKNOWN }] },
    });
    expect(parseDocument("{", "identity")).toMatchObject({ ok: false, readable: undefined });
  });

  test("once for each of a name that JSON.parse would drop", () => {
    expect(faults('{"Statement":1,"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}')).toContain(
      '"Statement" stands twice; once is allowed.',
    );
  });

  test("never an exception, whatever the text is", () => {
    const text = JSON.stringify(document({ ...ALLOW, Condition: { Bool: { "aws:SecureTransport": true } } }));
    const broken = fc
      .tuple(fc.nat({ max: text.length }), fc.nat({ max: 4 }), fc.string({ maxLength: 3 }))
      .map(([at, length, instead]) => text.slice(0, at) + instead + text.slice(at + length));
    const kind = fc.constantFrom<Kind>("identity", "boundary", "trust", "resource");
    fc.assert(
      fc.property(fc.oneof(broken, fc.json(), fc.string()), kind, (given, as) => {
        const parsed = parseDocument(given, as);
        if (!parsed.ok) expect(parsed.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
    expect(faults("[".repeat(100_000))).toEqual([expect.stringMatching(/32 levels/)]);
  });
});

test("the reader of JSON reads what JSON.parse reads, and refuses what it refuses", () => {
  const value = (node: JsonNode): unknown => {
    if (node.kind === "object")
      return Object.fromEntries(node.members.map((member) => [member.name, value(member.value)]));
    if (node.kind === "list") return node.items.map(value);
    if (node.kind === "text") return node.value;
    return node.kind === "null" ? null : "value" in node ? JSON.parse(node.value) : undefined;
  };
  const damaged = fc
    .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom("", ",", '"', "\\", "0", "}", " ", "\t"))
    .map(([text, at, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + (at % 2));
    });
  fc.assert(
    fc.property(fc.oneof(fc.json({ maxDepth: 5 }), damaged), (text) => {
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        expect(scanJson(text)).not.toHaveProperty("kind");
        return;
      }
      const node = scanJson(text);
      if (!("kind" in node)) throw new Error(`refused: ${node.message}`);
      expect(JSON.stringify(value(node))).toBe(JSON.stringify(expected));
      expect(JSON.stringify(value(nodeOf(expected)))).toBe(JSON.stringify(expected));
    }),
    { numRuns: 3000 },
  );
});

describe("the size of a document", () => {
  test("leaves out white space in IAM, and counts octets elsewhere", () => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Größe" }] }, null, 2);
    expect(documentSize(text, SIZE_LIMITS.managedPolicy)).toBe(JSON.stringify(JSON.parse(text)).length);
    expect(documentSize(text, SIZE_LIMITS.bucketPolicy)).toBe(text.length + 2);
  });

  test("is refused with both figures where it is too large", () => {
    expect(checkSize("x ".repeat(6144), SIZE_LIMITS.managedPolicy)).toBeUndefined();
    expect(checkSize("x".repeat(6150), SIZE_LIMITS.managedPolicy)).toBe(
      "The text has 6150 characters without white space, 6 too many: AWS allows 6144 for a managed policy.",
    );
    expect(checkSize("x".repeat(8193), SIZE_LIMITS.queuePolicy)).toMatch(/^The text has 8193 octets, 1 too many/);
  });
});
