import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Registered } from "../support/program.js";

const SETTING = "cloudflare:index/zoneSetting:ZoneSetting";
const load = createRequire(__filename);
let table: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The values that Cloudflare's API documents of a zone setting, where it has but some.
 *
 * The provider's SDK has the API's table of settings in its comments, with names and values in camelCase; the API takes
 * snake_case (pulumi/pulumi-cloudflare#309).
 */
export function zoneSettingValues({ type, inputs }: Registered): readonly string[] {
  if (type !== SETTING) return [];
  table ??= readTable();
  return table.get(String(inputs["settingId"]).replaceAll("_", "")) ?? [];
}

function readTable(): ReadonlyMap<string, readonly string[]> {
  const folder = path.dirname(load.resolve("@pulumi/cloudflare/package.json"));
  const text = readFileSync(path.join(folder, "zoneSetting.d.ts"), "utf8");
  return new Map(
    [...text.matchAll(/^ \* \| `(\w+)` \| ([^|]*) \|/gm)].map(([, id = "", values = ""]) => [
      id.toLowerCase(),
      [...values.matchAll(/"([\w.]+)"/g)].map(([, value = ""]) => snakeCase(value)),
    ]),
  );
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
