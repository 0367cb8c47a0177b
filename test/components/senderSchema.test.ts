import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer.js";
import path from "node:path";
import { expect, test } from "vitest";
import { CATALOGUE } from "../../baseline/email/senders/catalogue.js";
import packageJson from "../../package.json";

const root = path.resolve(__dirname, "../..");

test("other languages can write every sender: its arguments are inferred, and none is a union", () => {
  const { components, typeDefinitions } = new Analyzer(
    root,
    packageJson.name,
    packageJson,
    new Set(["EmailDomain"]),
  ).analyze();
  expect(components["EmailDomain"]?.inputs["senders"]).toMatchObject({
    type: "array",
    items: { $ref: expect.stringContaining("SenderArgs") as string },
  });
  const senders = typeDefinitions["SenderArgs"]?.properties ?? {};
  expect(Object.keys(senders).sort()).toEqual(Object.keys(CATALOGUE).sort());
  for (const [name, definition] of Object.entries(senders)) {
    const args = `${name.charAt(0).toUpperCase()}${name.slice(1)}Args`;
    expect(definition).toMatchObject({ optional: true, description: expect.any(String) as string });
    expect("$ref" in definition && definition.$ref).toContain(args);
    for (const member of Object.values(typeDefinitions[args]?.properties ?? {})) {
      expect(member.description).toMatch(/\S/);
    }
  }
});
