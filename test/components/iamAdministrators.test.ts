import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { AdminRole, allow, BreakGlassRole, GithubDeployRole, LeastPrivilegeRole } from "../../index.js";
import { run, type Said } from "../support/pack.js";
import { deploy, refusalOf, type Registered } from "../support/program.js";

const ACCOUNT = "123456789012";
const ADA = `arn:aws:iam::${ACCOUNT}:user/ada`;
/** What an account of one's own looks like to the pack. */
const settings = { trustedAccounts: [ACCOUNT] };

const SITE = "arn:aws:s3:::fernwood-site/*";
const REPOSITORY = { owner: "fernwood", ownerId: "123456", name: "shop", id: "456789" };
const admin = { accountId: ACCOUNT, users: [ADA] };
const glass = { ...admin, notify: ["security@shop.example", "https://oncall.example/hook"] };
const github = {
  accountId: ACCOUNT,
  repository: REPOSITORY,
  apply: { environment: "production", permissions: [allow("s3:PutObject", "s3:DeleteObject").on(SITE)] },
  plan: { environment: "preview", permissions: [allow("s3:GetObject").on(SITE)] },
  roles: {
    path: "/shop/",
    services: ["lambda.amazonaws.com"],
    ceiling: [allow("dynamodb:PutItem").on(`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/shop-*`)],
  },
};
const PROGRAMS: Record<string, () => { exceptions: pulumi.Output<string[]> }> = {
  AdminRole: () => new AdminRole("admin", admin),
  BreakGlassRole: () => new BreakGlassRole("glass", { ...glass, regions: ["us-east-1", "eu-west-1"] }),
  GithubDeployRole: () => new GithubDeployRole("deploy", github),
};

const inputsOf = (registered: readonly Registered[], name: string): Record<string, unknown> =>
  registered.find(({ name: own, type }) => own === name && !type.startsWith("storefront-baseline:"))?.inputs ?? {};
const documentOf = (registered: readonly Registered[], name: string, property = "policy") =>
  JSON.parse(String(inputsOf(registered, name)[property])) as { Statement: Record<string, unknown>[] };
const policies = (said: readonly Said[]): string[] => [...new Set(said.map(({ policy }) => policy))].sort();

/** The registered resources, in which one text of one property stands changed. */
function drifted(registered: readonly Registered[], name: string, property: string, change: (text: string) => string) {
  return registered.map((resource) => {
    if (resource.name !== name || resource.type.startsWith("storefront-baseline:")) return resource;
    const before = String(resource.inputs[property]);
    const after = change(before);
    expect(after).not.toBe(before);
    return { ...resource, inputs: { ...resource.inputs, [property]: after } };
  });
}

describe.each(Object.entries(PROGRAMS))("%s", (_, program) => {
  test("draws no finding of the pack, at a deploy or a preview", async () => {
    const deployed = await run(await deploy(program), { settings });
    expect(deployed.map(({ policy, message }) => `${policy}: ${message}`)).toEqual([]);
    const preview = await run(await deploy(program, { preview: true }), { settings });
    expect(preview.filter(({ policy }) => policy !== "undetermined")).toEqual([]);
  });

  test("has children named after it, below it, and no exception", async () => {
    let exceptions: string[] | undefined;
    const registered = await deploy(() => program().exceptions.apply((all) => (exceptions = all)));
    expect(exceptions).toEqual([]);
    const component = registered.find(({ type }) => type.startsWith("storefront-baseline:"));
    for (const { name, parent } of registered.filter((resource) => resource !== component)) {
      expect(name.startsWith(component?.name ?? "?")).toBe(true);
      expect(parent).toBe(component?.urn);
    }
  });

  test("has its trust policies whole at a preview", async () => {
    const roles = (await deploy(program, { preview: true })).filter(({ type }) => type === "aws:iam/role:Role");
    expect(roles.length).toBeGreaterThan(0);
    for (const { inputs } of roles) {
      expect(JSON.parse(String(inputs["assumeRolePolicy"]))).toHaveProperty("Statement");
      expect(inputs["maxSessionDuration"]).toBe(3600);
    }
  });
});

