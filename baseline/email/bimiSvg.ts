import { createRequire } from "node:module";
import type { SaxesAttributeNS, SaxesTagNS } from "saxes";
import type * as Saxes from "saxes";
import type { Finding } from "../finding.js";
import { toFinding } from "./fault.js";
import { quoted } from "./quotation.js";
import { SVG_TINY_PS, SVG_VALUES } from "./svgTinyPs.js";

/** The largest indicator that receivers take, in octets: 32 kilobytes (BIMI Group, "Creating BIMI SVG logo files"). */
const MAX_OCTETS = 32 * 1024;
/** A larger file is not read. */
const MAX_READ_OCTETS = 256 * 1024;
/** Elements within elements; the parser's time grows with the square of it. */
const MAX_DEPTH = 64;
/** After this many faults the rest of a file is not worth reading. */
const MAX_FAULTS = 16;
const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
const REFERENCE = "draft-svg-tiny-ps-abrotman-11 §2";

/**
 * Checks an indicator against the profile SVG Tiny Portable/Secure and against what receivers demand: `BI03` for anything
 * but a square image with a title, of at most 32 kilobytes, without script, animation or anything from elsewhere.
 *
 * @param svg the file's text
 * @param subject what the file is called, for example its URI
 */
export function checkBimiSvg(svg: string, subject: string): Finding[] {
  const faults: string[] = [];
  const octets = Buffer.byteLength(svg);
  if (octets > MAX_OCTETS) faults.push(`The file has ${octets} octets; receivers take at most ${MAX_OCTETS}.`);
  if (octets <= MAX_READ_OCTETS) faults.push(...documentFaults(svg));
  return faults.slice(0, MAX_FAULTS).map((message) => {
    const fix = "Export the image as SVG Tiny 1.2, then convert it to the profile tiny-ps.";
    return toFinding({ rule: "BI03", position: 0, message, fix, reference: REFERENCE }, subject);
  });
}

function documentFaults(svg: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  let title: string | undefined;
  // Loaded with the first image: the policy pack, which reads one at most, starts without it.
  const { SaxesParser } = createRequire(__filename)("saxes") as typeof Saxes;
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    // The parser goes on after an error; what it reads then is guesswork.
    if (!faults.some((fault) => fault.startsWith("The file is no well-formed XML"))) {
      faults.push(`The file is no well-formed XML: ${error.message.slice(0, 200).replace(/\.?$/, ".")}`);
    }
  });
  parser.on("doctype", () => {
    faults.push("The file has a document type declaration, which names or defines something outside the image.");
  });
  parser.on("processinginstruction", ({ target }) => {
    faults.push(`The file has the processing instruction ${quoted(target, 60)}, which acts outside the image.`);
  });
  parser.on("opentag", (tag) => {
    const parent = open.at(-1);
    open.push(tag.uri === SVG ? tag.local : "");
    if (open.length > MAX_DEPTH) throw new Error(`elements are nested deeper than ${MAX_DEPTH}`);
    if (faults.length >= MAX_FAULTS) return;
    faults.push(...tagFaults(tag, parent));
    if (parent === "svg" && tag.local === "title") {
      if (title !== undefined) faults.push("The image has two title elements below svg; one is allowed.");
      title = "";
    }
    if (parent === undefined) faults.push(...rootFaults(tag));
  });
  parser.on("text", (text) => {
    if (open.length === 2 && open[1] === "title") title = (title ?? "") + text;
  });
  parser.on("closetag", () => void open.pop());
  try {
    parser.write(svg).close();
  } catch (error) {
    faults.push(`The file cannot be read: ${error instanceof Error ? error.message.slice(0, 200) : "it is broken"}.`);
  }
  if (title === undefined) faults.push("The image has no title element below svg; it is required.");
  else if (title.trim() === "") faults.push("The image's title is empty; it must name the brand.");
  return faults;
}

function tagFaults(tag: SaxesTagNS, parent: string | undefined): string[] {
  const name = tag.name.slice(0, 60);
  if (tag.uri !== SVG) return [`The element ${quoted(name, 60)} is not of the namespace ${SVG}.`];
  const profile = SVG_TINY_PS.get(tag.local);
  if (profile === undefined) return [`The element ${quoted(name, 60)} is not part of the profile.`];
  const faults: string[] = [];
  if (parent !== undefined && SVG_TINY_PS.get(parent)?.children.includes(tag.local) !== true) {
    faults.push(`The element ${name} may not stand within ${quoted(parent, 60)}.`);
  }
  for (const attribute of Object.values(tag.attributes)) faults.push(...attributeFaults(attribute, tag.local, profile));
  return faults;
}

function attributeFaults(
  { name, local, prefix, uri, value }: SaxesAttributeNS,
  element: string,
  { attributes }: { readonly attributes: ReadonlySet<string> },
): string[] {
  if (prefix === "xmlns" || name === "xmlns") return [];
  const known = uri === XLINK ? `xlink:${local}` : name;
  if (!attributes.has(known)) {
    return [
      `The element ${element} has the attribute ${quoted(name.slice(0, 60), 60)}, which is not part of the profile.`,
    ];
  }
  const values = SVG_VALUES.get(known);
  if (values?.includes(value) === false) {
    return [`The attribute ${name} of ${element} is ${quoted(value, 60)}; allowed is ${values.join(", ")}.`];
  }
  const isReference = local === "href" || known === "xml:base" || /url\s*\(/i.test(value);
  const isLocal = /^\s*(url\s*\(\s*["']?)?#/i.test(value);
  return isReference && !isLocal ? [`The attribute ${name} of ${element} refers to something outside the image.`] : [];
}

function rootFaults({ local, attributes }: SaxesTagNS): string[] {
  if (local !== "svg") return ["The outermost element is not svg."];
  const value = (name: string) => attributes[name]?.value;
  const faults: string[] = [];
  for (const [name, expected] of [
    ["version", "1.2"],
    ["baseProfile", "tiny-ps"],
  ] as const) {
    if (value(name) === undefined) faults.push(`The element svg has no attribute ${name}; it must be ${expected}.`);
  }
  const ratio = value("preserveAspectRatio");
  if (ratio !== undefined && !/^\s*(none|xMidYMid)(\s+meet)?\s*$/.test(ratio)) {
    faults.push(
      `The attribute preserveAspectRatio of svg is ${quoted(ratio, 60)}; allowed are none and xMidYMid, with meet.`,
    );
  }
  const box = (value("viewBox") ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , width = NaN, height = NaN] = box;
  if (box.length !== 4 || box.some(Number.isNaN) || width <= 0 || height <= 0) {
    faults.push("The element svg has no viewBox of four numbers, so its shape is not known.");
  } else if (width !== height) {
    faults.push(`The image is not square: its viewBox is ${width} by ${height}.`);
  }
  if (value("width") !== value("height")) {
    faults.push(
      `The image is not square: width is ${quoted(value("width") ?? "")}, height is ${quoted(value("height") ?? "")}.`,
    );
  }
  return faults;
}
