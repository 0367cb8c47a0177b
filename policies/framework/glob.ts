/**
 * Whether the text matches a pattern in which `*` stands for any run of characters, line ends included, and everything
 * else for itself. Takes time in proportion to the lengths: resource names may hold anything.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  const parts = pattern.split("*");
  const first = parts.shift() ?? "";
  if (!text.startsWith(first)) return false;
  const last = parts.pop();
  if (last === undefined) return text.length === first.length;
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
