import { isSpf } from "../../baseline/email/spf/parse.js";
import { checkTxt } from "../../baseline/email/txt.js";
import { checkTxtSize, txtAnswerOctets } from "../../baseline/email/txtSize.js";
import { Observer, type AuditPart } from "./part.js";

/** What else stands at the domain's own name: a CNAME that hides the rest, and the size of all TXT records together. */
export const namePart: AuditPart = {
  title: "The domain's own name",
  async look({ domain, dns }) {
    const observer = new Observer(dns);
    const [alias] = await observer.values(domain, "CNAME");
    if (alias !== undefined) {
      observer.seen.push({ name: domain, type: "CNAME", text: alias });
      const servers = await observer.values(domain, "NS");
      const message =
        servers.length > 0
          ? `It is a zone of its own and has a CNAME to ${alias}; resolvers that follow it never see the domain's SPF and MX records.`
          : `It is a CNAME to ${alias}, so SPF and MX are those of that name, and the domain can have none of its own.`;
      const fix = "Point the name by A and AAAA records, or let the DNS provider flatten the CNAME.";
      observer.find("DNS04", domain, message, fix, "RFC 1034 §3.6.2");
    }
    const records = await observer.values(domain, "TXT");
    const texts = records.map((strings) => strings.join(""));
    observer.show(
      domain,
      texts.filter((text) => !isSpf(text)),
    );
    for (const strings of records) {
      observer.findings.push(...checkTxt({ text: strings.join(""), strings }, domain));
    }
    observer.findings.push(...checkTxtSize(domain, texts));
    observer.notes.push(
      `${texts.length} TXT record${texts.length === 1 ? "" : "s"} make a DNS answer of ${txtAnswerOctets(domain, texts)} octets.`,
    );
    return observer;
  },
};
