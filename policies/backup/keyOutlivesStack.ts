import { KEY_DELETION_WINDOW } from "../../baseline/encryption/minimums.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { backupVaults, VAULT_TYPES } from "../readers/backupVaults.js";
import { KEY_TYPES } from "../encryption/customerKey.js";
import { linkOf } from "../readers/links.js";

export const keyOutlivesStack: Rule = {
  id: "BKP17",
  name: "backup-key-deletion",
  title: "The key of a backup vault is not deleted with the stack, or only after the longest window.",
  why: "A recovery point without its key is noise: who deletes the key deletes every backup, whatever lock the vault has.",
  fix: "Set protect: true on the key, or deletionWindowInDays: 30 (EncryptionKey does both).",
  severity: "medium",
  references: [
    { standard: "PCI DSS 4.0.1", section: "3.7.5", strength: "supporting" },
    { standard: "MITRE ATT&CK", section: "T1485", strength: "supporting" },
  ],
  types: [...VAULT_TYPES, ...KEY_TYPES],
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const { resource: vault } of stack.read(backupVaults)) {
      const property = vault.type.endsWith(":Vault") ? "kmsKeyArn" : "encryptionKeyArn";
      const found = linkOf(stack, stack.given(vault), property, KEY_TYPES).resource;
      const key =
        found?.type === "aws:kms/alias:Alias" ? linkOf(stack, found, "targetKeyId", KEY_TYPES).resource : found;
      if (key === undefined || key.protect) continue;
      const days = stack.given(key).number("deletionWindowInDays") ?? KEY_DELETION_WINDOW;
      const at = { urn: key.urn };
      if (days === UNKNOWN)
        verdict.undetermined(`How fast the key of vault ${vault.name} can go is not known yet.`, at);
      else if (days < KEY_DELETION_WINDOW) {
        verdict.violation(
          `Key ${key.name} of vault ${vault.name} is gone ${days} days after the stack deletes it. Allowed are ${KEY_DELETION_WINDOW} days, or protect.`,
          at,
        );
      }
    }
  },
};
