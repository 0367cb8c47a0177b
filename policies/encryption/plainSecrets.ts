import { isSecretName, plainSecret, secretsInScript } from "../../baseline/encryption/plainSecret.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { PASSWORD_TYPES, PLAIN_TEXT_TYPES, plainTexts, type PlainText } from "../readers/plainTexts.js";

export const plainSecrets: Rule = {
  id: "ENC10",
  name: "encryption-plain-secret",
  title: "No secret stands in an environment variable, a start script or a database's password.",
  why: "Everybody who may list functions, tasks or machines reads it there, and so does whoever finds the state, a log or a crash report.",
  fix: "Put it into Secrets Manager and let the program fetch it; let RDS keep its password (manageMasterUserPassword, or passwordWo).",
  severity: "critical",
  references: [
    { standard: "PCI DSS 4.0.1", section: "8.6.2", strength: "satisfies" },
    { standard: "AWS Well-Architected", section: "SEC02-BP03", strength: "partial" },
  ],
  types: PLAIN_TEXT_TYPES,
  checkResource(resource, verdict) {
    const isPassword = PASSWORD_TYPES.includes(resource.type);
    for (const text of plainTexts(resource)) {
      if (isPassword) {
        verdict.violation(`${resource.name} gets its password from the program, in ${text.where}.`);
      } else judge(resource.name, text, verdict);
    }
  },
};

function judge(resource: string, { name, value, where }: PlainText, verdict: Verdict): void {
  if (value === UNKNOWN) {
    if (name === undefined || isSecretName(name)) {
      verdict.undetermined(`Whether the ${where} of ${resource} holds a secret will be known only after the deploy.`);
    }
    return;
  }
  if (name === undefined) {
    const found = secretsInScript(value);
    if (found.length > 0) verdict.violation(`The ${where} of ${resource} holds secrets: ${found.join(", ")}.`);
    return;
  }
  const secret = plainSecret(name, value);
  if (secret !== undefined) verdict.violation(`The ${where} of ${resource} holds ${secret}.`);
}
