import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "test/support/build.ts",
    include: ["test/**/*.test.ts"],
    // They need Debian's mail receivers: npm run test:receivers.
    exclude: ["test/receivers/**"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // .ci/run counts from the file.
    reporters: process.env["CI"] ? ["default", ["json", { outputFile: "coverage/results.json" }]] : ["default"],
    coverage: { include: ["baseline/**", "components/**", "policies/**", "preview/**", "report/**"] },
  },
});
