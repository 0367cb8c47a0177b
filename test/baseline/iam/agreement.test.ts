import { runSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate } from "../../../baseline/iam/evaluate.js";
import type { HeldDocument } from "../../../baseline/iam/holdings.js";
import { parseDocument } from "../../../baseline/iam/parseDocument.js";
import { randomAccess, type RandomAccess, type RawDocument } from "./randomAccess.js";

const RUNS = process.env["CI"] ? 10_000 : 2_000;

const RESULTS = { Allowed: "allowed", ExplicitlyDenied: "explicit deny", ImplicitlyDenied: "implicit deny" } as const;

type Kind = Parameters<typeof parseDocument>[1];

function held(document: RawDocument, kind: Kind, source: string): HeldDocument {
  const parsed = parseDocument(document, kind);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join("\n"));
  return { source, document: parsed.value };
}

function ours(access: RandomAccess, context: RandomAccess["context"]): string {
  const { identity, boundary, session, onResource } = access;
  return evaluate(
    { ...access, context, principal: { kind: "AWS", name: access.principal } },
    {
      documents: identity.map((document, index) => held(document, "identity", `identity ${index}`)),
      boundary: boundary && held(boundary, "boundary", "boundary"),
      session: session && held(session, "identity", "session"),
      resource: onResource && held(onResource, access.action === "sts:AssumeRole" ? "trust" : "resource", "resource"),
    },
  ).result;
}

/** What iam-simulate says, and the keys that it left out because its data do not know them for the action. */
async function theirs(access: RandomAccess): Promise<{ result: string; ignored: readonly string[] }> {
  const named = (policy: RawDocument, name: string): { name: string; policy: RawDocument } => ({ name, policy });
  const said = await runSimulation(
    {
      request: {
        principal: access.principal,
        action: access.action,
        resource: { resource: access.resource, accountId: access.resourceAccount },
        contextVariables: access.context,
      },
      identityPolicies: access.identity.map((policy, index) => named(policy, `identity ${index}`)),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: access.onResource,
      sessionPolicy: access.session,
      ...(access.boundary && { permissionBoundaryPolicies: [named(access.boundary, "boundary")] }),
    },
    {},
  );
  if (said.resultType === "error") return { result: JSON.stringify(said.errors), ignored: [] };
  const ignored = said.resultType === "single" ? (said.result.ignoredContextKeys ?? []) : [];
  return { result: RESULTS[said.overallResult], ignored };
}

/**
 * Where the two differ, by what AWS documents. Each gives the same request without that point, on which they must agree.
 * The quotations are of the AWS IAM User Guide.
 */
const DIFFERENCES: Readonly<Record<string, (access: RandomAccess) => RandomAccess>> = {
  // "If the key is not present, evaluate the condition element as true": for every operator but Null. iam-simulate takes
  // ForAnyValue:…IfExists of an absent key for false.
  "ForAnyValue with IfExists": (access) =>
    inDocuments(access, (text) => text.replace(/(ForAnyValue:\w+)IfExists/g, "$1")),
  // "Inverted condition operators like StringNotEquals … do match against a null value". iam-simulate takes them for false,
  // and a variable for an empty text as one without a value.
  "variables without a value": (access) => ({
    ...access,
    context: {
      ...{ "aws:username": "none", "aws:PrincipalTag/team": "none" },
      ...Object.fromEntries(Object.entries(access.context).filter(([, value]) => value !== "")),
    },
  }),
  // Dates are "in one of the W3C implementations of the ISO 8601 date formats or in epoch (UNIX) time". iam-simulate compares
  // dates of two formats as different, and knows no year alone.
  "formats of dates": (access) =>
    inDocuments(access, (text) => text.replace(/"(1767225600|2026)"/g, '"2026-01-01T00:00:00Z"')),
  // iam-simulate finds no address in the network of all IPv4 addresses.
  "0.0.0.0/0": (access) => inDocuments(access, (text) => text.replaceAll('"0.0.0.0/0"', '"0.0.0.0/1"')),
  // NotIpAddress means "all IP addresses except the specified IP address or range". iam-simulate takes it for false where
  // the two are of different families.
  "NotIpAddress of the other family": (access) => ({
    ...access,
    context: Object.fromEntries(Object.entries(access.context).filter(([key]) => !key.endsWith("SourceIp"))),
  }),
  // Null asks whether "the key exists and its value is not null". iam-simulate takes a key without values for existing.
  "Null and a key without values": (access) => ({
    ...access,
    context: Object.fromEntries(Object.entries(access.context).filter(([, value]) => value.length > 0 || value === "")),
  }),
  // AWS does not say what a key of several values means without a set operator, and its validation refuses it. We take
  // any value that matches, iam-simulate none.
  "several values without a set operator": (access) => ({
    ...access,
    context: Object.fromEntries(Object.entries(access.context).filter(([, value]) => !Array.isArray(value))),
  }),
  // "If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the colon boundaries."
  // iam-simulate compares field by field, and knows no wildcards in a resource's type, which AWS says not to use.
  "stars that reach over colons": (access) => ({
    ...access,
    ...(JSON.parse(
      JSON.stringify(documentsOf(access), (key, value: unknown) => {
        if (key !== "Resource" && key !== "NotResource") return value;
        return [value]
          .flat()
          .map((pattern) => (reachesOver(String(pattern), access.resource) ? access.resource : pattern));
      }),
    ) as Partial<RandomAccess>),
  }),
  // "Permissions granted directly to a session are not limited by an implicit deny in … a session policy".
  "a session policy and a resource's policy that names the session": (access) => ({ ...access, session: undefined }),
};

