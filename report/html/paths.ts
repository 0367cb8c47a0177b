import type { Rule } from "../../policies/framework/rule.js";
import { attackPaths, type AttackPath, type Gap } from "../attackPaths.js";
import { belongsTo, type Control } from "../controls.js";
import { VERDICTS, type Standing, type Verdict } from "../verdict.js";
import type { Report } from "./context.js";
import { badge, extentOf, icon, ruleLink, wordsOf } from "./marks.js";
import { anchor, count, html, type Html } from "./markup.js";

/** A control, those of its rules that ran, and what they come to. */
interface Judged {
  readonly control: Control;
  readonly rules: readonly Rule[];
  readonly standing: Standing;
}

/** Attack paths, their controls, and what these come to in the stack. */
export function paths(report: Report): Html {
  const judged = attackPaths.map((path) => ({
    path,
    controls: path.controls.map((control) => judge(control, report)),
  }));
  return html`<section id="paths" aria-labelledby="paths-title">
    <h2 id="paths-title">Attack paths and controls</h2>
    <p class="lead">
      Seven ways by which shops are attacked, the controls that stand on each, and what the rules say of them in this
      stack. A control holds only where the rules judged resources of its kind and found nothing.
    </p>
    <ol class="overview">
      ${judged.map(({ path, controls }) => line(path, controls))}
    </ol>
    ${judged.map(({ path, controls }, index) => chapter(path, controls, index + 1))}
  </section>`;
}

function judge(control: Control, { rules, judge }: Report): Judged {
  const own = rules.filter((rule) => belongsTo(control, rule));
  return { control, rules: own, standing: judge(own) };
}

function line(path: AttackPath, controls: readonly Judged[]): Html {
  const dots = byVerdict(controls).map(
    ({ standing }) => html`<span class="dot ${standing.verdict}">${icon(standing.verdict)}</span>`,
  );
  return html`<li>
    <a href="#${anchor("path", path.id)}">
      <span class="overview-title">${path.title}</span>
      <span class="dots" aria-hidden="true"
        >${dots.length > 0 ? dots : html`<span class="dot off">${icon("off")}</span>`}</span
      >
      <span class="overview-text">${summaryOf(controls)}</span>
    </a>
  </li>`;
}

function byVerdict(controls: readonly Judged[]): Judged[] {
  return [...controls].sort((a, b) => VERDICTS.indexOf(a.standing.verdict) - VERDICTS.indexOf(b.standing.verdict));
}

const SUMMARIES: Readonly<Record<Verdict, string>> = {
  blocked: "violated",
  advised: "violated (advisory)",
  exempted: "exempted",
  unjudged: "not judged",
  holds: "hold",
  absent: "nothing to judge",
  off: "switched off",
};

/** `8 controls: 5 violated, 2 hold, 1 nothing to judge`. */
function summaryOf(controls: readonly Judged[]): string {
  if (controls.length === 0) return "No control of this package; by hand only";
  const parts = VERDICTS.flatMap((verdict) => {
    const number = controls.filter(({ standing }) => standing.verdict === verdict).length;
    if (number === 0) return [];
    return [`${number} ${verdict === "holds" && number === 1 ? "holds" : SUMMARIES[verdict]}`];
  });
  return `${count(controls.length, "control")}: ${parts.join(", ")}`;
}

function chapter(path: AttackPath, controls: readonly Judged[], number: number): Html {
  const id = anchor("path", path.id);
  return html`<article class="path" id="${id}" aria-labelledby="${id}-title">
    <h3 id="${id}-title"><span class="number">${number}</span> ${path.title}</h3>
    <p class="story">${path.story}</p>
    ${controls.length === 0 ? noControl : controlTable(path, controls)}
    <h4>Not enforced by this package</h4>
    <ul class="gaps">
      ${path.gaps.map(gap)}
    </ul>
  </article>`;
}

const noControl = html`<p class="no-control">
  ${badge("off", "No control here")} No rule of this package stands on this path. What follows has to be done, and shown
  to an auditor, in the tenant itself.
</p>`;

function controlTable(path: AttackPath, controls: readonly Judged[]): Html {
  return html`<table class="stacked controls">
    <caption class="unseen">
      Controls against: ${path.title}
    </caption>
    <thead>
      <tr>
        <th scope="col">Control</th>
        <th scope="col">Verdict</th>
        <th scope="col">Rules</th>
      </tr>
    </thead>
    <tbody>
      ${controls.map(
        ({ control, rules, standing }) =>
          html`<tr class="${standing.verdict}">
            <th scope="row">
              <span class="control">${control.title}</span> <span class="demand">${control.demand}</span>
            </th>
            <td data-label="Verdict">${badge(standing.verdict, wordsOf(standing))}${besides(standing)}</td>
            <td class="ids">${ruleList(rules, standing)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The rules that found something, and all of them folded. */
function ruleList(rules: readonly Rule[], standing: Standing): Html {
  const { blocking, advising, exempted, unjudged } = standing;
  const speaking = new Set([...blocking, ...advising, ...exempted, ...unjudged].map(({ id }) => id));
  const links = (chosen: readonly Rule[]): Html => html`${chosen.map((rule) => html`${ruleLink(rule)} `)}`;
  return html`${links(rules.filter(({ id }) => speaking.has(id)))}
    <details>
      <summary>${extentOf(standing)}</summary>
      ${links(rules)}
    </details>`;
}

/** What a verdict hides beside the worst. */
function besides({ verdict, advising, exempted, unjudged }: Standing): Html | undefined {
  const parts = [
    ...(verdict === "blocked" && advising.length > 0 ? [`${advising.length} of them advisory`] : []),
    ...(exempted.length > 0 && verdict !== "exempted" ? [`${exempted.length} exempted`] : []),
    ...(exempted.length > 1 && verdict === "exempted" ? [`${exempted.length} exempted, this end is the first`] : []),
    ...(unjudged.length > 0 && verdict !== "unjudged" ? [`${unjudged.length} not judged`] : []),
  ];
  return parts.length === 0 ? undefined : html`<span class="besides">${parts.join("; ")}</span>`;
}

function gap({ reach, what, byHand }: Gap): Html {
  return html`<li>
    <p><span class="reach ${reach}">${reach === "later" ? "Not yet" : "Out of reach"}</span> ${what}</p>
    <p class="by-hand"><b>By hand:</b> ${byHand}</p>
  </li>`;
}
