import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { Resource } from "../../policies/framework/resource.js";
import { readSettings } from "../../policies/framework/settings.js";
import { Stack } from "../../policies/framework/stack.js";
import { UNKNOWN } from "../../policies/framework/unknown.js";
import { iamDocuments } from "../../policies/readers/iamDocuments.js";
import { HOLDERS } from "../../policies/readers/iamDocumentTypes.js";
import { iamPrincipals, type IamPrincipal } from "../../policies/readers/iamPrincipals.js";
import { UNKNOWN_VALUE, urnOf, type Given } from "../support/pack.js";
import { ACCOUNT, allow, attached, awsPolicy, object, policy, policyArn, role, rolePolicy, text } from "./iamGiven.js";

const READ = allow("s3:GetObject", "arn:aws:s3:::fernwood/*");

function resource(given: Given): Resource {
  return new Resource({ ...given, provider: undefined, urn: urnOf(given), props: given.inputs, opts: {} });
}

function stack(...given: Given[]): Stack {
  const edge = (names: string | readonly string[]): { urn: string }[] =>
    given.filter((other) => [names].flat().includes(other.name)).map((other) => ({ urn: urnOf(other) }));
  const args = given.map((one) => ({
    ...{ ...one, provider: undefined, urn: urnOf(one), props: one.inputs, opts: {}, dependencies: [] },
    propertyDependencies: Object.fromEntries(Object.entries(one.edges ?? {}).map(([key, name]) => [key, edge(name)])),
  }));
  return new Stack(args, readSettings({}, undefined, [], "2026-06-01"));
}

function principal(name: string, ...given: Given[]): IamPrincipal | undefined {
  return iamPrincipals(stack(...given)).principals.find(({ subject }) => subject === name);
}
const sources = (found: IamPrincipal | undefined): string[] | undefined =>
  found?.holdings.documents.map(({ source }) => source).sort();

describe("a policy document is read the same", () => {
  const actions = (given: Given): unknown =>
    iamDocuments(resource(given)).map(({ document }) =>
      document === UNKNOWN || document === undefined ? document : document.statements.map((one) => one.actions.values),
    );

  test.each([
    ["as JSON text", text(READ)],
    ["as an object", object(READ)],
    ["as an object with an unknown leaf", object({ ...READ, Resource: UNKNOWN_VALUE })],
    ["with one statement that is no list", { Version: "2012-10-17", Statement: READ }],
  ])("%s", (_, given) => {
    expect(actions(rolePolicy(given))).toEqual([[["s3:GetObject"]]]);
  });

  test("and is unknown where nothing of it is known, or absent, or malformed with its faults", () => {
    expect(actions(rolePolicy(UNKNOWN_VALUE))).toEqual([UNKNOWN]);
    expect(actions({ type: "aws:sqs/queue:Queue", name: "q", inputs: { policy: "" } })).toEqual([]);
    const [broken] = iamDocuments(resource(rolePolicy("{")));
    expect(broken?.document).toBeUndefined();
    expect(broken?.errors).not.toEqual([]);
  });

  test("in a role's inline policies, each by its name; an unknown list is one unknown document", () => {
    const inline = (inlinePolicies: unknown): unknown =>
      iamDocuments(resource(role("ci", { inlinePolicies }))).map(({ subject, document }) => [
        subject,
        document === UNKNOWN,
      ]);
    const trust = ["the trust policy of role ci", false];
    expect(inline([{ name: "deploy", policy: text(READ) }, UNKNOWN_VALUE])).toEqual([
      trust,
      ["the inline policy deploy of role ci", false],
      ["the inline policy [1] of role ci", true],
    ]);
    expect(inline(UNKNOWN_VALUE)).toEqual([trust, ["the inline policies of role ci", true]]);
  });

  test("of an organisation only where it is about access", () => {
    const given = (type: unknown): Given => ({
      type: "aws:organizations/policy:Policy",
      name: "org",
      inputs: { content: object(READ), type },
    });
    expect(iamDocuments(resource(given("SERVICE_CONTROL_POLICY")))).toHaveLength(1);
    expect(iamDocuments(resource(given("BACKUP_POLICY")))).toEqual([]);
  });
});

