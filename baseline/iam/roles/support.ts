import { UNKNOWN, type Maybe } from "../../unknown.js";
import { below, permission, whereGiven, type RoleStatement } from "./statement.js";

/** What support works with. */
export interface SupportResources {
  /** The Athena workgroup whose results go to `resultsBucketArn`. */
  readonly workgroupArn: Maybe<string>;
  readonly resultsBucketArn: Maybe<string>;
  /** Where the workgroup writes: a prefix without `/` at its end. */
  readonly resultsPrefix: string;
  /** Tables of the Glue catalogue: masked views, or tables whose columns Lake Formation filters. */
  readonly tableArns: readonly Maybe<string>[];
  readonly logGroupArns?: readonly Maybe<string>[] | undefined;
}

/**
 * Helps customers: queries tables that Lake Formation filters by column, and reads logs as masked. It never holds
 * `logs:Unmask`, reads no bucket but its own results, and decrypts with no key.
 *
 * Sources: Amazon Athena User Guide, "Access to databases and tables"; AWS Lake Formation Developer Guide, "Underlying
 * data access control"; Amazon CloudWatch Logs User Guide, "Help protect sensitive log data with masking".
 */
export function support(given: SupportResources): RoleStatement[] {
  const { workgroupArn, resultsBucketArn, resultsPrefix, tableArns, logGroupArns } = given;
  return [
    permission(
      "workgroupArn",
      "Query",
      [
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetWorkGroup",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
      ],
      [workgroupArn],
    ),
    permission(
      "resultsBucketArn",
      "KeepResults",
      ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      [below(resultsBucketArn, `/${resultsPrefix}/*`)],
    ),
    permission("resultsBucketArn", "FindResults", ["s3:GetBucketLocation"], [resultsBucketArn]),
    permission(
      "tableArns",
      "ReadTables",
      ["glue:GetDatabase", "glue:GetPartition", "glue:GetPartitions", "glue:GetTable"],
      [...new Set(tableArns.flatMap(withContainers))],
    ),
    // It says only that Lake Formation may be asked: what it then gives is decided by its own grants.
    permission("tableArns", "AskLakeFormation", ["lakeformation:GetDataAccess"], ["*"]),
    ...whereGiven(logGroupArns, (arns) => [
      permission(
        "logGroupArns",
        "ReadLogs",
        [
          "logs:DescribeLogStreams",
          "logs:FilterLogEvents",
          "logs:GetLogEvents",
          "logs:GetQueryResults",
          "logs:StartQuery",
        ],
        arns.map((arn) => below(arn, ":*")),
      ),
    ]),
  ];
}

/** Glue asks for the table, its database and the catalogue. */
function withContainers(table: Maybe<string>): Maybe<string>[] {
  const parts = table === UNKNOWN ? undefined : /^(.*:)table\/([^/]+)\/.+$/.exec(table);
  return parts ? [`${parts[1]}catalog`, `${parts[1]}database/${parts[2]}`, table] : [table];
}
