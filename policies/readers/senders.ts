/**
 * Whether an SPF record lets anybody send: it has a term other than the refusal of all.
 *
 * @param text the record's text
 */
export function authorizesSenders(text: string): boolean {
  return /\s[a-z+]/i.test(text);
}
