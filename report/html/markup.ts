/** Markup that this folder wrote itself: the only values that {@link html} does not escape. */
export class Html {
  constructor(readonly text: string) {}
}

/** What stands in a template: texts are escaped, markup is not, and nothing is nothing. */
export type Part = Html | string | number | undefined | readonly Part[];

/**
 * A template that is safe by construction: every value is escaped unless it is markup already, so a name can never
 * become an element. Templates quote all their attributes, and put no value into a script, a style or an address
 * except through {@link anchor}.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.reduce((before, text, index) => before + render(parts[index - 1]) + text));
}

function render(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(render).join("");
  return escape(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A text as HTML holds it. Characters that no one sees, and that can turn the direction of a text round or hide a part
 * of it, stand as their numbers: `⟨U+202E⟩`.
 */
function escape(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => (character === "\n" ? "\n" : shown(character)));
}

function shown(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** The anchor of something in the page: letters, digits and hyphens only, whatever the names are. */
export function anchor(...names: readonly string[]): string {
  return names.join("-").replace(/[^A-Za-z0-9-]/g, "_");
}

/** `1 rule`, `2 rules`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
