import { isMailHost } from "../../baseline/email/mailHosts.js";
import { policyHostOf } from "../../baseline/email/mtaStsHost.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, dnsRecord, exchangeOf, type DnsRecord } from "../readers/dnsRecords.js";
import { purposeOfName } from "../readers/mailRecords.js";
import { stackDns } from "../readers/zones.js";

const ADDRESS_TYPES: readonly unknown[] = ["A", "AAAA", "CNAME"];

/** Why a record serves mail, judged from the record alone. */
function mailUse(record: DnsRecord): string | undefined {
  if (record.type === "TXT" || record.type === "MX") return `is a ${record.type} record`;
  if (record.name !== UNKNOWN && purposeOfName(record.name)) return "holds mail authentication";
  // RFC 8461 §3.3: senders fetch the policy file over HTTPS, which the proxy speaks, wherever the name points.
  if (record.name !== UNKNOWN && record.name.startsWith(policyHostOf(""))) return undefined;
  const target = record.values === UNKNOWN ? UNKNOWN : record.values[0];
  return typeof target === "string" && isMailHost(target) ? `points to the mail host ${target}` : undefined;
}

export const mailNotProxied: Rule = {
  id: "DNS01",
  name: "mail-not-proxied",
  title: "A record that serves mail is not proxied.",
  why: "Cloudflare answers for a proxied name with its own addresses: the target's DKIM key is never seen, and its proxy does not speak SMTP. Of all names for mail only the host of an MTA-STS policy file, mta-sts, may be proxied: senders fetch the file over HTTPS.",
  fix: "Set proxied: false.",
  severity: "high",
  references: [
    { standard: "Cloudflare documentation", section: "DNS record types, proxy status", strength: "satisfies" },
    { standard: "RFC 8461", section: "§3.3", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    if (!record || record.proxied === false) return;
    const use = mailUse(record);
    if (record.proxied === true && use) verdict.violation(`${text(record.name)} is proxied, but it ${use}.`);
    else if (use)
      verdict.undetermined(`${text(record.name)} ${use}; whether it is proxied will be known only after the deploy.`);
    else if (record.name === UNKNOWN || record.type === UNKNOWN) {
      verdict.undetermined("The record is proxied; whether it serves mail will be known only after the deploy.");
    }
  },
  checkStack(stack, verdict) {
    const { records } = stack.read(stackDns);
    const exchanges = records.flatMap((record) =>
      record.type === "MX" && record.values !== UNKNOWN ? record.values : [],
    );
    const hosts = new Set(exchanges.map((value) => (value === UNKNOWN ? "" : exchangeOf(value))));
    for (const record of records) {
      if (record.proxied !== true || mailUse(record) || !ADDRESS_TYPES.includes(record.type)) continue;
      if (record.fqdn !== UNKNOWN && hosts.has(record.fqdn)) {
        verdict.violation(
          `${record.fqdn} is proxied, but an MX record of the stack names it as the host that receives mail.`,
          {
            urn: record.resource.urn,
          },
        );
      }
    }
  },
  remediate(resource) {
    const record = dnsRecord(resource);
    return record?.proxied === true && mailUse(record) ? { proxied: false } : undefined;
  },
};

function text(name: DnsRecord["name"]): string {
  return name === UNKNOWN ? "The record" : name;
}
