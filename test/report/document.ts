import { parse, type DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** Every element of a document, as a browser parses it, in order. */
export function elementsOf(html: string): Element[] {
  const elements: Element[] = [];
  const walk = (node: Node): void => {
    if ("tagName" in node) elements.push(node);
    if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return elements;
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** All text below an element, without what scripts and styles hold. */
export function textOf(node: Node): string {
  if (node.nodeName === "#text" && "value" in node) return node.value;
  if (node.nodeName === "script" || node.nodeName === "style") return "";
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** The text of the element with an id, its white space as one space. */
export function textAt(html: string, id: string): string {
  const found = elementsOf(html).find((element) => attribute(element, "id") === id);
  if (!found) throw new Error(`no element has the id ${id}`);
  return textOf(found).replace(/\s+/g, " ").trim();
}
