import { runSimulation } from "@cloud-copilot/iam-simulate";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../baseline/iam/evaluate.js";
import { parseDocument } from "../../baseline/iam/parseDocument.js";
import { AdminRole, allow, BreakGlassRole, GithubDeployRole } from "../../index.js";
import { deploy, type Registered } from "../support/program.js";

const ACCOUNT = "123456789012";
const ADA = `arn:aws:iam::${ACCOUNT}:user/ada`;
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

type Context = Readonly<Record<string, string>>;
interface Caller {
  readonly kind: "AWS" | "Federated";
  readonly name: string;
}

const trustOf = (registered: readonly Registered[], name: string): object => {
  const role = registered.find((one) => one.name === name && one.type === "aws:iam/role:Role");
  return JSON.parse(String(role?.inputs["assumeRolePolicy"])) as object;
};

/** What the project's own evaluator says, which keeps every key of the request. */
function ours(trust: object, action: string, { kind, name }: Caller, context: Context): boolean {
  const parsed = parseDocument(trust, "trust");
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join("\n"));
  const resource = `arn:aws:iam::${ACCOUNT}:role/r`;
  const everything = parseDocument(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    "identity",
  );
  if (!everything.ok) throw new Error("the user's policy");
  const { result } = evaluate(
    { principal: { kind, name }, action, resource, context },
    {
      documents: [{ source: "the user's policy", document: everything.value }],
      resource: { source: "trust", document: parsed.value },
    },
  );
  return result === "allowed";
}

/** What an evaluator that is not ours says. It leaves out keys that its data do not know: those are told. */
async function theirs(trust: object, action: string, caller: Caller, context: Context) {
  const said = await runSimulation(
    {
      request: {
        principal: caller.name,
        action,
        resource: { resource: `arn:aws:iam::${ACCOUNT}:role/r`, accountId: ACCOUNT },
        contextVariables: { ...context },
      },
      identityPolicies: [
        {
          name: "user",
          policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
        },
      ],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: trust,
    },
    {},
  );
  if (said.resultType === "error") throw new Error(JSON.stringify(said.errors));
  const ignored = said.resultType === "single" ? (said.result.ignoredContextKeys ?? []) : [];
  return { allowed: said.overallResult === "Allowed", ignored };
}

describe("GithubDeployRole lets in", () => {
  const host = "token.actions.githubusercontent.com";
  /** The claims of a token that GitHub gives a job with the environment production, as STS shows them to a policy. */
  const claims = {
    aud: "sts.amazonaws.com",
    sub: "repo:fernwood/shop:environment:production",
    repository_id: "456789",
    repository_owner_id: "123456",
    environment: "production",
    ref: "refs/heads/main",
  };
  type Claims = Partial<Record<keyof typeof claims, string | undefined>>;
  const contextOf = (changed: Claims): Context =>
    Object.fromEntries(
      Object.entries({ ...claims, ...changed }).flatMap(([claim, value]) =>
        value === undefined ? [] : [[`${host}:${claim}`, value]],
      ),
    );
  const program = (): unknown =>
    new GithubDeployRole("deploy", {
      accountId: ACCOUNT,
      repository: { owner: "fernwood", ownerId: "123456", name: "shop", id: "456789" },
      apply: {
        environment: "production",
        ref: "refs/heads/main",
        permissions: [allow("s3:PutObject").on("arn:aws:s3:::fernwood-site/*")],
      },
    });

  /** Who comes, whether it gets in, and whether `aud` or `sub` alone decides it. */
  const CASES: [string, Claims, boolean, "by aud or sub"?][] = [
    ["the job, with the subject of old", {}, true],
    [
      "the job, with the subject of a new repository",
      { sub: "repo:fernwood@123456/shop@456789:environment:production" },
      true,
    ],
    ["a stranger who took the repository's name over", { repository_id: "999999" }, false],
    ["a stranger who took the owner's name over", { repository_owner_id: "777777", repository_id: "999999" }, false],
    [
      "another owner's repository",
      { repository_owner_id: "777777", sub: "repo:other/shop:environment:production" },
      false,
    ],
    ["another environment", { environment: "staging", sub: "repo:fernwood/shop:environment:staging" }, false],
    ["a job without an environment", { environment: undefined, sub: "repo:fernwood/shop:ref:refs/heads/main" }, false],
    [
      "a pull request",
      { environment: undefined, ref: "refs/pull/7/merge", sub: "repo:fernwood/shop:pull_request" },
      false,
    ],
    ["a pull request's job with the environment", { ref: "refs/pull/7/merge" }, false],
    ["another branch", { ref: "refs/heads/feature" }, false],
    ["a token for another audience", { aud: "https://github.com/fernwood" }, false, "by aud or sub"],
    [
      "a token of a renamed repository",
      { sub: "repo:fernwood/boutique:environment:production" },
      false,
      "by aud or sub",
    ],
    ["a subject of another letter case", { sub: "repo:Fernwood/shop:environment:production" }, false, "by aud or sub"],
    ["a token without ids", { repository_id: undefined, repository_owner_id: undefined }, false],
    ["a token without a subject", { sub: undefined }, false, "by aud or sub"],
  ];

  test.each(CASES)("or not: %s", async (_, changed, gets, only) => {
    const trust = trustOf(await deploy(program), "deploy-apply");
    const caller = { kind: "Federated", name: PROVIDER } as const;
    const action = "sts:AssumeRoleWithWebIdentity";
    expect(ours(trust, action, caller, contextOf(changed))).toBe(gets);

    // iam-simulate drops GitHub's aud and sub, which its data lack, and judges the rest: so it gets the trust without
    // these two, and its word counts where the other claims decide.
    if (only !== undefined) return;
    const rest = withoutClaims(trust, ["aud", "sub"]);
    const { allowed, ignored } = await theirs(rest, action, caller, contextOf(changed));
    expect(ignored.filter((key) => !/:(?:aud|sub)$/.test(key))).toEqual([]);
    expect(allowed).toBe(gets);
  });

  function withoutClaims(trust: object, names: readonly string[]): object {
    const copy = structuredClone(trust) as { Statement: { Condition: { StringEquals: Record<string, unknown> } }[] };
    for (const { Condition } of copy.Statement)
      for (const name of names) delete Condition.StringEquals[`${host}:${name}`];
    return copy;
  }

  test("nobody else's provider", async () => {
    const trust = trustOf(await deploy(program), "deploy-apply");
    const caller = {
      kind: "Federated",
      name: PROVIDER.replace("token.actions.githubusercontent.com", "gitlab.com"),
    } as const;
    expect(ours(trust, "sts:AssumeRoleWithWebIdentity", caller, contextOf({}))).toBe(false);
    expect(ours(trust, "sts:AssumeRole", { kind: "Federated", name: PROVIDER }, contextOf({}))).toBe(false);
  });
});

