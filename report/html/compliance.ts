import type { Reference, Rule } from "../../policies/framework/rule.js";
import { PCI, PCI_REQUIREMENTS } from "../pciRequirements.js";
import type { Report } from "./context.js";
import { badge, extentOf, icon, ruleLink, wordsOf } from "./marks.js";
import { html, type Html } from "./markup.js";

type Strength = Reference["strength"];
const STRENGTHS: readonly Strength[] = ["satisfies", "partial", "supporting"];

/** The rules that refer to one requirement, with how far each meets it. */
interface Requirement {
  readonly number: string;
  readonly rules: { readonly rule: Rule; readonly strength: Strength }[];
}

/** The requirements of PCI DSS that rules refer to, and what these come to in the stack. */
export function compliance(report: Report): Html {
  return html`<section id="pci" aria-labelledby="pci-title">
    <h2 id="pci-title">${PCI}</h2>
    <p class="lead">
      Which rules bear on which requirement, and what they say of this stack. Each rule <b>satisfies</b> a requirement,
      meets a <b>partial</b> share of it, or is <b>supporting</b>. That strength is our own reading of the standard and
      no certification: an assessor decides, over the whole cardholder data environment and its processes.
    </p>
    <table class="stacked pci">
      <caption class="unseen">
        Requirements of ${PCI} and the rules that bear on them
      </caption>
      <thead>
        <tr>
          <th scope="col">Requirement</th>
          <th scope="col">Rules by strength</th>
          <th scope="col">Its rules say</th>
        </tr>
      </thead>
      <tbody>
        ${requirementsOf(report.rules).map((requirement) => row(requirement, report))}
      </tbody>
    </table>
  </section>`;
}

function requirementsOf(rules: readonly Rule[]): Requirement[] {
  const requirements = new Map<string, Requirement>();
  for (const rule of rules) {
    for (const { standard, section, strength } of rule.references) {
      if (standard !== PCI) continue;
      for (const number of section.split(/[,;]\s*/)) {
        const requirement = requirements.get(number) ?? { number, rules: [] };
        requirement.rules.push({ rule, strength });
        requirements.set(number, requirement);
      }
    }
  }
  return [...requirements.values()].sort((a, b) => a.number.localeCompare(b.number, "en", { numeric: true }));
}

function row({ number, rules }: Requirement, report: Report): Html {
  const standing = report.judge(rules.map(({ rule }) => rule));
  return html`<tr class="${standing.verdict}">
    <th scope="row">
      <span class="requirement">${number}</span> <span class="demand">${PCI_REQUIREMENTS[number] ?? ""}</span>
    </th>
    <td data-label="Rules">
      ${STRENGTHS.map((strength) => {
        const own = rules.filter((one) => one.strength === strength);
        return own.length === 0
          ? ""
          : html`<p class="strength">
              <span class="${strength}">${strength}</span>
              <span>${own.map(({ rule }) => rated(rule, report))}</span>
            </p>`;
      })}
    </td>
    <td data-label="Verdict">
      ${badge(standing.verdict, wordsOf(standing))}<span class="besides">${extentOf(standing)}</span>
    </td>
  </tr>`;
}

/** A rule with the shape of what it says alone. */
function rated(rule: Rule, { judge }: Report): Html {
  const standing = judge([rule]);
  return html`<span class="rated ${standing.verdict}"
    >${icon(standing.verdict)}<span class="unseen">${wordsOf(standing)}:</span> ${ruleLink(rule)}</span
  > `;
}