/** The same request with other documents. */
function inDocuments(access: RandomAccess, edit: (text: string) => string): RandomAccess {
  return { ...access, ...(JSON.parse(edit(JSON.stringify(documentsOf(access)))) as Partial<RandomAccess>) };
}

function documentsOf({ identity, boundary, session, onResource }: RandomAccess): Partial<RandomAccess> {
  return { identity, boundary, session, onResource };
}

/** Whether a pattern has a star that reaches over the ARN's delimiters, or a wildcard in the resource's type. */
function reachesOver(pattern: string, arn: string): boolean {
  const delimiters = (text: string): number => text.split(/[:/]/).length;
  const isShorter = /\*./.test(pattern) && delimiters(pattern) < delimiters(arn);
  return isShorter || /^(?:[^:]*:){5}[^:/]*[*?]/.test(pattern);
}

/** Both decisions on one request, with the keys that iam-simulate knows. */
async function decisions(access: RandomAccess): Promise<{ readonly own: string; readonly other: string }> {
  const { result, ignored } = await theirs(access);
  const context = Object.fromEntries(Object.entries(access.context).filter(([key]) => !ignored.includes(key)));
  return { own: ours(access, context), other: result };
}

/** The difference without which they agree. */
async function explain(access: RandomAccess): Promise<string | undefined> {
  for (const [name, without] of Object.entries(DIFFERENCES)) {
    const { own, other } = await decisions(without(access));
    if (own === other) return name;
  }
  const rest = Object.values(DIFFERENCES).reduce((left, without) => without(left), access);
  const { own, other } = await decisions(rest);
  return own === other ? "several of these" : undefined;
}

test("our decisions are those of an evaluator that is not ours", async () => {
  const results: Record<string, number> = {};
  const differences: Record<string, number> = {};
  const unexplained: unknown[] = [];
  for (const access of fc.sample(randomAccess, { numRuns: RUNS, seed: 20261125 })) {
    const { own, other } = await decisions(access);
    results[other] = (results[other] ?? 0) + 1;
    if (own === other) continue;
    const reason = await explain(access);
    if (reason === undefined) unexplained.push({ own, other, ...access });
    else differences[reason] = (differences[reason] ?? 0) + 1;
  }
  expect(unexplained).toEqual([]);
  // The cases say something: every result is frequent, and few need an explanation.
  for (const result of Object.values(RESULTS)) expect(results[result]).toBeGreaterThan(RUNS / 12);
  const explained = Object.values(differences).reduce((sum, count) => sum + count, 0);
  expect(explained).toBeLessThan(RUNS / 20);
}, 300_000);
