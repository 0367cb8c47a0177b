// Prints what the test runner counted, with the failed steps of .ci/run added, and fails if anything failed.
import { existsSync, readFileSync } from "node:fs";

const failedSteps = Number(process.argv[2] ?? 0);
const file = "coverage/results.json";
const results = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = results ?? {};
for (const suite of results?.testResults ?? []) {
  for (const test of suite.assertionResults) if (test.status === "pending") console.log(`skipped: ${test.fullName}`);
}
const failed = numFailedTests + failedSteps + (results ? 0 : 1);
console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
