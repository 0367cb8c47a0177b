import { isTerminal } from "./paint.js";

/** Tells what is going on. */
export interface Spinner {
  say(doing: string): void;
  stop(): void;
}

/**
 * Starts to tell what is going on, where somebody watches: nothing is written where the stream is no terminal, or one
 * that does not say how wide it is.
 *
 * @param stream usually `stderr`
 */
export async function startSpinner(stream: NodeJS.WritableStream): Promise<Spinner> {
  if (!isTerminal(stream) || !(stream.columns > 0)) return { say: () => undefined, stop: () => undefined };
  const { default: ora } = await import("ora");
  // Ctrl-C and what is typed ahead stay the terminal's.
  const shown = ora({ stream, discardStdin: false }).start();
  return {
    say: (doing) => {
      shown.text = doing;
    },
    stop: () => void shown.stop(),
  };
}
