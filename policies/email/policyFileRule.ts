import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { POLICY_FILE_TYPES, policyFile } from "../readers/policyFiles.js";
import { stackMtaSts } from "../readers/policyHosts.js";
import { report, type MailRuleText } from "./mailRule.js";

const NOT_READ =
  "The text of its MTA-STS policy file is known only after the deploy, stands in a file, or is made by a script.";

/** A rule over the text of an MTA-STS policy file: it reports the findings of `baseline/` that carry its id. */
export function policyFileRule(rule: MailRuleText): Rule {
  return {
    ...rule,
    types: POLICY_FILE_TYPES,
    checkResource(resource, verdict) {
      const file = policyFile(resource);
      if (!file) return;
      for (const finding of file.findings) if (finding.rule === rule.id) report(verdict, finding, resource.urn);
      if (file.isCertain && file.texts.includes(UNKNOWN)) verdict.undetermined(NOT_READ);
    },
    checkStack(stack, verdict) {
      // That an unknown content is a policy shows only in the host name that leads to it.
      for (const { file } of stack.read(stackMtaSts).policies) {
        if (!file.isCertain) verdict.undetermined(NOT_READ, { urn: file.resource.urn });
      }
    },
  };
}
