import type { Finding } from "../../baseline/finding.js";
import type { PolicyFetcher } from "../policyFetch.js";
import type { DnsAnswer, DnsResolver, DnsType, DnsValues } from "../resolver.js";

/** What is audited. */
export interface AuditContext {
  /** The domain, in A-labels, without a final dot. */
  readonly domain: string;
  /** DKIM selectors that the user names; without any, common ones are tried. */
  readonly selectors: readonly string[];
  readonly dns: DnsResolver;
  /** Fetches the domain's MTA-STS policy. */
  readonly policies: PolicyFetcher;
}

/** A record as receivers see it, or a file that they fetch. */
export interface SeenRecord {
  /** The record's owner name, or the file's URL. */
  readonly name: string;
  readonly type: DnsType | "GET";
  /** As in a zone file, but without quotation marks; of a file its content, whose characters stand for octets. */
  readonly text: string;
}

/** What one part of the audit saw, and what it thinks of it. */
export interface Sighting {
  readonly seen: readonly SeenRecord[];
  /** Facts worth knowing, as full sentences. */
  readonly notes: readonly string[];
  readonly findings: readonly Finding[];
  /** Ways to mend what the findings say, where one sentence is not enough. */
  readonly suggestions: readonly string[];
  /** Queries without an answer, as `TXT of a.example: SERVFAIL`. */
  readonly failures: readonly string[];
}

/** One part of the audit. */
export interface AuditPart {
  readonly title: string;
  look(context: AuditContext): Promise<Sighting>;
}

/** Gathers what a part sees while it asks DNS. */
export class Observer {
  readonly seen: SeenRecord[] = [];
  readonly notes: string[] = [];
  readonly findings: Finding[] = [];
  readonly suggestions: string[] = [];
  readonly failures: string[] = [];

  constructor(private readonly dns: DnsResolver) {}

  /** The values at a name; none where DNS does not answer, which is noted. */
  async values<K extends DnsType>(name: string, type: K): Promise<readonly DnsValues[K][]> {
    const answer: DnsAnswer<DnsValues[K]> = await this.dns.query(name, type);
    if (answer.state === "failed") this.failures.push(`${type} of ${name}: ${answer.reason}`);
    return answer.state === "found" ? answer.values : [];
  }

  /** The texts of the TXT records at a name, their character-strings joined. */
  async texts(name: string): Promise<readonly string[]> {
    return (await this.values(name, "TXT")).map((strings) => strings.join(""));
  }

  /** Shows TXT records. */
  show(name: string, texts: readonly string[]): void {
    this.seen.push(...texts.map((text): SeenRecord => ({ name, type: "TXT", text })));
  }

  /** Adds a finding of the audit itself. */
  find(rule: string, subject: string, message: string, fix: string, reference: string): void {
    this.findings.push({ rule, subject, message: `${subject}: ${message}`, fix, reference });
  }
}
