import { createHash } from "node:crypto";
import type { Browser } from "playwright-core";
import packageJson from "../../package.json";
import { formatText } from "../../preview/text.js";
import type { PreviewResult } from "../../preview/result.js";
import { shapes } from "../../report/html/marks.js";
import { PRINT_STYLE } from "../../report/html/printStyle.js";
import { STYLE } from "../../report/html/style.js";
import { open, pdfPage, printed } from "./browser.js";
import { drifted, exempted, htmlOf } from "./samples.js";
import { ansi, shortened, terminalPage } from "./terminal.js";

/** A picture of the README: which part of which page, and how wide. */
export interface Picture {
  readonly file: string;
  /** What the picture shows, for those who do not see it. */
  readonly alt: string;
  readonly kind: "screen" | "paper" | "terminal";
  readonly sample: "drifted" | "exempted";
  readonly width: number;
  readonly scale: number;
  readonly colorScheme?: "light" | "dark";
  /** Ids of the element at its top, and of the first one below it. */
  readonly from: string;
  readonly before: string;
}

const LINES = 52;
/** Of the terminal that is shown. */
const COLUMNS = 100;
const COMMAND = "npx storefront-baseline preview demo/drifted";

export const pictures: readonly Picture[] = [
  {
    file: "report.png",
    alt: "The report of a blocked program: its verdict, the seven attack paths, and the controls against spoofed mail.",
    kind: "screen",
    sample: "drifted",
    width: 1280,
    scale: 1,
    from: "top",
    before: "path-credential-stuffing",
  },
  {
    file: "report-dark.png",
    alt: "The report of a program that may go on, in dark colours: verdict and attack paths.",
    kind: "screen",
    sample: "exempted",
    width: 1280,
    scale: 1,
    colorScheme: "dark",
    from: "top",
    before: "path-spoofed-mail",
  },
  {
    file: "report-exemptions.png",
    alt: "What is exempted, until when and why, and what could not be judged.",
    kind: "screen",
    sample: "exempted",
    width: 1280,
    scale: 1,
    from: "exemptions",
    before: "pci",
  },
  {
    file: "report-phone.png",
    alt: "The report on a phone of 360 pixels.",
    kind: "screen",
    sample: "exempted",
    width: 360,
    scale: 2,
    from: "top",
    before: "path-spoofed-mail",
  },
  {
    file: "report-print.png",
    alt: "The first page of the report on paper.",
    kind: "paper",
    sample: "drifted",
    width: 1280,
    scale: 1,
    from: "top",
    before: "path-credential-stuffing",
  },
  {
    file: "preview.png",
    alt: `What "${COMMAND}" prints: the resources, each with the rules that block it, the violations, and the verdict.`,
    kind: "terminal",
    sample: "drifted",
    width: 1000,
    scale: 1,
    from: "",
    before: "",
  },
];

export type Samples = Readonly<Record<Picture["sample"], PreviewResult>>;

export async function samples(): Promise<Samples> {
  const [bad, agreed] = await Promise.all([drifted(), exempted()]);
  return { drifted: bad, exempted: agreed };
}

/**
 * A hash of all that the picture shows: its part of the page, and what styles it. It stands beside the committed
 * picture, so that a picture of an older page is noticed without a browser. The version may change.
 */
export function digestOf(picture: Picture, results: Samples): string {
  const html = pageOf(picture, results).replaceAll(packageJson.version, "");
  const at = (id: string): number => html.indexOf(`id="${id}"`);
  const part = picture.kind === "terminal" ? html : html.slice(at(picture.from), at(picture.before));
  const style = picture.kind === "terminal" ? "" : shapes.text + STYLE + (picture.kind === "paper" ? PRINT_STYLE : "");
  const { width, scale, colorScheme = "light" } = picture;
  return createHash("sha256")
    .update(JSON.stringify([part, style, width, scale, colorScheme]))
    .digest("hex");
}

function pageOf(picture: Picture, results: Samples): string {
  const result = results[picture.sample];
  if (picture.kind !== "terminal") return htmlOf(result);
  return terminalPage(COMMAND, shortened(formatText(result, ansi, COLUMNS), LINES));
}

/** A picture as PNG, and the text that it shows. */
export interface Shot {
  readonly png: Buffer;
  readonly text: string;
}

/** Room beside a part of the page, and the line above it that belongs to the part before, in pixels. */
const MARGIN = 28;
const BELOW_LINE = 4;

export async function shoot(picture: Picture, results: Samples, browser: Browser): Promise<Shot> {
  const { width, scale, colorScheme = "light", from, before, kind } = picture;
  const viewport = { width, height: 900 };
  const options = { viewport, deviceScaleFactor: scale, colorScheme, reducedMotion: "reduce" as const };
  const { page } = await open(browser, pageOf(picture, results), options);
  try {
    const text = await page.locator("body").innerText();
    if (kind === "paper") return { png: pdfPage(await printed(page), 1, 96), text };
    if (kind === "terminal") return { png: await page.locator("main").screenshot(), text };
    const { x, y, width: wide } = from === "top" ? { x: 0, y: 0, width } : await boxOf(from);
    const [left, top] = from === "top" ? [0, 0] : [x - MARGIN, y + BELOW_LINE];
    const clip = { x: left, y: top, width: wide + 2 * (x - left), height: Math.round((await boxOf(before)).y - top) };
    return { png: await page.screenshot({ clip, fullPage: true, animations: "disabled" }), text };
  } finally {
    await page.context().close();
  }

  async function boxOf(id: string): Promise<{ x: number; y: number; width: number }> {
    const box = await page.locator(`#${id}`).boundingBox();
    if (!box) throw new Error(`#${id} is not shown`);
    return box;
  }
}
