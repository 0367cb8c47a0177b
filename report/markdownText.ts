/** ASCII punctuation to which Markdown, its tables, HTML or GitHub's formulas give a meaning. */
const SPECIAL = /[&<>`*_[\]|~\\#@!${}]/g;
/** Controls, halves of characters, and characters that reverse the order of what is read (Unicode TR 9). */
const DISGUISES = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LONGEST = 1500;

/**
 * Plain text as one line of Markdown that shows exactly it: no markup, HTML, mention, reference to an issue, or link
 * comes of it. Character references cannot stand for structure (CommonMark 0.31 §2.5); what GitHub links afterwards, in
 * the text, is parted by a space of no width.
 *
 * @param text anything; cut after 1,500 characters
 */
export function markdownText(text: string): string {
  const apart = asLine(text)
    .replace(/[@#](?=[\p{L}\p{N}])/gu, "$&\u200b")
    .replace(/(?<=:)\/\//g, "\u200b//")
    .replace(/\bwww(?=\.)/gi, "www\u200b")
    .replace(/\bGH-(?=[0-9])/gi, "$&\u200b");
  return referenced(apart).replaceAll("\u200b", "&#8203;");
}

/**
 * Plain text as code of one line, which can be copied as it stands: nothing in a code span is markup or linked. What a
 * code span in a table cannot hold (a bar, a backslash before it, and the span's own backtick) is written as text.
 */
export function markdownCode(text: string): string {
  const line = asLine(text);
  return line === "" || /[|\\`]/.test(line) ? `<code>${markdownText(line)}</code>` : `\`${line}\``;
}

function asLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim().replace(DISGUISES, "\ufffd");
  const characters = [...line];
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 1).join("")}…`;
}

function referenced(text: string): string {
  return text.replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}
