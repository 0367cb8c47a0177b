/**
 * Hosts of mail services to which a shop's own names point by CNAME (DKIM keys, return paths). A name that points
 * there must not be proxied. Source: the services' own domain-setup pages.
 */
const MAIL_HOST_SUFFIXES: readonly string[] = [
  "dkim.amazonses.com",
  "dkim.mail.microsoft",
  "dkim.mcsv.net",
  "dkim2.mcsv.net",
  "dkim3.mcsv.net",
  "domainkey.zendesk.com",
  "hubspotemail.net",
  "mailgun.org",
  "mandrillapp.com",
  "mtasv.net",
  "onmicrosoft.com",
  "sendgrid.net",
];

/** Whether a CNAME target belongs to a mail service. */
export function isMailHost(target: string): boolean {
  const host = target.toLowerCase().replace(/\.$/, "");
  return (
    MAIL_HOST_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`)) || host.includes("._domainkey.")
  );
}
