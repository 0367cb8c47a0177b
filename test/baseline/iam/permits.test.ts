import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayCarryKey } from "../../../baseline/iam/conditionKeys.js";
import { conditionsHold, contextKeys } from "../../../baseline/iam/conditions.js";
import { evaluate } from "../../../baseline/iam/evaluate.js";
import type { HeldDocument, Holdings, Permit } from "../../../baseline/iam/holdings.js";
import { completedArn, matchesResource } from "../../../baseline/iam/match.js";
import { parseDocument } from "../../../baseline/iam/parseDocument.js";
import { permits } from "../../../baseline/iam/permits.js";
import { UNKNOWN } from "../../../baseline/unknown.js";
import { randomAccess, type RawDocument } from "./randomAccess.js";

const ACCOUNT = "123456789012";
const ALICE = `arn:aws:iam::${ACCOUNT}:user/team/alice`;
const DEPLOY = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const ANY_ROLE = `arn:aws:iam::${ACCOUNT}:role/*`;
const PASS = { Effect: "Allow", Action: "iam:PassRole", Resource: "*" };

function held(given: unknown, source: string): HeldDocument {
  const parsed = parseDocument(given, "identity");
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join("\n"));
  return { source, document: parsed.value };
}
const policy = (source: string, ...Statement: readonly unknown[]): HeldDocument =>
  held({ Version: "2012-10-17", Statement }, source);
const holdings = (statements: readonly unknown[], more: Partial<Holdings> = {}): Holdings => {
  const documents = [policy("inline policy ci", ...statements)];
  return { principal: DEPLOY, documents, boundary: undefined, unread: [], ...more };
};
const passing = (...statements: readonly unknown[]): readonly Permit[] => permits(holdings(statements), "iam:PassRole");

