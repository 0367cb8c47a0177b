import { evaluatedTerms, type SpfRecord } from "./record.js";
import { named, type SpfFault } from "./spfFault.js";
import { targetName } from "./zone.js";

/**
 * Gives the targets of `include` and `redirect` that cannot have a record, since they are no domain names.
 *
 * @param record a parsed record
 */
export function malformedTargets(record: SpfRecord): string[] {
  const { mechanisms, redirect } = evaluatedTerms(record);
  const specs = mechanisms.flatMap((term) => (term.kind === "include" ? term.domain : []));
  const names = [...specs, ...(redirect ? [redirect.domain] : [])].map((spec) => targetName(spec, undefined));
  return [...new Set(names.filter((name) => name !== undefined && !isDomainName(name)))] as string[];
}

/**
 * Says what is wrong with a malformed target.
 *
 * @param name the name, as `malformedTargets` gives it
 */
export function malformedTarget(name: string): SpfFault {
  return {
    rule: "SPF06",
    message: `The target ${named(name)} is no domain name, so no SPF record is there; receivers answer permerror.`,
    fix: "Write the domain name alone: no URL, labels of 1 to 63 letters, digits and hyphens, and a space behind it.",
    reference: "RFC 7208 §4.3, §5.2, §6.1",
  };
}

function isDomainName(name: string): boolean {
  // RFC 1035 §2.3.4: at most 253 characters, and 63 in each label.
  return name.length <= 253 && name.split(".").every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
}
