import { checkTxt, meantText, toCloudflareTxt, toRoute53Txt } from "../../baseline/email/txt.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { decodeTxt, dnsRecord, pathOfValue, type DnsRecord } from "../readers/dnsRecords.js";
import { mailRule } from "./mailRule.js";

const ID = "DNS02";

export const txtStrings: Rule = {
  ...mailRule("any", {
    id: ID,
    name: "txt-strings",
    title: "A TXT record is written as its provider stores it, in strings of at most 255 octets.",
    why: "A longer string is split by the provider, which then shows a difference at every preview, or is refused; a quoted Route 53 value publishes its quotes, and receivers do not read it.",
    fix: 'Split long texts into strings of at most 255 octets: at Cloudflare "…" "…", at Route 53 …""….',
    severity: "high",
    references: [
      { standard: "RFC 1035", section: "§3.3.14", strength: "satisfies" },
      { standard: "RFC 7208", section: "§3.3", strength: "satisfies" },
    ],
  }),
  remediate(resource) {
    const record = dnsRecord(resource);
    if (record?.type !== "TXT" || record.values === UNKNOWN) return undefined;
    const mended = record.values.flatMap((written, index): [string, string][] => {
      const anew = written === UNKNOWN ? undefined : rewritten(record.provider, written);
      return anew === undefined ? [] : [[pathOfValue(record, index), anew]];
    });
    return Object.fromEntries(mended);
  },
};

/** The same text in the provider's own quotation. */
function rewritten(provider: DnsRecord["provider"], written: string): string | undefined {
  const decoded = decodeTxt(provider, written);
  if (!decoded.ok || !checkTxt(decoded.value, "").some(({ rule }) => rule === ID)) return undefined;
  const text = meantText(decoded.value);
  if (text === undefined) return undefined;
  return provider === "cloudflare" ? toCloudflareTxt(text) : toRoute53Txt(text);
}
