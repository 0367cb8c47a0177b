import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const PYTHON = "/usr/bin/python3";
const SUFFIXES = "/usr/share/publicsuffix/public_suffix_list.dat";
const hasLibrary = spawnSync(PYTHON, ["-c", "import ctypes; ctypes.CDLL('libopendmarc.so.2')"]).status === 0;

/** What libopendmarc needs and this machine does not have. */
export const missingForOpendmarc: readonly string[] = [
  ...(hasLibrary ? [] : ["libopendmarc"]),
  ...(existsSync(SUFFIXES) ? [] : ["the Public Suffix List"]),
];

/** DMARC records by their names, and the Author Domains whose failing mail is judged. */
export interface OpendmarcCase {
  readonly records: Readonly<Record<string, string>>;
  readonly authors: readonly string[];
}

/**
 * What libopendmarc, a reader of RFC 7489, enforces for each author of each case. Its list of suffixes gets `example`,
 * which no registry has.
 *
 * @param cases judged in one run of it
 */
export function askOpendmarc(cases: readonly OpendmarcCase[]): string[][] {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-suffixes-"));
  try {
    const suffixes = path.join(folder, "list.dat");
    writeFileSync(suffixes, `${readFileSync(SUFFIXES, "utf8")}\nexample\n`);
    const { stdout, stderr } = spawnSync(PYTHON, [path.join(__dirname, "opendmarc.py")], {
      input: JSON.stringify({ suffixes, cases }),
      encoding: "utf8",
    });
    if (stderr !== "") throw new Error(stderr);
    return JSON.parse(stdout) as string[][];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
