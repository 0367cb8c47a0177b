import type { PlannedRecord } from "../../baseline/email/emailPlan.js";
import { toCloudflareTxt } from "../../baseline/email/txt.js";

export interface DnsRecord {
  /** The whole name, without a trailing dot. */
  readonly name: string;
  readonly type: PlannedRecord<never>["type"] | "A";
  /** For TXT the text in no quoting, for MX preference and host. */
  readonly value: string;
}

/**
 * A zone in master-file form (RFC 1035 §5). The quoted character-strings of that form are what Cloudflare takes as well.
 *
 * @param origin the zone's name; empty for the root
 */
export function zoneFile(origin: string, records: readonly DnsRecord[]): string {
  const at = origin === "" ? "." : `${origin}.`;
  const server = origin === "" ? "ns.root-servers.example." : `ns.${at}`;
  const lines = [
    `${at} 3600 IN SOA ${server} hostmaster.${server} 1 3600 900 604800 300`,
    `${at} 3600 IN NS ${server}`,
    `${server} 3600 IN A 127.0.0.1`,
    ...records.map(({ name, type, value }) => `${name}. 3600 IN ${type} ${presented(type, value)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function presented(type: DnsRecord["type"], value: string): string {
  switch (type) {
    case "TXT":
      return toCloudflareTxt(value);
    case "A":
    case "CAA":
      return value;
    case "CNAME":
    case "MX":
    case "NS":
      return value.endsWith(" .") ? value : `${value}.`;
  }
}
