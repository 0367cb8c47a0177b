import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { startSpinner } from "../../preview/spinner.js";

/** What a spinner writes to a stream with these properties. */
async function written(properties: object): Promise<string> {
  const stream = Object.assign(new PassThrough(), properties);
  const spinner = await startSpinner(stream);
  spinner.say("Judging resources: 1");
  spinner.stop();
  return String(stream.read() ?? "");
}

test("nothing is told where nobody watches", async () => {
  expect(await written({})).toBe("");
});

test("nor on a terminal without a width, on which lines cannot be counted", async () => {
  expect(await written({ isTTY: true, columns: 0 })).toBe("");
});
