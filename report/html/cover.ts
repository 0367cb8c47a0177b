import type { Report } from "./context.js";
import { badge } from "./marks.js";
import { count, html, type Html } from "./markup.js";

/** The head of the report: what was judged, when, by what, and the verdict. */
export function cover({ result, rules, context }: Report): Html {
  const { summary } = result;
  const isBlocked = summary.mandatory > 0;
  const counts: readonly (readonly [number, string, string])[] = [
    [summary.mandatory, "mandatory", "#violations"],
    [summary.advisory, "advisory", "#violations"],
    [summary.exempted, "exempted", "#exemptions"],
    [summary.undetermined, "not judged", "#unjudged"],
    [summary.resources, count(summary.resources, "resource").replace(/^\d+ /, ""), "#resources"],
  ];
  return html`<header class="cover" id="top">
    <div class="title">
      <p class="kicker">Storefront baseline report</p>
      <h1><bdi>${result.program}</bdi></h1>
      <dl class="facts">
        <div>
          <dt>Stack</dt>
          <dd><bdi>${result.stack}</bdi></dd>
        </div>
        <div>
          <dt>Date</dt>
          <dd><time datetime="${context.today}">${context.today}</time></dd>
        </div>
        <div>
          <dt>Rules</dt>
          <dd>${rules.length} of storefront-baseline ${context.version}</dd>
        </div>
      </dl>
    </div>
    <div class="stamp ${isBlocked ? "blocked" : "holds"}">
      ${badge(isBlocked ? "blocked" : "holds", isBlocked ? "Blocked" : "May go on")}
      <p>
        ${
          isBlocked
            ? `${count(summary.mandatory, "mandatory violation")} must be mended, or exempted with a reason and an end, before this program is deployed.`
            : "No mandatory rule is violated. What is exempted, not judged or out of reach stands below."
        }
      </p>
    </div>
    <ul class="counts">
      ${counts.map(
        ([number, what, target]) =>
          html`<li class="${number === 0 ? "none" : "some"}">
            <a href="${target}"><b>${number}</b> ${what}</a>
          </li>`,
      )}
    </ul>
  </header>`;
}

/** The parts of the page, for the eye and for jumps. */
export function contents(): Html {
  const parts = [
    ["paths", "Attack paths"],
    ["violations", "Violations"],
    ["exemptions", "Exemptions"],
    ["unjudged", "Not judged"],
    ["pci", "PCI DSS"],
    ["rules", "Rules"],
    ["resources", "Resources"],
  ] as const;
  return html`<nav class="contents" aria-label="Contents">
    <ol>
      ${parts.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ol>
  </nav>`;
}
