import { PutRestoreValidationResultCommand } from "@aws-sdk/client-backup";
import { CHECKS, type Verdict } from "./checks.js";
import type { Clients } from "./clients.js";
import type { RestoreJob } from "./restoreJob.js";

/** AWS Backup API Reference, PutRestoreValidationResult: the longest message is not said; this is well below it. */
const LONGEST_MESSAGE = 256;

/**
 * Checks what a restore test restored and tells AWS Backup.
 *
 * @throws what AWS says may go away by itself: Lambda calls the function twice more
 */
export async function validate(job: RestoreJob, clients: Clients): Promise<Verdict> {
  const verdict = await judge(job, clients);
  await clients.backup.send(
    new PutRestoreValidationResultCommand({
      RestoreJobId: job.id,
      ValidationStatus: verdict.holds ? "SUCCESSFUL" : "FAILED",
      ValidationStatusMessage: verdict.message.slice(0, LONGEST_MESSAGE),
    }),
  );
  return verdict;
}

async function judge(job: RestoreJob, clients: Clients): Promise<Verdict> {
  const check = Object.hasOwn(CHECKS, job.type) ? CHECKS[job.type] : undefined;
  if (check === undefined) return { holds: false, message: `Nothing here can check a restore of ${job.type}.` };
  try {
    return await check(job, clients);
  } catch (error) {
    if (mayGoAway(error)) throw error;
    // The name alone: messages of AWS may quote what they were asked with.
    return {
      holds: false,
      message: `What was restored cannot be read: ${error instanceof Error ? error.name : "error"}.`,
    };
  }
}

/** As the AWS SDK for JavaScript marks errors: throttled, or the fault of the service. */
function mayGoAway(error: unknown): boolean {
  const { $retryable, $fault } = error as { $retryable?: unknown; $fault?: unknown };
  return $retryable !== undefined || $fault === "server";
}
