import { Failure } from "./failure.js";

/** A step of the engine, as far as it is read here: the state that a resource comes to. */
export interface StepEvent {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly protect?: boolean;
  /** Secrets stand as `[secret]`. */
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** What a policy says, or a summary of what a pack's policies said. */
export interface PolicyEvent {
  readonly resourceUrn?: string;
  /** The policy's description, a line break, and what it reported; it may hold directives for colours. */
  readonly message?: string;
  readonly policyName?: string;
  readonly policyPackName?: string;
  readonly policyPackVersion?: string;
  /** `advisory`, `mandatory` or `remediate`; `warning` in older logs. */
  readonly enforcementLevel?: string;
  readonly severity?: "" | "low" | "medium" | "high" | "critical";
  /** In a summary: the policies in force that passed, and those that did not. */
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
}

/** An event of the engine, as far as it is read here (sdk/go/common/apitype/events.go). */
export interface EngineEvent {
  readonly sequence: number;
  readonly diagnosticEvent?: { readonly message?: string; readonly severity?: string; readonly ephemeral?: boolean };
  readonly resourcePreEvent?: { readonly metadata?: { readonly new?: StepEvent | null }; readonly planning?: boolean };
  readonly resOutputsEvent?: { readonly metadata?: { readonly new?: StepEvent | null } };
  readonly policyEvent?: PolicyEvent;
  readonly policyRemediationEvent?: PolicyEvent & {
    readonly before?: Readonly<Record<string, unknown>>;
    readonly after?: Readonly<Record<string, unknown>>;
  };
  readonly policyAnalyzeSummaryEvent?: PolicyEvent;
  readonly policyAnalyzeStackSummaryEvent?: PolicyEvent;
  readonly policyRemediateSummaryEvent?: PolicyEvent;
  readonly summaryEvent?: { readonly isPreview?: boolean; readonly PolicyPacks?: Readonly<Record<string, string>> };
  readonly cancelEvent?: object;
}

/** The last operation of an event log. */
export interface Operation {
  readonly events: readonly EngineEvent[];
  /** Whether the log goes on to the operation's end. */
  readonly isComplete: boolean;
  /** How many operations stand before it in the log. */
  readonly earlier: number;
}

/**
 * Reads the last operation of an event log: a preview and the update after it may stand in one file.
 *
 * @param lines one JSON event each; a last line that was cut off is left out, as of an operation that goes on
 * @param file the log's name, for messages
 * @throws Failure where it is no event log
 */
export async function readOperation(lines: AsyncIterable<string>, file: string): Promise<Operation> {
  const broken = (line: number, reason: string): Failure =>
    new Failure(`${file}:${line} ${reason} Give the file that pulumi preview or up wrote with --event-log.`);
  let events: EngineEvent[] = [];
  let earlier = 0;
  let number = 0;
  let cutOff: Failure | undefined;
  for await (const line of lines) {
    number += 1;
    const text = number === 1 ? line.replace(/^\uFEFF/, "") : line;
    if (text.trim() === "") continue;
    if (cutOff) throw cutOff;
    const event = parse(text);
    if (event === undefined) {
      cutOff = broken(number, "is no JSON.");
      continue;
    }
    if (!isEvent(event)) throw broken(number, "is no event of Pulumi's engine.");
    const last = events.at(-1);
    // Numbers begin anew with each operation, which ends with a cancelEvent.
    if (last && (last.cancelEvent !== undefined || event.sequence <= last.sequence)) {
      earlier += 1;
      events = [];
    }
    events.push(event);
  }
  if (events.length === 0) throw cutOff ?? new Failure(`${file} holds no event: the operation did not begin.`);
  const isComplete = cutOff === undefined && events.some(({ summaryEvent }) => summaryEvent !== undefined);
  return { events, isComplete, earlier };
}

/** The value of a line; undefined where it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is EngineEvent {
  return typeof value === "object" && value !== null && "sequence" in value && typeof value.sequence === "number";
}
