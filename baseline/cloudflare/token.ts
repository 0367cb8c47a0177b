import type { Finding } from "../finding.js";
import { UNKNOWN, type Maybe } from "../unknown.js";

/** What is known of an API token of Cloudflare. */
export interface TokenFacts {
  /** RFC 3339, such as `2027-01-31T00:00:00Z`; `undefined` for a token without an end. */
  readonly expiresOn: Maybe<string | undefined>;
  /** The networks that it works from; none where it works from anywhere. */
  readonly ranges: Maybe<readonly Maybe<string>[]>;
  /** Ids of the permission groups that it has. */
  readonly groups: readonly Maybe<string>[];
  /** Names of the resources that it reaches: `com.cloudflare.api.account.zone.<id>`. */
  readonly resources: readonly Maybe<string>[];
}

/** How many Super Administrators there are is a matter of this role; Cloudflare documents its id. */
export const SUPER_ADMINISTRATOR = "33666b9c79b9a5273fc7344ff42f953d";

/**
 * Permission groups by which a token gives itself or others more: whoever edits tokens makes one that may do anything.
 *
 * Source: Cloudflare API, "List Token Permission Groups", whose ids are the same for all accounts.
 */
const ACCOUNT_EDIT: Readonly<Record<string, string>> = {
  "686d18d5ac6c441c867cbf6771e58a0a": "API Tokens Write",
  "5bc3f8b21c554832afc660159ab75fa4": "Account API Tokens Write",
  "9201bc6f42d440968aaab0c6f17ebb1d": "Memberships Write",
  "1af1fa2adc104452b74a9a3364202f20": "Account Settings Write",
  "6c80e02421494afc9ae14414ed442632": "Billing Write",
};

const DAY = 86_400_000;
const SHORTEST_PREFIX = { 4: 8, 6: 19 };
const REFERENCE = 'Cloudflare docs, "Restrict token use" and "API token permissions"';

/**
 * IAM23: a token ends, works from known networks only, and reaches neither everything nor the rights of others.
 *
 * @param today ISO date, in UTC
 * @param days after which it must end at the latest
 * @returns findings, and `UNKNOWN` for each part that cannot be judged yet
 */
export function checkToken(facts: TokenFacts, subject: string, today: string, days: number): readonly Maybe<Finding>[] {
  const finding = (message: string, fix: string): Finding => ({
    rule: "IAM23",
    subject,
    message,
    fix,
    reference: REFERENCE,
  });
  const verdicts: (Maybe<Finding> | undefined)[] = [];
  const { expiresOn, ranges, groups, resources } = facts;

  const fixEnd = `Give expiresOn, ${days} days ahead at most.`;
  if (expiresOn === UNKNOWN) verdicts.push(UNKNOWN);
  else if (expiresOn === undefined) verdicts.push(finding(`The token ${subject} never ends.`, fixEnd));
  else if (!(Date.parse(expiresOn) <= Date.parse(today) + (days + 1) * DAY)) {
    verdicts.push(
      finding(`The token ${subject} ends on ${expiresOn.slice(0, 10)}, in more than ${days} days.`, fixEnd),
    );
  }

  const fixRange = "Give condition.requestIp.ins with the networks that use it.";
  const wide = ranges === UNKNOWN ? undefined : ranges.find((range) => range !== UNKNOWN && isWide(range));
  if (wide !== undefined && wide !== UNKNOWN) {
    verdicts.push(finding(`The token ${subject} works from ${wide}, which is a good part of the internet.`, fixRange));
  } else if (ranges === UNKNOWN || ranges.includes(UNKNOWN)) verdicts.push(UNKNOWN);
  else if (ranges.length === 0) verdicts.push(finding(`The token ${subject} works from anywhere.`, fixRange));

  const edits = groups.flatMap((id) => (id === UNKNOWN ? [] : (ACCOUNT_EDIT[id] ?? [])));
  if (edits.length > 0) {
    verdicts.push(
      finding(
        `The token ${subject} has ${edits.join(", ")}, by which its holder gives itself more.`,
        "Leave tokens, members and billing to people, and give the token the groups of what it deploys.",
      ),
    );
  } else if (groups.includes(UNKNOWN)) verdicts.push(UNKNOWN);

  const everything = resources.find((name) => name !== UNKNOWN && /^com\.cloudflare\..*\*$/.test(name));
  if (everything !== undefined && everything !== UNKNOWN) {
    verdicts.push(
      finding(`The token ${subject} reaches all of ${everything}.`, "Name the account and the zones that it is for."),
    );
  } else if (resources.includes(UNKNOWN)) verdicts.push(UNKNOWN);
  return verdicts.filter((verdict) => verdict !== undefined);
}

function isWide(range: string): boolean {
  const [address = "", prefix] = range.split("/");
  return prefix !== undefined && Number(prefix) < SHORTEST_PREFIX[address.includes(":") ? 6 : 4];
}
