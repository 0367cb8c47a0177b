import { isCalendarDate } from "../../baseline/calendarDate.js";
import type { Rule } from "../../policies/framework/rule.js";
import type { PreviewedViolation, Undetermined } from "../../preview/result.js";
import type { Report } from "./context.js";
import { badge, icon, place, ruleLink } from "./marks.js";
import { count, html, type Html } from "./markup.js";

/** Exemptions that end within so many days are marked. */
const SOON_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/** What is violated and agreed: until when, and why. */
export function exemptions({ result, rules, context }: Report): Html {
  const exempted = result.violations
    .filter(({ exemption }) => exemption !== undefined)
    .sort((a, b) => (a.exemption?.expires ?? "").localeCompare(b.exemption?.expires ?? ""));
  const soon = exempted.filter((one) => endsSoon(one, context.today)).length;
  return html`<section id="exemptions" aria-labelledby="exemptions-title">
    <h2 id="exemptions-title">Exemptions</h2>
    ${
      exempted.length === 0
        ? html`<p class="nothing">Nothing that was found is exempted.</p>`
        : html`<p class="lead">
              Violations that somebody agreed to for a time, the first to end on top.
              ${soon > 0 ? `${soon} of them ${soon === 1 ? "ends" : "end"} within ${SOON_DAYS} days.` : ""} After its
              last day an exemption exempts nothing, and the rule blocks again.
            </p>
            <table class="stacked exemptions">
              <caption class="unseen">
                Exemptions
              </caption>
              <thead>
                <tr>
                  <th scope="col">Until</th>
                  <th scope="col">Rule</th>
                  <th scope="col">Resource and finding</th>
                  <th scope="col">Reason</th>
                </tr>
              </thead>
              <tbody>
                ${exempted.map((one) => exemption(one))}
              </tbody>
            </table>`
    }
  </section>`;

  function exemption(one: PreviewedViolation): Html {
    const expires = one.exemption?.expires ?? "";
    return html`<tr>
      <th scope="row" class="until">
        <time datetime="${expires}">${expires}</time>${
          endsSoon(one, context.today)
            ? html`<span class="soon">${icon("advised")} ends in ${count(daysTo(expires, context.today), "day")}</span>`
            : ""
        }
      </th>
      <td data-label="Rule">${idOf(one.id, rules)} <span class="quiet">${one.policy}</span></td>
      <td data-label="Finding">
        ${place(one.urn)}
        <p class="message"><bdi>${one.message}</bdi></p>
      </td>
      <td data-label="Reason">
        <bdi>${one.exemption?.reason ?? ""}</bdi
        >${one.exemption?.ticket === undefined ? "" : html`<span class="besides">Ticket <bdi>${one.exemption.ticket}</bdi></span>`}
      </td>
    </tr>`;
  }
}

function daysTo(expires: string, today: string): number {
  return Math.round((Date.parse(expires) - Date.parse(today)) / DAY);
}

function endsSoon({ exemption }: PreviewedViolation, today: string): boolean {
  // A team's own pack may write anything there.
  return exemption !== undefined && isCalendarDate(exemption.expires) && daysTo(exemption.expires, today) <= SOON_DAYS;
}

/** What could not be judged, one entry for each reason and set of resources. */
export function unjudged({ result, rules }: Report): Html {
  const groups = groupsOf(result.undetermined);
  const table = html`<p class="lead">
      What these rules need is known only after the deploy, or stands outside the stack. They neither hold nor are
      violated.
    </p>
    <table class="stacked unjudged">
      <caption class="unseen">
        What could not be judged
      </caption>
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col">Rules</th>
          <th scope="col">Resources</th>
        </tr>
      </thead>
      <tbody>
        ${groups.map(
          ({ reason, ids, urns }) =>
            html`<tr>
              <th scope="row"><bdi>${reason}</bdi></th>
              <td data-label="Rules">${ids.map((id) => html`${idOf(id, rules)} `)}</td>
              <td data-label="Resources">${urns.map((urn) => html`<div>${place(urn)}</div>`)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  return html`<section id="unjudged" aria-labelledby="unjudged-title">
    <h2 id="unjudged-title">Not judged</h2>
    ${
      groups.length > 0
        ? table
        : html`<p class="nothing">${badge("holds", "Everything")} Every value that a rule asked for was known.</p>`
    }
    <p class="quiet further">
      What no rule of this package enforces at all stands with each <a href="#paths">attack path</a>, with what to do by
      hand.
    </p>
    ${diagnostics(result.diagnostics)}
  </section>`;
}

/** Why something could not be judged: often one unknown value keeps several rules from it, at one resource. */
interface Group {
  readonly reason: string;
  readonly ids: readonly string[];
  readonly urns: readonly string[];
}

function groupsOf(undetermined: readonly Undetermined[]): Group[] {
  const byRule = new Map<string, { reason: string; id: string; urns: string[] }>();
  for (const { id, reason, urn } of undetermined) {
    const key = JSON.stringify([reason, id]);
    const entry = byRule.get(key) ?? { reason, id, urns: [] };
    if (!entry.urns.includes(urn)) entry.urns.push(urn);
    byRule.set(key, entry);
  }
  const groups = new Map<string, { reason: string; ids: string[]; urns: string[] }>();
  for (const { reason, id, urns } of byRule.values()) {
    const key = JSON.stringify([reason, urns]);
    const group = groups.get(key) ?? { reason, ids: [], urns };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** An id, which leads to its entry where the rule is one of ours. */
function idOf(id: string, rules: readonly Rule[]): Html {
  const rule = rules.find((known) => known.id === id);
  return rule ? ruleLink(rule) : html`<span class="id">${id}</span>`;
}

/** What the program, a runner or a pack printed while it ran. */
function diagnostics(printed: Report["result"]["diagnostics"]): Html | undefined {
  if (printed.length === 0) return undefined;
  return html`<details>
    <summary>${count(printed.length, "message")} of the program and the packs</summary>
    <ul class="diagnostics">
      ${printed.map(({ severity, message }) => html`<li><b>${severity}:</b> <bdi>${message}</bdi></li>`)}
    </ul>
  </details>`;
}
