import { escapedOctet } from "../baseline/email/txtEscape.js";
import { startSpinner } from "../preview/spinner.js";

/** Where a command writes: results to `stdout`, everything else to `stderr`. */
export interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** The exit status of a command: 0 in order, 1 refused or something to do, 2 wrong usage or DNS failed. */
export type ExitStatus = 0 | 1 | 2;

/**
 * A text of DNS for a terminal, which must not take it for a command of its own: what is no printable ASCII stands as
 * in a zone file (RFC 1035 §5.1).
 *
 * @param text an octet string
 */
export function printable(text: string): string {
  return text.replace(/[^ -~]/g, (octet) => escapedOctet(octet, 10));
}

/**
 * A sentence for a terminal: it may quote a record, control characters included.
 *
 * @param sentence our own text
 */
export function plain(sentence: string): string {
  return sentence.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/**
 * Tells what is going on while a promise is pending, where somebody watches.
 *
 * @param stream usually `stderr`; nothing is written to it where it is no terminal
 */
export async function whileWaiting<T>(stream: NodeJS.WritableStream, doing: string, work: Promise<T>): Promise<T> {
  const spinner = await startSpinner(stream);
  spinner.say(doing);
  try {
    return await work;
  } finally {
    spinner.stop();
  }
}
