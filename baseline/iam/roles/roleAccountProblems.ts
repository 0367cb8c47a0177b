import type { Problem } from "../../email/emailDomainCheck.js";
import type { RoleAccount } from "./roleAccount.js";

/**
 * What is wrong with a role's account, name and path.
 *
 * Source: AWS IAM API Reference, CreateRole.
 */
export function roleAccountProblems({ account, partition, name, path }: RoleAccount): Problem[] {
  const problems: Problem[] = [];
  const add = (property: string, reason: string): unknown => problems.push({ property, reason });
  if (!/^[0-9]{12}$/.test(account)) add("accountId", `"${account}" is no AWS account id, which has 12 digits.`);
  if (!/^aws(?:-[a-z-]+)?$/.test(partition)) add("partition", `"${partition}" is no partition, such as aws or aws-cn.`);
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    add("roleName", `"${name}" is no role name: 1 to 64 letters, digits or characters of +=,.@-_ are allowed.`);
  }
  if (!/^\/(?:[!-.0-~]+\/)*$/.test(path) || path.length > 512) {
    add("path", `"${path}" is no path: it begins and ends with "/" and has at most 512 characters.`);
  }
  return problems;
}
