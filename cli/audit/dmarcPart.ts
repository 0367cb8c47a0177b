import { checkDmarc, isDmarc } from "../../baseline/email/dmarc.js";
import { discoverByTreeWalk } from "../../baseline/email/dmarcDiscovery.js";
import {
  anySubdomain,
  effectivePolicies,
  policyDifferences,
  type EffectivePolicy,
} from "../../baseline/email/dmarcEffective.js";
import { readDmarc } from "../../baseline/email/dmarcRecord.js";
import { authorizationName, checkReportAuthorization, isExternal } from "../../baseline/email/reportAuthorization.js";
import { parseReportUri } from "../../baseline/email/reportUri.js";
import type { NameAnswers } from "../../baseline/email/zoneAnswers.js";
import type { DnsResolver } from "../resolver.js";
import { takeSnapshot } from "../spfSnapshot.js";
import { Observer, type AuditPart } from "./part.js";

/** The DMARC record that receivers find by a Tree Walk (RFC 9989 §4.10), what they apply, and where reports go. */
export const dmarcPart: AuditPart = {
  title: "DMARC",
  async look({ domain, dns }) {
    const observer = new Observer(dns);
    const name = `_dmarc.${domain}`;
    const exists = await existence(domain, observer, dns);
    const names = await answersTo((asked) => effectivePolicies(domain, asked), exists, observer, dns);
    const texts = names.txt(name) ?? [];
    const own = texts.filter(isDmarc);
    observer.show(name, texts);
    const [alias] = await observer.values(name, "CNAME");
    if (alias !== undefined) observer.notes.push(`${name} is a CNAME to ${alias}.`);
    if (own.length > 1) {
      const message = `It has ${own.length} DMARC records, so receivers ignore them all.`;
      observer.find("DM01", name, message, "Keep one record.", "RFC 9989 §4.10");
    }
    // What stands there and is no record to receivers was probably meant as one.
    if (own.length === 0) for (const text of texts) observer.findings.push(...checkDmarc(text, name));
    const discovery = discoverByTreeWalk(domain, names);
    if (discovery.status === "absent") {
      const message = "Receivers find no DMARC record, so they deliver forged mail of the domain, and no report tells.";
      const fix = `Publish a TXT record at ${name}: v=DMARC1; p=reject; rua=mailto: with a mailbox that is read.`;
      observer.find("DM10", domain, message, fix, "RFC 9989 §4.10");
    }
    if (discovery.status !== "found") return observer;
    const holder = discovery.record.domain;
    const [text = ""] = (names.txt(`_dmarc.${holder}`) ?? []).filter(isDmarc);
    if (holder !== domain) {
      observer.show(`_dmarc.${holder}`, [text]);
      observer.notes.push(`The domain has no record of its own; that of ${holder} covers it.`);
    }
    observer.findings.push(...checkDmarc(text, `_dmarc.${holder}`));
    const policies = effectivePolicies(domain, names);
    const differences = policyDifferences(policies);
    observer.notes.push(...(differences.length > 0 ? differences : [describe(policies)]));
    await checkDestinations(text, holder, observer, dns);
    return observer;
  },
};

type Exists = NameAnswers["exists"];

/** Asks for a name that should not exist: a wildcard, or compact denial of existence (RFC 9824), makes it seem to. */
async function existence(domain: string, observer: Observer, dns: DnsResolver): Promise<Exists> {
  const missing = anySubdomain(domain);
  const answer = await dns.query(missing, "A");
  if (answer.state === "failed") observer.failures.push(`A of ${missing}: ${answer.reason}`);
  return (name) => {
    if (name === domain) return true;
    return name === missing && answer.state !== "failed" ? answer.state !== "nxdomain" : undefined;
  };
}

/** DNS for a pure function, all that it asks for known. */
async function answersTo(
  walk: (names: NameAnswers) => unknown,
  exists: Exists,
  observer: Observer,
  dns: DnsResolver,
): Promise<NameAnswers> {
  const { zone, failures } = await takeSnapshot(dns, (asked) => walk({ txt: (name) => asked.txt(name), exists }));
  observer.failures.push(...failures);
  return { txt: (name) => zone.txt(name), exists };
}

function describe(policies: readonly EffectivePolicy[]): string {
  const subjects = [...new Set(policies.map(({ subject }) => subject))];
  const applied = subjects.map((subject) => {
    const known = policies.find((policy) => policy.subject === subject && policy.policy !== "unknown");
    return `${known?.policy ?? "an unknown policy"} to ${subject}`;
  });
  return `To mail that fails DMARC receivers apply ${applied.join(", ")}.`;
}

/** RFC 9990 §4: a mail domain of another organisation must say that it takes the reports. */
async function checkDestinations(text: string, holder: string, observer: Observer, dns: DnsResolver): Promise<void> {
  const { rua, ruf } = readDmarc(text).record;
  const destinations = [...rua, ...ruf].flatMap((uri) => {
    const parsed = parseReportUri(uri);
    return parsed.ok && parsed.value.domain !== undefined ? parsed.value.domain : [];
  });
  for (const destination of new Set(destinations)) {
    const known = await answersTo(
      (asked) => isExternal(holder, destination, asked),
      () => undefined,
      observer,
      dns,
    );
    const name = authorizationName(holder, destination);
    if (name === undefined || !isExternal(holder, destination, known)) continue;
    const before = observer.failures.length;
    const texts = (await observer.texts(name)).filter(isDmarc);
    for (const authorization of texts) observer.findings.push(...checkReportAuthorization(authorization, name));
    if (texts.length > 0 || observer.failures.length > before) continue;
    const message = `Reports go to ${destination}, which does not say at ${name} that it takes them, so reporters send none.`;
    const fix = `Have ${destination} publish a TXT record at ${name}: v=DMARC1.`;
    observer.find("DM12", `_dmarc.${holder}`, message, fix, "RFC 9990 §4, RFC 7489 §7.1");
  }
}
