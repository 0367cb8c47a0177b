import type { SpfRecord } from "../baseline/email/spf/record.js";
import { relieveSpf } from "../baseline/email/spf/relief.js";
import type { SpfZone } from "../baseline/email/spf/zone.js";

/**
 * How a record that is near the limit of look-ups, or above it, gets room: as full sentences, the lasting way first.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is
 * @param zone what is known of the records behind it
 */
export function reliefSentences(record: SpfRecord, domain: string, zone: SpfZone): string[] {
  const { moves, replacement } = relieveSpf(record, domain, zone) ?? {};
  const names = (includes: readonly string[]): string => includes.map((include) => `include:${include}`).join(" and ");
  const sentences: string[] = [];
  if (moves !== undefined) {
    const moved = names(moves.moves.map(({ include }) => include));
    sentences.push(`Move ${moved} to a MAIL FROM subdomain of its own: ${moves.left} look-ups are left here.`);
  }
  if (replacement !== undefined) {
    const { text, includes, left } = replacement;
    sentences.push(
      `${moves === undefined ? "P" : "Or p"}ublish networks in place of ${names(includes)} (spfFlatten of EmailDomain), which means the same today and takes ${left} look-ups; \`storefront-baseline spf lock --check\` says when it no longer does: ${text}`,
    );
  }
  return sentences;
}
