import { exemptionExample, type RuleSheet } from "../../policies/ruleSheet.js";
import { facts, notJudged } from "./facts.js";

/** What stands around a page among others. */
export interface PagePlace {
  /** The line above the title. */
  readonly above?: string;
  /** Where the page of another rule is. Default: rules are named without a link. */
  readonly linkTo?: (id: string) => string;
}

const code = (text: string): string => `\`${text}\``;

/** The page of a rule in Markdown: `docs/rules/`, and `explain --format markdown`. */
export function rulePage(sheet: RuleSheet, { above, linkTo }: PagePlace = {}): string {
  const { id, title, why, fix, refused, says, accepted, undetermined, references, related } = sheet;
  const link = (other: string): string => (linkTo ? `[${other}](${linkTo(other)})` : other);
  const [head, ...rows] = facts(sheet, code).map(([name, value]) => `| ${name} | ${value} |`);
  const isCut = [refused, accepted, says].some((text) => text.includes("MIIB…"));
  const sections = [
    ...(above === undefined ? [] : [above]),
    `# ${id}: ${title}`,
    [head, "|---|---|", ...rows].join("\n"),
    `${why} ${fix}`,
    ...(isCut ? ["Keys are cut short here."] : []),
    `## Refused\n\n${fenced("ts", refused)}\n\n${quoted(says)}`,
    `## Accepted\n\n${fenced("ts", accepted)}`,
    `## What it cannot judge\n\n${notJudged(sheet, code)}${undetermined === undefined ? "" : `\n\n${quoted(undetermined)}`}`,
    `## Exempting\n\n${fenced("json", exemptionExample(id))}`,
    `## References\n\n${references.map(({ standard, section, strength }) => `- ${standard} ${section} (${strength})`).join("\n")}`,
    ...(related.length > 0 ? [`Related rules: ${related.map(link).join(", ")}.`] : []),
    `Types: ${sheet.types.map(code).join(", ")}.`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\`\`\``;
}

/** Each line as a paragraph of its own: Markdown joins lines that follow each other. */
function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n>\n");
}
