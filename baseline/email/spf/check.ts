import type { Finding } from "../../finding.js";
import { parseSpf, readSpf } from "./parse.js";
import { recordFaults } from "./recordFaults.js";
import { zoneFaults } from "./zoneFaults.js";
import type { SpfZone } from "./zone.js";

/** Whose record is judged. */
export interface SpfContext {
  /** The name that findings carry, for example the record's owner name. */
  readonly subject: string;
  /** The domain whose record it is; without it, terms that mean the domain itself stay unknown. */
  readonly domain?: string;
}

/**
 * Judges an SPF record. Without a zone, it judges what the record shows by itself: SPF02 grammar, SPF03 and SPF20 the
 * number of its own terms that query DNS, SPF06 targets that are no domain names, SPF07 that it lets everyone pass,
 * SPF08 its end, SPF09 `ptr`, SPF10 dead terms, SPF11 its length, SPF18 retired includes, SPF19 wide ranges. With a
 * zone, it adds what `checkSpfInZone` finds.
 *
 * @param text the TXT record's text, its character-strings joined
 * @param context whose record it is, and what is known of the names that it points to
 * @returns one finding for each fact; for a record with faults in its grammar, only these
 */
export function checkSpf(text: string, context: SpfContext & { readonly zone?: SpfZone }): Finding[] {
  const { subject, domain, zone } = context;
  const read = readSpf(text);
  const faults = read.ok ? recordFaults(read.value, domain, text.length) : read.errors;
  const own = faults.map(({ rule, message, fix, reference }) => about(subject, { rule, message, fix, reference }));
  return zone === undefined ? own : [...own, ...checkSpfInZone(text, { ...context, zone })];
}

/**
 * Judges an SPF record together with the records that it points to: SPF03 and SPF20 all terms that query DNS, SPF04
 * `mx` with too many hosts, SPF05 look-ups that find nothing, SPF06 targets without one valid record, SPF07 that
 * everyone passes by another record, SPF15 circles. What the record shows by itself is left to `checkSpf`.
 *
 * @param text the TXT record's text, its character-strings joined
 * @param context whose record it is, and what is known of the names that it points to
 * @returns one finding for each fact; none for a record with faults in its grammar
 */
export function checkSpfInZone(text: string, context: SpfContext & { readonly zone: SpfZone }): Finding[] {
  const { subject, domain, zone } = context;
  const parsed = parseSpf(text);
  return parsed.ok ? zoneFaults(parsed.value, domain, zone).map((fault) => about(subject, fault)) : [];
}

function about(subject: string, { message, ...fault }: Omit<Finding, "subject">): Finding {
  return { ...fault, subject, message: `${subject}: ${message}` };
}
