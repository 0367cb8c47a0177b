import { describe, expect, test } from "vitest";
import type { Rule } from "../../policies/framework/rule.js";
import { isMandatory } from "../../policies/framework/rule.js";
import { rules } from "../../policies/rules.js";
import { ruleCases } from "../policies/ruleCases.js";
import { run, type Given, type Said } from "../support/pack.js";
import { deployText, isKnown, programText } from "../support/programText.js";

const HEAD = `# Rules

Generated from the rules by \`npm run docs\`. The name is the key in a policy-pack configuration; an exemption takes the id or the name. What a rule cannot judge, because a value is known only after the deploy, is reported by the policy \`undetermined\`.

| id | name | demands | severity |
|---|---|---|---|
`;

/** Keys are made anew for every run of the tests, and are long. */
const shortened = (text: string): string => text.replace(/[A-Za-z0-9+/]{40,}={0,2}/g, "MIIB…");

test("docs/rules.md lists every rule of the pack", async () => {
  const rows = rules.map(
    ({ id, name, title, severity }) => `| [${id}](rules/${id}.md) | \`${name}\` | ${title} | ${severity} |`,
  );
  await expect(`${HEAD}${rows.join("\n")}\n`).toMatchFileSnapshot("../../docs/rules.md");
});

describe.each(rules)("the page of $id", (rule) => {
  const of = (said: readonly Said[]): Said[] => said.filter(({ policy }) => policy === rule.name);

  test("shows programs that ran: the bad one is refused, the good one is not", async () => {
    const bad = await firstProgram(ruleCases[rule.id]?.bad ?? []);
    const good = await firstProgram(ruleCases[rule.id]?.good ?? []);
    const [said] = of(await run(await deployText(bad)));
    expect(said?.message).toMatch(/\nFix: \S/);
    expect(of(await run(await deployText(good)))).toEqual([]);
    await expect(page(rule, shortened(bad), shortened(good), shortened(said?.message ?? ""))).toMatchFileSnapshot(
      `../../docs/rules/${rule.id}.md`,
    );
  });
});

async function firstProgram(cases: readonly (readonly Given[])[]): Promise<string> {
  const known = cases.find(isKnown);
  if (!known) throw new Error("no case of the rule is a program");
  return programText(known);
}

function page(rule: Rule, bad: string, good: string, said: string): string {
  const { id, name, title, severity, why, fix, references, types } = rule;
  const passes = [...(rule.checkResource ? ["one resource"] : []), ...(rule.checkStack ? ["the whole stack"] : [])];
  const [, ...message] = said.split("\n");
  return `# ${id}: ${title}

\`${name}\`, ${severity}: it ${isMandatory(severity) ? "blocks" : "advises"}. It judges ${passes.join(", and ")}.

${why} ${fix}

${[bad, good, said].some((text) => text.includes("MIIB…")) ? "Keys are cut short here.\n\n" : ""}## Refused

\`\`\`ts
${bad}\`\`\`

> ${message.join("\n> ")}

## Accepted

\`\`\`ts
${good}\`\`\`

## What it cannot judge

Where a value that it needs is known only after the deploy, the policy \`undetermined\` says so; with \`"onUnknown": "violation"\` the rule itself does, at its own level.

## Exempting

\`\`\`json
{
  "baseline-settings": {
    "exemptions": [
      { "rule": "${id}", "resource": "urn:pulumi:prod::*::name", "reason": "Why it is right.", "expires": "2027-03-31" }
    ]
  }
}
\`\`\`

## References

${references.map(({ standard, section, strength }) => `- ${standard} ${section} (${strength})`).join("\n")}

Types: ${types.map((type) => `\`${type}\``).join(", ")}.
`;
}
