import { toCloudflareTxt, toRoute53Txt } from "../../baseline/email/txt.js";
import type { Registered } from "../support/program.js";
import { rsaKey } from "../support/records.js";
import { FOREIGN_HOST, idOf, type Addition } from "./addition.js";

const CLOUDFLARE = "cloudflare:index/dnsRecord:DnsRecord";

/** A record to add: its name below the domain, and what it says. */
interface Line {
  readonly label: string;
  readonly type: "TXT" | "CNAME" | "NS" | "MX" | "CAA";
  readonly value: string;
}

const LINES: readonly Line[] = [
  { label: "", type: "TXT", value: "v=spf1 +all" },
  { label: "offers", type: "TXT", value: "v=spf1 +all" },
  { label: "*", type: "TXT", value: "v=spf1 ip4:0.0.0.0/0 ~all" },
  { label: "_dmarc", type: "TXT", value: "v=DMARC1; p=none" },
  { label: "_dmarc.offers", type: "TXT", value: "v=DMARC1; p=none" },
  { label: "_dmarc", type: "CNAME", value: FOREIGN_HOST },
  { label: "_dmarc.offers", type: "CNAME", value: FOREIGN_HOST },
  { label: "s7._domainkey", type: "TXT", value: `v=DKIM1; k=rsa; p=${rsaKey(2048)}` },
  { label: "s8._domainkey", type: "TXT", value: `v=DKIM1; k=rsa; p=${rsaKey(1024)}` },
  { label: "s9._domainkey", type: "CNAME", value: FOREIGN_HOST },
  { label: "_domainkey", type: "NS", value: FOREIGN_HOST },
  { label: "_mta-sts", type: "TXT", value: "v=STSv1; id=20260101" },
  { label: "mta-sts", type: "CNAME", value: FOREIGN_HOST },
  { label: "", type: "MX", value: FOREIGN_HOST },
  { label: "", type: "CAA", value: "foreign.example" },
  { label: "offers", type: "CAA", value: "foreign.example" },
  { label: "", type: "NS", value: FOREIGN_HOST },
  { label: "offers", type: "NS", value: FOREIGN_HOST },
  { label: "offers", type: "CNAME", value: FOREIGN_HOST },
  { label: "*", type: "CNAME", value: FOREIGN_HOST },
];

/** More records of a domain, beside the one that says who sends its mail. */
export function addedRecords({ type, inputs, edges }: Registered, program: readonly Registered[]): Addition[] {
  const text = JSON.stringify(inputs["content"] ?? inputs["records"] ?? "");
  if (inputs["type"] !== "TXT" || !text.includes("v=spf1")) return [];
  const domain = String(inputs["name"]);
  return LINES.flatMap((line): Addition[] => {
    const fqdn = line.label === "" ? domain : `${line.label}.${domain}`;
    // Route 53 keeps one record set of a name and a type, which a second resource cannot share.
    const isTaken = program.some((other) => other.inputs["name"] === fqdn && other.inputs["type"] === line.type);
    if (type !== CLOUDFLARE && isTaken) return [];
    const edge = edges?.["zoneId"] === undefined ? {} : { from: "zoneId", sources: [edges["zoneId"]].flat() };
    const common = { name: fqdn, type: line.type, zoneId: inputs["zoneId"], ttl: 3600 };
    const detail = `${line.label === "" ? "@" : line.label} ${line.type} ${line.value.slice(0, 40)}`;
    return [
      {
        ...{ detail, type, ...edge },
        inputs: { ...common, ...(type === CLOUDFLARE ? atCloudflare(line) : atRoute53(line)) },
      },
    ];
  });
}

function atCloudflare({ type, value }: Line): Record<string, unknown> {
  if (type === "CAA") return { data: { flags: 0, tag: "issue", value } };
  if (type === "MX") return { content: value, priority: 5 };
  return { content: type === "TXT" ? toCloudflareTxt(value) : value };
}

function atRoute53({ type, value }: Line): Record<string, unknown> {
  if (type === "CAA") return { records: [`0 issue "${value}"`] };
  if (type === "MX") return { records: [`5 ${value}`] };
  return { records: [type === "TXT" ? toRoute53Txt(value) : value] };
}

const SETTINGS: readonly (readonly [string, string])[] = [
  ["ssl", "off"],
  ["ssl", "flexible"],
  ["min_tls_version", "1.0"],
  ["always_use_https", "off"],
];

/** Settings of a zone at Cloudflare, beside whatever it has. */
export function addedSettings(zone: Registered): Addition[] {
  if (zone.type !== "cloudflare:index/zone:Zone") return [];
  return SETTINGS.map(([settingId, value]) => ({
    ...{ detail: `${settingId}: ${value}`, type: "cloudflare:index/zoneSetting:ZoneSetting", from: "zoneId" },
    inputs: { zoneId: idOf(zone, "zoneId"), settingId, value },
  }));
}
