import { Writable } from "node:stream";
import type { Streams } from "../../cli/streams.js";

/** Streams that are no terminal and keep what is written to them. */
export interface Captured extends Streams {
  readonly out: () => string;
  readonly err: () => string;
}

/** Streams for a command in this process. */
export function capture(): Captured {
  const [stdout, out] = sink();
  const [stderr, err] = sink();
  return { stdout, stderr, out, err };
}

function sink(): [Writable, () => string] {
  const pieces: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      pieces.push(chunk.toString("utf8"));
      done();
    },
  });
  return [stream, () => pieces.join("")];
}
