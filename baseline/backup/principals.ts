import type { Problem } from "../problem.js";

/** People and roles who are named in policies, and mailboxes that are told. */
interface Principals {
  readonly breakGlass: readonly string[];
  readonly keyAdministrators: readonly string[];
  readonly instanceRoles: readonly string[];
  readonly alertTo: readonly string[];
  readonly accountId: string;
}

const PRINCIPAL = /^arn:aws[a-z-]*:iam::([0-9]{12}):(role|user)\/[\w+=,.@/-]+$/;
const ROLE = /^arn:aws[a-z-]*:iam::([0-9]{12}):role\/[\w+=,.@/-]+$/;

export function checkBackupPrincipals(input: Principals): Problem[] {
  const problems: Problem[] = [];
  if (input.breakGlass.length === 0) {
    const reason =
      "It is empty: nobody could ever change the policies of the vault and of its key again. Name a role that is used in emergencies alone.";
    problems.push({ property: "breakGlass", reason });
  }
  const check = (property: "breakGlass" | "keyAdministrators" | "instanceRoles", form: RegExp, what: string): void => {
    for (const [index, arn] of input[property].entries()) {
      // A pattern would be a name that an intruder chooses.
      if (form.test(arn)) continue;
      const reason = `"${arn}" is no ARN of ${what}, such as arn:aws:iam::${input.accountId}:role/emergency. Patterns are not allowed.`;
      problems.push({ property: `${property}[${index}]`, reason });
    }
  };
  check("breakGlass", PRINCIPAL, "an IAM role or user");
  check("keyAdministrators", PRINCIPAL, "an IAM role or user");
  check("instanceRoles", ROLE, "an IAM role");
  for (const [index, mailbox] of input.alertTo.entries()) {
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mailbox)) continue;
    const reason = `"${mailbox}" is no mailbox, such as backups@shop.example.`;
    problems.push({ property: `alertTo[${index}]`, reason });
  }
  return problems;
}
