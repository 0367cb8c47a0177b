/** Attributes in their order; those without a value are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What XML 1.0 (§2.2) cannot hold at all, not even by reference. */
// eslint-disable-next-line no-control-regex -- XML 1.0 forbids these very characters
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;
const REFERENCES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** An element, of which each child is markup already. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${attribute(String(value))}"`],
  );
  const start = `<${name}${given.join("")}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join("")}</${name}>`;
}

/** Text between tags. */
export function xmlText(text: string): string {
  // A parser makes one line feed of a carriage return (§2.11).
  return legal(text).replace(/[&<>]/g, reference).replaceAll("\r", "&#13;");
}

/** Within an attribute a parser makes a space of a line end or a tabulator (§3.3.3), unless it is a reference. */
function attribute(text: string): string {
  return legal(text)
    .replace(/[&<>"]/g, reference)
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function legal(text: string): string {
  return text.replace(ILLEGAL, "\ufffd");
}

function reference(character: string): string {
  return REFERENCES[character] ?? character;
}
