import { authoritiesFor } from "../../baseline/dns/caaSet.js";
import { ACM_AUTHORITIES } from "../../baseline/dns/certificateAuthorities.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { relevantCaa } from "../readers/caaRecords.js";
import { stackDns } from "../readers/zones.js";

export const caaAcm: Rule = {
  id: "CAA03",
  name: "caa-acm",
  title: "Names with a certificate of AWS Certificate Manager have CAA records that let Amazon issue.",
  why: "The certificate is not issued, or is not renewed one day, and the shop goes down with it.",
  fix: "Add a CAA record 0 issue amazon.com, or 0 issuewild amazon.com for a wildcard (CaaRecords does it with CertificatePlatform.Acm).",
  severity: "high",
  references: [
    { standard: "AWS Certificate Manager user guide", section: "Configure a CAA record", strength: "satisfies" },
  ],
  types: ["aws:acm/certificate:Certificate"],
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    for (const certificate of stack.ofTypes(["aws:acm/certificate:Certificate"])) {
      if (!isIssuedByAmazon(certificate)) continue;
      const at = { urn: certificate.urn };
      for (const name of namesOf(certificate)) {
        const caa = name === UNKNOWN ? UNKNOWN : relevantCaa(dns, name.toLowerCase());
        if (name === UNKNOWN || caa === UNKNOWN) {
          const reason = "Its names, or the CAA records that apply to them, will be known only after the deploy.";
          verdict.undetermined(reason, at);
          continue;
        }
        const allowed = caa && authoritiesFor(caa.records, name.startsWith("*.") ? "issuewild" : "issue");
        if (!caa || !allowed || allowed.some((authority) => ACM_AUTHORITIES.includes(authority))) continue;
        const who = allowed.length === 0 ? "nobody" : allowed.join(", ");
        verdict.violation(
          `${name} is to have a certificate of ACM, but the CAA records at ${caa.owner} let only ${who} issue.`,
          at,
        );
      }
    }
  },
};

/** An imported certificate, and one of a private authority, needs no CAA record. */
function isIssuedByAmazon(certificate: Resource): boolean {
  return (
    certificate.property("privateKey") === undefined && certificate.property("certificateAuthorityArn") === undefined
  );
}

function namesOf(certificate: Resource): readonly Maybe<string>[] {
  const main = certificate.text("domainName");
  const others = certificate.list("subjectAlternativeNames");
  const all = [...(main === undefined ? [] : [main]), ...(others === UNKNOWN ? [UNKNOWN] : others)];
  return [...new Set(all)].map((name) => (typeof name === "string" ? name : UNKNOWN));
}
