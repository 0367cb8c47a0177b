/**
 * The Lambda function that validates restore tests. It is called with each finished restore of the plan, and every few
 * hours to say how long ago the last one was validated: an alarm on that number rings too where tests no longer run, where
 * no event arrives, and where the function itself is gone.
 */
import { ageMetric, validationMetric } from "./metrics.js";
import { daysSinceValidated, type Plan } from "./age.js";
import { createClients, type Clients } from "./clients.js";
import { readRestoreJob } from "./restoreJob.js";
import { validate } from "./validate.js";

/** What surrounds a call. */
export interface Surroundings {
  readonly clients: Clients;
  readonly plan: Plan;
  readonly now: () => Date;
  readonly print: (line: string) => void;
}

export async function handle(event: unknown, { clients, plan, now, print }: Surroundings): Promise<void> {
  if ((event as { source?: unknown }).source === "aws.events") {
    const ages = await daysSinceValidated(plan, now(), clients);
    for (const [type, days] of Object.entries(ages)) print(ageMetric(plan.name, type, days, now()));
    return;
  }
  const job = readRestoreJob(event);
  if (job === undefined) return;
  const verdict = await validate(job, clients);
  print(validationMetric(plan.name, job.type, verdict, now()));
}

let surroundings: Surroundings | undefined;

/** What Lambda calls. */
export async function handler(event: unknown): Promise<void> {
  surroundings ??= { clients: createClients(), plan: planOf(process.env), now: () => new Date(), print: console.log };
  await handle(event, surroundings);
}

/** @throws Error that names the variables that are missing */
export function planOf(environment: Readonly<Record<string, string | undefined>>): Plan {
  const { PLAN_NAME, PLAN_ARN, RESOURCE_TYPES } = environment;
  if (PLAN_NAME === undefined || PLAN_ARN === undefined || RESOURCE_TYPES === undefined) {
    throw new Error("The function needs the environment variables PLAN_NAME, PLAN_ARN and RESOURCE_TYPES.");
  }
  return { name: PLAN_NAME, arn: PLAN_ARN, types: RESOURCE_TYPES.split(",") };
}