describe("a permit is what is left of an Allow", () => {
  test("with its resources and where it stands", () => {
    expect(passing({ ...PASS, Sid: "Pass", Resource: [DEPLOY, ANY_ROLE] })).toEqual([
      {
        action: "iam:PassRole",
        resources: [DEPLOY, ANY_ROLE],
        excluded: [],
        conditions: [],
        isCertain: true,
        statement: expect.objectContaining({ sid: "Pass" }) as unknown,
        source: "inline policy ci",
        notes: [],
      },
    ]);
    expect(passing({ ...PASS, Action: "s3:*" }, { ...PASS, NotAction: "iam:Pass*", Action: undefined })).toEqual([]);
    expect(passing({ ...PASS, Action: "IAM:p*" })).toHaveLength(1);
    expect(passing({ Effect: "Allow", Action: "iam:*", NotResource: DEPLOY })).toMatchObject([
      { resources: ["*"], excluded: [DEPLOY] },
    ]);
  });

  test("after a Deny of all, of some and of all but some of its resources", () => {
    const deny = { Effect: "Deny", Action: "iam:*" };
    expect(passing(PASS, { ...deny, Resource: "*" })).toEqual([]);
    expect(passing({ ...PASS, Resource: DEPLOY }, { ...deny, Resource: ANY_ROLE })).toEqual([]);
    expect(passing(PASS, { ...deny, Resource: ANY_ROLE })).toMatchObject([{ resources: ["*"], excluded: [ANY_ROLE] }]);
    expect(passing(PASS, { ...deny, NotResource: DEPLOY })).toMatchObject([{ resources: [DEPLOY], excluded: [] }]);
    expect(passing({ ...PASS, Resource: "arn:aws:s3:::shop" }, { ...deny, NotResource: DEPLOY })).toEqual([]);
    expect(passing(PASS, { Effect: "Deny", NotAction: "iam:Get*", Resource: "*" })).toEqual([]);
  });

  test("under a boundary, with the conditions of both", () => {
    const condition = (service: string): object => ({ StringEquals: { "iam:PassedToService": service } });
    const boundary = policy(
      "boundary edge",
      { ...PASS, Resource: DEPLOY, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
      { Effect: "Allow", Action: "s3:*", Resource: "*" },
    );
    const statement = { ...PASS, Condition: condition("ecs.amazonaws.com") };
    expect(permits(holdings([statement], { boundary }), "iam:PassRole")).toMatchObject([
      { resources: [DEPLOY], conditions: [{ key: "iam:PassedToService" }, { key: "aws:MultiFactorAuthPresent" }] },
    ]);
    expect(permits(holdings([{ ...PASS, Resource: "arn:aws:iam::1*:role/x" }], { boundary }), "iam:PassRole")).toEqual(
      [],
    );
    expect(
      permits(
        holdings([PASS], { boundary: policy("edge", { Effect: "Deny", Action: "*", Resource: "*" }) }),
        "iam:PassRole",
      ),
    ).toEqual([]);
  });

  test("without the conditions that stop nobody, of which a note tells", () => {
    const Condition = {
      StringLike: { "iam:PassedToService": "*", "aws:UserAgent": "ci/*" },
      BoolIfExists: { "aws:MultiFactorAuthPresent": "true" },
      StringEquals: { "iam:AssociatedResourceArn": "arn:aws:ec2:::x" },
    };
    const [permit] = passing({ ...PASS, Condition });
    expect(permit?.conditions.map(({ key }) => key)).toEqual(["iam:AssociatedResourceArn"]);
    expect(permit?.notes).toEqual([
      "Its condition on iam:PassedToService: the value * matches everything.",
      "Its condition on aws:UserAgent: the caller writes its user agent itself.",
      "Its condition on aws:MultiFactorAuthPresent: IfExists lets in every request that does not carry aws:MultiFactorAuthPresent.",
    ]);
  });
});

describe("a Deny with a condition", () => {
  const create = { Effect: "Allow", Action: "iam:CreateRole", Resource: "*" };
  const edge = `arn:aws:iam::${ACCOUNT}:policy/edge`;
  const creating = (...statements: readonly unknown[]): readonly Permit[] =>
    permits(holdings([create, ...statements]), "iam:CreateRole");
  const deny = (Condition: object, more: object = {}): object => ({
    ...{ Effect: "Deny", Sid: "Guard", Action: "iam:CreateRole", Resource: "*", Condition },
    ...more,
  });

  test("leaves the requests that it does not meet", () => {
    expect(creating(deny({ StringNotEquals: { "iam:PermissionsBoundary": edge } }))).toMatchObject([
      {
        conditions: [{ operator: "StringEquals", key: "iam:PermissionsBoundary", values: [edge], ifExists: false }],
        notes: ["A Deny of inline policy ci (Guard) forbids other requests by iam:PermissionsBoundary."],
        isCertain: true,
      },
    ]);
  });

  test.each<[string, object, number]>([
    ["that always holds denies all", { StringNotEquals: { "s3:prefix": "x" } }, 0],
    ["that the caller escapes denies nothing", { Bool: { "aws:SecureTransport": "false" } }, 1],
    ["on a key that no request carries denies nothing", { StringEquals: { "s3:prefix": "x" } }, 1],
    [
      "that is one of two leaves a note",
      { Bool: { "aws:ViaAWSService": "false" }, StringNotEquals: { "aws:PrincipalOrgID": "o-1" } },
      1,
    ],
  ])("%s", (_, condition, count) => {
    const left = creating(deny(condition));
    expect(left).toHaveLength(count);
    expect(left.flatMap(({ conditions }) => conditions)).toEqual([]);
    expect(left.flatMap(({ notes }) => notes)).toHaveLength(count);
  });

  test("and other resources leaves the permit as it is", () => {
    const left = creating(
      deny({ StringNotEquals: { "iam:PermissionsBoundary": edge } }, { Resource: "arn:aws:s3:::*" }),
    );
    expect(left).toMatchObject([{ conditions: [] }]);
  });
});

describe("a permit is uncertain", () => {
  test.each<[string, readonly unknown[], Partial<Holdings>]>([
    ["of an unknown resource", [{ ...PASS, Resource: UNKNOWN }], {}],
    ["of an unknown action", [{ ...PASS, Action: UNKNOWN }], {}],
    ["of an unknown effect", [{ ...PASS, Effect: UNKNOWN }], {}],
    ["under unknown conditions", [{ ...PASS, Condition: UNKNOWN }], {}],
    [
      "under a condition of an unknown value",
      [{ ...PASS, Condition: { StringEquals: { "iam:PassedToService": UNKNOWN } } }],
      {},
    ],
    ["beside a Deny of unknown actions", [PASS, { ...PASS, Effect: "Deny", Action: UNKNOWN }], {}],
    ["beside a Deny of unknown resources", [PASS, { ...PASS, Effect: "Deny", Resource: UNKNOWN }], {}],
    ["under an unknown boundary", [PASS], { boundary: UNKNOWN }],
    ["beside a document that nobody read", [PASS], { unread: ["arn:aws:iam::aws:policy/PowerUserAccess"] }],
  ])("%s", (_, statements, more) => {
    expect(permits(holdings(statements, more), "iam:PassRole")).toMatchObject([{ isCertain: false }]);
  });

  test("only for those of its resources that are unknown", () => {
    expect(passing({ ...PASS, Resource: [DEPLOY, UNKNOWN] })).toMatchObject([
      { resources: [DEPLOY], isCertain: true },
      { resources: [UNKNOWN], isCertain: false },
    ]);
    expect(passing({ ...PASS, Resource: [DEPLOY, UNKNOWN] }, { ...PASS, Effect: "Deny" })).toEqual([]);
  });
});

test("a variable for the user's name is the holder's own, and nothing for a role", () => {
  const own = { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: "arn:aws:iam::*:user/${aws:username}" };
  const of = (principal: Holdings["principal"]): unknown =>
    permits(holdings([own], { principal }), "iam:CreateAccessKey").map(({ resources }) => resources);
  expect(of(ALICE)).toEqual([["arn:aws:iam::*:user/alice"]]);
  expect(of(DEPLOY)).toEqual([]);
  expect(of(UNKNOWN)).toEqual([["arn:aws:iam::*:user/${aws:username}"]]);
});

describe("permits and decisions agree", () => {
  const principal = `arn:aws:iam::${ACCOUNT}:user/alice`;
  const always = {
    "aws:CurrentTime": "2026-01-01T00:00:00Z",
    "aws:PrincipalArn": principal,
    "aws:RequestedRegion": "eu-west-1",
    "aws:SecureTransport": "true",
  };

  test("that what is allowed has a permit", () => {
    let allowed = 0;
    fc.assert(
      fc.property(randomAccess, (access) => {
        const documents = access.identity.map((document) => held(document, "identity"));
        const boundary = access.boundary && held(access.boundary, "boundary");
        const carried = Object.entries(access.context).filter(([key]) => mayCarryKey(access.action, key) === true);
        const context = { ...always, ...Object.fromEntries(carried), "aws:username": "alice" };
        const request = { ...access, principal: { kind: "AWS", name: principal } as const, context };
        if (evaluate(request, { documents, boundary }).result !== "allowed") return;
        // A trust policy and a key's policy are nothing that the holder has.
        allowed++;
        const found = permits({ principal, documents, boundary, unread: [] }, access.action);
        expect(found.some((permit) => isWithin(permit, access.resource, context))).toBe(true);
      }),
      { numRuns: 6000 },
    );
    expect(allowed).toBeGreaterThan(200);
  });

  test("that a certain permit without conditions and notes is allowed", () => {
    let checked = 0;
    fc.assert(
      fc.property(randomAccess, (access) => {
        // Roles and keys need a policy of their own besides.
        if (/^(sts|kms):/.test(access.action)) return;
        const documents = access.identity.map((document) => held(unconditional(document), "identity"));
        const boundary = access.boundary && held(unconditional(access.boundary), "boundary");
        const context = { "aws:username": "alice" };
        for (const permit of permits({ principal, documents, boundary, unread: [] }, access.action)) {
          if (permit.notes.length > 0) continue;
          expect(permit.isCertain).toBe(true);
          for (const pattern of permit.resources) {
            const resource = String(pattern) === "*" ? access.resource : instance(String(pattern));
            if (!isWithin(permit, resource, context)) continue;
            checked++;
            const request = {
              principal: { kind: "AWS", name: principal } as const,
              action: access.action,
              resource,
              resourceAccount: ACCOUNT,
              context,
            };
            expect(evaluate(request, { documents, boundary }).result).toBe("allowed");
          }
        }
      }),
      { numRuns: 3000 },
    );
    expect(checked).toBeGreaterThan(500);
  });
});

function isWithin(permit: Permit, resource: string, context: Record<string, string | string[]>): boolean {
  const filled = (pattern: unknown): string => String(pattern).replaceAll("${aws:username}", "alice");
  return (
    permit.resources.some((pattern) => matchesResource(filled(pattern), resource)) &&
    !permit.excluded.some((pattern) => matchesResource(filled(pattern), resource)) &&
    conditionsHold(permit.conditions, contextKeys(context), "2012-10-17") === true
  );
}

function unconditional(document: RawDocument): RawDocument {
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) => (key === "Condition" ? undefined : value)),
  ) as RawDocument;
}

/** A resource that the pattern stands for. */
function instance(pattern: string): string {
  return completedArn(pattern).replaceAll("*", "zz").replaceAll("?", "z");
}
