/** A piece of a script: a text that stands in it as a literal, or a word or sign; `undefined` for a computed text. */
type Token = { readonly text: string | undefined } | { readonly sign: string };

/** A longer script is not read: nobody writes one to serve a text. */
const MAX_SCRIPT_LENGTH = 1_048_576;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", "0": "\0" };

/**
 * The texts that a JavaScript module holds whole: string literals, template literals without substitutions, those joined
 * by `+`, and arrays of them that are joined. A text that is computed in any other way is not among them.
 */
export function scriptTexts(script: string): string[] {
  if (script.length > MAX_SCRIPT_LENGTH) return [];
  const tokens = tokensOf(script);
  const closing = closingBrackets(tokens);
  const texts: string[] = [];
  let at = 0;
  while (at < tokens.length) {
    const read = joinedAt(tokens, at) ?? sumAt(tokens, at) ?? usedArrayAt(tokens, at, closing);
    if (read?.text !== undefined && !isSign(tokens[at - 1], "+") && !isSign(tokens[read.end], "+", ".")) {
      texts.push(read.text);
    }
    at = read?.end ?? at + 1;
  }
  return texts;
}

/** Texts joined by `+`, and where they end; the text is `undefined` where one of them is computed. */
function sumAt(tokens: readonly Token[], from: number): { text: string | undefined; end: number } | undefined {
  const first = tokens[from];
  if (first === undefined || !("text" in first)) return undefined;
  let { text } = first;
  let end = from + 1;
  for (;;) {
    const next = tokens[end + 1];
    if (!isSign(tokens[end], "+") || next === undefined || !("text" in next)) return { text, end };
    text = text === undefined || next.text === undefined ? undefined : text + next.text;
    end += 2;
  }
}

/** `[text, text].join(text)`. */
function joinedAt(tokens: readonly Token[], from: number): { text: string | undefined; end: number } | undefined {
  if (!isSign(tokens[from], "[")) return undefined;
  const items: (string | undefined)[] = [];
  let at = from + 1;
  for (let item = sumAt(tokens, at); item !== undefined; item = sumAt(tokens, at)) {
    items.push(item.text);
    at = item.end;
    if (isSign(tokens[at], ",")) at++;
  }
  const call = ["]", ".", "join", "("];
  if (items.length === 0 || !call.every((sign, index) => isSign(tokens[at + index], sign))) return undefined;
  const separator = sumAt(tokens, at + call.length);
  const end = (separator?.end ?? at + call.length) + 1;
  if (!isSign(tokens[end - 1], ")")) return undefined;
  const glue = separator === undefined ? "," : separator.text;
  return { text: glue === undefined || items.includes(undefined) ? undefined : items.join(glue), end };
}

/** An array whose method is called: its texts are parts of something. */
function usedArrayAt(
  tokens: readonly Token[],
  from: number,
  closing: ReadonlyMap<number, number>,
): { text: undefined; end: number } | undefined {
  const close = closing.get(from);
  return close !== undefined && isSign(tokens[close + 1], ".") ? { text: undefined, end: close + 1 } : undefined;
}

/** For each opening square bracket the one that closes it. */
function closingBrackets(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const open: number[] = [];
  const closing = new Map<number, number>();
  for (const [index, token] of tokens.entries()) {
    if (isSign(token, "[")) open.push(index);
    const opened = isSign(token, "]") ? open.pop() : undefined;
    if (opened !== undefined) closing.set(opened, index);
  }
  return closing;
}

function isSign(token: Token | undefined, ...signs: readonly string[]): boolean {
  return token !== undefined && "sign" in token && signs.includes(token.sign);
}

function tokensOf(script: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < script.length) {
    const character = script[at] ?? "";
    const next = script[at + 1];
    if (character === "/" && (next === "/" || next === "*")) {
      const close = next === "/" ? script.indexOf("\n", at) : script.indexOf("*/", at + 2);
      at = close === -1 ? script.length : close + (next === "/" ? 1 : 2);
    } else if (character === '"' || character === "'" || character === "`") {
      const read = literalAt(script, at);
      tokens.push({ text: read.text });
      at = read.end;
    } else if (character === "/" && beginsExpression(tokens.at(-1))) {
      at = afterPattern(script, at);
      tokens.push({ sign: "/" });
    } else if (/\s/.test(character)) {
      at++;
    } else {
      const word = /^[\w$]{1,64}/.exec(script.slice(at, at + 64))?.[0] ?? character;
      tokens.push({ sign: word });
      at += word.length;
    }
  }
  return tokens;
}

const BEFORE_EXPRESSION = new Set(["return", "typeof", "case", ..."(,=:[!&|?{;+-*%<>~^"]);

/** Whether a slash after a token begins a regular expression and does not divide. */
function beginsExpression(before: Token | undefined): boolean {
  return before === undefined || ("sign" in before && BEFORE_EXPRESSION.has(before.sign));
}

/** Where a regular expression ends; one that its line does not end was a division. */
function afterPattern(script: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < script.length && script[at] !== "\n"; at++) {
    const character = script[at];
    if (character === "\\") at++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) return at + 1;
  }
  return from + 1;
}

/** Deeper nesting of templates is not followed. */
const MAX_DEPTH = 32;

/** The text of the literal that begins at a quotation mark, `undefined` where it is computed or never ends. */
function literalAt(script: string, from: number, depth = 0): { text: string | undefined; end: number } {
  const quote = script[from];
  let text = "";
  let isComputed = false;
  let at = from + 1;
  while (at < script.length && depth < MAX_DEPTH) {
    const character = script[at] ?? "";
    if (character === quote) return { text: isComputed ? undefined : text, end: at + 1 };
    if (character === "\\") {
      const escape = escapeAt(script, at + 1);
      text += escape.text;
      at = escape.end;
    } else if (quote === "`" && character === "$" && script[at + 1] === "{") {
      isComputed = true;
      at = afterSubstitution(script, at + 2, depth + 1);
    } else if (quote !== "`" && character === "\n") {
      return { text: undefined, end: at };
    } else {
      // ECMAScript, template literals: CRLF in the source counts as LF.
      if (character !== "\r" || script[at + 1] !== "\n") text += character;
      at++;
    }
  }
  return { text: undefined, end: script.length };
}

function afterSubstitution(script: string, from: number, depth: number): number {
  let open = 1;
  let at = from;
  while (at < script.length) {
    const character = script[at] ?? "";
    if (character === '"' || character === "'" || character === "`") {
      at = literalAt(script, at, depth).end;
      continue;
    }
    at++;
    if (character === "{") open++;
    if (character === "}" && --open === 0) break;
  }
  return at;
}

/** The text of an escape, from the character after the backslash. */
function escapeAt(script: string, at: number): { text: string; end: number } {
  const [escape = "", wide, four, two] =
    /^(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/i.exec(script.slice(at, at + 9)) ?? [];
  const code = parseInt(wide ?? four ?? two ?? "", 16);
  if (code <= 0x10_ffff) return { text: String.fromCodePoint(code), end: at + escape.length };
  const character = script[at] ?? "";
  if (character === "\n") return { text: "", end: at + 1 }; // the literal goes on in the next line
  return { text: ESCAPES[character] ?? character, end: at + 1 };
}
