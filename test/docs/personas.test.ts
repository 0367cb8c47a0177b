import { beforeAll, describe, expect, test } from "vitest";
import { actionFacts, expandActions } from "../../baseline/iam/actions.js";
import { evaluate } from "../../baseline/iam/evaluate.js";
import { parseDocument } from "../../baseline/iam/parseDocument.js";
import packageJson from "../../package.json";
import { ACCOUNT, PERSONAS } from "../support/personas.js";
import { deploy } from "../support/program.js";
import { simulate, type Written, type WrittenStatement } from "../support/simulator.js";

const EVERY_ACTION = expandActions("*");
/** AWS lets everybody ask who it is. */
const FOR_EVERYBODY = ["sts:GetCallerIdentity"];
const ADMINISTRATOR: Written = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** What each persona may never do, in the words of its own work. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  "order-service": ["dynamodb:Scan", "dynamodb:DeleteItem", "dynamodb:DeleteTable", "ses:SendEmail", "logs:Unmask"],
  "payments-worker": ["secretsmanager:PutSecretValue", "dynamodb:DeleteTable", "s3:PutObject", "sqs:PurgeQueue"],
  "mail-sender": [
    ...["ses:UpdateEmailTemplate", "ses:CreateEmailIdentity", "ses:DeleteEmailIdentity", "ses:PutAccountDetails"],
    ...["ses:CreateEmailIdentityPolicy", "ses:UpdateAccountSendingEnabled", "ses:SendRawEmail"],
  ],
  "marketing-editor": ["ses:SendEmail", "ses:SendTemplatedEmail", "ses:CreateEmailIdentity", "ses:DeleteEmailIdentity"],
  support: ["logs:Unmask", "kms:Decrypt", "dynamodb:GetItem", "lakeformation:GrantPermissions", "glue:UpdateTable"],
  "backup-operator": [
    ...["backup:DeleteRecoveryPoint", "backup:DeleteBackupVault", "backup:PutBackupVaultAccessPolicy"],
    ...["backup:DeleteBackupVaultLockConfiguration", "backup:UpdateRecoveryPointLifecycle", "kms:ScheduleKeyDeletion"],
  ],
};

interface Persona {
  readonly name: string;
  readonly policy: Written;
  readonly boundary: Written;
}

const personas: Persona[] = [];
/** What each persona may do, as the evaluator says: by action, patterns of resources. */
const matrix = new Map<string, Map<string, readonly string[]>>();
/** Actions that an Allow of any persona means on anything, whatever its conditions, boundary and Deny statements say. */
const candidates = new Set<string>();

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);
const allows = ({ Statement }: Written): readonly WrittenStatement[] =>
  Statement.filter(({ Effect }) => Effect === "Allow");
const rowOf = (name: string): readonly (readonly [string, readonly string[]])[] =>
  [...(matrix.get(name) ?? [])].filter(([, resources]) => resources.length > 0);

/**
 * Two statements with all actions and all resources that some documents allow, without conditions: what these do not
 * allow, none of the documents does, and the evaluator reads them in a fraction of the time.
 */
function union(documents: readonly Written[]): Written {
  const statements = documents.flatMap(allows);
  const merged = [true, false].map((onAll): WrittenStatement => {
    const own = statements.filter(({ Resource }) => (Resource === "*") === onAll);
    const [Action, Resource] = [own.flatMap((one) => listOf(one.Action)), own.flatMap((one) => listOf(one.Resource))];
    return { Effect: "Allow", Action: [...new Set(Action)], Resource: onAll ? "*" : [...new Set(Resource)] };
  });
  return { Version: "2012-10-17", Statement: merged };
}

/** A request that meets the conditions of a statement. */
const contextOf = ({ Condition = {} }: WrittenStatement): Record<string, string> =>
  Object.fromEntries(
    Object.values(Condition)
      .flatMap((keys) => Object.entries(keys))
      .map(([key, values]) => [key, (listOf(values)[0] ?? "").replace("*", "orders")]),
  );

