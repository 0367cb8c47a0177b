import { changesBetween } from "./changes.js";
import { stripVTControlCharacters } from "node:util";
import { Failure } from "./failure.js";
import type { EngineEvent, PolicyEvent, StepEvent } from "./engineEvent.js";
import { ROOT_TYPE } from "./monitor.js";
import {
  summarized,
  type Diagnostic,
  type EnforcementLevel,
  type JudgingPack,
  type PolicyInForce,
  type PreviewedResource,
  type PreviewResult,
  type Remediation,
} from "./result.js";
import { demanding, isOurs, readVerdicts, type KnownPolicy, type Said } from "./verdicts.js";
import { shownProperties } from "./wire.js";

/** What is known of a policy by its name, as events tell neither its id nor its description. */
export type Catalogue = ReadonlyMap<string, KnownPolicy>;

const UNKNOWN_POLICY = { description: "", severity: "" } as const;

/**
 * Reads what an engine's `--event-log` says of policies into the result that an offline preview has.
 *
 * @param events one operation's, as {@link readEvents} gives them
 * @param isComplete whether the log goes on to the operation's end
 * @param catalogue the policies of a pack of ours, by name
 * @throws Failure where no policy pack ran: that no policy is violated would then mean nothing
 */
export function resultOf(events: readonly EngineEvent[], isComplete: boolean, catalogue: Catalogue): PreviewResult {
  const packs = new Packs(events, catalogue);
  const resources = resourcesOf(events);
  const diagnostics = diagnosticsOf(events);
  if (packs.names.length === 0) {
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => `\n${message}`);
    throw new Failure(
      "No policy pack ran in this operation, so there is nothing to report. " +
        `Run pulumi preview or pulumi up with --policy-pack DIR and --event-log FILE.${errors.join("")}`,
    );
  }
  const root = resources.find(({ type }) => type === ROOT_TYPE)?.urn ?? resources[0]?.urn ?? "";
  const [, , stack = "", , program = ""] = root.split(":");
  const said = events.flatMap(({ policyEvent }) => (policyEvent ? [packs.said(policyEvent, root)] : []));
  return summarized({
    ...{ program, stack, resources, isComplete },
    operation: isPreview(events) ? "preview" : "update",
    packs: packs.inForce(),
    ...readVerdicts(said, (pack, policy) => packs.known(pack, policy)),
    remediations: events.flatMap(({ policyRemediationEvent: event }): Remediation[] => {
      if (!event) return [];
      const { policyName: policy = "", policyPackName: pack = "", resourceUrn: urn = root, before, after } = event;
      const properties = changesBetween(shownProperties(before ?? {}), shownProperties(after ?? {}));
      return properties.length === 0 ? [] : [{ id: packs.known(pack, policy).id, policy, pack, urn, properties }];
    }),
    diagnostics,
  });
}

function isPreview(events: readonly EngineEvent[]): boolean {
  const summary = events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent;
  return summary?.isPreview ?? events.some(({ resourcePreEvent }) => resourcePreEvent?.planning === true);
}

/** The packs that judged, and what is known of their policies. */
class Packs {
  private readonly versions = new Map<string, string>();
  private readonly policies = new Map<string, Set<string>>();
  private readonly told = new Map<string, Partial<PolicyInForce>>();

  constructor(
    events: readonly EngineEvent[],
    private readonly catalogue: Catalogue,
  ) {
    for (const event of events) {
      const { policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent, policyRemediateSummaryEvent } = event;
      for (const summary of [policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent, policyRemediateSummaryEvent]) {
        if (summary) this.add(summary, [...(summary.passed ?? []), ...(summary.failed ?? [])]);
      }
      const { policyEvent } = event;
      if (!policyEvent) continue;
      this.add(policyEvent, [policyEvent.policyName ?? ""]);
      const enforcementLevel = levelOf(policyEvent);
      const severity = policyEvent.severity;
      this.told.set(keyOf(policyEvent), { enforcementLevel, ...(severity && { severity }) });
    }
    // Older engines give no summary of each resource: the summary at the end names the packs, as `name|local|path`.
    for (const [pack, policyPackVersion] of events.flatMap((event) =>
      Object.entries(event.summaryEvent?.PolicyPacks ?? {}),
    )) {
      this.add({ policyPackName: pack.split("|")[0] ?? pack, policyPackVersion }, []);
    }
  }

