import { brevo } from "./brevo.js";
import { cloudflareEmailRouting } from "./cloudflareEmailRouting.js";
import { esp } from "./esp.js";
import { google } from "./google.js";
import { hubspot } from "./hubspot.js";
import { klaviyo } from "./klaviyo.js";
import { mailchimp } from "./mailchimp.js";
import { mailgun } from "./mailgun.js";
import { mailjet } from "./mailjet.js";
import { mandrill } from "./mandrill.js";
import { microsoft365 } from "./microsoft365.js";
import { postmark } from "./postmark.js";
import { resend } from "./resend.js";
import type { SenderEntry } from "./sender.js";
import { sendgrid } from "./sendgrid.js";
import { ses } from "./ses.js";
import { shopify } from "./shopify.js";
import { zendesk } from "./zendesk.js";

/** The sender catalogue: what each mail service needs in a domain's DNS, by the property that gives its input. */
export const CATALOGUE = {
  brevo,
  cloudflareEmailRouting,
  esp,
  google,
  hubspot,
  klaviyo,
  mailchimp,
  mailgun,
  mailjet,
  mandrill,
  microsoft365,
  postmark,
  resend,
  sendgrid,
  ses,
  shopify,
  zendesk,
} as const satisfies Readonly<Record<string, SenderEntry>>;

/** The property by which a sender is given. */
export type SenderKey = keyof typeof CATALOGUE;