async function allowedTo({ policy, boundary }: Persona, action: string): Promise<readonly string[]> {
  const statements = allows(policy).filter(({ Action }) => listOf(Action).includes(action));
  const contexts = statements.length > 0 ? statements.map(contextOf) : [{}];
  const asked = contexts.map((context) => simulate(action, "*", { policies: [policy], boundary, context }));
  return [...new Set((await Promise.all(asked)).flatMap(({ allowed }) => allowed))].sort();
}

beforeAll(async () => {
  for (const [name, make] of Object.entries(PERSONAS)) {
    const registered = await deploy(() => make(name), { preview: true });
    const document = (resource: string): Written =>
      JSON.parse(String(registered.find((one) => one.name === resource)?.inputs["policy"])) as Written;
    personas.push({ name, policy: document(`${name}-policy`), boundary: document(`${name}-boundary`) });
  }
  const all = union(personas.map(({ policy }) => policy));
  for (const action of EVERY_ACTION) {
    const { allowed, error } = await simulate(action, "*", { policies: [all] });
    expect(error, action).toBeUndefined();
    if (allowed.length > 0) candidates.add(action);
  }
  for (const persona of personas) {
    const row = new Map<string, readonly string[]>();
    for (const action of candidates) row.set(action, await allowedTo(persona, action));
    matrix.set(persona.name, row);
  }
});

test("docs/personas.md shows what each may do of all that AWS has", async () => {
  expect(EVERY_ACTION.length).toBeGreaterThan(22_000);
  const rows = personas.map(({ name }) => {
    const allowed = rowOf(name).length;
    return `| [${name}](#${name}) | ${allowed} | ${EVERY_ACTION.length - allowed} |`;
  });
  await expect([head(), ...rows, "", ...personas.map(section)].join("\n")).toMatchFileSnapshot(
    "../../docs/personas.md",
  );
});

describe.each(Object.keys(PERSONAS))("%s", (name) => {
  const persona = (): Persona => personas.find((one) => one.name === name) as Persona;

  test("may do exactly what its policy declares, on nothing else", () => {
    const declared = new Map(FOR_EVERYBODY.map((action) => [action, new Set(["*"])]));
    for (const { Action, Resource } of allows(persona().policy)) {
      for (const action of listOf(Action)) {
        declared.set(action, new Set([...(declared.get(action) ?? []), ...listOf(Resource)]));
      }
    }
    const row = rowOf(name);
    expect(row.map(([action]) => action).sort()).toEqual([...declared.keys()].sort());
    for (const [action, resources] of row) {
      expect(
        resources.filter((resource) => !declared.get(action)?.has(resource)),
        action,
      ).toEqual([]);
    }
  });

  test("may never do what its work must not, by the evaluator and for the reader of the code", () => {
    const allowed = rowOf(name).map(([action]) => action);
    expect(NEVER[name]?.length).toBeGreaterThan(3);
    for (const action of NEVER[name] ?? []) {
      expect(actionFacts(action)?.name).toBe(action);
      expect(allowed).not.toContain(action);
    }
  });

  test("may use a permission with a condition in no other circumstances", async () => {
    const { policy, boundary } = persona();
    for (const statement of allows(policy).filter(({ Condition }) => Condition !== undefined)) {
      const good = contextOf(statement);
      for (const key of Object.keys(good)) {
        for (const context of [{}, { ...good, [key]: "attacker.example" }]) {
          const asked = { policies: [{ ...policy, Statement: [statement] }], boundary, context };
          for (const action of listOf(statement.Action)) {
            expect(await simulate(action, "*", asked), `${action} ${JSON.stringify(context)}`).toMatchObject({
              allowed: [],
            });
          }
        }
      }
    }
  });
});