/** By the component: how old the second factor may be, in seconds, and the Region that STS is asked in. */
const ADMINISTRATORS = {
  AdminRole: { oldest: 3600, make: (): unknown => new AdminRole("r", { accountId: ACCOUNT, users: [ADA] }) },
  BreakGlassRole: {
    oldest: 900,
    make: (): unknown =>
      new BreakGlassRole("r", { accountId: ACCOUNT, users: [ADA], notify: ["security@shop.example"] }),
  },
};

describe.each(Object.entries(ADMINISTRATORS))("%s lets in", (name, { oldest, make }) => {
  const fresh = {
    "aws:MultiFactorAuthPresent": "true",
    "aws:MultiFactorAuthAge": "60",
    "aws:RequestedRegion": "us-east-1",
  };
  const eve = ADA.replace("ada", "eve");
  const CASES: [string, string, Context, boolean][] = [
    ["a named user with a fresh second factor", ADA, fresh, true],
    [
      "one whose second factor is just young enough",
      ADA,
      { ...fresh, "aws:MultiFactorAuthAge": String(oldest - 1) },
      true,
    ],
    ["one whose second factor is too old", ADA, { ...fresh, "aws:MultiFactorAuthAge": String(oldest) }, false],
    ["a session without a second factor", ADA, { ...fresh, "aws:MultiFactorAuthPresent": "false" }, false],
    ["a long-lived key, which carries no such keys", ADA, { "aws:RequestedRegion": "us-east-1" }, false],
    ["another user", eve, fresh, false],
    ["a user of another account", ADA.replace(ACCOUNT, "999999999999"), fresh, false],
    [
      "who asks STS in a Region that nobody watches",
      ADA,
      { ...fresh, "aws:RequestedRegion": "ap-southeast-2" },
      name === "AdminRole",
    ],
  ];

  test.each(CASES)("or not: %s", async (_, user, context, gets) => {
    const trust = trustOf(await deploy(make), "r");
    const caller = { kind: "AWS", name: user } as const;
    expect(ours(trust, "sts:AssumeRole", caller, context)).toBe(gets);
    const { allowed, ignored } = await theirs(trust, "sts:AssumeRole", caller, context);
    expect(ignored).toEqual([]);
    expect(allowed).toBe(gets);
  });

  test("a long-lived key as soon as somebody writes BoolIfExists: the two evaluators agree", async () => {
    const text = JSON.stringify(trustOf(await deploy(make), "r"));
    const drifted = JSON.parse(
      text.replace('"Bool"', '"BoolIfExists"').replace('"NumericLessThan"', '"NumericLessThanIfExists"'),
    ) as object;
    const caller = { kind: "AWS", name: ADA } as const;
    const key = { "aws:RequestedRegion": "us-east-1" };
    expect(ours(drifted, "sts:AssumeRole", caller, key)).toBe(true);
    expect((await theirs(drifted, "sts:AssumeRole", caller, key)).allowed).toBe(true);
  });
});
