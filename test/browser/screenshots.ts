// Makes the README's pictures anew: npm run screenshots. It needs Chromium: bash test/browser/install.sh.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { launch } from "./browser.js";
import { digestOf, pictures, samples, shoot } from "./pictures.js";

const folder = path.resolve(__dirname, "../../docs/screenshots");

async function make(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await launch();
  try {
    const results = await samples();
    const digests: Record<string, string> = {};
    for (const picture of pictures) {
      const png = small((await shoot(picture, results, browser)).png);
      writeFileSync(path.join(folder, picture.file), png);
      digests[picture.file] = digestOf(picture, results);
      console.log(`${picture.file}: ${Math.round(png.length / 1000)} kB`);
    }
    const file = path.join(folder, "shown.json");
    const options = await resolveConfig(file);
    writeFileSync(file, await format(JSON.stringify(digests), { ...options, filepath: file }));
  } finally {
    await browser.close();
  }
}

/** With a palette of 256 colours, which is enough for text on a plain ground. */
function small(png: Buffer): Buffer {
  return execFileSync("pngquant", ["--speed", "1", "--strip", "-"], { input: png, maxBuffer: 64 * 1024 * 1024 });
}

make().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
