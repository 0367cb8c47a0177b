import type { Maybe } from "../../unknown.js";
import { permission, whereGiven, type RoleCondition, type RoleStatement } from "./statement.js";
import { workloadLogs } from "./workloadLogs.js";

/** What the mail sender works with. */
export interface MailSenderResources {
  readonly identityArn: Maybe<string>;
  readonly configurationSetArn: Maybe<string>;
  readonly templateArns?: readonly Maybe<string>[] | undefined;
  /** Addresses that may stand in From, or patterns such as `*@fernwood.example`. */
  readonly fromAddresses: readonly string[];
  /** Names that may stand before the address. */
  readonly fromDisplayNames?: readonly string[] | undefined;
  readonly logGroupArn?: Maybe<string> | undefined;
}

/**
 * Sends mail as the shop: by one identity, with one configuration set and the given templates, From the given addresses.
 * A request that names another of them is denied, since Amazon SES asks for each. It changes no template and no identity.
 *
 * Source: AWS Service Authorization Reference, "Actions, resources, and condition keys for Amazon SES".
 */
export function mailSender(given: MailSenderResources): RoleStatement[] {
  const { identityArn, configurationSetArn, templateArns, fromAddresses, fromDisplayNames, logGroupArn } = given;
  const from: RoleCondition = { operator: "StringLike", key: "ses:FromAddress", values: fromAddresses };
  const names: RoleCondition[] = fromDisplayNames?.length
    ? [{ operator: "StringEquals", key: "ses:FromDisplayName", values: fromDisplayNames }]
    : [];
  return [
    permission(
      "identityArn",
      "SendMail",
      ["ses:SendEmail"],
      [identityArn, configurationSetArn, ...(templateArns ?? [])],
      [from, ...names],
    ),
    ...whereGiven(templateArns, (templates) => [
      permission(
        "templateArns",
        "SendTemplates",
        ["ses:SendTemplatedEmail"],
        [identityArn, configurationSetArn, ...templates],
        [from, ...names],
      ),
    ]),
    ...workloadLogs(logGroupArn),
  ];
}