test("what is not a persona's own, none can touch, not even with AdministratorAccess attached", async () => {
  const ceiling = union(personas.map(({ boundary }) => boundary));
  const onNoResource = ceiling.Statement.filter(({ Resource }) => Resource === "*").flatMap(({ Action }) =>
    listOf(Action),
  );
  const spared = new Set([...FOR_EVERYBODY, ...onNoResource]);
  const unjudged: string[] = [];
  const allowed: string[] = [];
  for (const action of EVERY_ACTION.filter((one) => !spared.has(one))) {
    let judged = false;
    for (const resource of foreignResources(action)) {
      const { allowed: where, error } = await simulate(action, resource, {
        policies: [ADMINISTRATOR],
        boundary: ceiling,
      });
      allowed.push(...where.map((one) => `${action} on ${one}`));
      judged = error === undefined;
      if (judged) break;
    }
    if (!judged) unjudged.push(action);
  }
  expect(allowed).toEqual([]);
  // Two types of one ARN, or an ARN in two forms: the evaluator takes no such request. Ours judges these.
  expect(unjudged.length).toBeLessThan(EVERY_ACTION.length / 200);
  const held = (document: Written, kind: "identity" | "boundary") => {
    const parsed = parseDocument(document, kind);
    if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join("\n"));
    return { source: kind, document: parsed.value };
  };
  const policies = { documents: [held(ADMINISTRATOR, "identity")], boundary: held(ceiling, "boundary") };
  const principal = { kind: "AWS" as const, name: `arn:aws:iam::${ACCOUNT}:role/persona` };
  for (const action of unjudged) {
    for (const resource of foreignResources(action)) {
      expect(evaluate({ principal, action, resource }, policies).result, action).toBe("implicit deny");
    }
  }
});

/** Resources that the action is performed on, with names that no persona was given. */
function foreignResources(action: string): readonly string[] {
  const fields: Readonly<Record<string, string>> = { Partition: "aws", Region: "eu-west-1", Account: ACCOUNT };
  const arns = actionFacts(action)?.resourceTypes.flatMap((type) => type.arns) ?? [];
  if (arns.length === 0) return ["*"];
  return arns.map((pattern) => pattern.replace(/\$\{(\w+)\}/g, (_, name: string) => fields[name] ?? "foreign"));
}

function head(): string {
  const version = packageJson.devDependencies["@cloud-copilot/iam-simulate"].replace("^", "");
  return `# What each persona of a shop may do

Generated by \`npm run docs\`, which fails without \`--update\` where a verdict changes.

Each component of a persona was deployed with everything that it can be given, and an IAM evaluator that is not ours, @cloud-copilot/iam-simulate ${version}, decided over each of the ${EVERY_ACTION.length} actions that AWS has. For what it allows, the request met the condition; in no other circumstances was it allowed. On resources that a persona was not given, everything was denied, even with AdministratorAccess attached to the role: its boundary is exact.

\`sts:GetCallerIdentity\` is open to everybody.

| persona | allowed | denied |
|---|---|---|`;
}

function section({ name, policy }: Persona): string {
  const rows = rowOf(name).map(([action, resources]) => {
    const conditions = allows(policy)
      .filter(({ Action }) => listOf(Action).includes(action))
      .flatMap(({ Condition = {} }) =>
        Object.values(Condition).flatMap((keys) =>
          Object.entries(keys).map(([key, values]) => `${key}: ${listOf(values).join(" or ")}`),
        ),
      );
    const code = (texts: readonly string[]): string => [...new Set(texts)].map((text) => `\`${text}\``).join("<br>");
    return `| \`${action}\` | ${code(resources)} | ${code(conditions)} |`;
  });
  return [
    `## ${name}`,
    "",
    "| may | on | where |",
    "|---|---|---|",
    ...rows,
    "",
    `Never, among all others: ${(NEVER[name] ?? []).map((action) => `\`${action}\``).join(", ")}.`,
    "",
  ].join("\n");
}
