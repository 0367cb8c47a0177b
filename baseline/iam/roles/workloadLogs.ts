import type { Maybe } from "../../unknown.js";
import { below, permission, whereGiven, type RoleStatement } from "./statement.js";

/** A program writes its own log, in a group that somebody else made: it can neither read nor delete one. */
export function workloadLogs(logGroupArn: Maybe<string> | undefined): RoleStatement[] {
  return whereGiven(logGroupArn, (arn) => [
    permission("logGroupArn", "WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [below(arn, ":*")]),
  ]);
}
