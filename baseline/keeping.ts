/** Of texts, and the characters that one of them has at most. */
const MOST = 4000;
const LONGEST = 16_384;

/**
 * Keeps what a reader makes of a text: many rules read one record, and domains of one shop often share a text.
 *
 * @param read gives the same for the same text, and nobody changes what it gave
 */
export function keeping<T>(read: (text: string) => T): (text: string) => T {
  const kept = new Map<string, { readonly value: T }>();
  return (text) => {
    if (text.length > LONGEST) return read(text);
    let reading = kept.get(text);
    if (reading === undefined) {
      if (kept.size >= MOST) kept.clear();
      kept.set(text, (reading = { value: read(text) }));
    }
    return reading.value;
  };
}
