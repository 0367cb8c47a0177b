import { expect, test } from "vitest";
import type { Rule } from "../../policies/framework/rule.js";
import { isMandatory } from "../../policies/framework/rule.js";
import { rules } from "../../policies/rules.js";

function section(rule: Rule): string {
  const references = rule.references.map(({ standard, section, strength }) => `${standard} ${section} (${strength})`);
  const pass = rule.checkStack
    ? rule.checkResource
      ? "one resource, and the whole stack"
      : "the whole stack"
    : "one resource";
  return [
    `## ${rule.id}`,
    "",
    `**${rule.title}** \`${rule.name}\`, ${rule.severity}, ${isMandatory(rule.severity) ? "blocks" : "advises"}; judges ${pass}.`,
    "",
    `${rule.why} ${rule.fix}`,
    "",
    `References: ${references.join("; ")}. Types: ${rule.types.map((type) => `\`${type}\``).join(", ")}.`,
    "",
  ].join("\n");
}

const head = `# Rules

Generated from the rules by \`npm run docs\`. The name is the key in a policy-pack configuration; an exemption takes the id or the name. What a rule cannot judge, because a value is known only after the deploy, is reported by the policy \`undetermined\`.

| id | name | demands | severity |
|---|---|---|---|
`;

test("docs/rules.md describes every rule of the pack", async () => {
  const table = rules.map(
    ({ id, name, title, severity }) => `| [${id}](#${id.toLowerCase()}) | \`${name}\` | ${title} | ${severity} |`,
  );
  const page = `${head}${table.join("\n")}\n\n${rules.map(section).join("\n")}`;
  await expect(page).toMatchFileSnapshot("../../docs/rules.md");
});
