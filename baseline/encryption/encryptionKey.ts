import type { Problem } from "../problem.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import { dayProblems } from "./days.js";
import type { KeyPolicyInput } from "./keyPolicy.js";
import { checkPlace, checkPrincipals, strangersTo } from "./place.js";

/** Days between rotations that AWS KMS takes, and its own default. Source: AWS KMS API Reference, EnableKeyRotation. */
export const ROTATION_DAYS = { minimum: 90, maximum: 2560, default: 365 } as const;

/** Services whose data stores the components make, as `kms:ViaService` names them. */
export const KEY_SERVICES: readonly string[] = ["dynamodb", "rds", "s3", "secretsmanager"];

type Lists = "administrators" | "users" | "directUsers" | "breakGlass";

/** A key as it was asked for; ARNs may not be known yet. */
export interface EncryptionKeyInput extends Omit<KeyPolicyInput, Lists>, Record<Lists, readonly Maybe<string>[]> {
  /** Without `alias/`. */
  readonly aliasName: string;
  readonly rotationDays: number;
}

/** Everything that is wrong with it, in the input's terms. */
export function encryptionKeyProblems(input: EncryptionKeyInput): Problem[] {
  const { administrators, users, directUsers, breakGlass, services, aliasName, rotationDays } = input;
  const problems = [
    ...checkPlace(input),
    ...checkPrincipals("administrators", administrators),
    ...checkPrincipals("users", users),
    ...checkPrincipals("directUsers", directUsers),
    ...checkPrincipals("breakGlass", breakGlass),
    ...separation(input),
    ...serviceProblems(services),
  ];
  const add = (property: string, reason: string): unknown => problems.push({ property, reason });
  if (users.length + directUsers.length === 0) add("users", "It is empty: nobody could use the key.");
  // Source: AWS KMS API Reference, CreateAlias.
  if (!/^[\w/-]{1,250}$/.test(aliasName) || aliasName.startsWith("aws/") || aliasName.startsWith("alias/")) {
    add(
      "aliasName",
      `"${aliasName}" is no name for an alias. Allowed are letters, digits, /, _ and -, without alias/ or aws/ in front.`,
    );
  }
  const { minimum, maximum } = ROTATION_DAYS;
  return [...problems, ...dayProblems("rotationDays", rotationDays, minimum, maximum)];
}

/** Who administers or destroys a key must not use it. Source: AWS Prescriptive Guidance, "AWS KMS best practices". */
function separation({ administrators, users, directUsers, breakGlass }: EncryptionKeyInput): Problem[] {
  const using = new Set([...users, ...directUsers]);
  const found = (property: string, arns: readonly Maybe<string>[], what: string): Problem[] =>
    arns.flatMap((arn, index) =>
      arn !== UNKNOWN && using.has(arn)
        ? [{ property: `${property}[${index}]`, reason: `"${arn}" uses the key too; who ${what} it may not use it.` }]
        : [],
    );
  return [...found("administrators", administrators, "administers"), ...found("breakGlass", breakGlass, "can destroy")];
}

function serviceProblems(services: readonly string[]): Problem[] {
  if (services.length === 0) return [{ property: "services", reason: "It is empty: users could not reach the key." }];
  return services.flatMap((service, index) =>
    /^[a-z][a-z0-9-]*$/.test(service)
      ? []
      : [{ property: `services[${index}]`, reason: `"${service}" is no service of AWS, such as s3 or dynamodb.` }],
  );
}

/** Weaker choices, as sentences. */
export function encryptionKeyExceptions(input: EncryptionKeyInput): string[] {
  const { accountId, users, directUsers, rotationDays } = input;
  const exceptions: string[] = [];
  if (directUsers.length > 0) {
    const names = directUsers.map((arn) => (arn === UNKNOWN ? "a principal that is not known yet" : arn)).join(", ");
    exceptions.push(`directUsers: ${names} may decrypt whatever the key has encrypted, outside of any service.`);
  }
  const strangers = strangersTo(accountId, [...users, ...directUsers]);
  if (strangers.length > 0) exceptions.push(`users: ${strangers.join(", ")} of another account may use the key.`);
  if (rotationDays > ROTATION_DAYS.default) {
    exceptions.push(`rotationDays: the key rotates after ${rotationDays} days; PCI DSS and CIS AWS ask for a year.`);
  }
  return exceptions;
}