describe("a drifted copy is refused", () => {
  const CASES: [string, string, string, (text: string) => string, string[]][] = [
    [
      "BoolIfExists in the trust of an AdminRole",
      "AdminRole",
      "admin",
      (t) => t.replace('"Bool"', '"BoolIfExists"'),
      ["iam-ineffective-condition", "iam-managed-policy"],
    ],
    [
      "an AdminRole without the second factor's age",
      "AdminRole",
      "admin",
      (t) => t.replace(/"NumericLessThan":\{[^}]*\}/, '"StringEquals":{"aws:RequestedRegion":"us-east-1"}'),
      ["iam-managed-policy"],
    ],
    [
      "everybody in a BreakGlassRole",
      "BreakGlassRole",
      "glass",
      (t) => t.replace(`"AWS":"${ADA}"`, '"AWS":"*"'),
      ["iam-public-trust"],
    ],
    [
      "wildcards in the subject and the environment",
      "GithubDeployRole",
      "deploy-apply",
      (t) =>
        t
          .replace('"StringEquals"', '"StringLike"')
          .replaceAll("environment:production", "*")
          .replace('"production"', '"*"'),
      ["iam-oidc-trust"],
    ],
    [
      "no audience",
      "GithubDeployRole",
      "deploy-apply",
      (t) => t.replace(/"[^"]*:aud":"[^"]*",/, ""),
      ["iam-oidc-trust"],
    ],
    [
      "no subject and no ids",
      "GithubDeployRole",
      "deploy-plan",
      (t) => t.replace(/"[^"]*:sub":\[[^\]]*\],/, "").replace(/"[^"]*:repository_id":"[^"]*",/, ""),
      ["iam-oidc-trust"],
    ],
  ];
  test.each(CASES)("%s", async (_, component, name, change, expected) => {
    const program = PROGRAMS[component];
    if (!program) throw new Error(component);
    const registered = drifted(await deploy(program), name, "assumeRolePolicy", change);
    expect(policies(await run(registered, { settings }))).toEqual(expect.arrayContaining(expected));
  });

  test("a topic that any rule may publish to, and a key that any topic may use", async () => {
    const program = PROGRAMS["BreakGlassRole"];
    if (!program) throw new Error("BreakGlassRole");
    const registered = await deploy(program);
    const open = drifted(registered, "glass-eu-west-1-topic-policy", "policy", (t) =>
      t.replace(/,"Condition":\{"ArnEquals":\{[^}]*\}\}/, ""),
    );
    expect(policies(await run(open, { settings }))).toContain("iam-confused-deputy");
    const key = drifted(registered, "glass-eu-west-1-key", "policy", (t) =>
      t.replace(/,"Condition":\{"StringEquals":\{[^}]*\}\}/, ""),
    );
    expect(policies(await run(key, { settings }))).toContain("iam-confused-deputy");
  });
});

