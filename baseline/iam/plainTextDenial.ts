import type { Condition, PolicyDocument, Statement } from "./document.js";
import { isEveryone } from "./checkEveryone.js";
import { knownOf } from "./checkStatements.js";
import { matchesAction } from "./match.js";

/** One read and one write: a Deny that has both has what matters of S3. */
const PROBES: readonly string[] = ["s3:GetObject", "s3:PutObject"];

/**
 * Whether a bucket's policy denies everybody requests without TLS, for the bucket, whose list is names,
 * and its objects.
 *
 * Source: Amazon S3 User Guide, "Security best practices for Amazon S3", enforce encryption of data in transit.
 */
export function deniesPlainText({ statements }: PolicyDocument): boolean {
  return statements.some(
    (statement) =>
      statement.effect === "Deny" &&
      isEveryone(statement) === true &&
      statement.principals?.negated === false &&
      statement.hasUnknownConditions !== true &&
      coversObjects(statement) &&
      statement.conditions.length === 1 &&
      statement.conditions.every(isPlainText),
  );
}

function coversObjects({ actions, resources }: Statement): boolean {
  const patterns = knownOf(actions.values);
  const isWhole = !actions.negated && PROBES.every((probe) => patterns.some((one) => matchesAction(one, probe)));
  // An unknown ARN is one that the program makes of the bucket's own.
  const isObjects = resources?.values.some((value) => typeof value !== "string" || /\*$/.test(value)) === true;
  const isBucket = resources?.values.some((value) => typeof value !== "string" || !value.includes("/")) === true;
  return isWhole && resources?.negated === false && isObjects && isBucket;
}

function isPlainText({ key, operator, values }: Condition): boolean {
  const isFalse = values.length === 1 && String(values[0]).toLowerCase() === "false";
  return key.toLowerCase() === "aws:securetransport" && /^Bool$/i.test(operator) && isFalse;
}
