import {
  isPolicyMediaType,
  POLICY_MEDIA_TYPE,
  POLICY_PATH,
  POLICY_SERVED,
  policyHostOf,
} from "../../baseline/email/mtaStsHost.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, exchangeOf } from "../readers/dnsRecords.js";
import { POLICY_OBJECT_TYPES, policyFile } from "../readers/policyFiles.js";
import { ROUTE_TYPES, stackMtaSts } from "../readers/policyHosts.js";
import { checkRoutes } from "./policyRoutes.js";
import { ownerOf, recordsAt, stackDns, type PlacedRecord } from "../readers/zones.js";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
/** Below it CloudFront names its distributions (Amazon CloudFront Developer Guide). */
const CLOUDFRONT = ".cloudfront.net";

/** Types of record by which a host is found; NS hands the name to other servers. */
const ANSWERS: readonly unknown[] = ["A", "AAAA", "CNAME", "NS", UNKNOWN];

export const mtaStsServed: Rule = {
  id: "STS02",
  name: "mta-sts-served",
  title: "A domain's MTA-STS policy is served at its host and path, as text, without a redirect.",
  why: "Senders look nowhere else and follow no redirect: without the file the record is worth nothing, and nobody notices, since mail is delivered still.",
  fix: POLICY_SERVED.fix,
  severity: "high",
  references: [{ standard: "RFC 8461", section: "§3.2, §3.3", strength: "satisfies" }],
  types: [...DNS_RECORD_TYPES, ...POLICY_OBJECT_TYPES, ...ROUTE_TYPES],
  checkResource(resource, verdict) {
    if (!POLICY_OBJECT_TYPES.includes(resource.type) || !policyFile(resource)?.isCertain) return;
    checkObject(resource, verdict);
  },
  checkStack(stack, verdict) {
    const { records, routes, policies } = stack.read(stackMtaSts);
    for (const { domain, file, routes: leading } of policies)
      if (file.isCertain) checkRoutes(policyHostOf(domain), file.resource, leading, stack, verdict);
    const dns = stack.read(stackDns);
    for (const [domain, [record]] of records) {
      const host = policyHostOf(domain);
      const answers =
        dns.records.some(({ fqdn, type }) => (fqdn === host || fqdn === `*.${domain}`) && ANSWERS.includes(type)) ||
        routes.some(({ isNaming, hosts }) => isNaming && hosts.includes(host));
      if (answers || !record || !ownerOf(domain, dns.owned)) continue;
      const at = { urn: record.resource.urn };
      if (dns.nameless.length > 0) {
        verdict.undetermined(`${host} has no record, but a record of unknown name may be it.`, at);
      } else verdict.violation(`${domain} has an MTA-STS record, but its zone has no record for ${host}.`, at);
    }
    for (const distribution of stack.ofTypes([DISTRIBUTION])) {
      const aliases = distribution.list("aliases");
      for (const host of aliases === UNKNOWN ? [] : aliases) {
        if (typeof host !== "string" || !host.startsWith(policyHostOf(""))) continue;
        for (const record of recordsAt(dns, host)) judgeTarget(record, distribution, verdict);
      }
    }
  },
};

/** The host of the policy leads to the distribution that the stack has for it, and not to somebody else's. */
function judgeTarget({ fqdn, type, values, resource }: PlacedRecord, distribution: Resource, verdict: Verdict): void {
  if (type !== "CNAME" || values === UNKNOWN) return;
  const own = distribution.text("domainName");
  for (const value of values) {
    // What is not known yet comes from the distribution, or is judged after the deploy.
    if (value === UNKNOWN || value === own) continue;
    const target = exchangeOf(value);
    if (target === own) continue;
    const at = { urn: resource.urn };
    if (typeof own !== "string" && target.endsWith(CLOUDFRONT)) {
      if (["content", "records"].some((property) => resource.sources.get(property)?.includes(distribution.urn)))
        continue;
      verdict.undetermined(
        `Whether ${String(fqdn)} leads to ${distribution.name} will be known only after the deploy.`,
        at,
      );
      continue;
    }
    verdict.violation(
      `${String(fqdn)} leads to ${target}, and not to ${distribution.name}, which this stack has for it: whoever holds that serves the policy.`,
      at,
    );
  }
}

/** Whether an object that holds a policy file is served as senders expect it. */
function checkObject(resource: Resource, verdict: Verdict): void {
  const key = resource.text("key");
  const type = resource.text("contentType");
  const redirect = resource.text("websiteRedirect");
  if (key === UNKNOWN || type === UNKNOWN || redirect === UNKNOWN) {
    verdict.undetermined("Under which path and as what it is served will be known only after the deploy.");
  }
  if (typeof key === "string" && key !== POLICY_PATH.slice(1)) {
    verdict.violation(`${resource.name} has the key ${key}, so the policy file is not at ${POLICY_PATH}.`);
  }
  if (type !== UNKNOWN && !isPolicyMediaType(type)) {
    const given = type === undefined ? "no contentType, which S3 takes for binary data" : `the contentType ${type}`;
    verdict.violation(`${resource.name} has ${given}; senders expect ${POLICY_MEDIA_TYPE}.`);
  }
  if (typeof redirect === "string") {
    verdict.violation(`${resource.name} redirects to ${redirect}, and senders follow no redirect.`);
  }
}
