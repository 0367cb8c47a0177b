import type { Rule } from "../policies/framework/rule.js";
import type { Paint } from "../preview/paint.js";
import type { PreviewResult } from "../preview/result.js";
import type { ReportContext } from "./context.js";

/** Writes a result as one document. */
export type Formatter = (result: PreviewResult, rules: readonly Rule[], context: FormatContext) => string;

/** What a formatter may use beside the result. */
export interface FormatContext extends ReportContext {
  /** Styles where the document goes to a terminal. */
  readonly paint: Paint;
  /** Columns of that terminal. */
  readonly width?: number;
}

/** A format. */
interface Format {
  /** Loads its formatter. */
  readonly load: () => Promise<Formatter>;
  /** Whether the formatter asks for the rules, which take a moment to load. */
  readonly usesRules: boolean;
  /** The endings of files that ask for it. */
  readonly endings: readonly string[];
}

/** A name that `--format` takes. */
export type FormatName = "text" | "json" | "sarif" | "sarif-github" | "junit" | "markdown" | "html";

/** The formats that `--format` takes. Of two whose endings fit a file, the later is meant. */
const FORMATS: Readonly<Record<FormatName, Format>> = {
  text: {
    ...{ usesRules: false, endings: [".txt"] },
    load: async () => {
      const format = (await import("../preview/text.js")).formatText;
      return (result, _rules, { paint, width }) => format(result, paint, width);
    },
  },
  json: {
    ...{ usesRules: false, endings: [".json"] },
    load: () => Promise.resolve((result) => `${JSON.stringify(result, undefined, 2)}\n`),
  },
  sarif: {
    ...{ usesRules: true, endings: [".sarif", ".sarif.json"] },
    load: async () => (await import("./sarif.js")).formatSarif,
  },
  "sarif-github": {
    ...{ usesRules: true, endings: [] },
    load: async () => (await import("./sarif.js")).formatSarifForGitHub,
  },
  junit: {
    ...{ usesRules: true, endings: [".xml"] },
    load: async () => (await import("./junit.js")).formatJunit,
  },
  markdown: {
    ...{ usesRules: false, endings: [".md"] },
    load: async () => (await import("./markdown.js")).formatMarkdown,
  },
  html: {
    ...{ usesRules: true, endings: [".html"] },
    load: async () => {
      const { formatHtml } = await import("./html/page.js");
      return (result, rules, context) => formatHtml(result, inForce(result, rules), context);
    },
  },
};

/** The names that `--format` takes. */
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

/** The format that a file's name asks for. */
export function formatOfFile(file: string): FormatName | undefined {
  return FORMAT_NAMES.filter((name) => FORMATS[name].endings.some((ending) => file.endsWith(ending))).at(-1);
}

/** Loads a format's formatter, and the rules where it asks for them. */
export async function loadFormatter(
  name: FormatName,
): Promise<(result: PreviewResult, context: FormatContext) => string> {
  const { load, usesRules } = FORMATS[name];
  const [format, rules] = await Promise.all([load(), usesRules ? loadRules() : []]);
  return (result, context) => format(result, rules, context);
}

async function loadRules(): Promise<readonly Rule[]> {
  return (await import("../policies/rules.js")).rules;
}

/** Without those that no pack judged by: a control of theirs does not hold. */
function inForce({ packs }: PreviewResult, rules: readonly Rule[]): readonly Rule[] {
  const names = new Set(packs.flatMap(({ policies }) => policies.map(({ policy }) => policy)));
  return rules.filter(({ name }) => names.has(name));
}
