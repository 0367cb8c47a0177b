/** What a check found: one fact about one subject, with its remedy and its source. */
export interface Finding {
  /** The permanent id of the rule that the fact breaks, for example `SPF07`. */
  readonly rule: string;
  /** What was judged: a domain name, a record's owner name, a document's name. */
  readonly subject: string;
  /** One full sentence that names the observed fact. It never holds a secret. */
  readonly message: string;
  /** What to do about it, as an imperative sentence. */
  readonly fix: string;
  /** The section of the standard that says so, for example `RFC 7208 §4.6.4`. */
  readonly reference: string;
}

/** A fault in a text that a parser refused. */
export interface ParseError {
  /** Offset of the fault in the text, in characters from 0. */
  readonly position: number;
  /** One full sentence: what stands there and what is allowed. */
  readonly message: string;
  /** The section of the standard that says so. */
  readonly reference: string;
  /** The rule that the fault breaks. */
  readonly rule: string;
}

/** What a parser gives: the value, or every fault that it found. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly ParseError[] };
