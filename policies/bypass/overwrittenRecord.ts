import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";

export const overwrittenRecord: Rule = {
  id: "BYP03",
  name: "overwritten-record",
  title: "No record set replaces one that another program made.",
  why: "With allowOverwrite a second stack silently replaces the TXT record set of a name, and with it SPF or DMARC.",
  fix: "Remove allowOverwrite, and import the record set that exists.",
  severity: "medium",
  references: [{ standard: "PCI DSS 4.0.1", section: "6.5.1", strength: "supporting" }],
  types: ["aws:route53/record:Record"],
  checkResource(resource, verdict) {
    const overwrites = resource.flag("allowOverwrite");
    if (overwrites === true) verdict.violation(`${resource.name} has allowOverwrite: true.`);
    if (overwrites === UNKNOWN)
      verdict.undetermined("Whether allowOverwrite is set will be known only after the deploy.");
  },
  remediate: (resource) => (resource.flag("allowOverwrite") === true ? { allowOverwrite: false } : undefined),
};
