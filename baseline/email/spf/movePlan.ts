import { LOOKUP_LIMIT } from "./limits.js";
import { normalName } from "./zone.js";

/** An include, and what it costs. */
export interface IncludeCost {
  /** The include's target. */
  readonly include: string;
  /** Look-ups in the worst case, its own included. */
  readonly lookups: number;
}

/** Which includes to take out of a record. */
export interface MovePlan<T extends IncludeCost> {
  /** The includes, the most expensive first. */
  readonly moves: readonly T[];
  /** The look-ups that are left. */
  readonly left: number;
}

/**
 * Domains of Zoho's data centres. Its accounts include one of three names there: `zohomail` for Zoho Mail, `one.zoho`
 * where more of its services send, `zoho` in older instructions, which still covers all of them.
 *
 * Sources: www.zoho.com/mail/help/adminconsole/spf-configuration.html, www.zoho.com/ae/billing/kb/email-notifications/spf-record.html;
 * `zohocloud.ca` and the other countries as zones of customers have them.
 */
const ZOHO_REGIONS = ["com", "eu", "in", "com.au", "jp"];

/**
 * Includes of services that host a domain's mailboxes. Their bounces go to the domain's own name, so the include cannot
 * move to a MAIL FROM subdomain. Source: the services' own domain-setup pages.
 */
export const MAILBOX_INCLUDES: readonly string[] = [
  "_spf.google.com",
  "_spf.mx.cloudflare.net",
  "spf.protection.outlook.com",
  ...["zoho", "zohomail", "one.zoho"].flatMap((host) => ZOHO_REGIONS.map((region) => `${host}.${region}`)),
  "zohocloud.ca",
];

/**
 * Finds the cheapest way below the limit of look-ups: the fewest senders that move to a MAIL FROM subdomain of their
 * own, which then has the include in its own record, with its own ten look-ups; among those, the way that leaves most
 * room.
 *
 * Taking the most expensive first is that way: no other choice of as many senders frees as many look-ups.
 *
 * @param includes the includes of the record, with their costs
 * @param total all look-ups of the record in the worst case
 * @param limit how many look-ups may be left. @default those that receivers allow
 * @returns no moves where the record keeps the limit; `undefined` where no choice is enough
 */
export function planMoves<T extends IncludeCost>(
  includes: readonly T[],
  total: number,
  limit = LOOKUP_LIMIT,
): MovePlan<T> | undefined {
  const movable = includes
    .filter(({ include }) => !MAILBOX_INCLUDES.includes(normalName(include)))
    .sort((one, other) => other.lookups - one.lookups);
  const moves: T[] = [];
  let left = total;
  for (const include of movable) {
    if (left <= limit) break;
    moves.push(include);
    left -= include.lookups;
  }
  return left <= limit ? { moves, left } : undefined;
}
