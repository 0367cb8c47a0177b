import { isIP } from "node:net";
import { dayNumber } from "../calendarDate.js";
import type { Problem } from "../email/emailDomainCheck.js";
import { nearest } from "../nearest.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import { TOKEN_NEEDS } from "./permissionGroups.js";
import { checkToken, type TokenFacts } from "./token.js";
import { TOKEN_DAYS } from "./tokenDays.js";

/** A token, by what it is used for. */
export interface TokenModel {
  readonly accountId: Maybe<string>;
  readonly needs: readonly {
    readonly need: string;
    /** Ids of the zones; none for what belongs to the account. */
    readonly zoneIds: readonly Maybe<string>[];
    readonly readOnly: boolean;
  }[];
  /** Networks in CIDR notation. */
  readonly networks: readonly Maybe<string>[];
  /** The last day, as an ISO date in UTC. */
  readonly expires: string;
  readonly today: string;
}

/** What Cloudflare's API takes for one kind of resource. */
export interface TokenPolicy {
  readonly effect: "allow";
  readonly permissionGroups: readonly { readonly id: string }[];
  /** JSON. */
  readonly resources: string;
}

const ID = /^[0-9a-f]{32}$/;

/** The policies of a token whose model is good: needs of the same zones share one. */
export function tokenPolicies({ accountId, needs }: TokenModel): TokenPolicy[] {
  const byResources = new Map<string, Set<string>>();
  for (const { need, zoneIds, readOnly } of needs) {
    const known = TOKEN_NEEDS[need];
    if (!known) continue;
    const names =
      known.scope === "zone"
        ? [...new Set(zoneIds)].map((id) => `com.cloudflare.api.account.zone.${String(id)}`).sort()
        : [`com.cloudflare.api.account.${String(accountId)}`];
    const resources = JSON.stringify(Object.fromEntries(names.map((name) => [name, "*"])));
    const ids = byResources.get(resources) ?? new Set();
    byResources.set(resources, ids.add((readOnly ? known.read : known.write).id));
  }
  return [...byResources].map(([resources, ids]) => ({
    effect: "allow",
    permissionGroups: [...ids].sort().map((id) => ({ id })),
    resources,
  }));
}

/** The end of a token's last day, as Cloudflare's API takes it. */
export function expiresOn(expires: string): string {
  return `${expires}T23:59:59Z`;
}

/** Everything that is wrong with a token, in the input's terms; what is not known yet is not judged. */
export function tokenProblems(model: TokenModel): Problem[] {
  const { accountId, needs } = model;
  const problems = [...expiryProblems(model), ...networkProblems(model)];
  if (accountId !== UNKNOWN && !ID.test(accountId)) {
    problems.push({
      property: "accountId",
      reason: `"${accountId}" is no id of Cloudflare, which has 32 hexadecimal digits.`,
    });
  }
  if (needs.length === 0) problems.push({ property: "needs", reason: "It is empty, so the token could do nothing." });
  needs.forEach(({ need, zoneIds }, index) => {
    const known = Object.hasOwn(TOKEN_NEEDS, need) ? TOKEN_NEEDS[need] : undefined;
    const at = (property: string, reason: string): unknown =>
      problems.push({ property: `needs[${index}].${property}`, reason });
    if (!known) {
      const names = Object.keys(TOKEN_NEEDS);
      return at("need", `"${need}" is no need${nearest(need, names)}. Allowed are ${names.join(", ")}.`);
    }
    if (known.scope === "zone" && zoneIds.length === 0) {
      return at(
        "zoneIds",
        `${known.write.name} can be given for single zones: name those that the program works with.`,
      );
    }
    if (known.scope === "account" && zoneIds.length > 0) {
      return at("zoneIds", `${known.write.name} belongs to the account, so Cloudflare takes no zones with it.`);
    }
    zoneIds.forEach((id, place) => {
      if (id === UNKNOWN || ID.test(id)) return;
      at(`zoneIds[${place}]`, `"${id}" is no id of a zone, which has 32 hexadecimal digits.`);
    });
    return undefined;
  });
  return problems;
}

function expiryProblems({ expires, today }: TokenModel): Problem[] {
  const at = (reason: string): Problem[] => [{ property: "expires", reason }];
  const [last, now] = [dayNumber(expires), dayNumber(today)];
  if (last === undefined) return at(`"${expires}" is no ISO date of the calendar, such as 2027-01-31.`);
  if (now === undefined) return []; // the component says so of `today`
  if (last < now)
    return at(`The token ended on ${expires}: give a new day, and replace the component's name to get a new value.`);
  return judged({ expiresOn: expiresOn(expires), ranges: UNKNOWN, groups: [], resources: [] }, today, "expires");
}

function networkProblems({ networks, today }: TokenModel): Problem[] {
  const faults = networks.flatMap((network, index) => {
    const fault = network === UNKNOWN ? undefined : networkFault(network);
    return fault === undefined ? [] : [{ property: `networks[${index}]`, reason: `"${String(network)}" ${fault}` }];
  });
  if (faults.length > 0) return faults;
  return judged({ expiresOn: UNKNOWN, ranges: networks, groups: [], resources: [] }, today, "networks");
}

function networkFault(network: string): string | undefined {
  const [address = "", prefix, ...rest] = network.split("/");
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  if (version === 0 || rest.length > 0) return "is no network, such as 192.0.2.0/24 or 2001:db8::/48.";
  if (prefix === undefined) return `has no prefix length: write ${address}/${bits} for this address alone.`;
  return /^[0-9]{1,3}$/.test(prefix) && Number(prefix) <= bits
    ? undefined
    : `has a prefix length other than 0 to ${bits}.`;
}

/** What rule IAM23 would say. */
function judged(facts: TokenFacts, today: string, property: string): Problem[] {
  const found = checkToken(facts, "itself", today, TOKEN_DAYS);
  return found.flatMap((finding) =>
    finding === UNKNOWN
      ? []
      : [{ property, reason: `${finding.message.replace("The token itself", "The token")} ${finding.fix}` }],
  );
}

/** What reaches further than one would think, as sentences. */
export function tokenExceptions({ needs }: TokenModel): string[] {
  const wide = needs.filter(({ need, readOnly }) => !readOnly && TOKEN_NEEDS[need]?.scope === "account");
  return wide.map(
    ({ need }) =>
      `needs: ${String(TOKEN_NEEDS[need]?.write.name)} holds for everything of its kind in the account: Cloudflare gives no finer one.`,
  );
}
