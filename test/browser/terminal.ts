import { styleText } from "node:util";
import type { Paint } from "../../preview/paint.js";

/** Styles as a terminal takes them, whatever this process writes to. */
export const ansi: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** The parameters of SGR (ECMA-48 §8.3.117) that the preview uses, as classes. */
const ON: Readonly<Record<string, string>> = {
  "1": "bold",
  "2": "dim",
  "31": "red",
  "32": "green",
  "33": "yellow",
  "35": "magenta",
  "36": "cyan",
};
const OFF: readonly string[] = ["0", "22", "39"];

/** A terminal's window that holds a command and what it printed, as a page. */
export function terminalPage(command: string, output: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(command)}</title><style>${STYLE}</style>
<main><pre><span class="dim">$</span> <span class="bold">${escape(command)}</span>\n${spans(output)}</pre></main></html>`;
}

/** @throws Error for a sequence that is not known here, which would otherwise stand in the picture */
export function spans(output: string): string {
  let open = 0;
  // eslint-disable-next-line no-control-regex -- the escape character is what is looked for
  const text = output.split(/(\u001b\[[0-9;]*m)/).map((part) => {
    if (!part.startsWith("\u001b")) return escape(part);
    const parameter = part.slice(2, -1);
    if (OFF.includes(parameter)) return open-- > 0 ? "</span>" : "";
    const name = ON[parameter];
    if (name === undefined) throw new Error(`SGR ${parameter} has no class`);
    open++;
    return `<span class="${name}">`;
  });
  return text.join("");
}

/** The first lines and the last one; between them stands how many were left out. */
export function shortened(output: string, lines: number): string {
  const all = output.trimEnd().split("\n");
  const rest = all.length - lines - 1;
  if (rest < 2) return output;
  return [...all.slice(0, lines), "", ansi("dim", `  ⋯ ${rest} more lines ⋯`), "", all.at(-1) ?? ""].join("\n");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const STYLE = `
  body { margin: 0; background: #16181d; }
  main { padding: 26px 30px 30px; }
  pre { margin: 0; color: #d9dce3; font: 13.5px/1.5 "JetBrains Mono", "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
  .bold { font-weight: 700; color: #fff; } .dim { color: #8b919e; } .red { color: #ff7b72; } .green { color: #7ee2a0; }
  .yellow { color: #f0c674; } .magenta { color: #d7a6f5; } .cyan { color: #76d2e6; }
  .red .bold, .yellow .bold { color: inherit; }
`;
