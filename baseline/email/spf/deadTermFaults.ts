import { buildTerm } from "./build.js";
import { evaluatedTerms, isMechanism, type SpfRecord } from "./record.js";
import { listed, type SpfFault } from "./spfFault.js";

/** Words that stand for a mechanism when ":" follows, and for the version at the start: with "=" they do nothing. */
const MISUSED_NAMES = ["v", "all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"];

/**
 * Finds the terms that receivers ignore: behind `all`, `redirect` beside it, and mechanisms misread as modifiers.
 *
 * @param record a parsed record
 */
export function deadTermFaults(record: SpfRecord): SpfFault[] {
  const { dead } = evaluatedTerms(record);
  const faults: SpfFault[] = [];
  const behind = dead.filter(isMechanism).map(buildTerm);
  if (behind.length > 0) {
    const message = `Behind all, where receivers never look, stands ${listed(behind)}.`;
    const fix = "Move what is needed before all, and remove the rest.";
    faults.push({ rule: "SPF10", message, fix, reference: "RFC 7208 §5.1" });
  }
  const redirect = dead.filter((term) => !isMechanism(term)).map(buildTerm);
  if (redirect.length > 0) {
    const message = `Beside all, receivers ignore ${listed(redirect)}.`;
    const fix = "Keep either all or redirect.";
    faults.push({ rule: "SPF10", message, fix, reference: "RFC 7208 §6.1" });
  }
  const misused = record.terms.flatMap((term) =>
    term.kind === "unknown" && MISUSED_NAMES.includes(term.name.toLowerCase()) ? buildTerm(term) : [],
  );
  if (misused.length > 0) {
    const message = `With "=" behind the name, receivers take ${listed(misused)} for an unknown modifier and ignore it.`;
    const fix = 'Write mechanisms with ":" behind the name, and v=spf1 only at the start.';
    faults.push({ rule: "SPF10", message, fix, reference: "RFC 7208 §6" });
  }
  return faults;
}
