/** What a report says beside the result: facts of the machine that it is made on, so that formatters stay pure. */
export interface ReportContext {
  /** The day of the report, as an ISO date in UTC. */
  readonly today: string;
  /** This package's version. */
  readonly version: string;
  /** The page of this package, where it has one. */
  readonly homepage?: string;
  /** Path of the project's Pulumi.yaml from the root of its repository, with slashes. */
  readonly projectFile: string;
}
