import { readFileSync } from "node:fs";
import path from "node:path";
import { getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider.js";
import { describe, expect, test } from "vitest";
import * as baseline from "../../index.js";
import { inferSchema } from "../support/schema/inferSchema.js";

const golden = path.resolve(__dirname, "../../plugin/schema.json");

describe("the schema for other languages", () => {
  test("is what the types and doc comments say (npm run schema)", async () => {
    await expect(`${JSON.stringify(inferSchema(), null, 2)}\n`).toMatchFileSnapshot(golden);
  });
});
