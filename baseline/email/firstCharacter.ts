/**
 * The first character of a text for a message. The texts of TXT records come as octets, so a character beyond ASCII
 * stands there as the octets of its UTF-8 form: these are read as the character that was typed.
 *
 * @param text a text, or an octet string
 */
export function firstCharacter(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  // RFC 3629 §3: the first octet tells how many there are.
  const length = first >= "\xf0" ? 4 : first >= "\xe0" ? 3 : 2;
  const octets = text.slice(0, length);
  if (!/^[\xc2-\xf4][\x80-\xbf]{1,3}$/.test(octets)) return first;
  const character = Buffer.from(octets, "latin1").toString("utf8");
  return character.includes("\ufffd") ? first : character;
}

/**
 * A character's code point as Unicode writes it, for example `U+2013`.
 *
 * @param character the character
 */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
