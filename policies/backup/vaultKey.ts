import { judgeHiddenKey, judgeKey } from "../encryption/customerKey.js";
import type { Rule } from "../framework/rule.js";
import { VAULT } from "../readers/backupVaults.js";

export const vaultKey: Rule = {
  id: "BKP01",
  name: "backup-vault-key",
  title: "A backup vault is encrypted with a key of your own.",
  why: "Recovery points under the key that AWS manages cannot be copied to another account, and nobody can say who may read them.",
  fix: "Give the vault kmsKeyArn (EncryptedBackups makes vault and key).",
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "3.5.1", strength: "supporting" },
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" },
  ],
  types: [VAULT],
  asksInputs: true,
  checkResource: (resource, verdict) => judgeKey(resource, "kmsKeyArn", verdict),
  checkStack(stack, verdict) {
    for (const vault of stack.ofTypes([VAULT])) judgeHiddenKey(stack, vault, "kmsKeyArn", verdict);
  },
};
