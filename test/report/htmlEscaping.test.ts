import fc from "fast-check";
import { expect, test } from "vitest";
import { rules } from "../../policies/rules.js";
import type { PreviewResult } from "../../preview/result.js";
import { formatHtml } from "../../report/html/page.js";
import { attribute, elementsOf, textOf } from "./document.js";
import { resource, resultOf, violation } from "./results.js";

const ours = rules.filter(({ id }) => id === "DM03" || id === "ENC10");

/** A result in which a text stands wherever a program, a pack or a person can put one. */
function resultWith(text: string): PreviewResult {
  const at = { ...resource("aws:sqs/queue:Queue", text), urn: `urn:pulumi:dev::shop::aws:sqs/queue:Queue::${text}` };
  const exemption = { expires: "2027-01-31", reason: text, ticket: text };
  return resultOf({
    program: text,
    stack: text,
    resources: [at, { ...resource(text, text), urn: text, inputs: { [text]: text } }],
    violations: [
      violation("DM03", at, { message: text }),
      violation(text, at, { policy: text, pack: text, message: `A sentence.\nFix: ${text}`, severity: "" }),
      violation("ENC10", at, { message: text, exemption }),
      violation(text, at, { policy: text, exemption: { expires: text, reason: text } }),
    ],
    undetermined: [{ id: text, policy: text, urn: text, reason: text }],
    diagnostics: [{ severity: "info", message: text }],
  });
}

const render = (text: string): string =>
  formatHtml(resultWith(text), ours, { today: "2026-11-25", version: text, repository: text });

/** Elements and the names of their attributes; their order, and the breaks of a URN, follow the text. */
const skeletonOf = (html: string): string[] =>
  elementsOf(html)
    .filter(({ tagName }) => tagName !== "wbr")
    .map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(" "))
    .sort();

const HOSTILE = [
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "</style></title></textarea><img src=x onerror=alert(1)>",
  "\"' onmouseover='alert(1)' x=\"",
  "--><!-- <!--",
  "<![CDATA[ ]]>",
  "&lt;b&gt; &#60; &amp",
  "javascript:alert(1)",
  "<svg><use href=data:x>",
  "\u202etxt.exe\u2066",
  "a\u0000b\u0007c",
  "\ud800",
  "${x} `y` {{z}}",
];
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({
    unit: fc.constantFrom(..."<>&\"'=/!-[]`{}$:;#xX0\t\u202e\u200f\u0000 ab".split("")),
    minLength: 1,
    maxLength: 30,
  }),
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => `x${text.replace(/[\n\r]/g, "")}`),
);

const plain = skeletonOf(render("plain"));

test("whatever names and texts hold, the page has the same elements and attributes", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const html = render(text);
      expect(skeletonOf(html)).toEqual(plain);
      for (const element of elementsOf(html)) {
        for (const name of ["href", "src", "action"]) expect(attribute(element, name) ?? "#").toMatch(/^#/);
      }
    }),
    { numRuns: 60, examples: HOSTILE.map((text): [string] => [text]) },
  );
});

test("line ends add only lines of messages, no other element", () => {
  const html = render("one\ntwo\r\n<b>three");
  const known = new Set(elementsOf(render("plain")).map(({ tagName }) => tagName));
  expect(elementsOf(html).filter(({ tagName }) => !known.has(tagName) && tagName !== "wbr")).toEqual([]);
});

test("a text stands in the page as it is, and what nobody sees stands as its number", () => {
  const body = (text: string): string =>
    elementsOf(render(text))
      .filter(({ tagName }) => tagName === "h1")
      .map(textOf)[0] ?? "";
  expect(body("<script>alert('1')</script> & \"more\"")).toBe("<script>alert('1')</script> & \"more\"");
  expect(body("invoice\u202efdp.exe")).toBe("invoice⟨U+202E⟩fdp.exe");
  expect(body("a\u0000b\u200bc\u2028d")).toBe("a⟨U+0000⟩b⟨U+200B⟩c⟨U+2028⟩d");
  expect(body("שלום עליכם")).toBe("שלום עליכם");
});
