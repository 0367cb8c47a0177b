import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

/** Where Debian and others put Chromium. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env["CHROMIUM"] ?? PLACES.find((place) => existsSync(place));

/** Whether a browser can look at the report; if not, it is said aloud, and the tests that need one are skipped. */
export const hasBrowser = executablePath !== undefined;
if (!hasBrowser) {
  console.warn(
    "!!! NO BROWSER: Chromium is not installed (bash test/browser/install.sh), so its tests are SKIPPED !!!",
  );
}

/** Whether pages of a PDF can be read and drawn. */
export const hasPdfTools = spawnSync("pdftoppm", ["-v"]).status === 0;

export async function launch(): Promise<Browser> {
  if (executablePath === undefined) throw new Error("there is no browser");
  // The tests run in containers, as root, where Chromium's own sandbox cannot start.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--force-color-profile=srgb"] });
}

/** A page that was loaded from a file, and what happened on it. */
export interface Opened {
  readonly page: Page;
  /** Addresses that the page asked for, its own apart. */
  readonly requests: readonly string[];
  /** Errors and warnings: a violated content security policy is one. */
  readonly complaints: readonly string[];
}

export async function open(browser: Browser, html: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-page-"));
  try {
    const file = path.join(folder, "report.html");
    writeFileSync(file, html);
    const address = pathToFileURL(file).href;
    const page = await (await browser.newContext(options)).newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      if (request.url() !== address) requests.push(request.url());
    });
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(address);
    return { page, requests, complaints };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The page on A4, as PDF. */
export function printed(page: Page): Promise<Buffer> {
  return page.pdf({ format: "A4", preferCSSPageSize: true });
}

/** The text of a PDF; pages are parted by form feeds. */
export function pdfText(pdf: Buffer): string {
  return execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
}

/** One page of a PDF as PNG. */
export function pdfPage(pdf: Buffer, number: number, dotsPerInch: number): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-pdf-"));
  try {
    const page = String(number);
    const to = path.join(folder, "page");
    const options = ["-png", "-singlefile", "-r", String(dotsPerInch), "-f", page, "-l", page];
    execFileSync("pdftoppm", [...options, "-", to], { input: pdf });
    return readFileSync(`${to}.png`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
