import path from "node:path";
import { describe, expect, test } from "vitest";
import type { PreviewResult } from "../../preview/result.js";
import { runCommand } from "../support/engine/command.js";

const root = path.resolve(__dirname, "../..");
const program = path.join(__dirname, "fixtures/iam");

const config = ["--policy-pack-config", path.join(program, "policy.json")];

async function preview(...args: string[]): Promise<PreviewResult & { code: number }> {
  const command = [path.join(root, "dist/cli/main.js"), "preview", program, ...args, ...config, "--format", "json"];
  const { code, stdout, stderr } = await runCommand(
    process.execPath,
    command,
    root,
    process.env as Record<string, string>,
  );
  if (stdout === "") throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as PreviewResult) };
}

describe("a program with roles and policies", () => {
  test("passes where each does its one job, with documents as text, as objects and from getPolicyDocument", async () => {
    const { code, violations, resources, undetermined } = await preview();
    const ofAccess = violations.filter(
      ({ id, enforcementLevel }) => id.startsWith("IAM") || enforcementLevel === "mandatory",
    );
    expect({ code, ofAccess }).toEqual({ code: 0, ofAccess: [] });
    const policy = String(resources.find(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")?.inputs["policy"]);
    expect(JSON.parse(policy)).toMatchObject({
      Statement: [
        { Sid: "Orders", Resource: "arn:aws:dynamodb:us-east-1:123456789012:table/orders" },
        { Sid: "Files" },
      ],
    });
    expect(undetermined.filter(({ policy: rule }) => rule === "provider-function")).toEqual([]);
  });

  test("is blocked where two policies of one role together make an administrator", async () => {
    const { code, violations } = await preview("--config", "drift=true");
    expect(code).toBe(1);
    const union = violations.find(({ id }) => id === "IAM06");
    expect(union?.urn).toMatch(/::aws:iam\/role:Role::deployer$/);
    expect(union?.message).toMatch(
      /can become administrator: .*iam:PassRole on \* \+ lambda:CreateFunction \+ lambda:InvokeFunction, by the policy deploy, statement 2 and .*the role policy deployer-calls, statement 1/,
    );
    expect(violations.map(({ id }) => id)).toContain("IAM07");
  });

  test("says what it cannot judge where a real preview would not know it, and nothing passes by that", async () => {
    const { violations, undetermined } = await preview("--as-engine", "--config", "drift=true");
    const of = (name: string): string[] =>
      undetermined.filter(({ urn }) => urn?.endsWith(`::${name}`)).map(({ id }) => id);
    expect(of("order-service")).toEqual(expect.arrayContaining(["IAM01", "IAM03", "IAM05", "IAM06", "IAM17"]));
    expect(violations.filter(({ urn }) => urn?.endsWith("::order-service"))).toEqual([]);
  });
});
