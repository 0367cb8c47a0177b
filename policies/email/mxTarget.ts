import { checkExchange } from "../../baseline/email/mx.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, dnsRecord, subjectOf } from "../readers/dnsRecords.js";
import { mxValues } from "../readers/mxRecords.js";
import { ownerOf, recordsAt, stackDns, type StackDns } from "../readers/zones.js";
import { report } from "./mailRule.js";

export const mxTarget: Rule = {
  id: "MX02",
  name: "mx-target",
  title: "An MX record names a host that has addresses of its own, not an IP address and not a CNAME.",
  why: "Senders look for the host's A and AAAA records; with an address, an alias or nothing there some of them bounce the mail.",
  fix: "Name the host that receives mail, with A or AAAA records at that name.",
  severity: "high",
  references: [
    { standard: "RFC 5321", section: "§5.1", strength: "satisfies" },
    { standard: "RFC 2181", section: "§10.3", strength: "satisfies" },
  ],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    const values = record && mxValues(record);
    if (!record || values === undefined) return;
    const subject = subjectOf(record);
    const wait = () => verdict.undetermined("Which host receives mail will be known only after the deploy.");
    if (values === UNKNOWN) return wait();
    for (const { exchange, errors } of values) {
      const broken = errors.filter(({ rule }) => rule === "MX02");
      for (const { message, reference } of broken) verdict.violation(`${subject}: ${message} (${reference})`);
      if (exchange === UNKNOWN) wait();
      else if (errors.length === 0)
        for (const finding of checkExchange(exchange, subject)) report(verdict, finding, resource.urn);
    }
  },
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    for (const record of dns.records) {
      const values = mxValues(record);
      if (values === undefined || values === UNKNOWN) continue;
      for (const { exchange, errors } of values) {
        if (exchange === UNKNOWN || exchange === "." || errors.length > 0) continue;
        const fault = hostFault(dns, exchange);
        const name = record.fqdn === UNKNOWN ? `The record ${record.resource.name}` : record.fqdn;
        if (fault) verdict.violation(`${name}: The host ${exchange} ${fault}.`, { urn: record.resource.urn });
      }
    }
  },
};

/** What is wrong with a host, as far as the stack holds its records. */
function hostFault(dns: StackDns, host: string): string | undefined {
  const { records, nameless, owned } = dns;
  const here = recordsAt(dns, host);
  if (here.some(({ type }) => type === "CNAME")) return "has a CNAME record instead of addresses (RFC 2181 §10.3)";
  if (!ownerOf(host, owned) || nameless.length > 0) return undefined;
  const answers = here.some(({ type }) => type === "A" || type === "AAAA" || type === UNKNOWN);
  const labels = host.split(".");
  const above = labels.map((_, index) => labels.slice(index).join("."));
  // A wildcard, or a delegation to another zone, may answer for it.
  const mayAnswer = records.some(
    ({ fqdn, type }) =>
      fqdn !== UNKNOWN && above.some((name) => fqdn === `*.${name}` || (fqdn === name && type === "NS")),
  );
  return answers || mayAnswer ? undefined : "has neither an A nor an AAAA record in its zone (RFC 5321 §5.1)";
}
