import { UNKNOWN, type Maybe } from "../unknown.js";
import { readArn } from "./arn.js";
import { actionFacts, expandActions, type ActionFacts } from "./actions.js";
import type { Condition, PolicyDocument, Statement } from "./document.js";
import {
  checkAllows,
  findingIf,
  isEveryAction,
  isEveryResourceOf,
  knownOf,
  listed,
  statementName,
  type Checked,
} from "./checkStatements.js";
import { completedArn, matchesAction } from "./match.js";
import { narrows } from "./checkNarrowing.js";

/**
 * Writes that may stand on every resource: they only add telemetry, or concern network interfaces that a service makes
 * itself, of which nobody knows the ids.
 */
const UNSCOPED: readonly string[] = [
  ...["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "cloudwatch:PutMetricData"],
  ...["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:CreateNetworkInterfacePermission"],
  ...["ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"],
];

/** Has its own rule, IAM07. */
const PASS_ROLE = "iam:PassRole";

/** Reads that give out the data itself: objects, rows, messages, secrets, plain text, and shares of copies. */
const DATA_READS: readonly string[] = [
  ...["s3:GetObject", "s3:GetObjectVersion", "secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"],
  ...["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory", "kms:Decrypt"],
  ...["dynamodb:Scan", "dynamodb:Query", "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PartiQLSelect"],
  ...["dynamodb:GetRecords", "dynamodb:ExportTableToPointInTime", "kinesis:GetRecords", "sqs:ReceiveMessage"],
  ...["rds:ModifyDBSnapshotAttribute", "rds:ModifyDBClusterSnapshotAttribute", "rds:StartExportTask"],
  ...["rds:DownloadCompleteDBLogFile", "rds-data:ExecuteStatement", "redshift-data:GetStatementResult"],
  ...["logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery", "logs:StartLiveTail"],
  ...["ec2:ModifySnapshotAttribute", "ebs:GetSnapshotBlock", "backup:StartRestoreJob", "athena:GetQueryResults"],
];

/** IAM03: what can name the resource that it changes does so. */
export function checkResourceScope(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const fact = onEveryResource(
      statement,
      (action) => isChange(action) && !isDataRead(action.name) && action.name !== PASS_ROLE,
    );
    return findingIf(fact === UNKNOWN ? UNKNOWN : fact.length > 0, () => ({
      rule: "IAM03",
      subject,
      message: `${statementName(statement, subject)} allows ${listed(fact === UNKNOWN ? [] : fact)} on every resource, though the resource can be named.`,
      fix: "Name the ARNs of the resources (LeastPrivilegeRole asks for them), or demand a tag of theirs by aws:ResourceTag.",
      reference: "AWS Service Authorization Reference, the resource types of each action",
    }));
  });
}

/** IAM17: no data of all resources at once. */
export function checkBulkReads(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const fact = onEveryResource(statement, (action) => isDataRead(action.name));
    return findingIf(fact === UNKNOWN ? UNKNOWN : fact.length > 0, () => ({
      rule: "IAM17",
      subject,
      message: `${statementName(statement, subject)} allows ${listed(fact === UNKNOWN ? [] : fact)} on every resource, so whoever takes it over reads all data.`,
      fix: "Name the ARNs of the buckets, tables, secrets, parameters and keys that are read.",
      reference: 'AWS IAM User Guide, "Security best practices in IAM": grant least privilege',
    }));
  });
}

/** The actions of a kind that a statement allows on all that they can be performed on. */
function onEveryResource(statement: Statement, isSuch: (action: ActionFacts) => boolean): Maybe<string[]> {
  const { actions, resources } = statement;
  // What is left out by Not… is IAM04's, every action on every resource IAM01's.
  if (actions.negated || resources === undefined || resources.negated || isNarrowed(statement)) return [];
  const given = knownOf(resources.values);
  const patterns = knownOf(actions.values).flatMap((pattern) =>
    isEveryAction(pattern) ? given.flatMap((arn) => wholeService(arn)) : [pattern],
  );
  const such = patterns.flatMap(scopable).filter(isSuch);
  const found = such.filter((facts) => given.some((pattern) => isEveryResourceOf(facts, pattern)));
  if (found.length > 0) return mayBeNarrowed(statement) ? UNKNOWN : [...new Set(found.map(({ name }) => name))];
  const isHidden =
    (such.length > 0 && resources.values.includes(UNKNOWN)) ||
    (actions.values.includes(UNKNOWN) &&
      (resources.values.includes(UNKNOWN) || given.some((pattern) => /^\*+$/.test(pattern))));
  return isHidden ? UNKNOWN : [];
}

const scopableIn = new Map<string, readonly ActionFacts[]>();

/** The actions of a pattern that can name a resource; others can stand on nothing but `*`. */
function scopable(pattern: string): readonly ActionFacts[] {
  let found = scopableIn.get(pattern);
  if (!found) {
    found = expandActions(pattern).flatMap((name) => actionFacts(name) ?? []);
    found = found.filter(({ resourceTypes }) => resourceTypes.length > 0);
    scopableIn.set(pattern, found);
  }
  return found;
}

/** Of every action, those that can be performed on an ARN: `dynamodb:*` for a table. */
function wholeService(arn: string): string[] {
  const service = readArn(completedArn(arn))?.service ?? "";
  return /^[a-z0-9-]+$/.test(service) ? [`${service}:*`] : [];
}

/** A condition on the resource itself names it as well as an ARN does. */
function isNarrowed({ conditions }: Statement): boolean {
  return conditions.some((condition) => isOfResource(condition) && narrows(condition) === true);
}

function mayBeNarrowed({ conditions, hasUnknownConditions }: Statement): boolean {
  return (
    hasUnknownConditions === true ||
    conditions.some((condition) => isOfResource(condition) && narrows(condition) === UNKNOWN)
  );
}

/** Whether a key is of the resource: its tags, those that it is made with, or a key of its own service. */
function isOfResource({ key }: Condition): boolean {
  return /^aws:(?:ResourceTag|RequestTag)\//i.test(key) || !/^(?:aws|sts):/i.test(key);
}

function isChange({ access, name }: ActionFacts): boolean {
  return access !== "List" && access !== "Read" && !UNSCOPED.includes(name);
}

function isDataRead(name: string): boolean {
  return DATA_READS.some((read) => matchesAction(read, name));
}
