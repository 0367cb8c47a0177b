import type { Rule } from "../policies/framework/rule.js";
import { markdownText } from "./markdownText.js";

/** What a reader of a finding needs to know of a rule: why it is, how to mend what it finds, and how to exempt it. */
export function ruleHelp(rule: Rule): { text: string; markdown: string } {
  const { title, why, fix } = rule;
  const references = rule.references.map(({ standard, section, strength }) => `${standard} ${section} (${strength})`);
  const exemption = exemptionOf(rule);
  const text = [
    `${title}\n\n${why}\n\nFix: ${fix}`,
    `References: ${references.join("; ")}.`,
    `To exempt a resource, for a time and with a reason, in the policy-pack configuration:\n${exemption}`,
  ];
  const markdown = [
    `${markdownText(title)}\n\n${markdownText(why)}\n\n**Fix:** ${markdownText(fix)}`,
    `**References**\n\n${references.map((reference) => `- ${markdownText(reference)}`).join("\n")}`,
    `**To exempt a resource**, for a time and with a reason, in the policy-pack configuration:\n\n\`\`\`json\n${exemption}\n\`\`\``,
  ];
  return { text: text.join("\n\n"), markdown: markdown.join("\n\n") };
}

function exemptionOf({ id }: Rule): string {
  const exemption = {
    rule: id,
    resource: "urn:pulumi:prod::*::name",
    reason: "Why it is right.",
    expires: "YYYY-MM-DD",
  };
  return JSON.stringify({ "baseline-settings": { exemptions: [exemption] } }, undefined, 2);
}
