import { createHash } from "node:crypto";
import type { Rule } from "../../policies/framework/rule.js";
import type { PreviewResult } from "../../preview/result.js";
import { judgeOf } from "../verdict.js";
import { compliance } from "./compliance.js";
import type { HtmlContext, Report } from "./context.js";
import { contents, cover } from "./cover.js";
import { exemptions, unjudged } from "./exceptions.js";
import { Html, html } from "./markup.js";
import { shapes } from "./marks.js";
import { paths } from "./paths.js";
import { PRINT_STYLE } from "./printStyle.js";
import { ruleIndex } from "./ruleIndex.js";
import { SCRIPT } from "./script.js";
import { STYLE } from "./style.js";
import { tree } from "./tree.js";
import { violations } from "./violations.js";

const ALL_STYLE = STYLE + PRINT_STYLE;

// Whole elements, so that no formatter of templates puts a space between the tag and the text that was hashed.
const styleElement = new Html(`<style>${ALL_STYLE}</style>`);
const scriptElement = new Html(`<script>${SCRIPT}</script>`);

/** Nothing is fetched, nothing is sent, and only the page's own style and script count (CSP Level 3 §2.3.1). */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(ALL_STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/**
 * One page that holds a whole report: no file beside it, no request, readable without its script, on a phone and on
 * paper.
 *
 * @param result what a preview found
 * @param rules the rules that judged; one that a configuration disables is left out, and its control says so
 * @returns an HTML document
 */
export function formatHtml(result: PreviewResult, rules: readonly Rule[], context: HtmlContext): string {
  const report: Report = { result, rules, context, judge: judgeOf(result) };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${result.program} (${result.stack}): storefront baseline, ${context.today}</title>
        ${styleElement}
      </head>
      <body>
        <a class="skip" href="#paths">Skip to the attack paths</a>
        ${shapes} ${cover(report)}
        <div class="sheet">
          ${contents()}
          <main>
            ${paths(report)} ${violations(report)} ${exemptions(report)} ${unjudged(report)} ${compliance(report)}
            ${ruleIndex(report)} ${tree(report)}
          </main>
        </div>
        <footer>
          <p>
            Made by storefront-baseline ${context.version} on ${context.today}, from what the program declares: it tells
            nothing of what somebody changed by hand since, or made outside the program.
          </p>
        </footer>
        ${scriptElement}
      </body>
    </html> `.text;
}
