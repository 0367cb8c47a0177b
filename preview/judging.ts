import type { AnalyzeDiagnostic } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { ROOT_TYPE, type Registration } from "./monitor.js";
import type { Pack } from "./pack.js";
import type { Diagnostic, PreviewedViolation, Properties, Remediation, Undetermined } from "./result.js";
import { readVerdicts } from "./verdicts.js";

/** Hears what the preview is doing, in a few words. */
export type Progress = (doing: string) => void;

/** Has packs judge what one run of a program registers, and gathers what they say. */
export class Judging {
  readonly violations: PreviewedViolation[] = [];
  readonly undetermined: Undetermined[] = [];
  readonly remediations: Remediation[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly pending: Promise<void>[] = [];

  /**
   * @param packs the packs, which may still be starting: the program runs meanwhile
   * @param fail hears when a pack fails
   */
  constructor(
    private readonly packs: Promise<readonly Pack[]>,
    private readonly progress: Progress,
    private readonly fail: (error: unknown) => void,
  ) {}

  /**
   * Gives a resource's inputs as the packs mended them. They then judge what became of it, in the engine's order; the
   * program goes on meanwhile, since it never sees their verdicts.
   */
  async judge(registration: Registration): Promise<Properties> {
    const inputs = await this.mend(registration);
    this.pending.push(this.analyze(registration, inputs).catch(this.fail));
    return inputs;
  }

  /** Has the packs judge the whole stack, when everything before is judged. */
  async judgeStack(registrations: readonly Registration[], project: string): Promise<void> {
    await Promise.all(this.pending);
    const managed = registrations.filter(({ isRead }) => !isRead);
    const urn = managed.find(({ type }) => type === ROOT_TYPE)?.urn ?? project;
    const packs = await this.packs;
    await Promise.all(packs.map(async (pack) => this.add(pack, await pack.analyzeStack(managed), urn)));
  }

  private async mend(registration: Registration): Promise<Properties> {
    let { inputs } = registration;
    // The stack itself has nothing to mend, and the program loads its modules only once it is registered.
    if (registration.type === ROOT_TYPE) return inputs;
    for (const pack of await this.packs) {
      const mended = await pack.remediate(registration, inputs);
      inputs = mended.inputs;
      for (const remediation of mended.remediations) {
        this.remediations.push(remediation);
        const { policy, problem } = remediation;
        if (problem === undefined) continue;
        const message = `${policy} could not mend ${registration.name}: ${problem}`;
        this.diagnostics.push({ severity: "warning", message });
      }
    }
    return inputs;
  }

  private async analyze(registration: Registration, inputs: Properties): Promise<void> {
    const packs = await this.packs;
    await Promise.all(
      packs.map(async (pack) => this.add(pack, await pack.analyze(registration, inputs), registration.urn)),
    );
    this.progress(`Judging resources: ${this.pending.length}`);
  }

  private add(pack: Pack, diagnostics: readonly AnalyzeDiagnostic[], urn: string): void {
    const { violations, undetermined } = readVerdicts(
      diagnostics.map((one) => pack.policies.said(one, urn)),
      (_pack, policy) => pack.policies.known(policy),
    );
    this.violations.push(...violations);
    this.undetermined.push(...undetermined);
  }
}
