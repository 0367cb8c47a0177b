import type { Registered } from "../support/program.js";
import { classify, type Classified } from "./classification/classify.js";
import { judgeOf, type Verdict } from "./judge.js";
import { mutantsOf } from "./mutant.js";
import type { Subject } from "./subjects.js";

/** A mutant that counts, and what the pack says of it; neutral ones are not judged. */
export interface Judged extends Classified {
  readonly subject: Subject;
  readonly verdict: Verdict | undefined;
}

/** Judges every mutant of one program. */
export async function judgeMutants(subject: Subject): Promise<{ program: readonly Registered[]; judged: Judged[] }> {
  const program = await subject.register();
  const judge = judgeOf(program, subject.settings, subject.today);
  const judged = program.flatMap((resource) => {
    const component = componentOf(resource, program);
    if (/^(storefront-baseline|pulumi):/.test(resource.type)) return [];
    if (component === undefined && subject.whole !== true) return [];
    if (subject.components && !subject.components.includes(component ?? "")) return [];
    return classify(mutantsOf(component ?? subject.title, resource, program)).map((classified): Judged => {
      const verdict = classified.class === "neutral" ? undefined : judge(classified.mutant);
      return { ...classified, subject, verdict };
    });
  });
  return { program, judged };
}

/** The component that a resource is a part of, the nearest one. */
function componentOf(resource: Registered, program: readonly Registered[]): string | undefined {
  for (let urn = resource.parent; ;) {
    const parent = program.find((other) => other.urn === urn);
    if (parent === undefined) return undefined;
    if (parent.type.startsWith("storefront-baseline:")) return parent.type.split(":").at(-1);
    urn = parent.parent;
  }
}
