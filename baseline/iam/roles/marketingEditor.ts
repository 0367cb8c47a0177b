import type { Maybe } from "../../unknown.js";
import { permission, type RoleStatement } from "./statement.js";

/** What the marketing editor works with. */
export interface MarketingEditorResources {
  /** Templates, or patterns of them that end in a prefix's `*`: `…:template/marketing-*`. */
  readonly templateArns: readonly Maybe<string>[];
}

/** Writes the marketing templates. It sends nothing, and cannot touch the templates of order mail, nor an identity. */
export function marketingEditor({ templateArns }: MarketingEditorResources): RoleStatement[] {
  return [
    permission(
      "templateArns",
      "EditTemplates",
      [
        "ses:CreateEmailTemplate",
        "ses:DeleteEmailTemplate",
        "ses:GetEmailTemplate",
        "ses:TestRenderEmailTemplate",
        "ses:UpdateEmailTemplate",
      ],
      templateArns,
    ),
    permission("templateArns", "ListTemplates", ["ses:ListEmailTemplates"], ["*"]),
  ];
}
