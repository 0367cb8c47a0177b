import { runSimulation } from "@cloud-copilot/iam-simulate";
import { ACCOUNT } from "./personas.js";

/** A statement as these roles write it. */
export interface WrittenStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Written {
  readonly Version: string;
  readonly Statement: readonly WrittenStatement[];
}

/** What a role holds, and in what circumstances it asks. */
export interface Asked {
  readonly policies: readonly Written[];
  readonly boundary?: Written;
  readonly context?: Readonly<Record<string, string>>;
}

/** Where an action is allowed: patterns of resources, empty for nowhere. */
export interface Verdict {
  readonly allowed: readonly string[];
  /** Why the evaluator would not judge the request. */
  readonly error: string | undefined;
}

/**
 * A key lets nobody in by identity policies unless its own policy says so; this is the one that AWS gives a new key. In
 * it `*` means the key that has it, which the evaluator would try as a pattern of its own.
 */
function keyPolicy(resource: string, policies: readonly Written[]): unknown {
  const named = policies.flatMap(({ Statement }) => Statement.flatMap(({ Resource }) => Resource));
  const keys = resource === "*" ? named.filter((pattern) => pattern.includes(":kms:")) : [resource];
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "kms:*", Resource: keys }] };
}

/**
 * Asks an IAM evaluator that is not ours.
 *
 * @param resource an ARN; or `*`, for which it tries every pattern of the policies that fits the action
 */
export async function simulate(action: string, resource: string, asked: Asked): Promise<Verdict> {
  const { policies, boundary, context = {} } = asked;
  const said = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${ACCOUNT}:role/persona`,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: { ...context },
      },
      identityPolicies: policies.map((policy, index) => ({ name: String(index), policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(action.startsWith("kms:") && { resourcePolicy: keyPolicy(resource, policies) }),
      ...(boundary && { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] }),
    },
    {},
  );
  if (said.resultType === "error") return { allowed: [], error: said.errors.message };
  const allowed =
    said.resultType === "wildcard"
      ? said.results
          .filter(({ analysis }) => analysis.result === "Allowed")
          .map(({ resourcePattern }) => resourcePattern)
      : said.overallResult === "Allowed"
        ? [resource]
        : [];
  return { allowed: [...new Set(allowed)].sort(), error: undefined };
}
