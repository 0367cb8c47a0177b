import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(__dirname, "../..");

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

const [packed] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }),
) as [Packed];
const files = packed.files.map((file) => file.path);

/** The source that a file of `dist` is compiled from. */
function sourceOf(file: string): string | undefined {
  return /^dist\/(.+?)(\.d\.ts|\.js)$/.exec(file)?.[1]?.concat(".ts");
}

const isTwin = (file: string): boolean => existsSync(path.join(root, sourceOf(file) ?? "no source"));

test("the package holds exactly these files, beside what sources compile to", async () => {
  const listed = files.filter((file) => !isTwin(file)).sort();
  await expect(`${listed.join("\n")}\n`).toMatchFileSnapshot("contents.txt");
});

test("each source has its JavaScript and its types, and no file of dist is left from another build", () => {
  const folders = ["baseline", "cli", "components", "plugin", "policies", "preview", "report"];
  const sources = execFileSync("git", ["ls-files", "index.ts", ...folders.map((folder) => `${folder}/**.ts`)], {
    cwd: root,
    encoding: "utf8",
  });
  const expected = sources
    .trim()
    .split("\n")
    .filter((source) => existsSync(path.join(root, source)))
    .flatMap((source) => [".js", ".d.ts"].map((end) => `dist/${source.replace(/\.ts$/, end)}`));
  expect(files.filter(isTwin).sort()).toEqual(expect.arrayContaining(expected));
  // A template may bring tests: they are its user's.
  const own = files.filter((file) => !file.startsWith("examples/"));
  expect(own.filter((file) => /\.test\.|tsbuildinfo|\.map$/.test(file))).toEqual([]);
});

// A deploy pipeline downloads the package on every run, and a policy pack is copied into one. The sources lie beside
// their JavaScript because the schema for other languages is inferred from them; AWS's actions are a third of the rest.
// Today it is 1.63 MB packed and 6.5 MB unpacked, with templates, reports and the schema: what adds a tenth to either
// wants a reason.
const MOST_PACKED = 1_780_000;
const MOST_UNPACKED = 7_200_000;

test("the package stays small", () => {
  expect(packed.size).toBeLessThan(MOST_PACKED);
  expect(packed.unpackedSize).toBeLessThan(MOST_UNPACKED);
});
