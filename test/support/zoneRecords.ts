import { fromCloudflareTxt, fromRoute53Txt } from "../../baseline/email/txt.js";
import type { Registered } from "./program.js";

/** A DNS record as a program registered it, in no provider's spelling. */
export interface ZoneRecord {
  readonly name: string;
  readonly type: string;
  /** Of TXT the text; of MX preference and host. */
  readonly value: string;
}

/** The records of a program at either provider. */
export function zoneRecords(registered: readonly Registered[]): ZoneRecord[] {
  return registered.flatMap(({ type: resource, inputs }): ZoneRecord[] => {
    const name = String(inputs["name"]);
    const type = String(inputs["type"]);
    if (resource === "cloudflare:index/dnsRecord:DnsRecord") {
      const content = String(inputs["content"]);
      const text = type === "TXT" ? fromCloudflareTxt(content) : undefined;
      const preference = inputs["priority"] === undefined ? "" : `${Number(inputs["priority"])} `;
      return [{ name, type, value: text?.ok ? text.value.text : preference + content }];
    }
    if (resource !== "aws:route53/record:Record") return [];
    return (inputs["records"] as string[]).map((written) => {
      const text = type === "TXT" ? fromRoute53Txt(written) : undefined;
      return { name, type, value: text?.ok ? text.value.text : written };
    });
  });
}
