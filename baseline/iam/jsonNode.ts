import { UNKNOWN } from "../unknown.js";

/**
 * A JSON value that keeps what `JSON.parse` loses: where each part stands, and members of the same name. A program's
 * object is one as well, with places that may be unknown.
 */
export type JsonNode =
  | { readonly kind: "object"; readonly at: number; readonly members: readonly JsonMember[] }
  | { readonly kind: "list"; readonly at: number; readonly items: readonly JsonNode[] }
  | { readonly kind: "text" | "number" | "boolean"; readonly at: number; readonly value: string }
  | { readonly kind: "null" | "unknown"; readonly at: number }
  /** A value that JSON does not have, named for messages: `a function`. */
  | { readonly kind: "foreign"; readonly at: number; readonly name: string };

/** One member of an object. */
export interface JsonMember {
  readonly name: string;
  /** Offset of the name in the text, in characters from 0; 0 in a program's object. */
  readonly at: number;
  readonly value: JsonNode;
}

/** Where a text stops being JSON. */
export interface JsonFault {
  readonly at: number;
  /** What stands there and what is allowed, without a full stop. */
  readonly message: string;
}

/** Deeper than any policy document nests, and shallow enough for the stack. */
const MAX_DEPTH = 32;
const WORDS = ["true", "false", "null"] as const;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Reads a JSON text by RFC 8259. */
export function scanJson(text: string): JsonNode | JsonFault {
  const scanner = new Scanner(text);
  try {
    return scanner.document();
  } catch (fault) {
    if (fault instanceof Stop) return { at: fault.at, message: fault.message };
    throw fault;
  }
}

/** The same view of a value that a program holds. Members that are `undefined` do not count, as in JSON. */
export function nodeOf(value: unknown, depth = 0): JsonNode {
  const at = 0;
  if (value === UNKNOWN) return { kind: "unknown", at };
  // JSON has no number that is not finite: JSON.stringify writes null.
  if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value))) {
    return { kind: "null", at };
  }
  if (typeof value === "string") return { kind: "text", at, value };
  if (typeof value === "number" || typeof value === "boolean") {
    return { kind: typeof value === "number" ? "number" : "boolean", at, value: String(value) };
  }
  if (typeof value !== "object") return { kind: "foreign", at, name: `a ${typeof value}` };
  if (depth >= MAX_DEPTH) return { kind: "foreign", at, name: `a value that nests deeper than ${MAX_DEPTH} levels` };
  if (Array.isArray(value)) return { kind: "list", at, items: value.map((item) => nodeOf(item, depth + 1)) };
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return {
    kind: "object",
    at,
    members: members.map(([name, member]) => ({ name, at, value: nodeOf(member, depth + 1) })),
  };
}

class Stop extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

class Scanner {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): JsonNode {
    const node = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) this.stop("nothing may follow the document");
    return node;
  }

  private value(depth: number): JsonNode {
    this.skipSpace();
    const at = this.at;
    if (depth > MAX_DEPTH) this.stop(`a document may nest ${MAX_DEPTH} levels deep`);
    const first = this.text[at];
    if (first === "{") return { kind: "object", at, members: this.members(depth) };
    if (first === "[") return { kind: "list", at, items: this.items(depth) };
    if (first === '"') return { kind: "text", at, value: this.string() };
    const word = WORDS.find((each) => this.text.startsWith(each, at));
    if (word !== undefined) {
      this.at += word.length;
      return word === "null" ? { kind: "null", at } : { kind: "boolean", at, value: word };
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(this.text)?.[0];
    if (number === undefined)
      return this.stop("a value is needed: an object, a list, a text in double quotes, a number");
    this.at += number.length;
    return { kind: "number", at, value: number };
  }

  private members(depth: number): readonly JsonMember[] {
    const members: JsonMember[] = [];
    this.at++;
    if (this.skips("}")) return members;
    do {
      this.skipSpace();
      const at = this.at;
      if (this.text[at] !== '"') this.stop("the name of a member in double quotes is needed");
      const name = this.string();
      if (!this.skips(":")) this.stop(`a colon is needed after the name ${JSON.stringify(name.slice(0, 32))}`);
      members.push({ name, at, value: this.value(depth + 1) });
    } while (this.skips(","));
    if (!this.skips("}")) this.stop("a comma or the end of the object is needed");
    return members;
  }

  private items(depth: number): readonly JsonNode[] {
    const items: JsonNode[] = [];
    this.at++;
    if (this.skips("]")) return items;
    do items.push(this.value(depth + 1));
    while (this.skips(","));
    if (!this.skips("]")) this.stop("a comma or the end of the list is needed");
    return items;
  }

  private string(): string {
    let read = "";
    let from = ++this.at;
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined || character < " ") this.stop("a text must end with a double quote on its own line");
      if (character === '"') {
        read += this.text.slice(from, this.at++);
        return read;
      }
      if (character === "\\") {
        read += this.text.slice(from, this.at) + this.escape();
        from = this.at;
      } else {
        this.at++;
      }
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? "";
    const hex = this.text.slice(this.at + 2, this.at + 6);
    const isUnicode = letter === "u" && /^[0-9a-fA-F]{4}$/.test(hex);
    const meant = isUnicode ? String.fromCharCode(parseInt(hex, 16)) : ESCAPES[letter];
    if (meant === undefined)
      return this.stop('after a backslash only " \\ / b f n r t and u with four digits may stand');
    this.at += isUnicode ? 6 : 2;
    return meant;
  }

  /** Steps over white space and this character, where it is the next. */
  private skips(character: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skipSpace(): void {
    let code = this.text.charCodeAt(this.at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = this.text.charCodeAt(++this.at);
  }

  private stop(allowed: string): never {
    const lines = this.text.slice(0, this.at).split("\n");
    const found = this.text.codePointAt(this.at);
    const shown = found === undefined ? "the end of the text" : JSON.stringify(String.fromCodePoint(found));
    const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
    throw new Stop(this.at, `${place}: ${shown} stands there, but ${allowed}`);
  }
}
