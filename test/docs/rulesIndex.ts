import { readFileSync } from "node:fs";
import path from "node:path";
import { EFFECTS, facts, notJudged, serviceAndName, typesByService } from "../../cli/explain/facts.js";
import type { RuleSheet } from "../../policies/ruleSheet.js";
import { TOPICS } from "../../policies/topics.js";

const part = (name: string): string => readFileSync(path.join(__dirname, "rulesIndex", name), "utf8").trim();
const SEVERITIES = ["critical", "high", "medium", "low"];

/** A choice of one filter: its value in the page's data, and what a person reads. */
type Choice = readonly [value: string, label: string];

/** The list of all rules as one page: a table that needs nothing else, and a search with filters where scripts run. */
export function rulesIndex(sheets: readonly RuleSheet[]): string {
  const types = services(sheets);
  const requirements = requirementsOf(sheets);
  const filters = [
    select(
      "topic",
      "Topic",
      "all topics",
      TOPICS.map(({ letters, name }) => [letters, name] as const),
    ),
    select(
      "severity",
      "Severity",
      "all severities",
      SEVERITIES.map((one) => [one, one] as const),
    ),
    select("level", "Level", "blocks or advises", Object.entries(EFFECTS)),
    select("service", "Resource type", "all types", numbered(types)),
    select("standard", "Standard", "all standards", numbered(requirements)),
    select("remedy", "Remediation", "with or without", [["yes", "the pack can mend it"]]),
  ];
  const rows = sheets.map((sheet) => row(sheet, types, requirements));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Rules of storefront-baseline</title>
<style>
${part("style.css")}
</style>
</head>
<body>
<header>
<h1>Rules of storefront-baseline</h1>
<p>The name is the key in a policy-pack configuration; an exemption takes the id or the name. Each title opens to why, fix, and programs that ran.</p>
</header>
<main>
<form id="filters" role="search" hidden>
<label class="search" for="search">Search<input id="search" name="search" type="search" placeholder="id, name, or words" autocomplete="off" spellcheck="false"></label>
${filters.join("\n")}
<button type="reset">Reset</button>
<output id="count" for="search" aria-live="polite"></output>
</form>
<table>
<caption>${sheets.length} rules</caption>
<thead><tr><th scope="col">Id</th><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">Level</th><th scope="col">Topic</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
<p id="none" hidden>No rule passes these filters.</p>
</main>
<script>
${part("filter.js")}
</script>
</body>
</html>
`;
}

function row(sheet: RuleSheet, types: readonly string[], requirements: readonly string[]): string {
  const { id, name, title, severity, level, topic, remedy } = sheet;
  const data = {
    topic: topic.letters,
    severity,
    level,
    service: indexes(types, (one) => servicesOf(sheet).includes(one)),
    standard: indexes(requirements, (one) => standardsOf(sheet).includes(one)),
    remedy: remedy ? "yes" : "no",
  };
  const attributes = Object.entries(data).map(([key, value]) => ` data-${key}="${attribute(value)}"`);
  return `<tr id="${id}"${attributes.join("")}>
<th scope="row"><a href="#${id}">${id}</a></th>
<td><details><summary>${escaped(title)}</summary>${detail(sheet)}</details><code class="name">${escaped(name)}</code></td>
<td><span class="${severity}">${severity}</span></td>
<td>${EFFECTS[level]}</td>
<td>${escaped(topic.name)}</td>
</tr>`;
}

function detail(sheet: RuleSheet): string {
  const { why, fix, refused, says, accepted, undetermined, references, related, types } = sheet;
  const inline = (text: string): string => `<code>${escaped(text)}</code>`;
  const rows = facts(sheet, inline).map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`);
  const sections = [
    `<p>${escaped(why)} ${escaped(fix)}</p>`,
    `<dl>${rows.join("")}</dl>`,
    `<h2>Refused</h2>${code(refused)}<blockquote>${escaped(says)}</blockquote>`,
    `<h2>Accepted</h2>${code(accepted)}`,
    `<h2>What it cannot judge</h2><p>${escaped(notJudged(sheet, (text) => text))}</p>`,
    undetermined === undefined ? "" : `<blockquote>${escaped(undetermined)}</blockquote>`,
    `<h2>References</h2><ul>${references.map(({ standard, section, strength }) => `<li>${escaped(`${standard} ${section}`)} (${strength})</li>`).join("")}</ul>`,
    related.length === 0
      ? ""
      : `<p>Related rules: ${related.map((other) => `<a href="#${other}">${other}</a>`).join(", ")}.</p>`,
    `<h2>Types</h2><ul class="types">${typesByService(types)
      .map((line) => `<li>${escaped(line)}</li>`)
      .join("")}</ul>`,
  ];
  return sections.join("");
}

function select(name: string, label: string, all: string, choices: readonly Choice[]): string {
  const options = choices.map(([value, text]) => `<option value="${attribute(value)}">${escaped(text)}</option>`);
  return `<label for="${name}">${label}<select id="${name}" name="${name}"><option value="">${all}</option>${options.join("")}</select></label>`;
}

const numbered = (words: readonly string[]): Choice[] => words.map((word, index) => [String(index), word]);

/** The places of words in their list: shorter than the words where a rule has a hundred types. */
function indexes(words: readonly string[], isChosen: (word: string) => boolean): string {
  return words.flatMap((word, index) => (isChosen(word) ? [index] : [])).join(" ");
}

/** Types and the services that they belong to, so that one can choose either. */
function services(sheets: readonly RuleSheet[]): string[] {
  return [...new Set(sheets.flatMap(servicesOf))].sort();
}

function servicesOf({ types }: RuleSheet): string[] {
  return types.map(serviceAndName).flatMap(([service, name]) => [service, `${service} ${name}`]);
}

function requirementsOf(sheets: readonly RuleSheet[]): string[] {
  const collator = new Intl.Collator("en", { numeric: true });
  return [...new Set(sheets.flatMap(standardsOf))].sort((one, other) => collator.compare(one, other));
}

/** Each standard, and of PCI DSS each requirement too: its assessors ask by requirement. */
function standardsOf({ references }: RuleSheet): string[] {
  return references.flatMap(({ standard, section }) => [
    standard,
    ...(standard.startsWith("PCI DSS") ? section.split(/[,;] */).map((part) => `${standard} ${part}`) : []),
  ]);
}

function code(text: string): string {
  return `<pre tabindex="0"><code>${escaped(text.trimEnd())}</code></pre>`;
}

/** For text and for attributes in double quotes. */
function escaped(text: string, signs = /[&<]/g): string {
  return text.replace(signs, (sign) => `&#${sign.charCodeAt(0)};`);
}

function attribute(text: string): string {
  return escaped(text, /[&<"]/g);
}
