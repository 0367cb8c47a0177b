import type { Finding } from "../finding.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import { anyonesValue } from "./checkNarrowing.js";
import { or } from "./ternary.js";

/** A permission to call a Lambda function, as `lambda:AddPermission` takes it. */
export interface FunctionPermission {
  /** A service, an account, an ARN, or `*`. */
  readonly principal: Maybe<string | undefined>;
  readonly sourceArn: Maybe<string | undefined>;
  readonly sourceAccount: Maybe<string | undefined>;
  readonly principalOrgId: Maybe<string | undefined>;
  /** The id of an Alexa skill. */
  readonly eventSourceToken: Maybe<string | undefined>;
  /** `NONE` or `AWS_IAM` of a function's URL. */
  readonly urlAuthType: Maybe<string | undefined>;
}

const REFERENCE = 'AWS Lambda Developer Guide, "Viewing resource-based IAM policies in Lambda"';

/** IAM20: whoever calls a function does so on behalf of a known source; `UNKNOWN` where that cannot be told yet. */
export function checkFunctionPermission(given: FunctionPermission, subject: string): Maybe<Finding> | undefined {
  const { principal } = given;
  if (principal === UNKNOWN) return UNKNOWN;
  const isEveryone = principal === "*";
  // An account and its principals are named whole; a service comes for anybody.
  if (!isEveryone && !/\./.test(principal ?? "")) return undefined;
  const isKnownSource = or(
    isBound(given.sourceArn),
    isBound(given.sourceAccount),
    isBound(given.principalOrgId),
    isBound(given.eventSourceToken),
  );
  if (isKnownSource === true) return undefined;
  if (isKnownSource === UNKNOWN) return UNKNOWN;
  const isOpenUrl = isEveryone && given.urlAuthType === "NONE";
  return {
    rule: "IAM20",
    subject,
    message: isOpenUrl
      ? `${subject} opens the function's URL to everyone in the world.`
      : `${subject} lets ${isEveryone ? "every account of AWS" : `${principal} on behalf of any account`} call the function.`,
    fix: isEveryone
      ? "Name the principal, or give principalOrgId or sourceAccount."
      : "Give sourceArn with the resource that calls, and sourceAccount where that ARN names no account.",
    reference: REFERENCE,
  };
}

function isBound(value: Maybe<string | undefined>): Maybe<boolean> {
  if (value === UNKNOWN || value === undefined) return value ?? false;
  const condition = { operator: "ArnLike", set: undefined, ifExists: false, key: "aws:SourceArn", values: [value] };
  return anyonesValue(condition) === undefined;
}
