/**
 * What event patterns of EventBridge hear of the jobs of AWS Backup.
 *
 * Sources: AWS Backup Developer Guide, "Monitoring AWS Backup events using Amazon EventBridge"; Amazon EventBridge User
 * Guide, "Creating event patterns": what a pattern does not name, it takes.
 */
import { FAILED_JOBS } from "./alerts.js";

/** What an event pattern says, by field. */
type Fields = Readonly<Record<string, unknown>>;

const SOURCE = "aws.backup";

/** By the name of an event, the field with the job's state, all its states, and those that somebody must hear of. */
interface JobEvent {
  readonly field: "state" | "status";
  readonly states: readonly string[];
  readonly failures: readonly string[];
}

/** Source: AWS Backup API Reference, DescribeBackupJob, DescribeCopyJob and DescribeRestoreJob. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  "Backup Job State Change": [
    ...["CREATED", "PENDING", "RUNNING", "ABORTING", "ABORTED", "COMPLETED", "FAILED", "EXPIRED", "PARTIAL"],
  ],
  "Copy Job State Change": ["CREATED", "RUNNING", "COMPLETED", "FAILED", "PARTIAL"],
  "Restore Job State Change": ["PENDING", "RUNNING", "COMPLETED", "ABORTED", "FAILED"],
};

/** The events of jobs, with the failures that the component's own rules hear of. */
const JOB_EVENTS: Readonly<Record<string, JobEvent>> = Object.fromEntries(
  Object.values(FAILED_JOBS).map((text): [string, JobEvent] => {
    const pattern = JSON.parse(text) as { readonly "detail-type": [string]; readonly detail: Record<string, string[]> };
    const [name] = pattern["detail-type"];
    const [field, failures] = Object.entries(pattern.detail)[0] ?? ["state", []];
    return [name, { field: field as JobEvent["field"], states: STATES[name] ?? [], failures }];
  }),
);

/** Whether a pattern takes the events of failed backup jobs. */
export function tellsOfFailedBackups(pattern: string): boolean {
  const read = parse(pattern);
  return (
    read !== undefined && takes(read["detail-type"], BACKUP_JOB) && failuresHeard(read, BACKUP_JOB).includes("FAILED")
  );
}

const BACKUP_JOB = "Backup Job State Change";

/** Failures of jobs that patterns hear of in part, and those that none of them hears of: by the event's name. */
export function unheardFailures(patterns: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const read = patterns.map(parse).filter((pattern) => pattern !== undefined);
  const unheard = Object.entries(JOB_EVENTS).map(([name, { failures }]): [string, readonly string[]] => {
    const heard = new Set(read.flatMap((pattern) => failuresHeard(pattern, name)));
    return [name, heard.size === 0 ? [] : failures.filter((state) => !heard.has(state))];
  });
  return new Map(unheard.filter(([, states]) => states.length > 0));
}

/** Why a pattern on jobs of AWS Backup hears of nothing, as the ends of sentences. What it waits for in vain beside the rest is a note. */
export function patternFaults(pattern: string): string[] {
  const read = parse(pattern);
  if (read === undefined) return [];
  const names = textsOf(read["detail-type"]);
  const jobs = names.filter((name) => Object.hasOwn(JOB_EVENTS, name));
  const detail = detailOf(read);
  const faults: string[] = [];
  if (jobs.length > 0 && !takes(read["source"], SOURCE)) {
    faults.push(`waits for ${jobs.join(", ")} of ${textsOf(read["source"]).join(", ")}; it comes from ${SOURCE} alone`);
  }
  if (textsOf(read["source"]).includes(SOURCE)) {
    if (names.length > 0 && names.every((name) => !EVENT_NAMES.test(name))) {
      faults.push(`waits for ${names.join(", ")}, which AWS Backup never sends`);
    }
  }
  for (const job of jobs) {
    const { field, states } = JOB_EVENTS[job] as JobEvent;
    const named = textsOf(detail[field]);
    if (named.length > 0 && named.every((state) => !states.includes(state))) {
      faults.push(`waits for the ${field} ${named.join(", ")}, which ${job} never has`);
    }
  }
  return faults;
}

/** How AWS Backup names its events; new ones come with new features. */
const EVENT_NAMES = /(State Change|via CloudTrail)$/i;

function failuresHeard(pattern: Fields, event: string): readonly string[] {
  const job = JOB_EVENTS[event];
  if (job === undefined || !takes(pattern["source"], SOURCE) || !takes(pattern["detail-type"], event)) return [];
  // A rule on every event of a service, or of every service, is no watch on failures.
  if (pattern["source"] === undefined && pattern["detail-type"] === undefined) return [];
  const allowed = detailOf(pattern)[job.field];
  return job.failures.filter((state) => takes(allowed, state));
}

function detailOf(pattern: Fields): Fields {
  return (pattern["detail"] ?? {}) as Fields;
}

function takes(allowed: unknown, value: string): boolean {
  return allowed === undefined || [allowed].flat().some((one) => one === value || isPrefixOf(one, value));
}

function textsOf(allowed: unknown): string[] {
  return [allowed].flat().filter((one): one is string => typeof one === "string");
}

function isPrefixOf(filter: unknown, value: string): boolean {
  const prefix = typeof filter === "object" && filter !== null ? (filter as { prefix?: unknown }).prefix : undefined;
  return typeof prefix === "string" && value.startsWith(prefix);
}

function parse(pattern: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(pattern);
    return typeof value === "object" && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}
