import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HeldDocument } from "../../../baseline/iam/holdings.js";
import { evaluate, type AccessRequest, type ApplicablePolicies } from "../../../baseline/iam/evaluate.js";
import { parseDocument } from "../../../baseline/iam/parseDocument.js";
import { UNKNOWN } from "../../../baseline/unknown.js";
import { randomAccess, type RandomAccess } from "./randomAccess.js";

type Kind = Parameters<typeof parseDocument>[1];

const ACCOUNT = "123456789012";
const ALICE = { kind: "AWS", name: `arn:aws:iam::${ACCOUNT}:user/alice` } as const;
const SESSION = { kind: "AWS", name: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci` } as const;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/ci/deploy`;
const READ: AccessRequest = {
  principal: ALICE,
  action: "s3:GetObject",
  resource: "arn:aws:s3:::shop/a",
  resourceAccount: ACCOUNT,
};
const ALLOW = { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::shop/*" };
const DENY = { Effect: "Deny", Action: "*", Resource: "*" };
const OTHER = { Effect: "Allow", Action: "sqs:*", Resource: "*" };

function held(given: unknown, kind: Kind, source: string): HeldDocument {
  const parsed = parseDocument(given, kind);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join("\n"));
  return { source, document: parsed.value };
}
const policy = (...Statement: readonly unknown[]): object => ({ Version: "2012-10-17", Statement });
const identity = (...statements: readonly unknown[]): HeldDocument =>
  held(policy(...statements), "identity", "identity");
const resource = (...statements: readonly unknown[]): HeldDocument =>
  held(policy(...statements), "resource", "resource");
const trust = (...statements: readonly unknown[]): HeldDocument => held(policy(...statements), "trust", "trust");
const result = (policies: ApplicablePolicies, request: Partial<AccessRequest> = {}): string =>
  evaluate({ ...READ, ...request }, policies).result;

describe("a request is decided by", () => {
  test("nothing: it is denied", () => expect(result({})).toBe("implicit deny"));

  test("a Deny before every Allow, which is named", () => {
    const documents = [identity(ALLOW, { ...DENY, Sid: "Stop" })];
    expect(evaluate(READ, { documents })).toMatchObject({
      result: "explicit deny",
      deciding: [{ source: "identity", statement: { sid: "Stop" } }],
    });
    expect(evaluate(READ, { documents: [identity(OTHER, ALLOW)] })).toMatchObject({
      result: "allowed",
      deciding: [{ source: "identity", statement: { index: 1 } }],
    });
  });

  test("a boundary and a session policy as ceilings", () => {
    const documents = [identity(ALLOW)];
    expect(result({ documents, boundary: identity(OTHER) })).toBe("implicit deny");
    expect(result({ documents, boundary: identity(OTHER, ALLOW) })).toBe("allowed");
    expect(result({ documents, session: identity(OTHER) }, { principal: SESSION })).toBe("implicit deny");
    expect(result({ boundary: identity(ALLOW) })).toBe("implicit deny");
  });

  test.each<[unknown, AccessRequest["principal"], string, string, string]>([
    // Principal of the statement, who asks; alone in the account, under a boundary, from another account's resource.
    ["*", ALICE, "allowed", "allowed", "implicit deny"],
    [{ AWS: ALICE.name }, ALICE, "allowed", "allowed", "implicit deny"],
    [{ AWS: ACCOUNT }, ALICE, "implicit deny", "implicit deny", "implicit deny"],
    [{ AWS: ROLE }, SESSION, "allowed", "implicit deny", "implicit deny"],
    [{ AWS: SESSION.name }, SESSION, "allowed", "allowed", "implicit deny"],
    [{ AWS: `arn:aws:iam::${ACCOUNT}:role/other` }, SESSION, "implicit deny", "implicit deny", "implicit deny"],
  ])("a resource's policy for %j alone", (Principal, principal, alone, bounded, across) => {
    const onResource = resource({ ...ALLOW, Principal });
    expect(result({ resource: onResource }, { principal })).toBe(alone);
    expect(result({ resource: onResource, boundary: identity(OTHER) }, { principal })).toBe(bounded);
    expect(result({ resource: onResource }, { principal, resourceAccount: "210987654321" })).toBe(across);
  });

  test("both sides where the resource is in another account", () => {
    const request = { resourceAccount: "210987654321" };
    const documents = [identity(ALLOW)];
    expect(result({ documents }, request)).toBe("implicit deny");
    expect(result({ documents, resource: resource({ ...ALLOW, Principal: { AWS: ACCOUNT } }) }, request)).toBe(
      "allowed",
    );
  });

  test("a NotPrincipal, which with Deny spares none who has a boundary", () => {
    const documents = [identity(ALLOW)];
    const spared = resource({ ...DENY, NotPrincipal: { AWS: ALICE.name } });
    expect(result({ documents, resource: spared })).toBe("allowed");
    expect(result({ documents, resource: spared, boundary: identity(ALLOW) })).toBe("explicit deny");
    expect(result({ documents, resource: resource({ ...DENY, NotPrincipal: { AWS: ROLE } }) })).toBe("explicit deny");
  });

  test("a trust policy, which the role's own account cannot do without", () => {
    const assume = { action: "sts:AssumeRole", resource: ROLE };
    const documents = [identity({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" })];
    const trusting = (Principal: unknown, more: object = {}): HeldDocument =>
      trust({ Effect: "Allow", Action: "sts:AssumeRole*", Principal, ...more });
    expect(result({ documents }, assume)).toBe("implicit deny");
    expect(result({ documents, resource: trusting({ AWS: ACCOUNT }) }, assume)).toBe("allowed");
    expect(result({ resource: trusting({ AWS: ACCOUNT }) }, assume)).toBe("implicit deny");
    expect(result({ resource: trusting({ AWS: ALICE.name }) }, assume)).toBe("allowed");
    const service = { ...assume, principal: { kind: "Service", name: "lambda.amazonaws.com" } } as const;
    expect(result({ resource: trusting({ Service: "lambda.amazonaws.com" }) }, service)).toBe("allowed");
    expect(result({ resource: trusting({ Service: "ec2.amazonaws.com" }) }, service)).toBe("implicit deny");
    const web = "token.actions.githubusercontent.com";
    const token = { kind: "Federated", name: `arn:aws:iam::${ACCOUNT}:oidc-provider/${web}` } as const;
    const byRepository = trusting(
      { Federated: token.name },
      { Condition: { StringEquals: { [`${web}:repository_id`]: "7" } } },
    );
    const run = { principal: token, action: "sts:AssumeRoleWithWebIdentity", resource: ROLE };
    expect(result({ resource: byRepository }, { ...run, context: { [`${web}:repository_id`]: "7" } })).toBe("allowed");
    expect(result({ resource: byRepository }, { ...run, context: { [`${web}:repository_id`]: "8" } })).toBe(
      "implicit deny",
    );
  });

  test("a key's policy as well as the account's", () => {
    const decrypt = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1` };
    const documents = [identity({ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" })];
    expect(result({ documents }, decrypt)).toBe("implicit deny");
    const key = resource({
      Effect: "Allow",
      Action: "kms:*",
      Resource: "*",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    });
    expect(result({ documents, resource: key }, decrypt)).toBe("allowed");
  });

  test("a resource's policy for callers without a signature", () => {
    const principal = { kind: "Anonymous", name: "" } as const;
    expect(result({ resource: resource({ ...ALLOW, Principal: "*" }) }, { principal })).toBe("allowed");
    expect(result({ resource: resource({ ...ALLOW, Principal: { AWS: ACCOUNT } }) }, { principal })).toBe(
      "implicit deny",
    );
  });

  test("characters of the request that look like wildcards as what they are", () => {
    const documents = [
      identity({ ...ALLOW, Resource: ["arn:aws:s3:::shop/${*}", "arn:aws:s3:::shop/${aws:username}"] }),
    ];
    expect(result({ documents }, { resource: "arn:aws:s3:::shop/*" })).toBe("allowed");
    expect(result({ documents }, { resource: "arn:aws:s3:::shop/x" })).toBe("implicit deny");
    const context = { "aws:username": "*" };
    expect(result({ documents }, { resource: "arn:aws:s3:::shop/x", context })).toBe("implicit deny");
  });
});

describe("an unknown value leaves a request undetermined", () => {
  test("where it can change what AWS answers, and is named then", () => {
    const documents = [identity({ ...ALLOW, Resource: UNKNOWN })];
    expect(evaluate(READ, { documents })).toMatchObject({ result: "undetermined", deciding: [{ source: "identity" }] });
    expect(result({ documents: [identity(ALLOW)], boundary: UNKNOWN })).toBe("undetermined");
    expect(result({ documents: [identity(ALLOW)], unread: ["AdministratorAccess"] })).toBe("undetermined");
    expect(result({ documents: [identity(ALLOW, { ...DENY, Condition: UNKNOWN })] })).toBe("undetermined");
    expect(result({ resource: resource({ ...ALLOW, Principal: { AWS: UNKNOWN } }) })).toBe("undetermined");
  });

  test("and nowhere else", () => {
    expect(result({ documents: [identity(ALLOW, { ...ALLOW, Resource: UNKNOWN })] })).toBe("allowed");
    expect(result({ documents: [identity(DENY)], boundary: UNKNOWN, unread: ["x"] })).toBe("explicit deny");
    expect(result({ documents: [identity({ ...ALLOW, Action: "sqs:*", Resource: UNKNOWN })] })).toBe("implicit deny");
    expect(result({ documents: [identity(OTHER)], boundary: UNKNOWN })).toBe("implicit deny");
  });

  test("so that a decision holds whatever the value turns out to be", () => {
    let decided = 0;
    fc.assert(
      fc.property(randomAccess, fc.nat(), (access, choice) => {
        const known = decide(access);
        const open = decide(withUnknown(access, choice));
        if (open === "undetermined") return;
        decided++;
        // A Deny that was known and is no longer leaves it denied.
        expect(open === "allowed").toBe(known === "allowed");
        if (open === "explicit deny") expect(known).toBe("explicit deny");
      }),
      { numRuns: 3000 },
    );
    expect(decided).toBeGreaterThan(300);
  });
});

function decide(access: RandomAccess): string {
  const { onResource, boundary, session } = access;
  return evaluate(
    { ...access, principal: { kind: "AWS", name: access.principal } },
    {
      documents: access.identity.map((document) => held(document, "identity", "identity")),
      boundary: boundary && held(boundary, "boundary", "boundary"),
      session: session && held(session, "identity", "session"),
      resource: onResource && held(onResource, access.action === "sts:AssumeRole" ? "trust" : "resource", "resource"),
    },
  ).result;
}

/** The same policies with one of their values unknown: an effect, a name, a list, a whole statement. */
function withUnknown(access: RandomAccess, choice: number): RandomAccess {
  const { identity, boundary, session, onResource } = access;
  const documents = { identity, boundary, session, onResource };
  const count = places(documents).length;
  let left = choice % Math.max(count, 1);
  const copy = (value: unknown, key: string): unknown => {
    if (isPlace(key, value) && left-- === 0) return UNKNOWN;
    if (Array.isArray(value)) return value.map((item) => copy(item, `${key}[]`));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member, name)]));
  };
  return { ...access, ...(copy(documents, "") as Partial<RandomAccess>) };
}

function places(value: unknown, key = ""): readonly unknown[] {
  const inner =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, member]) => places(member, Array.isArray(value) ? `${key}[]` : name))
      : [];
  return isPlace(key, value) ? [value, ...inner] : inner;
}

/** Whether a program may leave this place unknown. */
function isPlace(key: string, value: unknown): boolean {
  const names = [
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "AWS",
    "Condition",
  ];
  return value !== undefined && (names.includes(key.replace("[]", "")) || key === "Statement[]" || key.includes(":"));
}
