import { UNKNOWN, type Maybe } from "../unknown.js";
import { isClosed } from "./checkEveryone.js";
import { narrows } from "./checkNarrowing.js";
import { checkAllows, findingIf, listed, statementName, type Checked } from "./checkStatements.js";
import type { PolicyDocument, Statement } from "./document.js";

/**
 * Keys by which a resource's policy tells on whose behalf a service comes.
 *
 * Source: AWS IAM User Guide, "The confused deputy problem", cross-service prevention; for keys of KMS, which some
 * services bind to their own resource, AWS KMS Developer Guide, "AWS KMS condition keys".
 */
const SOURCES: readonly string[] = [
  ...["aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths"],
  ...["kms:calleraccount", "kms:viaservice", "lambda:sourcefunctionarn", "sts:externalid"],
];

/** Load balancers write only below AWSLogs and the account that they stand in, so the path itself names the account. */
const LOG_DELIVERY = "logdelivery.elasticloadbalancing.amazonaws.com";

/**
 * IAM10: a service that is let in comes on behalf of a known account or resource. A role's trust policy is no case of
 * it: the service takes the role on only for who may pass it.
 */
export function checkConfusedDeputy(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const services = servicesOf(statement);
    if (services === undefined || isClosed(document, statement, SOURCES)) return undefined;
    return findingIf(
      isBound(statement) === true
        ? false
        : isBound(statement) === UNKNOWN
          ? UNKNOWN
          : services === UNKNOWN
            ? UNKNOWN
            : true,
      () => ({
        rule: "IAM10",
        subject,
        message: `${statementName(statement, subject)} lets in ${listed(services === UNKNOWN ? [] : services)} on behalf of any account, so a stranger can send the service here (confused deputy).`,
        fix: "Demand aws:SourceAccount with your account (StringEquals), and aws:SourceArn with the resource that it comes for (ArnLike).",
        reference: 'AWS IAM User Guide, "The confused deputy problem"',
      }),
    );
  });
}

/** The services that a statement lets in; `undefined` for none. */
function servicesOf({ principals }: Statement): Maybe<readonly string[]> | undefined {
  const names = principals?.negated ? [] : (principals?.values ?? []).filter(({ kind }) => kind === "Service");
  const known = names.flatMap(({ name }) => (name === UNKNOWN ? [] : [name]));
  return known.length > 0 ? known : names.length > 0 ? UNKNOWN : undefined;
}

function isBound(statement: Statement): Maybe<boolean> {
  const bounds = statement.conditions.map((condition) => {
    const key = condition.key.toLowerCase();
    return SOURCES.includes(key) || key.startsWith("kms:encryptioncontext:") ? narrows(condition) : false;
  });
  if (bounds.includes(true) || namesAccount(statement)) return true;
  return bounds.includes(UNKNOWN) || statement.hasUnknownConditions === true ? UNKNOWN : false;
}

function namesAccount({ principals, resources }: Statement): boolean {
  return (
    principals?.values.every(({ name }) => name === LOG_DELIVERY) === true &&
    resources?.negated === false &&
    resources.values.every((resource) => resource !== UNKNOWN && /\/AWSLogs\/[0-9]{12}\//.test(resource))
  );
}
