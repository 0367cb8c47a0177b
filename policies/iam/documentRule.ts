import { allowsEverything } from "../../baseline/iam/administration.js";
import type { Checked } from "../../baseline/iam/checkStatements.js";
import type { PolicyDocument } from "../../baseline/iam/document.js";
import { report } from "../email/mailRule.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { iamDocuments, type IamDocument } from "../readers/iamDocuments.js";
import { typesOfKinds, type DocumentKind } from "../readers/iamDocumentTypes.js";
import { POLICY_TYPE } from "../readers/iamEdges.js";
import { iamPrincipals } from "../readers/iamPrincipals.js";

/** What a rule on documents says of itself; what it judges stands in `baseline/iam/`. */
export type DocumentRuleText = Omit<Rule, "types" | "checkResource" | "checkStack" | "remediate">;

/** A check of `baseline/iam/` over one document. */
export type DocumentCheck = (document: PolicyDocument, subject: string) => Checked;

/** Narrows a rule to some of the resources that hold documents of its kinds. */
export interface DocumentRuleOptions {
  readonly types?: readonly string[];
  readonly applies?: (resource: Resource) => boolean;
}

/**
 * A rule over single documents of some kinds: it judges whichever resource holds one, before that is created.
 *
 * A managed policy grants nothing by itself, and as a permissions boundary it never does: so where a rule is about
 * grants it is judged with the whole stack, which shows what it is for.
 */
export function documentRule(
  kinds: readonly DocumentKind[],
  check: DocumentCheck,
  text: DocumentRuleText,
  options: DocumentRuleOptions = {},
): Rule {
  const types = options.types ?? typesOfKinds(kinds);
  const isOfGrants = !kinds.includes("ceiling");
  const judge = (resource: Resource, verdict: Verdict): void => {
    for (const document of iamDocuments(resource)) {
      if (kinds.includes(document.kind)) judgeDocument(document, check, verdict);
    }
  };
  return {
    ...text,
    types,
    checkResource(resource, verdict) {
      if (isOfGrants && resource.type === POLICY_TYPE) return;
      if (options.applies?.(resource) !== false) judge(resource, verdict);
    },
    ...(isOfGrants &&
      types.includes(POLICY_TYPE) && {
        checkStack(stack, verdict) {
          const { attached, boundaries } = stack.read(iamPrincipals);
          for (const policy of stack.ofTypes([POLICY_TYPE])) {
            const isCeiling = boundaries.has(policy) || iamDocuments(policy).some(isShapedAsCeiling);
            if (attached.has(policy) || !isCeiling) judge(policy, verdict);
          }
        },
      }),
  };
}

/** Everything but what is denied: a boundary for principals of other stacks. What it gives a holder is IAM26's. */
function isShapedAsCeiling({ document }: IamDocument): boolean {
  if (document === UNKNOWN || document === undefined) return false;
  const { statements } = document;
  return allowsEverything(document) && statements.some(({ effect }) => effect === "Deny");
}

function judgeDocument({ document, subject, resource }: IamDocument, check: DocumentCheck, verdict: Verdict): void {
  const at = { urn: resource.urn };
  if (document === UNKNOWN) verdict.undetermined(`What ${subject} says will be known only after the deploy.`, at);
  if (document === UNKNOWN || document === undefined) return; // IAM18 says why
  const checked = check(document, subject);
  for (const finding of checked) if (finding !== UNKNOWN) report(verdict, finding, resource.urn);
  if (checked.includes(UNKNOWN)) {
    verdict.undetermined(`Parts of ${subject} on which this depends will be known only after the deploy.`, at);
  }
}
