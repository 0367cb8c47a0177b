import { styleText } from "node:util";

export type Style = Parameters<typeof styleText>[0];

/** Gives a text a style where the terminal has it. */
export type Paint = (style: Style, text: string) => string;

/** Styles for a stream: none where it is no terminal, or the user asked for none (`NO_COLOR`). */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  if (!isTerminal(stream)) return plainly;
  return (style, text) => styleText(style, text, { stream });
}

/** No style at all, as for a file. */
export const plainly: Paint = (_style, text) => text;

export function isTerminal(stream: NodeJS.WritableStream): stream is NodeJS.WriteStream {
  return "isTTY" in stream && stream.isTTY === true;
}
