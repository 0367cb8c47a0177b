/**
 * Quotes a piece of a record for a message, or only counts its characters where it is long: what stands in a record by
 * mistake may be a private key, and even the beginning of one must not be repeated.
 *
 * @param text the piece; control characters are shown escaped
 * @param limit the longest piece that is shown, in characters; 32 by default, less than any key's text
 */
export function quoted(text: string, limit = 32): string {
  return text.length <= limit ? JSON.stringify(text) : `a text of ${text.length} characters`;
}