describe("BreakGlassRole", () => {
  test("watches each Region with a rule of read-only events, an encrypted topic and its receivers", async () => {
    const program = PROGRAMS["BreakGlassRole"];
    if (!program) throw new Error("BreakGlassRole");
    const registered = await deploy(program);
    const preview = await deploy(program, { preview: true });
    for (const region of ["us-east-1", "eu-west-1"]) {
      const rule = inputsOf(registered, `glass-${region}-rule`);
      expect(rule).toMatchObject({ region, state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" });
      expect(inputsOf(registered, `glass-${region}-target`)["arn"]).toBe(`arn:aws:sns:${region}:${ACCOUNT}:glass-used`);
      const key = registered.find(({ name }) => name === `glass-${region}-key`);
      expect(key?.options?.protect).toBe(true);
      expect(key?.inputs).toMatchObject({ region, enableKeyRotation: true });
      expect(preview.find(({ name }) => name === `glass-${region}-topic`)?.edges).toEqual({
        kmsMasterKeyId: [`glass-${region}-key`],
      });
      const [publishes] = documentOf(registered, `glass-${region}-topic-policy`).Statement;
      expect(publishes?.["Condition"]).toEqual({
        ArnEquals: { "aws:SourceArn": `arn:aws:events:${region}:${ACCOUNT}:rule/glass-used` },
      });
      const receivers = registered.filter(({ name }) => name.startsWith(`glass-${region}-receiver`));
      expect(receivers.map(({ inputs }) => inputs["protocol"])).toEqual(["email", "https"]);
    }
    const [statement] = documentOf(registered, "glass", "assumeRolePolicy").Statement;
    expect(statement?.["Condition"]).toMatchObject({
      StringEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] },
    });
  });

  /** Events as the documentation of CloudTrail shows them, cut to what a pattern may ask. */
  const assume = (roleArn: string, more: object = {}): object => ({
    source: "aws.sts",
    detail: { eventName: "AssumeRole", eventSource: "sts.amazonaws.com", requestParameters: { roleArn }, ...more },
  });
  const switched = (role: string): object => ({
    source: "aws.signin",
    detail: { eventName: "SwitchRole", userIdentity: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/ada` } },
  });
  const GLASS = `arn:aws:iam::${ACCOUNT}:role/glass`;
  test.each<[string, object, boolean]>([
    ["a use", assume(GLASS), true],
    ["an attempt that failed", assume(GLASS, { errorCode: "AccessDenied" }), true],
    ["a use by the console", switched("glass"), true],
    ["another role", assume(`${GLASS}-2`), false],
    ["another role by the console", switched("glass-2"), false],
    ["another call", { source: "aws.sts", detail: { eventName: "GetSessionToken" } }, false],
  ])("tells of %s, or does not", async (_, event, tells) => {
    const registered = await deploy(() => new BreakGlassRole("glass", glass));
    const pattern = JSON.parse(String(inputsOf(registered, "glass-us-east-1-rule")["eventPattern"])) as object;
    expect(matches(pattern, event)).toBe(tells);
  });

  test("can be taken on only after somebody watches", async () => {
    const registered = await deploy(() => new BreakGlassRole("glass", glass));
    const role = registered.find(({ type }) => type === "aws:iam/role:Role");
    expect(role?.dependsOn).toContain("glass-us-east-1-target");
  });

  test("is refused with all that is wrong, and repeats no address", async () => {
    const message = await refusalOf(
      () =>
        new BreakGlassRole("glass", {
          accountId: "1234",
          users: [`arn:aws:iam::${ACCOUNT}:role/ada`, "*", ACCOUNT],
          notify: ["http://oncall.example/secret-key"],
          regions: ["Frankfurt"],
          roleName: "a.b",
        }),
    );
    for (const property of ["accountId", "users[0]", "users[1]", "users[2]", "notify[0]", "regions[0]", "roleName"])
      expect(message).toContain(`  ${property}: `);
    expect(message).toContain("sessions carry no second factor");
    expect(message).not.toContain("secret-key");
    const none = await refusalOf(() => new BreakGlassRole("glass", { ...glass, users: [], notify: [], regions: [] }));
    for (const property of ["users", "notify", "regions"]) expect(none).toContain(`  ${property}: It is empty`);
  });
});

/** Matches as EventBridge does, as far as these patterns use it: lists of values, `prefix` and `$or`. */
function matches(pattern: object, event: object | undefined): boolean {
  return Object.entries(pattern).every(([key, wanted]: [string, unknown]) => {
    if (key === "$or") return (wanted as object[]).some((one) => matches(one, event));
    const value = (event as Record<string, unknown> | undefined)?.[key];
    if (!Array.isArray(wanted)) return matches(wanted as object, value as object | undefined);
    return wanted.some((one: unknown) =>
      typeof one === "string"
        ? one === value
        : typeof value === "string" && value.startsWith((one as { prefix: string }).prefix),
    );
  });
}

describe("AdminRole", () => {
  test("says what is weaker than the baseline", async () => {
    let exceptions: string[] = [];
    const other = "arn:aws:iam::999999999999:user/eve";
    await deploy(() => {
      const role = new AdminRole("admin", { ...admin, users: [ADA, other], mfaMinutes: 240, sessionHours: 4 });
      role.exceptions.apply((all) => (exceptions = all));
    });
    expect(exceptions).toEqual([
      expect.stringContaining(other),
      expect.stringContaining("240 minutes"),
      expect.stringContaining("4 hours"),
    ]);
  });

  test("holds AdministratorAccess unless other policies are given, and nothing that somebody adds", async () => {
    const arn = "arn:aws:iam::aws:policy/job-function/Billing";
    const registered = await deploy(() => new AdminRole("admin", { ...admin, policyArns: [arn] }));
    expect(inputsOf(registered, "admin-policy-0")["policyArn"]).toBe(arn);
    expect(inputsOf(registered, "admin-attachments")["policyArns"]).toEqual([arn]);
    expect(inputsOf(registered, "admin-policies")["policyNames"]).toEqual([]);
    const usual = await deploy(() => new AdminRole("admin", admin));
    expect(inputsOf(usual, "admin-policy-0")["policyArn"]).toBe("arn:aws:iam::aws:policy/AdministratorAccess");
  });

  test("is refused with all that is wrong", async () => {
    const message = await refusalOf(
      () =>
        new AdminRole("admin", {
          accountId: ACCOUNT,
          users: ["ada"],
          policyArns: ["Admin"],
          mfaMinutes: 0,
          sessionHours: 13,
          path: "x",
        }),
    );
    for (const property of ["users[0]", "policyArns[0]", "mfaMinutes", "sessionHours", "path"])
      expect(message).toContain(`  ${property}: `);
  });
});

describe("GithubDeployRole", () => {
  test("makes the provider, or takes the one that stands", async () => {
    const provider = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    const made = await deploy(() => new GithubDeployRole("deploy", github));
    expect(made.find(({ type }) => type === provider)?.inputs).toMatchObject({ clientIdLists: ["sts.amazonaws.com"] });
    const taken = await deploy(() => new GithubDeployRole("deploy", { ...github, existingProvider: true }));
    expect(taken.map(({ type }) => type)).not.toContain(provider);
    expect(documentOf(taken, "deploy-apply", "assumeRolePolicy")).toEqual(
      documentOf(made, "deploy-apply", "assumeRolePolicy"),
    );
  });

  test("gives roles that it makes no more than their ceiling, which a LeastPrivilegeRole takes", async () => {
    const table = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/shop-orders`;
    const registered = await deploy(() => {
      const deployer = new GithubDeployRole("deploy", github);
      new LeastPrivilegeRole("orders", {
        accountId: ACCOUNT,
        path: "/shop/",
        trust: { services: ["lambda.amazonaws.com"] },
        boundaryArn: deployer.rolesBoundaryArn,
        permissions: [allow("dynamodb:PutItem").on(table)],
      });
    });
    const ceiling = `arn:aws:iam::${ACCOUNT}:policy/deploy-roles-boundary`;
    const made = registered.find(({ type, name }) => name === "orders" && type === "aws:iam/role:Role");
    expect(made?.inputs["permissionsBoundary"]).toBe(ceiling);
    const makes = documentOf(registered, "deploy-apply-policy").Statement.find(
      ({ Sid }) => Sid === "MakeRolesBelowTheirBoundary",
    );
    expect(makes?.["Condition"]).toEqual({ StringEquals: { "iam:PermissionsBoundary": ceiling } });
    const bounded = documentOf(registered, "deploy-apply-boundary").Statement;
    expect(bounded).toContainEqual(expect.objectContaining({ Effect: "Deny", Resource: ceiling }));
    expect(await run(registered, { settings })).toEqual([]);
  });

  test("says so where no environment asks for a review", async () => {
    let exceptions: string[] = [];
    const { permissions } = github.apply;
    await deploy(() => {
      const role = new GithubDeployRole("deploy", {
        ...github,
        apply: { ref: "refs/heads/main", permissions },
        sessionHours: 2,
      });
      role.exceptions.apply((all) => (exceptions = all));
    });
    expect(exceptions).toEqual([expect.stringContaining("refs/heads/main"), expect.stringContaining("2 hours")]);
  });

  test.each<[string, object, RegExp]>([
    ["a pull request's ref", { apply: { ...github.apply, ref: "refs/pull/7/merge" } }, /apply\.ref: .*pull request/],
    [
      "the subject of pull requests",
      { apply: { ...github.apply, environment: "pull_request" } },
      /apply\.environment: .*pull request/,
    ],
    ["a wildcard", { apply: { ...github.apply, ref: "refs/heads/*" } }, /apply\.ref: .*wildcard/],
    [
      "a policy variable",
      { apply: { ...github.apply, environment: "${aws:username}" } },
      /apply\.environment: .*variable/,
    ],
    [
      "neither environment nor ref",
      { apply: { permissions: github.apply.permissions } },
      /apply: Give the environment/,
    ],
    [
      "the job of the other role",
      { plan: { ...github.plan, environment: "production" } },
      /plan: It is the job that applies/,
    ],
    [
      "a plan that writes",
      { plan: { ...github.plan, permissions: github.apply.permissions } },
      /plan\.permissions\[0\]: s3:PutObject is more than reading/,
    ],
    [
      "what its boundary denies",
      { apply: { ...github.apply, permissions: [allow("iam:CreateUser").on(ADA)] } },
      /apply\.permissions\[0\]: iam:CreateUser/,
    ],
    [
      "an escalation",
      {
        apply: {
          ...github.apply,
          permissions: [allow("iam:AttachRolePolicy").on(`arn:aws:iam::${ACCOUNT}:role/deploy-apply`)],
        },
      },
      /permissions: The role can/,
    ],
    ["roles where its own stand", { path: "/shop/ci/" }, /roles\.path: .*make itself stronger/],
    ["a ceiling of nothing", { roles: { ...github.roles, ceiling: [] } }, /roles\.ceiling: It is empty/],
  ])("is refused with %s", async (_, change, message) => {
    expect(await refusalOf(() => new GithubDeployRole("deploy", { ...github, ...change }))).toMatch(message);
  });

  test("is refused with all that is wrong", async () => {
    const message = await refusalOf(
      () =>
        new GithubDeployRole("deploy", {
          accountId: "12",
          repository: { owner: "-", ownerId: "fernwood", name: "fernwood/shop", id: "" },
          apply: { ref: "main", permissions: [] },
          sessionHours: 0,
        }),
    );
    for (const property of [
      "accountId",
      "repository.owner",
      "repository.ownerId",
      "repository.name",
      "repository.id",
      "apply.ref",
      "apply.permissions",
      "sessionHours",
    ])
      expect(message).toContain(`  ${property}: `);
  });
});
