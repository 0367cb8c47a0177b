import { styleText } from "node:util";
import { escapedOctet } from "../baseline/email/txtEscape.js";

type Style = Parameters<typeof styleText>[0];

/** Gives a text a style where the terminal has it. */
export type Paint = (style: Style, text: string) => string;

/** Where a command writes: results to `stdout`, everything else to `stderr`. */
export interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** The exit status of a command: 0 in order, 1 refused or something to do, 2 wrong usage or DNS failed. */
export type ExitStatus = 0 | 1 | 2;

/** Styles for a stream: none where it is no terminal, or the user asked for none (`NO_COLOR`). */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  if (!isTerminal(stream)) return (_style, text) => text;
  return (style, text) => styleText(style, text, { stream });
}

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
  if (!isTerminal(stream)) return work;
  const { default: ora } = await import("ora");
  const spinner = ora({ stream, text: doing }).start();
  try {
    return await work;
  } finally {
    spinner.stop();
  }
}

function isTerminal(stream: NodeJS.WritableStream): stream is NodeJS.WriteStream {
  return "isTTY" in stream && stream.isTTY === true;
}
