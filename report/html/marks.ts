import { isMandatory, type Rule } from "../../policies/framework/rule.js";
import type { Standing, Verdict } from "../verdict.js";
import type { Report } from "./context.js";
import { anchor, count, Html, html } from "./markup.js";

/** The shape of each verdict: nothing is told by colour alone. Paths of a square of 16. */
const SHAPES: Readonly<Record<Verdict, string>> = {
  blocked:
    '<path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor"/><path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" class="cut"/>',
  advised: '<path d="M8 .9 15.6 14.6H.4z" fill="currentColor"/><path d="M8 5.6v4.2m0 1.6v1.2" class="cut"/>',
  exempted:
    '<circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M8 4.2V8l2.6 1.8" fill="none" stroke="currentColor" stroke-width="1.6"/>',
  unjudged:
    '<rect x="1.2" y="1.2" width="13.6" height="13.6" rx="3" fill="currentColor"/><path d="M5.7 6.1a2.3 2.3 0 1 1 3.4 2c-.8.4-1.1.8-1.1 1.6m0 1.5v1.2" class="cut"/>',
  holds: '<circle cx="8" cy="8" r="7.2" fill="currentColor"/><path d="m4.6 8.2 2.4 2.4 4.4-5" class="cut"/>',
  absent:
    '<circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="2.2 2.2"/>',
  off: '<circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M3.5 12.5l9-9" fill="none" stroke="currentColor" stroke-width="1.4"/>',
};

/** The shapes, to be shown by their names. */
export const shapes = html`<svg class="shapes" aria-hidden="true" width="0" height="0">
  ${Object.entries(SHAPES).map(
    ([verdict, shape]) =>
      html`<symbol id="${anchor("shape", verdict)}" viewBox="0 0 16 16">${new Html(shape)}</symbol>`,
  )}
</svg>`;

export function icon(verdict: Verdict): Html {
  return html`<svg class="icon" aria-hidden="true"><use href="#${anchor("shape", verdict)}" /></svg>`;
}

/** A verdict with its shape and its words. */
export function badge(verdict: Verdict, words: string): Html {
  return html`<span class="badge ${verdict}">${icon(verdict)}<span>${words}</span></span>`;
}

/** A verdict in words. */
export function wordsOf({ verdict, blocking, advising, exempted, unjudged }: Standing): string {
  switch (verdict) {
    case "blocked":
      return `Violated (${blocking.length + advising.length})`;
    case "advised":
      return `Violated (${advising.length}), advisory`;
    case "exempted":
      return `Exempted until ${exempted.map(({ exemption }) => exemption?.expires ?? "").sort()[0]}`;
    case "unjudged":
      return `Not judged (${unjudged.length})`;
    case "holds":
      return "Holds";
    case "absent":
      return "No resource of its kind";
    case "off":
      return "Switched off";
  }
}

/** How much a verdict stands on. */
export function extentOf({ subjects, judging, rules }: Standing): string {
  const applied = `${judging} of ${count(rules, "rule")} applied`;
  return subjects.length === 0 ? applied : `${applied} to ${count(subjects.length, "resource")}`;
}

/** A rule's id, which leads to its entry in the page. */
export function ruleLink({ id }: Pick<Rule, "id">): Html {
  return html`<a class="id" href="#${anchor("rule", id)}">${id}</a>`;
}

/** The address of a rule's page in the repository, where there is one. */
export function pageOf({ id }: Rule, { context }: Report): string | undefined {
  const address = context.repository?.replace(/^git\+/, "").replace(/\.git$/, "");
  return address?.startsWith("https://") ? `${address}/blob/HEAD/docs/rules/${anchor(id)}.md` : undefined;
}

/** A severity, and whether it blocks at the rules' own levels. */
export function severityTag(severity: string): Html | undefined {
  if (severity === "") return undefined;
  const weight = severity === "critical" || severity === "high" || severity === "medium" || severity === "low";
  const strong = weight && isMandatory(severity);
  return html`<span class="severity ${strong ? "strong" : "mild"}">${severity}</span>`;
}

/** The type and the name at the end of a URN, as the engine shortens the type: `cloudflare:DnsRecord`, `spf`. */
export function placeOf(urn: string): { readonly type: string; readonly name: string } {
  const [, , types = "", ...name] = urn.split("::");
  if (name.length === 0) return { type: "", name: urn };
  return { type: shortType(types.split("$").at(-1) ?? ""), name: name.join("::") };
}

export function shortType(type: string): string {
  const [pack = "", module = "", name = ""] = type.split(":");
  const folder = module.split("/")[0] ?? "";
  return [pack, ...(folder === "index" || folder === "" ? [] : [folder]), name].join(":");
}

/** A resource where a finding stands: type and name for the eye, and the whole URN. */
export function place(urn: string): Html {
  const { type, name } = placeOf(urn);
  return html`<span class="place"><span class="type">${type}</span> <bdi class="name">${name}</bdi></span
    ><bdi class="urn">${breakable(urn)}</bdi>`;
}

/** A URN that breaks between its parts before it breaks anywhere else. */
function breakable(urn: string): Html {
  return html`${urn.split(/(?<=::|\$)/).map((part, index) => (index === 0 ? part : html`<wbr />${part}`))}`;
}
