import type { Rule } from "../../policies/framework/rule.js";
import type { Report } from "./context.js";
import { badge, pageOf, severityTag, wordsOf } from "./marks.js";
import { anchor, html, type Html } from "./markup.js";

/** Every rule that ran: what it demands, why, how to mend it, what it rests on, and what it says of the stack. */
export function ruleIndex(report: Report): Html {
  return html`<section id="rules" aria-labelledby="rules-title">
    <h2 id="rules-title">Rules</h2>
    <p class="lead">Every rule that ran, with what it says of this stack, and what it rests on.</p>
    <table class="stacked rules">
      <caption class="unseen">
        Rules
      </caption>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Demand</th>
          <th scope="col">Severity</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        ${report.rules.map((rule) => row(rule, report))}
      </tbody>
    </table>
  </section>`;
}

function row(rule: Rule, report: Report): Html {
  const standing = report.judge([rule]);
  const page = pageOf(rule, report);
  return html`<tr id="${anchor("rule", rule.id)}" class="${standing.verdict}">
    <th scope="row"><span class="id">${rule.id}</span></th>
    <td data-label="Demand">
      <details>
        <summary>${rule.title}</summary>
        <p>${rule.why}</p>
        <p><b>Fix:</b> ${rule.fix}</p>
        <p class="quiet">
          <code>${rule.name}</code> ·
          ${rule.references.map(({ standard, section, strength }) => `${standard} ${section} (${strength})`).join("; ")}${page === undefined ? "" : html` · <a href="${page}" rel="noreferrer">Its page</a>`}
        </p>
      </details>
    </td>
    <td data-label="Severity">${severityTag(rule.severity)}</td>
    <td data-label="Verdict">${badge(standing.verdict, wordsOf(standing))}</td>
  </tr>`;
}
