import { defineConfig } from "vitest/config";

// Only run.sh starts this: the receivers need a network of their own.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ["test/receivers/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // .ci/run counts from the file.
    reporters: process.env["CI"] ? ["default", ["json", { outputFile: "coverage/receivers.json" }]] : ["default"],
  },
});
