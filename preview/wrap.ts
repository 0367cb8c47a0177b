/** Where the width of a terminal is not known. */
const DEFAULT_WIDTH = 80;
/** Longer lines are hard to read, however wide the terminal. */
const READABLE_WIDTH = 110;
const LEAST_WIDTH = 40;

/** The width to which text is set for a stream. */
export function textWidth(stream: NodeJS.WritableStream): number {
  const columns = "columns" in stream && typeof stream.columns === "number" ? stream.columns : DEFAULT_WIDTH;
  return Math.max(LEAST_WIDTH, Math.min(columns, READABLE_WIDTH));
}

/**
 * A text in lines of at most a width, broken at spaces; a word that is longer stays whole, so that it can be copied.
 *
 * @param indent what stands before every line
 */
export function wrapped(text: string, width: number, indent = ""): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && indent.length + line.length + 1 + word.length > width) {
        lines.push(indent + line);
        line = word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    return [...lines, indent + line];
  });
}

/**
 * A line of code in pieces of at most a width. The pieces join to the line as it was.
 *
 * @param width at least 1
 */
export function pieces(line: string, width: number): string[] {
  const characters = [...line];
  const all = Array.from({ length: Math.ceil(characters.length / width) }, (_, index) =>
    characters.slice(index * width, (index + 1) * width).join(""),
  );
  return all.length === 0 ? [""] : all;
}
