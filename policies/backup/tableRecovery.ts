import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asFlag, at, blocks } from "../readers/blocks.js";

const TABLE = "aws:dynamodb/table:Table";
const REPLICA = "aws:dynamodb/tableReplica:TableReplica";

export const tableRecovery: Rule = {
  id: "BKP10",
  name: "backup-table-recovery",
  title: "A DynamoDB table has point-in-time recovery, and cannot be deleted by mistake.",
  why: "A faulty deploy overwrites items within seconds; only point-in-time recovery gives back the second before. A changed key replaces the table, and takes the orders with it.",
  fix: "Set pointInTimeRecovery: { enabled: true } and deletionProtectionEnabled on the table and its replicas (CustomerTable does).",
  severity: "high",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" },
    { standard: "AWS Security Hub", section: "DynamoDB.2, DynamoDB.6", strength: "satisfies" },
  ],
  types: [TABLE, REPLICA],
  checkResource(resource, verdict) {
    const replicas = resource.type === TABLE ? blocks(resource, "replicas") : [];
    const parts: [string, Maybe<boolean>][] = [
      [
        resource.name,
        asFlag(
          resource.type === TABLE
            ? at(resource.whole("pointInTimeRecovery"), "enabled")
            : resource.flag("pointInTimeRecovery"),
        ) ?? false,
      ],
      ...(replicas === UNKNOWN ? [UNKNOWN] : replicas).map((replica, index): [string, Maybe<boolean>] => [
        `Replica [${index}] of ${resource.name}`,
        replica === UNKNOWN ? UNKNOWN : (asFlag(at(replica, "pointInTimeRecovery")) ?? false),
      ]),
    ];
    for (const [name, isOn] of parts) {
      if (isOn === UNKNOWN) verdict.undetermined(`Whether ${name} has point-in-time recovery is not known yet.`);
      if (isOn === false) verdict.violation(`${name} has no point-in-time recovery.`);
    }
    const isProtected = resource.flag("deletionProtectionEnabled") ?? false;
    if (isProtected === UNKNOWN) verdict.undetermined("Whether it is protected against deletion is not known yet.");
    if (isProtected === false) verdict.violation(`${resource.name} does not set deletionProtectionEnabled.`);
  },
  remediate(resource) {
    if (resource.type !== TABLE) return { pointInTimeRecovery: true };
    const replicas = blocks(resource, "replicas");
    const paths = (replicas === UNKNOWN ? [] : replicas).map((_, index) => `replicas[${index}].pointInTimeRecovery`);
    return Object.fromEntries(["pointInTimeRecovery.enabled", ...paths].map((path) => [path, true]));
  },
};
