import { generateKeyPairSync } from "node:crypto";
import { toCloudflareTxt } from "../../baseline/email/txt.js";
import { UNKNOWN_VALUE, type Given } from "./pack.js";

export const ZONE: Given = {
  type: "cloudflare:index/zone:Zone",
  name: "zone",
  inputs: { name: "shop.example", account: { id: "a" } },
  options: { protect: true },
};
export const ROUTE53_ZONE: Given = { type: "aws:route53/zone:Zone", name: "zone53", inputs: { name: "shop.example" } };

/** The setting by which the Cloudflare zone is signed. */
export const SIGNED: Given = {
  type: "cloudflare:index/zoneDnssec:ZoneDnssec",
  name: "signed",
  inputs: { zoneId: UNKNOWN_VALUE, status: "active" },
  edges: { zoneId: "zone" },
};

/** A Cloudflare record in the zone, whose id is unknown as at a first preview. */
export function cloudflare(name: string, type: string, content: string, more: Record<string, unknown> = {}): Given {
  return {
    type: "cloudflare:index/dnsRecord:DnsRecord",
    name: `${type}-${name}-${content.slice(0, 24)}`,
    inputs: { zoneId: UNKNOWN_VALUE, name, type, content, ttl: 3600, ...more },
    edges: { zoneId: "zone" },
  };
}

/** Who may issue certificates in the Cloudflare zone. */
export const ISSUERS: Given = {
  type: "cloudflare:index/dnsRecord:DnsRecord",
  name: "issuers",
  inputs: {
    ...{ zoneId: UNKNOWN_VALUE, name: "shop.example", type: "CAA", ttl: 3600 },
    data: { flags: 0, tag: "issue", value: "letsencrypt.org" },
  },
  edges: { zoneId: "zone" },
};

/** A TXT record at Cloudflare, in its quoting. */
export function txt(name: string, text: string): Given {
  return cloudflare(name, "TXT", toCloudflareTxt(text));
}

/** A record set at Route 53. */
export function route53(
  name: string,
  type: string,
  records: readonly string[],
  more: Record<string, unknown> = {},
): Given {
  return {
    type: "aws:route53/record:Record",
    name: `53-${type}-${name}-${(records[0] ?? "").slice(0, 24)}`,
    inputs: { zoneId: UNKNOWN_VALUE, name, type, records: [...records], ttl: 3600, ...more },
    edges: { zoneId: "zone53" },
  };
}

const keys = new Map<number, string>();

/** Base64 of an RSA public key of that length, made once. */
export function rsaKey(bits: number): string {
  let key = keys.get(bits);
  if (key === undefined) {
    key = generateKeyPairSync("rsa", { modulusLength: bits })
      .publicKey.export({ type: "spki", format: "der" })
      .toString("base64");
    keys.set(bits, key);
  }
  return key;
}
