import type { ParseError } from "../finding.js";

/** A fault of a policy document. */
export interface DocumentFault extends ParseError {
  /** Where it stands: `Statement[2].Action`. Empty for the document as a whole. */
  readonly place: string;
}

/** The rule that a malformed document breaks. */
export const MALFORMED_DOCUMENT = "IAM18";

const GRAMMAR = 'AWS IAM User Guide, "Grammar of the IAM JSON policy language"';
/** After this many faults the rest of a document is not worth reading. */
const MAX_FAULTS = 32;

/** Gathers the faults of one document. */
export class DocumentFaults {
  private readonly found: DocumentFault[] = [];

  /** The faults in the order of the text. */
  get all(): readonly DocumentFault[] {
    return this.found.toSorted((a, b) => a.position - b.position);
  }

  /**
   * Notes a fault.
   *
   * @param at offset in the text; 0 where there is none
   * @param place such as `Statement[2].Action`
   * @param sentence what stands there and what is allowed, full, without the place
   * @param reference the source, where it is not the grammar
   */
  add(at: number, place: string, sentence: string, reference: string = GRAMMAR): void {
    if (this.found.length >= MAX_FAULTS) return;
    const message = place === "" ? sentence : `${place}: ${sentence}`;
    this.found.push({ position: at, place, message, reference, rule: MALFORMED_DOCUMENT });
  }
}
