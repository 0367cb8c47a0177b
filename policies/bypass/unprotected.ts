import type { Rule } from "../framework/rule.js";
import { VAULT_LOCK, VAULT_TYPES } from "../readers/backupVaults.js";

export const unprotected: Rule = {
  id: "BYP04",
  name: "unprotected-backups",
  title: "A deploy cannot delete a backup vault or its lock by mistake.",
  why: "A renamed resource is a new one and a deleted old one: without protect the lock is off between the two, or for good.",
  fix: "Set protect: true on the vault and its lock (EncryptedBackups does).",
  severity: "medium",
  references: [{ standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "supporting" }],
  types: [...VAULT_TYPES, VAULT_LOCK],
  checkResource(resource, verdict) {
    if (!resource.protect) verdict.violation(`${resource.name} is not protected (protect: true).`);
  },
};
