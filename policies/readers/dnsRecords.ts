import { fromCloudflareTxt, fromRoute53Txt, type TxtValue } from "../../baseline/email/txt.js";
import type { Parsed } from "../../baseline/finding.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { valueOfData } from "./cloudflareData.js";

/** How a resource type spells a DNS record. */
interface Spelling {
  readonly provider: "cloudflare" | "route53";
  /** Properties that hold the record's value: the first that is present counts. */
  readonly content: readonly string[];
}

const SPELLINGS: Readonly<Record<string, Spelling>> = {
  "cloudflare:index/dnsRecord:DnsRecord": { provider: "cloudflare", content: ["content"] },
  // The name before provider version 6, alive in many programs; its value moved from `value` to `content`.
  "cloudflare:index/record:Record": { provider: "cloudflare", content: ["content", "value"] },
  "aws:route53/record:Record": { provider: "route53", content: ["records"] },
};

/** The resource types that hold DNS records. */
export const DNS_RECORD_TYPES: readonly string[] = Object.keys(SPELLINGS);

/** Those of Cloudflare. */
export const CLOUDFLARE_RECORD_TYPES: readonly string[] = DNS_RECORD_TYPES.filter(
  (type) => SPELLINGS[type]?.provider === "cloudflare",
);

/** Properties of these types that decide what a record says. */
export const DNS_RECORD_PROPERTIES: readonly string[] = [
  "name",
  "type",
  "content",
  "value",
  "records",
  "data",
  "proxied",
  "priority",
  "zoneId",
];

/** One DNS resource of either provider: the records of one type at one name. */
export interface DnsRecord {
  readonly resource: Resource;
  readonly provider: "cloudflare" | "route53";
  /** As written, in lower case, without a final dot: relative to its zone where the program wrote it so. */
  readonly name: Maybe<string>;
  /** In upper case, for example `TXT`. */
  readonly type: Maybe<string>;
  /** As written for the provider: TXT values still in its quoting; what Cloudflare takes in parts, as in a zone file. */
  readonly values: Maybe<readonly Maybe<string>[]>;
  readonly proxied: Maybe<boolean>;
}

/** The record that a resource stands for; `undefined` where it is no DNS record. */
export function dnsRecord(resource: Resource): DnsRecord | undefined {
  const spelling = SPELLINGS[resource.type];
  if (!spelling) return undefined;
  const name = resource.text("name");
  const type = resource.text("type");
  return {
    resource,
    provider: spelling.provider,
    name: name === UNKNOWN ? UNKNOWN : (name ?? "").toLowerCase().replace(/\.$/, ""),
    type: type === UNKNOWN ? UNKNOWN : (type ?? "").toUpperCase(),
    values: valuesOf(resource, spelling),
    proxied: resource.flag("proxied") ?? false,
  };
}

/** The ttl in seconds; `undefined` where the program gives none. */
export function ttlOf(resource: Resource): Maybe<number | undefined> {
  const ttl = resource.text("ttl");
  return ttl === UNKNOWN || ttl === undefined ? ttl : Number(ttl);
}

/** Where a value stands among the resource's properties. */
export function pathOfValue({ resource }: DnsRecord, index: number): string {
  const { provider, content } = SPELLINGS[resource.type] ?? { provider: "cloudflare", content: [] };
  const property = content.find((name) => resource.property(name) !== undefined) ?? "";
  return provider === "route53" ? `${property}[${index}]` : property;
}

/** How a message names a record: by its name, or by the resource's where that is not known yet. */
export function subjectOf({ name, resource }: DnsRecord): string {
  return name === UNKNOWN ? `The record ${resource.name}` : name;
}

/** All DNS records of the stack. */
export function dnsRecords(stack: Stack): readonly DnsRecord[] {
  return stack.ofTypes(DNS_RECORD_TYPES).flatMap((resource) => dnsRecord(resource) ?? []);
}

function valuesOf(resource: Resource, { provider, content }: Spelling): Maybe<readonly Maybe<string>[]> {
  if (provider === "route53") {
    const list = resource.list("records");
    return list === UNKNOWN ? UNKNOWN : list.map((value) => (value === UNKNOWN ? UNKNOWN : String(value)));
  }
  for (const property of content) {
    const value = resource.text(property);
    if (value !== undefined) return value === UNKNOWN ? [UNKNOWN] : [value];
  }
  const type = resource.text("type");
  const parts = valueOfData(type === UNKNOWN ? UNKNOWN : (type ?? "").toUpperCase(), resource.property("data"));
  return parts === undefined ? [] : [parts];
}

/** The host in an MX value, in lower case without a final dot: Route 53 writes the preference before it. */
export function exchangeOf(written: string): string {
  const host = written.trim().split(/\s+/).at(-1) ?? "";
  return host.toLowerCase().replace(/\.$/, "");
}

/** The text that a written TXT value gives to receivers. */
export function decodeTxt(provider: DnsRecord["provider"], written: string): Parsed<TxtValue> {
  return provider === "cloudflare" ? fromCloudflareTxt(written) : fromRoute53Txt(written);
}