  get names(): readonly string[] {
    return [...this.versions.keys()];
  }

  /** @param message what the policy said: a pack of an older engine is known by how its policies begin */
  known(pack: string, policy: string, message = ""): KnownPolicy {
    const known = this.catalogue.get(policy);
    const isKnown = isOurs([...(this.policies.get(pack) ?? [])]) || message.startsWith(`${known?.description}\n`);
    return known && isKnown ? known : { id: policy, ...UNKNOWN_POLICY };
  }

  said(event: PolicyEvent, root: string): Said {
    const { policyName: policy = "", policyPackName: pack = "" } = event;
    const message = plain(event.message ?? "");
    const known = this.known(pack, policy, message);
    const severity = event.severity || known.severity;
    const urn = event.resourceUrn || root;
    return { ...known, severity, pack, policy, enforcementLevel: levelOf(event), urn, message };
  }

  inForce(): JudgingPack[] {
    return [...this.versions].map(([name, version]) => {
      const policies = [...(this.policies.get(name) ?? [])].sort().map((policy): PolicyInForce => {
        const { id, description: title, severity } = this.known(name, policy);
        const told = this.told.get(keyOf({ policyPackName: name, policyName: policy }));
        return { id, policy, title, severity, enforcementLevel: "", ...told };
      });
      return { name, version, policies: demanding(policies) };
    });
  }

  private add({ policyPackName = "", policyPackVersion = "" }: PolicyEvent, policies: readonly string[]): void {
    if (!this.versions.get(policyPackName)) this.versions.set(policyPackName, policyPackVersion);
    const known = this.policies.get(policyPackName) ?? new Set();
    for (const policy of policies) known.add(policy);
    this.policies.set(policyPackName, known);
  }
}

function keyOf({ policyPackName, policyName }: PolicyEvent): string {
  return `${policyPackName} ${policyName}`;
}

/** A policy of the level remediate that could not mend a resource blocks it, as the engine has it. */
function levelOf({ enforcementLevel }: PolicyEvent): EnforcementLevel {
  return enforcementLevel === "mandatory" || enforcementLevel === "remediate" ? "mandatory" : "advisory";
}

/** Each resource that the operation makes or keeps, once. The default providers are the engine's, not the program's. */
function resourcesOf(events: readonly EngineEvent[]): PreviewedResource[] {
  const states = events.flatMap(({ resourcePreEvent, resOutputsEvent }) =>
    [resourcePreEvent, resOutputsEvent].flatMap((event) => (event?.metadata?.new ? [event.metadata.new] : [])),
  );
  const isDefault = ({ urn }: StepEvent): boolean => /::pulumi:providers:[^:]+::default(_|$)/.test(urn);
  const resources = new Map(states.filter((state) => !isDefault(state)).map((state) => [state.urn, state]));
  return [...resources.values()].map(({ urn, type, parent = "", inputs, protect }) => ({
    ...{ urn, type, name: urn.split("::").slice(3).join("::"), parent },
    inputs: shownProperties(withoutMarks(inputs ?? {})),
    options: { protect: protect === true, ignoreChanges: [] },
  }));
}

/** Without the marks that language runtimes and the engine leave in inputs, as `__defaults`. */
function withoutMarks(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

function diagnosticsOf(events: readonly EngineEvent[]): Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const { diagnosticEvent } of events) {
    if (!diagnosticEvent || diagnosticEvent.ephemeral === true || diagnosticEvent.severity === "debug") continue;
    const { severity: given } = diagnosticEvent;
    const severity = given === "warning" || given === "error" ? given : "info";
    const message = plain(diagnosticEvent.message ?? "");
    // The engine repeats what concerns every step.
    if (message !== "") seen.set(`${severity} ${message}`, { severity, message });
  }
  return [...seen.values()];
}

/** Without the engine's directives for colours, as `<{%reset%}>`, and without those of terminals. */
function plain(message: string): string {
  return stripVTControlCharacters(message.replace(/<\{%[a-z0-9 ]*%\}>/gi, "")).trimEnd();
}
