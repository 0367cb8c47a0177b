import type { Rule } from "../../policies/framework/rule.js";
import type { PreviewResult } from "../../preview/result.js";
import type { Judge } from "../verdict.js";

/** What the report says of itself. */
export interface HtmlContext {
  /** The day of the report, as an ISO date in UTC. Exemptions that end within 30 days of it are marked. */
  readonly today: string;
  /** The version of this package, whose rules judged. */
  readonly version: string;
  /**
   * The `https` address of the package's repository, as package.json has it. Rules then link to their pages there.
   * @default no address: rules link to their entries in the page
   */
  readonly repository?: string;
}

/** What the parts of the page read. */
export interface Report {
  readonly result: PreviewResult;
  readonly rules: readonly Rule[];
  readonly context: HtmlContext;
  readonly judge: Judge;
}
