import { checkFunctionPermission } from "../../baseline/iam/checkFunctionAccess.js";
import { report } from "../email/mailRule.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { capitalized, nameOf } from "../readers/iamDocuments.js";

const PERMISSION = "aws:lambda/permission:Permission";
const FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl";

export const functionAccess: Rule = {
  id: "IAM20",
  name: "iam-function-access",
  title: "A Lambda function is called on behalf of known sources only, and its URL asks who calls.",
  why: "A stranger points an API, a bucket or a topic of another account at the function, or calls its URL, and it works with the shop's rights.",
  fix: "Give each permission sourceArn or sourceAccount, and a function's URL authorizationType AWS_IAM.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP07", strength: "partial" },
    { standard: "AWS Security Hub", section: "Lambda.1", strength: "satisfies" },
  ],
  types: [PERMISSION, FUNCTION_URL],
  checkResource(resource, verdict) {
    if (resource.type === FUNCTION_URL) {
      const type = resource.text("authorizationType");
      if (type === UNKNOWN) verdict.undetermined("How the URL asks who calls will be known only after the deploy.");
      if (type === "NONE")
        verdict.violation(
          `${capitalized(nameOf(resource))} has authorizationType NONE, so everyone in the world calls the function.`,
        );
      return;
    }
    const finding = checkFunctionPermission(
      {
        principal: resource.text("principal"),
        sourceArn: resource.text("sourceArn"),
        sourceAccount: resource.text("sourceAccount"),
        principalOrgId: resource.text("principalOrgId"),
        eventSourceToken: resource.text("eventSourceToken"),
        urlAuthType: resource.text("functionUrlAuthType"),
      },
      capitalized(nameOf(resource)),
    );
    if (finding === UNKNOWN)
      verdict.undetermined("On whose behalf the function is called will be known only after the deploy.");
    else if (finding) report(verdict, finding, resource.urn);
  },
};
