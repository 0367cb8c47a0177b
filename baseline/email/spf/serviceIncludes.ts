import type { OmittedInclude } from "../senders/sender.js";
import { evaluatedTerms, type SpfRecord } from "./record.js";
import { named, type SpfFault } from "./spfFault.js";
import { isAtOrBelow, targetName } from "./zone.js";

/** A host that guides tell one to include in SPF, though its service's bounces never go to the customer's domain. */
interface ServiceInclude {
  readonly host: string;
  /** Why it does nothing at a domain's own name, as a sentence. */
  readonly reason: string;
  /** Whether the service itself has taken it out of its instructions, so that nobody vouches for it any more. */
  readonly isRetired?: true;
  /** The MX hosts that a name has where the include is right: a MAIL FROM domain of the service. */
  readonly exchange?: string;
}

/** Sources: the services' pages that the catalogue names (`baseline/email/senders/`). */
const SERVICE_INCLUDES: readonly ServiceInclude[] = [
  {
    host: "amazonses.com",
    reason: "Amazon SES has bounces sent to a MAIL FROM domain below the domain, or to a name of its own.",
    exchange: "amazonses.com",
  },
  {
    host: "hubspotemail.net",
    reason: "HubSpot has bounces sent to names of its own, so receivers never look for it in SPF of the domain.",
  },
  {
    host: "sendgrid.net",
    reason: "SendGrid has bounces sent to a name below the domain, or to one of its own.",
    exchange: "sendgrid.net",
  },
  {
    host: "servers.mcsv.net",
    reason: "Mailchimp has bounces sent to names of its own and no longer asks for it.",
    isRetired: true,
  },
  {
    host: "shops.shopify.com",
    reason: "Shopify authenticates a domain by CNAME records and no longer asks for it.",
    isRetired: true,
  },
  {
    host: "spf.brevo.com",
    reason: "Brevo has bounces sent to a name of its own, or to a branded name below the domain.",
  },
  {
    host: "spf.mailjet.com",
    reason: "Mailjet has bounces sent to bnc3.mailjet.com, or to a return path below the domain.",
  },
  {
    host: "spf.mandrillapp.com",
    reason: "Mandrill has bounces sent to mandrillapp.com, or to a return path below the domain.",
  },
  {
    host: "spf.mtasv.net",
    reason:
      "Postmark has bounces sent to a name of its own, or to a return path below the domain, and no longer asks for it.",
    isRetired: true,
  },
  {
    host: "spf.sendinblue.com",
    reason: "Brevo gave up this name with its former one.",
    isRetired: true,
  },
];

/** The hosts of the list. */
export const SERVICE_HOSTS: readonly string[] = SERVICE_INCLUDES.map(({ host }) => host);

/**
 * Why an include of the list is left out.
 *
 * @param host one of its hosts
 * @throws Error where the list has no such host
 */
export function omit(host: string): OmittedInclude {
  const known = SERVICE_INCLUDES.find((include) => include.host === host);
  if (known === undefined) throw new Error(`the list of service includes has no ${host}`);
  return { include: host, reason: known.reason };
}

/**
 * Why an include that somebody asked for is left out at the domain's own name.
 *
 * @param host the include's host
 * @returns nothing where it may be of use there, and for a retired one: `retiredFaults` refuses that
 */
export function omitIfNeedless(host: string): OmittedInclude | undefined {
  const known = find(host);
  return known === undefined || known.isRetired ? undefined : { include: host, reason: known.reason };
}

/**
 * Judges whether a record includes hosts that their service has retired: `SPF18`.
 *
 * @param record a parsed record
 */
export function retiredFaults(record: SpfRecord): SpfFault[] {
  return includesOf(record).flatMap(({ name, known }) =>
    known.isRetired
      ? {
          rule: "SPF18",
          message: `The record includes ${named(name)}, which its service has retired. ${known.reason}`,
          fix: `Remove include:${name}.`,
          reference: "RFC 7208 §5.2",
        }
      : [],
  );
}

/**
 * Judges whether the record at a domain's own name includes hosts that do nothing there: `SPF17`.
 *
 * @param record a parsed record
 * @param exchanges the MX hosts at that name
 */
export function needlessFaults(record: SpfRecord, exchanges: readonly string[]): SpfFault[] {
  return includesOf(record).flatMap(({ name, known }) => {
    const isMailFrom = exchanges.some((host) => known.exchange !== undefined && isAtOrBelow(host, [known.exchange]));
    if (known.isRetired || isMailFrom) return [];
    return {
      rule: "SPF17",
      message: `The record includes ${named(name)}, which costs look-ups and does nothing here. ${known.reason}`,
      fix: `Remove include:${name} from this record.`,
      reference: "RFC 7208 §2.4, §4.6.4",
    };
  });
}

function includesOf(record: SpfRecord): { readonly name: string; readonly known: ServiceInclude }[] {
  return evaluatedTerms(record).mechanisms.flatMap((term) => {
    const name = term.kind === "include" ? targetName(term.domain, undefined) : undefined;
    const known = name === undefined ? undefined : find(name);
    return name === undefined || known === undefined ? [] : { name, known };
  });
}

function find(host: string): ServiceInclude | undefined {
  return SERVICE_INCLUDES.find((include) => isAtOrBelow(host, [include.host]));
}
