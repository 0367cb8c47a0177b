import type { Entry } from "./entry.js";
import { isAdministratorsRole } from "./roles.js";

/** Resources that stand beside the program's own. */
export const additions: readonly Entry[] = [
  {
    ...{ types: ["aws:iam/role:Role"], places: ["+ RolePolicy", "+ RolePolicyAttachment"], operators: ["beside"] },
    ...{ when: isAdministratorsRole, is: "neutral" },
    because: "The role has AdministratorAccess already.",
  },
];
