import { ListRestoreJobsCommand, type RestoreJobsListMember } from "@aws-sdk/client-backup";
import { RESTORE_HISTORY } from "../../baseline/backup/restoreMetrics.js";
import type { Clients } from "./clients.js";

/** Which restore tests are meant. */
export interface Plan {
  readonly name: string;
  readonly arn: string;
  readonly types: readonly string[];
}

const DAY = 86_400_000;

/** Days since a restore of each type was last validated; a day more than AWS Backup remembers where none was. */
export async function daysSinceValidated(plan: Plan, now: Date, clients: Clients): Promise<Record<string, number>> {
  const latest = new Map<string, number>();
  for (const { ResourceType = "", CompletionDate, ValidationStatus } of await jobsOf(plan, now, clients)) {
    if (ValidationStatus !== "SUCCESSFUL" || CompletionDate === undefined) continue;
    latest.set(ResourceType, Math.max(latest.get(ResourceType) ?? 0, CompletionDate.getTime()));
  }
  return Object.fromEntries(
    plan.types.map((type) => {
      const last = latest.get(type);
      return [type, last === undefined ? RESTORE_HISTORY + 1 : Math.max(0, (now.getTime() - last) / DAY)];
    }),
  );
}

async function jobsOf(plan: Plan, now: Date, { backup }: Clients): Promise<RestoreJobsListMember[]> {
  const jobs: RestoreJobsListMember[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await backup.send(
      new ListRestoreJobsCommand({
        ByRestoreTestingPlanArn: plan.arn,
        ByStatus: "COMPLETED",
        ByCompleteAfter: new Date(now.getTime() - RESTORE_HISTORY * DAY),
        NextToken,
      }),
    );
    jobs.push(...(answer.RestoreJobs ?? []));
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return jobs;
}
