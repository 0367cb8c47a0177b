import { checkToken } from "../../baseline/cloudflare/token.js";
import { report } from "../email/mailRule.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { cloudflareToken, TOKEN_TYPES } from "../readers/cloudflareTokens.js";

export const cloudflareTokenLimits: Rule = {
  id: "IAM23",
  name: "iam-cloudflare-token",
  title: "An API token of Cloudflare ends, works from known networks only, and makes nobody more than it is.",
  why: "A token that leaks from a pipeline rewrites the shop's DNS, so its mail and its checkout, from anywhere and for ever.",
  fix: "Give it expiresOn, condition.requestIp.ins, and the permission groups and zones of what it deploys.",
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "8.6.3", strength: "partial" },
    { standard: "NIST CSF 2.0", section: "PR.AA-05", strength: "supporting" },
  ],
  types: TOKEN_TYPES,
  checkResource(resource, verdict, { today, tokenDays }) {
    const checked = checkToken(cloudflareToken(resource), resource.name, today, tokenDays);
    for (const finding of checked) if (finding !== UNKNOWN) report(verdict, finding, resource.urn);
    if (checked.includes(UNKNOWN)) verdict.undetermined("Limits of the token will be known only after the deploy.");
  },
};
