import { isAligned } from "../../baseline/email/alignment.js";
import { isDmarc, parseDmarc, type DmarcRecord } from "../../baseline/email/dmarc.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "../readers/mailRecords.js";
import { mailSubdomains, type MailSubdomain } from "../readers/mailSubdomains.js";
import { recordsAt, stackDns } from "../readers/zones.js";
import { mailRule } from "./mailRule.js";

/** What each tag demands, and which use of a subdomain breaks it. */
const STRICT = [
  { tag: "adkim", use: "signs", does: "signs", of: "DKIM" },
  { tag: "aspf", use: "bounces", does: "bounces", of: "SPF" },
] as const;

export const dmarcStrictAlignment: Rule = {
  ...mailRule("dmarc", {
    id: "DM13",
    name: "dmarc-strict-alignment",
    title: "Strict alignment does not stand against a sender that signs or bounces on a subdomain.",
    why: "adkim=s and aspf=s demand the domain in From itself, so such a sender's mail loses DKIM or SPF as its proof, and with both it is refused.",
    fix: "Remove adkim=s or aspf=s, or have the sender sign with the domain itself.",
    severity: "medium",
    references: [{ standard: "RFC 9989", section: "§4.4", strength: "supporting" }],
  }),
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    const { records, nameless } = dns;
    const below = stack.read(mailSubdomains);
    const textsAt = (domain: string): string[] =>
      recordsAt(dns, `_dmarc.${domain}`)
        .flatMap(({ resource }) => mailFacts(resource)?.texts.map(({ text }) => text) ?? [])
        .filter(isDmarc);
    for (const { fqdn, resource } of records) {
      if (fqdn === UNKNOWN || !fqdn.startsWith("_dmarc.")) continue;
      const domain = fqdn.slice("_dmarc.".length);
      const at = { urn: resource.urn };
      for (const record of dmarcOf(textsAt(domain))) {
        for (const { tag, use, does, of } of STRICT) {
          if (record[tag] !== "s") continue;
          const first = below.find((found) => found.use === use && isOwn(found, domain, textsAt));
          if (first) {
            const fact = `${first.record} shows a sender that ${does} for ${first.name}`;
            verdict.violation(`${fqdn}: The record has ${tag}=s, and ${fact}: its ${of} is not aligned.`, at);
          } else if (nameless.length > 0) {
            verdict.undetermined(
              `${fqdn} has ${tag}=s; records whose names are not known yet may stand against it.`,
              at,
            );
          }
        }
      }
    }
  },
};

function dmarcOf(texts: readonly string[]): DmarcRecord[] {
  return texts.flatMap((text) => {
    const parsed = parseDmarc(text);
    return parsed.ok ? parsed.value : [];
  });
}

/** A name below the domain that would be aligned in relaxed mode, and has no DMARC record of its own. */
function isOwn({ name }: MailSubdomain, domain: string, textsAt: (domain: string) => string[]): boolean {
  const isBelow = name.endsWith(`.${domain}`);
  return isBelow && textsAt(name).length === 0 && isAligned(name, domain, "r", textsAt);
}
