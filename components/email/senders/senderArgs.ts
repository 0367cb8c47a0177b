import type { BrevoArgs } from "./brevo.js";
import type { CloudflareEmailRoutingArgs } from "./cloudflareEmailRouting.js";
import type { EspArgs } from "./esp.js";
import type { GoogleArgs } from "./google.js";
import type { HubspotArgs } from "./hubspot.js";
import type { KlaviyoArgs } from "./klaviyo.js";
import type { MailchimpArgs } from "./mailchimp.js";
import type { MailgunArgs } from "./mailgun.js";
import type { MailjetArgs } from "./mailjet.js";
import type { MandrillArgs } from "./mandrill.js";
import type { Microsoft365Args } from "./microsoft365.js";
import type { PostmarkArgs } from "./postmark.js";
import type { ResendArgs } from "./resend.js";
import type { SendgridArgs } from "./sendgrid.js";
import type { SesArgs } from "./ses.js";
import type { ShopifyArgs } from "./shopify.js";
import type { ZendeskArgs } from "./zendesk.js";

/**
 * A service that sends mail as the domain: exactly one of these properties. In TypeScript, the functions of the same
 * names make it; in YAML and the other languages, write the property itself.
 */
export interface SenderArgs {
  /** Brevo. */
  brevo?: BrevoArgs;
  /** Cloudflare Email Routing. */
  cloudflareEmailRouting?: CloudflareEmailRoutingArgs;
  /** Any other mail service, or a mail server of your own. */
  esp?: EspArgs;
  /** Google Workspace. */
  google?: GoogleArgs;
  /** HubSpot. */
  hubspot?: HubspotArgs;
  /** Klaviyo. */
  klaviyo?: KlaviyoArgs;
  /** Mailchimp. */
  mailchimp?: MailchimpArgs;
  /** Mailgun. */
  mailgun?: MailgunArgs;
  /** Mailjet. */
  mailjet?: MailjetArgs;
  /** Mandrill (Mailchimp Transactional). */
  mandrill?: MandrillArgs;
  /** Microsoft 365. */
  microsoft365?: Microsoft365Args;
  /** Postmark. */
  postmark?: PostmarkArgs;
  /** Resend. */
  resend?: ResendArgs;
  /** SendGrid. */
  sendgrid?: SendgridArgs;
  /** Amazon SES. */
  ses?: SesArgs;
  /** Shopify. */
  shopify?: ShopifyArgs;
  /** Zendesk. */
  zendesk?: ZendeskArgs;
}
