// Whether a tag may be released: it, the versions and the changelog's first heading agree. Prints every fault.
// Usage: node .ci/releaseCheck.mjs v1.2.3
import { readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const read = (file) => readFileSync(path.join(root, file), "utf8");
const tag = process.argv[2] ?? "";
const { version } = JSON.parse(read("package.json"));
const { version: ofPack } = JSON.parse(read("policies/package.json"));
const heading = /^## (.*)$/m.exec(read("CHANGELOG.md"))?.[1] ?? "";
const [, named, date] = /^(\S+) \(([^)]*)\)$/.exec(heading) ?? [];

const faults = [
  [/^v\d+\.\d+\.\d+$/.test(tag), `The tag "${tag}" is no version. Allowed is, for example, v1.2.3.`],
  [tag === `v${version}`, `The tag is ${tag}, and package.json has version ${version}.`],
  [ofPack === version, `policies/package.json has version ${ofPack}, and package.json ${version}.`],
  [named === version, `CHANGELOG.md begins with "${heading}", and not with ${version}.`],
  [/^\d{4}-\d\d-\d\d$/.test(date ?? ""), `CHANGELOG.md gives "${heading}" no date, as in "1.2.3 (2027-01-31)".`],
].flatMap(([holds, fault]) => (holds ? [] : [fault]));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