describe("what a principal holds", () => {
  test("is found by edges where ids are unknown, and by names and ARNs where they are known", () => {
    const byEdges = principal(
      "role ci",
      { type: "aws:iam/role:Role", name: "ci", inputs: {} },
      { ...rolePolicy(text(READ), UNKNOWN_VALUE), edges: { role: "ci" } },
      { ...policy(object(READ)), inputs: { policy: text(READ) } },
      { ...attached(UNKNOWN_VALUE, UNKNOWN_VALUE), edges: { role: "ci", policyArn: "deploy" } },
    );
    const byNames = principal(
      "role ci",
      role("ci"),
      rolePolicy(text(READ), "ci"),
      policy(text(READ)),
      attached(policyArn(), "ci"),
    );
    expect(sources(byEdges)).toEqual(["the policy deploy", "the role policy rights"]);
    expect(sources(byNames)).toEqual(sources(byEdges));
    expect(byNames?.holdings.principal).toBe("arn:*:iam::*:role/ci");
  });

  test("of one attachment to many goes to each, and to nobody else", () => {
    const given: Given[] = [
      role("ci"),
      role("app"),
      policy(text(READ)),
      {
        type: "aws:iam/policyAttachment:PolicyAttachment",
        name: "all",
        inputs: { roles: ["ci", "of-another-stack"], policyArn: policyArn() },
      },
    ];
    expect(sources(principal("role ci", ...given))).toEqual(["the policy deploy"]);
    expect(sources(principal("role of-another-stack", ...given))).toEqual(["the policy deploy"]);
    expect(sources(principal("role app", ...given))).toEqual([]);
  });

  test("comes through groups, and a group with members is not judged beside them", () => {
    const given: Given[] = [
      { type: "aws:iam/user:User", name: "buyer", inputs: { name: "buyer" } },
      { type: "aws:iam/group:Group", name: "makers", inputs: { name: "makers" } },
      { type: "aws:iam/groupPolicy:GroupPolicy", name: "make", inputs: { group: "makers", policy: text(READ) } },
      {
        type: "aws:iam/groupMembership:GroupMembership",
        name: "members",
        inputs: { group: UNKNOWN_VALUE, users: [UNKNOWN_VALUE] },
        edges: { group: "makers", users: "buyer" },
      },
    ];
    expect(sources(principal("user buyer", ...given))).toEqual(["the group policy make"]);
    expect(principal("group makers", ...given)).toBeUndefined();
    expect(sources(principal("group makers", ...given.slice(0, 3)))).toEqual(["the group policy make"]);
  });

  test("of AWS's policies is known for the broad ones; others deny nothing and are left out", () => {
    const found = principal(
      "role ci",
      role("ci", { managedPolicyArns: [awsPolicy("PowerUserAccess")] }),
      attached(awsPolicy("service-role/AWSLambdaBasicExecutionRole"), "ci"),
    );
    expect(sources(found)).toEqual(["AWS's policy PowerUserAccess"]);
    expect(found?.managed).toEqual(["PowerUserAccess", "AWSLambdaBasicExecutionRole"]);
    expect(found?.hidden).toEqual([]);
  });

  test("that nobody can read is named", () => {
    const found = principal(
      "role ci",
      role("ci"),
      rolePolicy(UNKNOWN_VALUE, "ci"),
      attached(policyArn("of-another-stack"), "ci", "one"),
      attached(UNKNOWN_VALUE, "ci", "two"),
    );
    expect(found?.hidden).toEqual(["the role policy rights", policyArn("of-another-stack")]);
    expect(found?.lost).toEqual(["role policy attachment two"]);
  });

  test("is bounded by a policy of the stack, by one of AWS, or by one that nobody knows", () => {
    const boundary = (permissionsBoundary: unknown, edges: Given["edges"] = {}): unknown => {
      const found = principal(
        "role ci",
        { ...role("ci", { permissionsBoundary }), edges },
        policy(text(READ), "ceiling"),
      );
      const held = found?.holdings.boundary;
      return held === UNKNOWN || held === undefined ? held : held.source;
    };
    expect(boundary(policyArn("ceiling"))).toBe("the policy ceiling");
    expect(boundary(UNKNOWN_VALUE, { permissionsBoundary: "ceiling" })).toBe("the policy ceiling");
    expect(boundary(awsPolicy("PowerUserAccess"))).toBe("AWS's policy PowerUserAccess");
    expect(boundary(UNKNOWN_VALUE)).toBe(UNKNOWN);
    expect(boundary(`arn:aws:iam::${ACCOUNT}:policy/of-another-stack`)).toBe(UNKNOWN);
    expect(boundary(undefined)).toBeUndefined();
  });
});

