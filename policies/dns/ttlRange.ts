import { checkTtl, MAIL_RECORD_TTL, nearestTtl, needsEnterprise } from "../../baseline/dns/ttl.js";
import { report } from "../email/mailRule.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, dnsRecord, subjectOf, ttlOf } from "../readers/dnsRecords.js";

export const ttlRange: Rule = {
  id: "DNS08",
  name: "ttl-range",
  title: "A record has a ttl that its provider accepts.",
  why: "A ttl out of range passes every preview, and is refused in the middle of the deploy.",
  fix: "Set a ttl of 60 to 86400 seconds, for example 3600; at Cloudflare 1 stands for automatic.",
  severity: "high",
  references: [
    { standard: "Cloudflare documentation", section: "Time to Live (TTL)", strength: "satisfies" },
    { standard: "Route 53 API reference", section: "ResourceRecordSet", strength: "satisfies" },
  ],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    if (!record) return;
    const { provider } = record;
    const subject = subjectOf(record);
    const ttl = ttlOf(resource);
    if (ttl === UNKNOWN) verdict.undetermined("Its ttl will be known only after the deploy.");
    else if (ttl !== undefined) {
      for (const finding of checkTtl(ttl, provider, subject)) report(verdict, finding, resource.urn);
      if (provider === "cloudflare" && needsEnterprise(ttl)) {
        verdict.undetermined(
          `${subject}: Cloudflare accepts ttl ${ttl} in Enterprise zones only, and the plan is not known here.`,
        );
      }
    } else if (provider === "route53") {
      const aliases = resource.list("aliases");
      // An alias takes the ttl of what it points to.
      if (aliases !== UNKNOWN && aliases.length === 0)
        verdict.violation(`${subject}: The record has no ttl, and is no alias.`);
    }
  },
  remediate(resource) {
    const record = dnsRecord(resource);
    const ttl = ttlOf(resource);
    const aliases = resource.list("aliases");
    if (!record || ttl === UNKNOWN) return undefined;
    const isMissing = record.provider === "route53" && aliases !== UNKNOWN && aliases.length === 0;
    if (ttl === undefined) return isMissing ? { ttl: MAIL_RECORD_TTL } : undefined;
    const nearest = nearestTtl(ttl, record.provider);
    const isWrong = checkTtl(ttl, record.provider, "").length > 0;
    return isWrong && nearest !== undefined ? { ttl: nearest } : undefined;
  },
};
