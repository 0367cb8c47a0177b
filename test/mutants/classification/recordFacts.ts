import type { Mutant } from "../mutant.js";

export const RECORDS = ["cloudflare:index/dnsRecord:DnsRecord", "aws:route53/record:Record"];
export const ROUTE53 = ["aws:route53/record:Record"];
export const CLOUDFLARE = ["cloudflare:index/dnsRecord:DnsRecord"];

export const nameOf = ({ resource }: Mutant): string => String(resource.inputs["name"]);
export const typeOf = ({ resource }: Mutant): string => String(resource.inputs["type"]);
export const valueOf = ({ resource: { inputs } }: Mutant): string =>
  JSON.stringify(inputs["content"] ?? inputs["records"] ?? inputs["data"]);

/** What a record says to receivers, authorities or senders, if anything that guards somebody. */
export function guards(mutant: Mutant): boolean {
  const type = typeOf(mutant);
  const value = valueOf(mutant);
  if (type === "TXT") return /v=(spf1|DMARC1|STSv1|TLSRPTv1)/.test(value);
  return type === "CAA" || (type === "MX" && /\b0 \.|^"\."$/.test(value));
}

/** Whether the domain of a record at `_dmarc`, or at the domain itself, is used for mail: its SPF record lets somebody pass, or it has an MX record. */
export function isUsedForMail(mutant: Mutant): boolean {
  const domain = nameOf(mutant).replace(/^_dmarc\./, "");
  return mutant.program.some(({ type, inputs }) => {
    if (!RECORDS.includes(type) || inputs["name"] !== domain) return false;
    const text = JSON.stringify(inputs["content"] ?? inputs["records"] ?? "");
    if (inputs["type"] === "MX") return !/^(?:"\."|\["\d+ \."\])$/.test(text);
    return /v=spf1 (?![-~?]all)/.test(text);
  });
}
