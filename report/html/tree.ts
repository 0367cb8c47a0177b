import type { PreviewedResource } from "../../preview/result.js";
import type { Report } from "./context.js";
import { icon, shortType } from "./marks.js";
import { count, html, type Html } from "./markup.js";

const STACK_TYPE = "pulumi:pulumi:Stack";

/** The resources as the program nests them, each with the rules that speak of it. */
export function tree(report: Report): Html {
  const { resources } = report.result;
  const children = childrenOf(resources);
  return html`<section id="resources" aria-labelledby="resources-title">
    <h2 id="resources-title">Resources</h2>
    <details class="tree">
      <summary>${count(resources.length, "resource")} of the program</summary>
      ${level(undefined, children, marksOf(report))}
    </details>
  </section>`;
}

type Children = ReadonlyMap<PreviewedResource | undefined, readonly PreviewedResource[]>;

/** Children by parent; `undefined` has what stands at the top. */
function childrenOf(resources: readonly PreviewedResource[]): Children {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const children = new Map<PreviewedResource | undefined, PreviewedResource[]>();
  for (const resource of resources) {
    if (resource.type === STACK_TYPE) continue;
    const parent = byUrn.get(resource.parent);
    const above = parent === undefined || parent.type === STACK_TYPE || isWithin(parent, resource) ? undefined : parent;
    children.set(above, [...(children.get(above) ?? []), resource]);
  }
  return children;

  /** A log can hold anything: one that names itself as its ancestor stands at the top. */
  function isWithin(start: PreviewedResource, resource: PreviewedResource): boolean {
    const seen = new Set<PreviewedResource>();
    for (let at: PreviewedResource | undefined = start; at && !seen.has(at); at = byUrn.get(at.parent)) {
      if (at === resource) return true;
      seen.add(at);
    }
    return false;
  }
}

function level(
  parent: PreviewedResource | undefined,
  children: Children,
  marks: (urn: string) => Html,
): Html | undefined {
  const here = children.get(parent) ?? [];
  if (here.length === 0) return undefined;
  return html`<ul>
    ${here.map(
      (resource) =>
        html`<li>
          <span class="type">${shortType(resource.type)}</span>
          <bdi class="name">${resource.name}</bdi>${marks(resource.urn)} ${level(resource, children, marks)}
        </li>`,
    )}
  </ul>`;
}

/** The ids of the rules that speak of a resource, behind the shape of what they say. */
function marksOf({ result }: Report): (urn: string) => Html {
  const standing = result.violations.filter(({ exemption }) => exemption === undefined);
  const kinds = [
    ["blocked", "blocked by", standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory")],
    ["advised", "advised by", standing.filter(({ enforcementLevel }) => enforcementLevel === "advisory")],
    ["exempted", "exempted from", result.violations.filter(({ exemption }) => exemption !== undefined)],
    ["unjudged", "not judged by", result.undetermined],
  ] as const;
  return (urn) =>
    html`${kinds.map(([verdict, words, found]) => {
      const ids = [...new Set(found.filter((one) => one.urn === urn).map(({ id }) => id))];
      return ids.length === 0
        ? ""
        : html` <span class="mark ${verdict}"
            >${icon(verdict)}<span class="unseen">${words}</span> ${ids.join(" ")}</span
          >`;
    })}`;
}
