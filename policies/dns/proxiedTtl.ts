import { AUTOMATIC_TTL } from "../../baseline/dns/ttl.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { CLOUDFLARE_RECORD_TYPES, dnsRecord, ttlOf } from "../readers/dnsRecords.js";

export const proxiedTtl: Rule = {
  id: "DNS05",
  name: "proxied-ttl",
  title: "A proxied record has the ttl 1.",
  why: "Cloudflare refuses any other one, but only in the middle of the deploy: no preview shows it.",
  fix: "Set ttl: 1, which stands for automatic.",
  severity: "high",
  references: [{ standard: "Cloudflare documentation", section: "Time to Live (TTL)", strength: "satisfies" }],
  types: CLOUDFLARE_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    const ttl = ttlOf(resource);
    if (!record || record.proxied === false || ttl === undefined || ttl === AUTOMATIC_TTL) return;
    const name = record.name === UNKNOWN ? "The record" : record.name;
    if (record.proxied === true && ttl !== UNKNOWN) verdict.violation(`${name} is proxied and has ttl ${ttl}.`);
    else
      verdict.undetermined(
        `${name}: whether it is proxied with another ttl than 1 will be known only after the deploy.`,
      );
  },
  remediate(resource) {
    const ttl = ttlOf(resource);
    const isWrong = dnsRecord(resource)?.proxied === true && typeof ttl === "number" && ttl !== AUTOMATIC_TTL;
    return isWrong ? { ttl: AUTOMATIC_TTL } : undefined;
  },
};