/** Properties whose name says policy and whose value may be a document, with the reason where none is read from it. */
const NO_DOCUMENTS: Readonly<Record<string, string>> = {
  "aws:cfg/organizationCustomPolicyRule:OrganizationCustomPolicyRule": "a rule of AWS Config in Guard",
  "aws:cloudformation/stack:Stack": "which resources of a stack may be updated, not who may",
  "aws:cloudwatch/logAccountPolicy:LogAccountPolicy": "data protection, subscriptions and indexes of logs",
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": "what is masked in logs",
  "aws:cloudwatch/logIndexPolicy:LogIndexPolicy": "indexes of logs",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": "which images expire",
  "aws:iot/policyAttachment:PolicyAttachment": "the name of a policy",
  "aws:networkmanager/coreNetwork:CoreNetwork": "segments of a network",
  "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment": "segments of a network",
  "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy": "OpenSearch's own grammar",
  "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy": "how long indexes are kept",
  "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy":
    "encryption and networks, in OpenSearch's grammar",
  "aws:ram/permission:Permission": "a template without principals, for shares of AWS RAM",
  "aws:ses/receiptFilter:ReceiptFilter": "the word Allow or Block",
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy": "what is masked in messages",
  "aws:verifiedaccess/endpoint:Endpoint": "Cedar",
  "aws:verifiedaccess/group:Group": "Cedar",
};
/** Properties that no type uses for an IAM document, and what they hold. */
const OTHER_TEXTS: Readonly<Record<string, string>> = {
  alpnPolicy: "a protocol",
  archivePolicy: "how long messages are kept",
  autoImportPolicy: "a word",
  autoscalingPolicy: "scaling",
  browserPolicy: "settings of a browser",
  dataDeletionPolicy: "a word",
  defaultPolicy: "a word",
  deletePropagationPolicy: "a word",
  deliveryPolicy: "retries",
  dnsRecordClientRoutingPolicy: "a word",
  excessCapacityTerminationPolicy: "a word",
  filterPolicy: "which messages are delivered",
  gameServerProtectionPolicy: "a word",
  lifecyclePolicy: "which images expire",
  newGameSessionProtectionPolicy: "a word",
  notificationPolicy: "notifications of uploads",
  redriveAllowPolicy: "which queues send here what they could not deliver",
  redrivePolicy: "where undelivered messages go",
  replayPolicy: "which messages come again",
  securityPolicy: "the name of a TLS policy",
  snapshotPolicy: "the name of a schedule",
  sslPolicy: "the name of a TLS policy",
  tlsPolicy: "a word",
  userContextPolicy: "how a search index filters",
  webAppEndpointPolicy: "a word",
};

describe("every resource type of the AWS SDK that takes a policy's text", () => {
  const sdk = path.dirname(require.resolve("@pulumi/aws/package.json"));
  const found = readdirSync(sdk, { recursive: true, encoding: "utf8" })
    .filter((file) => /^[a-z0-9]+\/[^/]+\.d\.ts$/i.test(file))
    .flatMap((file) => textsOfPolicies(readFileSync(path.join(sdk, file), "utf8"), file, sdk));

  test("is read, or stands on the list of those that hold no IAM document", () => {
    expect(found.length).toBeGreaterThan(100);
    const missing = found.filter(
      ({ type, property }) =>
        !(HOLDERS.get(type) ?? []).some((holder) => holder.property === property) &&
        NO_DOCUMENTS[type] === undefined &&
        OTHER_TEXTS[property] === undefined,
    );
    expect(missing.map(({ type, property }) => `${type} ${property}`)).toEqual([]);
  });

  test("and nothing is read or listed that the SDK does not have", () => {
    const types = new Set(found.map(({ type }) => type));
    const properties = new Set(found.map(({ property }) => property));
    expect(Object.keys(NO_DOCUMENTS).filter((type) => !types.has(type) || HOLDERS.has(type))).toEqual([]);
    expect(Object.keys(OTHER_TEXTS).filter((property) => !properties.has(property))).toEqual([]);
    const gone = [...HOLDERS].flatMap(([type, holders]) =>
      holders.flatMap(({ property }) => (hasInput(sdk, type, property) ? [] : [`${type} ${property}`])),
    );
    expect(gone).toEqual([]);
  });
});

function textsOfPolicies(declaration: string, file: string, sdk: string): { type: string; property: string }[] {
  const [, args] = /export interface \w+Args \{([\s\S]*?)\n\}/.exec(declaration) ?? [];
  if (args === undefined) return [];
  const script = readFileSync(path.join(sdk, file.replace(/\.d\.ts$/, ".js")), "utf8");
  const [, type] = /__pulumiType = '([^']+)'/.exec(script) ?? [];
  if (type === undefined) return [];
  return [...args.matchAll(/^ {4}(\w+)\??: pulumi\.Input<(string[^;]*)>;$/gm)].flatMap(([, property = ""]) =>
    /polic(?:y|ies|yDocument|yBody|yText|yTemplate)$/i.test(property) ? [{ type, property }] : [],
  );
}

function hasInput(sdk: string, type: string, property: string): boolean {
  const module = type.split(":")[1] ?? "";
  const [, args = ""] =
    /export interface \w+Args \{([\s\S]*?)\n\}/.exec(readFileSync(path.join(sdk, `${module}.d.ts`), "utf8")) ?? [];
  return new RegExp(`^ {4}${property}\\??: `, "m").test(args);
}
