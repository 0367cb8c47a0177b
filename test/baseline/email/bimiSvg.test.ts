import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkBimiSvg } from "../../../baseline/email/bimiSvg.js";
import { SVG_TINY_PS } from "../../../baseline/email/svgTinyPs.js";

const ROOT = 'xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 64 64"';
const TITLE = "<title>Fernwood</title>";
const svg = (body: string, root = ROOT): string => `<?xml version="1.0" encoding="UTF-8"?>\n<svg ${root}>${body}</svg>`;
const GOOD = svg(
  `${TITLE}<desc>A candle</desc><defs><linearGradient id="flame" gradientUnits="userSpaceOnUse" x1="0" x2="1"><stop offset="0" stop-color="#fc0"/></linearGradient></defs>` +
    `<rect width="64" height="64" fill="#fff"/><g transform="translate(1 1)"><path d="M0 0h8v8z" fill="url(#flame)"/><use xlink:href="#flame"/></g>`,
  `${ROOT} xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64"`,
);
const said = (text: string): string =>
  checkBimiSvg(text, "logo.svg")
    .map(({ message }) => message)
    .join("\n");

test("an image of the profile has no fault", () => expect(said(GOOD)).toBe(""));

describe("an image is refused", () => {
  test.each<[string, string, RegExp]>([
    ["without a title", svg("<path/>"), /no title/],
    ["with an empty title", svg("<title> </title>"), /title is empty/],
    ["with two titles", svg(TITLE + TITLE), /two title elements/],
    ["with a title in a group only", svg(`<g>${TITLE}</g>`), /title may not stand within "g"[^]*no title/],
    [
      "of another profile",
      svg(TITLE, ROOT.replace("tiny-ps", "tiny")),
      /baseProfile of svg is "tiny"; allowed is tiny-ps/,
    ],
    ["without a profile", svg(TITLE, ROOT.replace('baseProfile="tiny-ps"', "")), /no attribute baseProfile/],
    ["of another version", svg(TITLE, ROOT.replace("1.2", "1.1")), /version of svg is "1.1"/],
    ["with a position", svg(TITLE, `${ROOT} x="0" y="0"`), /attribute "x"[^]*attribute "y"/],
    ["that is not square by its viewBox", svg(TITLE, ROOT.replace("64 64", "64 32")), /64 by 32/],
    ["that is not square by its size", svg(TITLE, `${ROOT} width="64" height="32"`), /width is "64", height is "32"/],
    ["without a viewBox", svg(TITLE, ROOT.replace(/ viewBox="[^"]*"/, "")), /no viewBox of four numbers/],
    ["with a script", svg(`${TITLE}<script>alert(1)</script>`), /"script" is not part/],
    ["with an event handler", svg(`${TITLE}<rect onclick="x()"/>`), /"onclick", which is not part/],
    ["with an animation", svg(`${TITLE}<rect><animate attributeName="x"/></rect>`), /"animate" is not part/],
    ["with a raster image", svg(`${TITLE}<image href="data:image/png;base64,AA=="/>`), /"image" is not part/],
    [
      "with HTML",
      svg(`${TITLE}<foreignObject><b xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>`),
      /"foreignObject" is not part[^]*"b" is not of the namespace/,
    ],
    ["with a style sheet", svg(`${TITLE}<style>@import url(https://evil.example)</style>`), /"style" is not part/],
    ["with a style attribute", svg(`${TITLE}<rect style="fill:red"/>`), /"style", which is not part/],
    ["with a link", svg(`${TITLE}<a href="https://shop.example"/>`), /"a" is not part/],
    [
      "with an element used from elsewhere",
      svg(`${TITLE}<use href="https://evil.example/x.svg#y"/>`),
      /href of use refers to something outside/,
    ],
    [
      "with a paint from elsewhere",
      svg(`${TITLE}<rect fill=" url( https://evil.example/x#y)"/>`),
      /fill of rect refers to something outside/,
    ],
    [
      "with another base",
      svg(`${TITLE}<g xml:base="https://evil.example/"/>`),
      /xml:base of g refers to something outside/,
    ],
    [
      "with a style sheet instruction",
      `<?xml-stylesheet href="x.css"?>${svg(TITLE)}`,
      /processing instruction "xml-stylesheet"/,
    ],
    ["with entities", `<!DOCTYPE svg [<!ENTITY a "b">]>${svg("<title>&a;</title>")}`, /document type declaration/],
    ["with text instead of XML", "PNG", /no well-formed XML/],
    ["that is cut off", GOOD.slice(0, -10), /no well-formed XML/],
    ["of another kind", '<html xmlns="http://www.w3.org/1999/xhtml"/>', /outermost element is not svg/],
    [
      "of more than 32 kilobytes",
      svg(TITLE + `<path d="${"M0 0".repeat(9000)}"/>`),
      /octets; receivers take at most 32768/,
    ],
    ["of more than 256 kilobytes, unread", `<svg>${" ".repeat(300_000)}`, /^logo.svg: The file has [^\n]*$/],
    ["with a ratio that distorts", svg(TITLE, `${ROOT} preserveAspectRatio="xMinYMin slice"`), /preserveAspectRatio/],
  ])("%s", (_, text, message) => expect(said(text)).toMatch(message));
});

describe("of the profile's table", () => {
  test("every element takes each of its own attributes", () => {
    for (const [name, { attributes }] of SVG_TINY_PS) {
      if (name === "svg" || name === "title") continue;
      for (const attribute of attributes) {
        const parent = name === "stop" ? ["<linearGradient>", "</linearGradient>"] : ["", ""];
        const faults = said(
          svg(
            `${TITLE}${parent[0]}<${name} ${attribute}="#x"/>${parent[1]}`,
            `${ROOT} xmlns:xlink="http://www.w3.org/1999/xlink"`,
          ),
        );
        expect(faults).not.toContain("is not part of the profile");
      }
    }
  });

  test("no element takes an attribute of no element, and none stands where it is no child", () => {
    for (const name of SVG_TINY_PS.keys()) {
      expect(said(svg(`${TITLE}<${name} opacity="1"/>`))).toContain(`The element ${name} has the attribute "opacity"`);
      expect(said(svg(`${TITLE}<path><${name}/></path>`))).toContain(`The element ${name} may not stand within "path"`);
    }
  });
});

describe("random and mutated images", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    "/",
    "&",
    ";",
    '"',
    "'",
    "=",
    "<g>",
    "</g>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE",
    "xmlns:a=",
    "\u0000",
    "é",
    "😀",
    "#",
  );

  test("are judged without an exception, in whole sentences, at most sixteen", () => {
    const edits = fc.array(fc.tuple(fc.nat(GOOD.length), fc.nat(8), piece), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(edits, (all) => {
        let text = GOOD;
        for (const [at, length, put] of all) text = text.slice(0, at) + put + text.slice(at + length);
        const findings = checkBimiSvg(text, "logo.svg");
        expect(findings.length).toBeLessThanOrEqual(16);
        for (const { rule, message } of findings) {
          expect(rule).toBe("BI03");
          expect(message).toMatch(/^logo\.svg: [A-Z][^]*[.]$/);
          expect(message.length).toBeLessThan(900);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each(["<g>", "&amp;", "<!--", '<g a="', "]]>", "<g xmlns:a='b'>", "\n"])(
    "of 200,000 characters of %j are judged",
    (filler) => {
      const text = svg(TITLE + filler.repeat(200_000 / filler.length));
      expect(checkBimiSvg(text, "logo.svg").length).toBeGreaterThan(0);
    },
  );
});
