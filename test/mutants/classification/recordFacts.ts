import { parseCaa, type CaaRecord } from "../../../baseline/dns/caa.js";
import { ISSUANCE_TAGS } from "../../../baseline/dns/caaIssue.js";
import { authoritiesFor } from "../../../baseline/dns/caaSet.js";
import type { Registered } from "../../support/program.js";
import type { Mutant } from "../mutant.js";

export const RECORDS = ["cloudflare:index/dnsRecord:DnsRecord", "aws:route53/record:Record"];
export const ROUTE53 = ["aws:route53/record:Record"];
export const CLOUDFLARE = ["cloudflare:index/dnsRecord:DnsRecord"];

export const nameOf = ({ resource }: Mutant): string => String(resource.inputs["name"]);
export const typeOf = ({ resource }: Mutant): string => String(resource.inputs["type"]);
export const valueOf = ({ resource }: Mutant): string => valueIn(resource);

const valueIn = ({ inputs }: Registered): string =>
  JSON.stringify(inputs["content"] ?? inputs["records"] ?? inputs["data"]);

/** What a record says to receivers, authorities or senders, if anything that guards somebody. */
export function guards(mutant: Mutant): boolean {
  const type = typeOf(mutant);
  const value = valueOf(mutant);
  if (/^(_dmarc|_mta-sts|mta-sts)\./.test(nameOf(mutant))) return true;
  if (type === "TXT") return /v=(spf1|DMARC1|STSv1|TLSRPTv1)/.test(value);
  // A DS record holds up the chain of DNSSEC, a TLSA record pins a certificate.
  return ["CAA", "DS", "TLSA"].includes(type) || (type === "MX" && /\b0 \.|^"\."$/.test(value));
}

/**
 * Whether the domain whose DMARC or SPF record a mutant changes has mail, at its name or below: a host that passes SPF, a
 * DKIM key that is not revoked, a name that is handed to a service, or a host that receives mail.
 */
export function sendsMail({ resource, program }: Mutant): boolean {
  const domain = String(resource.inputs["name"]).replace(/^_dmarc\./, "");
  return program.some((record) => {
    const { name, type } = record.inputs;
    if (typeof name !== "string" || (name !== domain && !name.endsWith(`.${domain}`))) return false;
    const text = valueIn(record);
    if (name.includes("._domainkey.")) return type === "CNAME" || /p=[\w+/]/.test(text);
    if (type === "TXT") return text.includes("v=spf1") && !/v=spf1 [-~?+]?all/.test(text);
    return type === "NS" || (type === "MX" && !/\b0 \.|^"\."$/.test(text));
  });
}

/** Whether after a change of CAA records only authorities may issue for the name that could before. */
export function letsIssueNoMore({ resource, becomes, program }: Mutant): boolean {
  const name = resource.inputs["name"];
  const held = (all: readonly Registered[]): readonly CaaRecord[] =>
    all.filter(({ inputs }) => inputs["name"] === name && inputs["type"] === "CAA").flatMap(caaIn);
  const before = held(program);
  const after = held(program.flatMap((one) => (one === resource ? (becomes ?? []) : one)));
  return ISSUANCE_TAGS.every((tag) => {
    const [were, are] = [authoritiesFor(before, tag), authoritiesFor(after, tag)];
    return were === undefined || are?.every((authority) => were.includes(authority)) === true;
  });
}

function caaIn({ inputs }: Registered): CaaRecord[] {
  const data = inputs["data"] as Partial<CaaRecord> | undefined;
  if (data !== undefined) {
    const { flags = 0, tag, value } = data;
    return tag === undefined || value === undefined ? [] : [{ flags, tag, value }];
  }
  return ((inputs["records"] ?? []) as readonly string[]).flatMap((text) => {
    const parsed = parseCaa(text);
    return parsed.ok ? parsed.value : [];
  });
}
