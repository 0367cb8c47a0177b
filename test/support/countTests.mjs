// Prints what the test runner counted, with the failed steps of .ci/run added, and fails if anything failed.
import { existsSync, readFileSync } from "node:fs";

const failedSteps = Number(process.argv[2] ?? 0);
const read = (file) => (existsSync(file) ? [JSON.parse(readFileSync(file, "utf8"))] : []);
const results = read("coverage/results.json");
const all = [...results, ...read("coverage/receivers.json")];
const sum = (count) => all.reduce((total, result) => total + result[count], 0);
for (const suite of all.flatMap(({ testResults }) => testResults)) {
  for (const test of suite.assertionResults) if (test.status === "pending") console.log(`skipped: ${test.fullName}`);
}
const failed = sum("numFailedTests") + failedSteps + (results.length > 0 ? 0 : 1);
console.log(`${sum("numPassedTests")} passed, ${failed} failed, ${sum("numPendingTests")} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
