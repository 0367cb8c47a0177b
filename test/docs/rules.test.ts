import { describe, expect, test, vi } from "vitest";
import { rulePage } from "../../cli/explain/markdown.js";
import type * as settingsModule from "../../policies/framework/settings.js";
import type { Rule } from "../../policies/framework/rule.js";
import { rules } from "../../policies/rules.js";
import { ruleSheet, type RuleSheet } from "../../policies/ruleSheet.js";
import { TOPICS, topicOf } from "../../policies/topics.js";
import { ruleCases } from "../policies/ruleCases.js";
import { judgedProgram, type JudgedProgram } from "./rulePrograms.js";
import { rulesIndex } from "./rulesIndex.js";

/** The names of the settings that rules read. */
const read = vi.hoisted(() => new Set<string>());
vi.mock("../../policies/framework/settings.js", async (original) => {
  const module = await original<typeof settingsModule>();
  const recorded = (...given: Parameters<typeof module.readSettings>): settingsModule.Settings =>
    new Proxy(module.readSettings(...given), {
      get: (settings, name, receiver): unknown => {
        read.add(String(name));
        return Reflect.get(settings, name, receiver);
      },
    });
  return { ...module, readSettings: recorded };
});

const programs = new Map<Rule, Promise<JudgedProgram>>();
function programOf(rule: Rule): Promise<JudgedProgram> {
  const program =
    programs.get(rule) ??
    judgedProgram(rule, () => {
      const names = [...read];
      read.clear();
      return names;
    });
  programs.set(rule, program);
  return program;
}

async function sheetOf(rule: Rule): Promise<RuleSheet> {
  return ruleSheet(rule, (await programOf(rule)).program);
}

describe.each(rules)("the page of $id", (rule) => {
  test("shows programs that ran: the bad one is refused, the good one is not", async () => {
    const { program, saysOfAccepted } = await programOf(rule);
    expect(program.says).toMatch(/\nFix: \S/);
    expect(saysOfAccepted).toEqual([]);
    expect(program.undetermined === undefined).toBe(ruleCases[rule.id]?.unknown.length === 0);
    const linkTo = (id: string): string => `${id}.md`;
    const page = rulePage(await sheetOf(rule), { above: neighbours(rule, linkTo), linkTo });
    await expect(page).toMatchFileSnapshot(`../../docs/rules/${rule.id}.md`);
  });
});

test("what `explain` shows of programs is what these tests saw", async () => {
  const entries: [string, object][] = [];
  for (const rule of rules) entries.push([rule.id, (await programOf(rule)).program]);
  const text = `${JSON.stringify(Object.fromEntries(entries), undefined, 1)}\n`;
  await expect(text).toMatchFileSnapshot("../../policies/rulePrograms.json");
});

const HEAD = `# Rules

Generated from the rules by \`npm run docs\`. [rules.html](rules.html) is the same with a search and filters, and \`npx storefront-baseline explain\` in a terminal. The name is the key in a policy-pack configuration; an exemption takes the id or the name. What a rule cannot judge, because a value is known only after the deploy, is reported by the policy \`undetermined\`.
`;

test("docs/rules.md lists every rule of the pack, by topic", async () => {
  const sections = TOPICS.map((topic) => {
    const rows = rules
      .filter(({ id }) => topicOf(id) === topic)
      .map(({ id, name, title, severity }) => `| [${id}](rules/${id}.md) | \`${name}\` | ${title} | ${severity} |`);
    const table = ["| id | name | demands | severity |", "|---|---|---|---|", ...rows].join("\n");
    return `\n## ${topic.name}\n\n${topic.threat}\n\n${table}\n`;
  });
  await expect(`${HEAD}${sections.join("")}`).toMatchFileSnapshot("../../docs/rules.md");
});

test("docs/rules.html holds every rule of the pack", async () => {
  const sheets: RuleSheet[] = [];
  for (const rule of rules) sheets.push(await sheetOf(rule));
  await expect(rulesIndex(sheets)).toMatchFileSnapshot("../../docs/rules.html");
});

/** The way to the list, and to the rules before and after. */
function neighbours(rule: Rule, linkTo: (id: string) => string): string {
  const at = rules.indexOf(rule);
  const link = (other: Rule | undefined, text: (id: string) => string): string[] =>
    other ? [`[${text(other.id)}](${linkTo(other.id)})`] : [];
  return [
    ...link(rules[at - 1], (id) => `← ${id}`),
    "[All rules](../rules.md)",
    ...link(rules[at + 1], (id) => `${id} →`),
  ].join(" · ");
}
