import { registeredDomain } from "../../baseline/email/publicSuffix.js";
import { isAtOrBelow } from "../../baseline/email/spf/zone.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { exchangeOf } from "./dnsRecords.js";
import { purposeOfName, type MailPurpose } from "./mailRecords.js";
import { ownerOf, stackDns } from "./zones.js";

const LEADING: readonly unknown[] = ["CNAME", "NS", UNKNOWN];

/** A name of mail that leads, by CNAME or NS, to a host outside of the stack's zones and of the domain's own. */
export interface LedAway {
  readonly fqdn: string;
  /** In lower case without a final dot; `UNKNOWN` where it, or whether the record leads anywhere, is not known yet. */
  readonly host: Maybe<string>;
  readonly resource: Resource;
}

/** The names of a purpose that lead to somebody else's host, who then says what stands there. */
export function ledAway(stack: Stack, purpose: MailPurpose): readonly LedAway[] {
  const { records, owned } = stack.read(stackDns);
  return records.flatMap(({ fqdn, type, values, resource }): LedAway[] => {
    if (fqdn === UNKNOWN || purposeOfName(fqdn) !== purpose || !LEADING.includes(type)) return [];
    const organisation = registeredDomain(fqdn);
    return (values === UNKNOWN ? ([UNKNOWN] as const) : values).flatMap((value): LedAway[] => {
      if (value === UNKNOWN || type === UNKNOWN) return [{ fqdn, host: UNKNOWN, resource }];
      const host = exchangeOf(value);
      const isOwn =
        ownerOf(host, owned) !== undefined || (organisation !== undefined && isAtOrBelow(host, [organisation]));
      return isOwn ? [] : [{ fqdn, host, resource }];
    });
  });
}
