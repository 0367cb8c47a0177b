import { appliedPolicy, checkDmarc, isDmarc } from "../../baseline/email/dmarc.js";
import { readDmarc } from "../../baseline/email/dmarcRecord.js";
import { parseReportUri } from "../../baseline/email/reportUri.js";
import { organizationalDomain } from "../../baseline/email/treeWalk.js";
import { takeSnapshot } from "../spfSnapshot.js";
import { Observer, type AuditPart } from "./part.js";

/** The DMARC record that receivers find by a Tree Walk (RFC 9989 §4.10), and where its reports go. */
export const dmarcPart: AuditPart = {
  title: "DMARC",
  async look({ domain, dns }) {
    const observer = new Observer(dns);
    const ask = await treeOf(domain, observer, dns);
    const own = ask(domain).filter(isDmarc);
    const others = ask(domain).filter((text) => !isDmarc(text));
    observer.show(`_dmarc.${domain}`, ask(domain));
    const [alias] = await observer.values(`_dmarc.${domain}`, "CNAME");
    if (alias !== undefined) observer.notes.push(`_dmarc.${domain} is a CNAME to ${alias}.`);
    if (own.length > 1) {
      const message = `It has ${own.length} DMARC records, so receivers ignore them all.`;
      observer.find("DM01", `_dmarc.${domain}`, message, "Keep one record.", "RFC 9989 §4.10");
    }
    // What stands there and is no record to receivers was probably meant as one.
    if (own.length === 0) for (const text of others) observer.findings.push(...checkDmarc(text, `_dmarc.${domain}`));
    const organization = organizationalDomain(domain, ask);
    const holder = own.length === 1 ? domain : holderAbove(organization, ask);
    const [text, ...more] = ask(holder).filter(isDmarc);
    if (text === undefined || more.length > 0) {
      if (observer.failures.length > 0) return observer;
      const message = "Receivers find no DMARC record, so they deliver forged mail of the domain, and no report tells.";
      const fix = `Publish a TXT record at _dmarc.${domain}: v=DMARC1; p=reject; rua=mailto: with a mailbox that is read.`;
      observer.find("DM10", domain, message, fix, "RFC 9989 §4.10");
      return observer;
    }
    if (holder !== domain) {
      observer.show(`_dmarc.${holder}`, [text]);
      observer.notes.push(`The domain has no record of its own; that of ${holder} covers it.`);
    }
    observer.findings.push(...checkDmarc(text, `_dmarc.${holder}`));
    const policy = appliedPolicy(text, holder === domain ? "domain" : "subdomain") ?? "no policy";
    const [existing, missing] = [appliedPolicy(text, "subdomain"), appliedPolicy(text, "missingSubdomain")];
    observer.notes.push(
      `To mail of ${domain} that fails DMARC receivers apply ${policy}; below ${holder} to names that exist ${existing ?? "no policy"}, to others ${missing ?? "no policy"}.`,
    );
    await checkDestinations(text, holder, observer, dns);
    return observer;
  },
};

/** RFC 9989 §4.10.1: the Organizational Domain's record, else that of the public suffix above it. */
function holderAbove(organization: string, ask: Texts): string {
  const suffix = organization.split(".").slice(1).join(".");
  const [text] = ask(suffix).filter(isDmarc);
  const isCovered = text !== undefined && readDmarc(text).record.psd === "y";
  return isCovered && !ask(organization).some(isDmarc) ? suffix : organization;
}

type Texts = (domain: string) => readonly string[];

/** Asks for all records of a Tree Walk; answers with what stands at `_dmarc` of a domain. */
async function treeOf(domain: string, observer: Observer, dns: Parameters<typeof takeSnapshot>[0]): Promise<Texts> {
  const { zone, failures } = await takeSnapshot(dns, (asked) => {
    const texts: Texts = (name) => asked.txt(`_dmarc.${name}`) ?? [];
    texts(organizationalDomain(domain, texts));
  });
  observer.failures.push(...failures);
  return (name) => zone.txt(`_dmarc.${name}`) ?? [];
}

/** RFC 9990 §4: a mail domain of another organisation must say that it takes the reports. */
async function checkDestinations(
  text: string,
  holder: string,
  observer: Observer,
  dns: Parameters<typeof takeSnapshot>[0],
): Promise<void> {
  const { rua, ruf } = readDmarc(text).record;
  const domains = [...rua, ...ruf].flatMap((uri) => {
    const parsed = parseReportUri(uri);
    return parsed.ok && parsed.value.domain !== undefined ? parsed.value.domain : [];
  });
  const organization = organizationalDomain(holder, await treeOf(holder, observer, dns));
  for (const destination of new Set(domains)) {
    const theirs = organizationalDomain(destination, await treeOf(destination, observer, dns));
    if (destination === holder || theirs === organization) continue;
    const name = `${holder}._report._dmarc.${destination}`;
    const before = observer.failures.length;
    const isAllowed = (await observer.texts(name)).some(isDmarc);
    if (isAllowed || observer.failures.length > before) continue;
    const message = `Reports go to ${destination}, which does not say at ${name} that it takes them, so reporters send none.`;
    const fix = `Have ${destination} publish a TXT record at ${name}: v=DMARC1`;
    observer.find("DM12", `_dmarc.${holder}`, message, `${fix}.`, "RFC 9990 §4, RFC 7489 §7.1");
  }
}
