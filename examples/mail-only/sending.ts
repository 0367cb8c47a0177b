import * as aws from "@pulumi/aws";
import { MailSenderRole } from "storefront-baseline";
import { accountId, domain, region } from "./settings";

// Mail leaves over TLS or not at all, and nothing is sent again to who bounced or complained.
export const configurationSet = new aws.sesv2.ConfigurationSet("orders", {
  configurationSetName: "orders",
  deliveryOptions: { tlsPolicy: "REQUIRE" },
  reputationOptions: { reputationMetricsEnabled: true },
  suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
});

export const identity = new aws.sesv2.EmailIdentity("orders", {
  emailIdentity: domain,
  configurationSetName: configurationSet.configurationSetName,
  // Easy DKIM: SES keeps the keys and changes them by itself.
  dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
});
new aws.sesv2.EmailIdentityMailFromAttributes("orders", {
  emailIdentity: identity.emailIdentity,
  mailFromDomain: `bounce.${domain}`,
  behaviorOnMxFailure: "REJECT_MESSAGE",
});

const ses = `arn:aws:ses:${region}:${accountId}`;
export const sender = new MailSenderRole("mail-sender", {
  accountId,
  trust: { services: ["lambda.amazonaws.com"] },
  identityArn: `${ses}:identity/${domain}`,
  configurationSetArn: `${ses}:configuration-set/orders`,
  fromAddresses: [`*@${domain}`],
  logGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/mail-sender`,
});
