import type { Rule } from "../framework/rule.js";
import type { Resource } from "../framework/resource.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { RECOVERY_DAYS } from "../../baseline/encryption/customerTable.js";
import { asFlag, asNumber, at, blocks } from "../readers/blocks.js";

const TABLE = "aws:dynamodb/table:Table";
const REPLICA = "aws:dynamodb/tableReplica:TableReplica";

export const tableRecovery: Rule = {
  id: "BKP10",
  name: "backup-table-recovery",
  title: "A DynamoDB table has point-in-time recovery that reaches back far enough, and cannot be deleted by mistake.",
  why: "A faulty deploy overwrites items within seconds; only point-in-time recovery gives back the second before. A changed key replaces the table, and takes the orders with it.",
  fix: "Set pointInTimeRecovery: { enabled: true }, without recoveryPeriodInDays for the 35 days of the default, and deletionProtectionEnabled on the table and its replicas (CustomerTable does).",
  severity: "high",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" },
    { standard: "AWS Security Hub", section: "DynamoDB.2, DynamoDB.6", strength: "satisfies" },
  ],
  types: [TABLE, REPLICA],
  checkResource(resource, verdict, { databaseRetention: least }) {
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
    const days = recoveryDays(resource);
    if (days === UNKNOWN) verdict.undetermined("How far back point-in-time recovery reaches is not known yet.");
    else if (days < least) {
      const reach = `Point-in-time recovery of ${resource.name} reaches back ${days} days.`;
      verdict.violation(`${reach} Allowed are ${least} or more.`);
    }
    const isProtected = resource.flag("deletionProtectionEnabled") ?? false;
    if (isProtected === UNKNOWN) verdict.undetermined("Whether it is protected against deletion is not known yet.");
    if (isProtected === false) verdict.violation(`${resource.name} does not set deletionProtectionEnabled.`);
  },
  remediate(resource, { databaseRetention }) {
    if (resource.type !== TABLE) return { pointInTimeRecovery: true };
    const days = recoveryDays(resource);
    const isShort = days !== UNKNOWN && days < databaseRetention;
    const replicas = blocks(resource, "replicas");
    const paths = (replicas === UNKNOWN ? [] : replicas).map((_, index) => `replicas[${index}].pointInTimeRecovery`);
    return {
      ...Object.fromEntries(["pointInTimeRecovery.enabled", ...paths].map((path) => [path, true])),
      ...(isShort && { "pointInTimeRecovery.recoveryPeriodInDays": databaseRetention }),
    };
  },
};

/** A replica has its table's. Source: Amazon DynamoDB API Reference, PointInTimeRecoverySpecification. */
function recoveryDays(resource: Resource): Maybe<number> {
  if (resource.type !== TABLE) return RECOVERY_DAYS.maximum;
  const recovery = resource.whole("pointInTimeRecovery");
  // What is unknown as a whole is told already.
  if (recovery === UNKNOWN) return RECOVERY_DAYS.maximum;
  return asNumber(at(recovery, "recoveryPeriodInDays")) ?? RECOVERY_DAYS.maximum;
}
