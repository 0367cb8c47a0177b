import type { Judgement, Receiver } from "./receivers.js";
import type { Prediction } from "./prediction.js";

/** A verdict that a receiver words otherwise, for a reason that is known. The test demands that it really does so. */
export interface Difference {
  readonly receiver: Receiver;
  readonly concerns: (foreseen: Prediction) => boolean;
  readonly instead: Judgement;
  readonly why: string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    receiver: "OpenDMARC",
    concerns: ({ spf }) => spf === "softfail",
    instead: { spf: "fail" },
    why: "OpenDMARC knows four outcomes of SPF (none, pass, fail, temporary error) and says fail for softfail. Nothing follows from it: DMARC asks only whether SPF passes (RFC 7489 §4.2).",
  },
];

/** What a receiver must say, where the plan foresees a verdict. */
export function expectedOf(receiver: Receiver, foreseen: Prediction): Prediction {
  return DIFFERENCES.filter((difference) => difference.receiver === receiver && difference.concerns(foreseen)).reduce(
    (expected, { instead }) => ({ ...expected, ...instead }),
    foreseen,
  );
}
