import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, hasPdfTools, launch } from "./browser.js";
import { digestOf, pictures, samples, shoot, type Picture, type Samples } from "./pictures.js";
import { shortened, spans } from "./terminal.js";

const root = path.resolve(__dirname, "../..");
const committed = path.join(root, "docs/screenshots");
const LARGEST_BYTES = 200_000;

let results: Samples;
beforeAll(async () => {
  results = await samples();
});

describe.each(pictures)("docs/screenshots/$file", (picture) => {
  test("shows what the report says today: npm run screenshots makes it anew", () => {
    const shown = JSON.parse(readFileSync(path.join(committed, "shown.json"), "utf8")) as Record<string, string>;
    expect(shown[picture.file]).toBe(digestOf(picture, results));
  });

  test("is a PNG of at most 200 kB", () => {
    const file = path.join(committed, picture.file);
    expect(sizeOf(readFileSync(file)).width).toBeGreaterThan(0);
    expect(statSync(file).size).toBeLessThan(LARGEST_BYTES);
  });
});

describe.skipIf(!hasBrowser)("made anew into coverage/screenshots", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** Words that the picture's page must show. */
  const words: Readonly<Record<Picture["kind"], readonly string[]>> = {
    screen: ["Attack paths and controls", "Exemptions", "fernwood"],
    paper: ["Attack paths and controls", "Blocked", "fernwood-drifted"],
    terminal: ["Preview of fernwood-drifted", "✗ DM02", "more lines", "The deploy would be blocked."],
  };

  test.each(pictures.filter(({ kind }) => hasPdfTools || kind !== "paper"))("$file", async (picture) => {
    const { png, text } = await shoot(picture, results, browser);
    const folder = path.join(root, "coverage/screenshots");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, picture.file), png);
    for (const word of words[picture.kind]) expect(text).toContain(word);
    const { width, height } = sizeOf(png);
    const before = sizeOf(readFileSync(path.join(committed, picture.file)));
    expect(width).toBe(before.width);
    // Fonts differ between machines, so the height may a little: a page that failed to render is far from it.
    expect(height / before.height).toBeGreaterThan(0.8);
    expect(height / before.height).toBeLessThan(1.25);
  });
});

describe("the terminal's picture", () => {
  test("turns styles into elements, and all else into text", () => {
    expect(spans("\u001b[1mSPF07\u001b[22m <b> & \u001b[31m✗\u001b[39m")).toBe(
      '<span class="bold">SPF07</span> &lt;b&gt; &amp; <span class="red">✗</span>',
    );
    expect(() => spans("\u001b[7mreversed\u001b[27m")).toThrow("SGR 7 has no class");
  });

  test("says how many lines it leaves out", () => {
    const lines = Array.from({ length: 10 }, (_, index) => `line ${index + 1}`);
    expect(shortened(lines.join("\n"), 3)).toMatch(/^line 1\nline 2\nline 3\n\n.*6 more lines.*\n\nline 10$/s);
    expect(shortened(lines.join("\n"), 8)).toBe(lines.join("\n"));
  });
});

/** Width and height of a PNG, from its first chunk (PNG Specification §11.2.1). */
function sizeOf(png: Buffer): { width: number; height: number } {
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
