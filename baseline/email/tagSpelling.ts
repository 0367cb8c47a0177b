import { DMARC_TAGS } from "./dmarcRecord.js";

/** Words that people write for tags whose names are shorter. */
const WORDS = new Map([
  ["policy", "p"],
  ["subdomain", "sp"],
  ["dkim", "adkim"],
  ["spf", "aspf"],
]);
const LONGEST_NAME = 12;

/**
 * The DMARC tag that a misspelt name probably means: the same letters in another case, or at most one letter away.
 *
 * @param name a tag name that the registry does not have
 */
export function suggestTag(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const lower = name.toLowerCase();
  const exact = DMARC_TAGS.find((tag) => tag === lower) ?? WORDS.get(lower);
  if (exact !== undefined || lower.length === 1) return exact;
  const near = DMARC_TAGS.find((tag) => tag.length > 1 && isOneEditAway(lower, tag));
  return near ?? [...WORDS].find(([word]) => isOneEditAway(lower, word))?.[1];
}

/** Whether one letter less, more or other makes two words equal. */
function isOneEditAway(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const rest = a.slice(start);
  const other = b.slice(start);
  return rest.slice(1) === other.slice(1) || rest.slice(1) === other || rest === other.slice(1);
}
