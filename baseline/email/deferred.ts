/**
 * Texts that become known only while a program is deployed.
 *
 * `T` stands for such a value (for Pulumi, an output); nothing in `baseline/` reads it.
 */

/** How to make a text once a value is known. `build` throws where the value is refused. */
export interface Deferred<T> {
  readonly from: T;
  readonly build: (value: string) => string;
  /** Whether the text may be seen by everybody though the value is a secret: a public key made from a private one. */
  readonly isPublic?: true;
}

/** A text that is known, or how to make it later. */
export type Text<T> = string | Deferred<T>;

/** A value of the input that is known only later: a text, or a list of texts. */
export class Later<T> {
  /**
   * @param value the text
   * @param element gives the element of a list, or the empty text where the list is shorter
   */
  constructor(
    readonly value: T,
    readonly element: (index: number) => T,
  ) {}
}

/**
 * Changes a text now, or as soon as it is known.
 *
 * @param text the text
 * @param change makes the new text
 */
export function mapText<T>(text: Text<T>, change: (text: string) => string): Text<T> {
  return typeof text === "string" ? change(text) : { ...text, build: (value) => change(text.build(value)) };
}
