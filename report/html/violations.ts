import type { Rule } from "../../policies/framework/rule.js";
import type { PreviewedViolation } from "../../preview/result.js";
import type { Report } from "./context.js";
import { badge, pageOf, place, placeOf, ruleLink, severityTag } from "./marks.js";
import { html, type Html } from "./markup.js";

const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/** What one rule found, at one level. */
interface Group {
  readonly rule: Rule | undefined;
  readonly first: PreviewedViolation;
  readonly found: PreviewedViolation[];
}

/** The violations that stand, by rule, the gravest first. */
export function violations(report: Report): Html {
  const groups = groupsOf(report);
  return html`<section id="violations" aria-labelledby="violations-title">
    <h2 id="violations-title">Violations</h2>
    ${
      groups.length === 0
        ? html`<p class="nothing">${badge("holds", "None")} No rule is violated by what could be judged.</p>`
        : html`${filters(groups)}
            <div id="found">${groups.map((group) => violation(group, report))}</div>
            <p class="nothing" id="none-left" hidden>Nothing matches the filter.</p>`
    }
  </section>`;
}

function groupsOf({ result, rules }: Report): Group[] {
  const groups = new Map<string, Group>();
  for (const one of result.violations) {
    if (one.exemption !== undefined) continue;
    const key = `${one.enforcementLevel} ${one.pack} ${one.id}`;
    const group = groups.get(key) ?? { rule: rules.find(({ id }) => id === one.id), first: one, found: [] };
    group.found.push(one);
    groups.set(key, group);
  }
  const rank = ({ first }: Group): number => {
    const severity = SEVERITIES.findIndex((known) => known === first.severity);
    return (first.enforcementLevel === "mandatory" ? 0 : 10) + (severity < 0 ? SEVERITIES.length : severity);
  };
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

/** Shown by the script alone: without it everything is listed. */
function filters(groups: readonly Group[]): Html {
  const number = (chosen: (one: PreviewedViolation) => boolean): number =>
    groups.flatMap(({ found }) => found).filter(chosen).length;
  const choice = (name: string, value: string, words: string, found: number): Html | undefined =>
    found === 0
      ? undefined
      : html`<label><input type="checkbox" name="${name}" value="${value}" checked /> ${words} <b>${found}</b></label>`;
  const level = (value: string, words: string): Html | undefined =>
    choice(
      "level",
      value,
      words,
      number(({ enforcementLevel }) => enforcementLevel === value),
    );
  return html`<form class="filters" id="filters" hidden aria-label="Filter the violations">
    <label class="search"
      >Find <input type="search" id="search" placeholder="rule, resource or text" autocomplete="off"
    /></label>
    <fieldset>
      <legend>Level</legend>
      ${level("mandatory", "blocks")}${level("advisory", "advises")}
    </fieldset>
    <fieldset>
      <legend>Severity</legend>
      ${[...SEVERITIES, ""].map((severity) =>
        choice(
          "severity",
          severity,
          severity === "" ? "none" : severity,
          number((one) => one.severity === severity),
        ),
      )}
    </fieldset>
    <p id="shown" role="status"></p>
  </form>`;
}

function violation(group: Group, report: Report): Html {
  const { rule, first, found } = group;
  const isMandatory = first.enforcementLevel === "mandatory";
  return html`<article class="violation" data-level="${first.enforcementLevel}" data-severity="${first.severity}">
    <h3>${rule?.title ?? first.policy}</h3>
    <p class="level">
      ${rule ? ruleLink(rule) : html`<span class="id">${first.id}</span>`}
      ${badge(isMandatory ? "blocked" : "advised", isMandatory ? "Blocks" : "Advises")} ${severityTag(first.severity)}
    </p>
    <ul class="found">
      ${found.map(finding)}
    </ul>
    ${rule && html`<p class="why"><b>Why:</b> ${rule.why} ${furtherOf(rule, report)}</p>`}
  </article>`;
}

function furtherOf(rule: Rule, report: Report): Html {
  const page = pageOf(rule, report);
  return page === undefined
    ? html``
    : html`<a class="page" href="${page}" rel="noreferrer">Examples, exemption and references of ${rule.id}</a>`;
}

function finding({ urn, message }: PreviewedViolation): Html {
  const lines = message.split("\n");
  const { type, name } = placeOf(urn);
  return html`<li data-text="${`${type} ${name} ${message}`.toLowerCase()}">
    <p class="where">${place(urn)}</p>
    ${lines.map((line) =>
      line.startsWith("Fix: ")
        ? html`<p class="fix"><b>Fix:</b> <bdi>${line.slice("Fix: ".length)}</bdi></p>`
        : html`<p class="message"><bdi>${line}</bdi></p>`,
    )}
  </li>`;
}
