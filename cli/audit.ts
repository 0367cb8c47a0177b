import { checkDomainName, toFqdn } from "../baseline/email/name.js";
import type { Finding } from "../baseline/finding.js";
import { isMandatory, type Severity } from "../policies/framework/rule.js";
import { rules } from "../policies/rules.js";
import { Failure } from "../preview/failure.js";
import { paintFor } from "../preview/paint.js";
import { auditText } from "./auditText.js";
import type { AuditContext, AuditPart, Sighting } from "./audit/part.js";
import { AUDIT_PARTS } from "./audit/parts.js";
import { readAuthorities } from "./authorities.js";
import { resolverOf, type ResolverFlags } from "./flags.js";
import { httpsPolicyFetcher, type PolicyFetchOptions } from "./policyFetch.js";
import { whileWaiting, type ExitStatus, type Streams } from "./streams.js";

/** The flags of `storefront-baseline audit`, as they stand on the command line. */
export interface AuditFlags extends ResolverFlags {
  /** DKIM selectors. @default common ones are tried */
  readonly selector?: readonly string[];
  /** A file of certificates in PEM, of authorities that are trusted for the MTA-STS policy host too. */
  readonly ca?: string;
  /** `text` or `json`. @default "text" */
  readonly format?: string;
}

/** A finding with the weight that its rule has in the policy pack. */
export interface AuditFinding extends Omit<Finding, "rule"> {
  readonly id: string;
  readonly severity: Severity;
  /** Whether it counts towards the exit status. */
  readonly isMandatory: boolean;
}

/** One part of the audit, judged. */
export interface AuditSection extends Omit<Sighting, "findings"> {
  readonly title: string;
  readonly findings: readonly AuditFinding[];
}

/** The result: also what `--format json` prints. */
export interface AuditResult {
  readonly domain: string;
  readonly sections: readonly AuditSection[];
  readonly summary: { readonly mandatory: number; readonly advisory: number; readonly failures: number };
}

const FORMATS: readonly string[] = ["text", "json"];

/** The audited domain itself without SPF weighs more than the subdomain for bounces that the pack's rule judges. */
const AUDIT_SEVERITIES: Readonly<Record<string, Severity>> = { SPF16: "high" };

/**
 * Runs `storefront-baseline audit DOMAIN`: judges what receivers see in DNS today by the same functions as the pack.
 *
 * @param domain the domain in From
 * @param flags the flags
 * @param streams where it writes
 * @param fetching how the MTA-STS policy is fetched, beyond the flags
 * @returns 0 where nothing mandatory is broken; 1 where something is; 2 for wrong usage, or where DNS does not answer a
 * question and nothing mandatory is found without it
 */
export async function audit(
  domain: string,
  flags: AuditFlags,
  streams: Streams,
  fetching: Omit<PolicyFetchOptions, "authorities"> = {},
): Promise<ExitStatus> {
  try {
    const format = flags.format ?? "text";
    if (!FORMATS.includes(format)) {
      throw new Failure(`--format is "${format}"; allowed are ${FORMATS.join(", ")}.`);
    }
    const context = await readContext(domain, flags, fetching);
    const work = Promise.all(AUDIT_PARTS.map((part) => judge(part, context)));
    const sections = await whileWaiting(streams.stderr, `Asking DNS about ${context.domain}`, work);
    const result = { domain: context.domain, sections, summary: summarize(sections) };
    const text = format === "json" ? toJson(result) : auditText(result, paintFor(streams.stdout));
    streams.stdout.write(text);
    if (result.summary.mandatory > 0) return 1;
    return result.summary.failures > 0 ? 2 : 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    streams.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function readContext(given: string, flags: AuditFlags, fetching: PolicyFetchOptions): Promise<AuditContext> {
  const domain = toFqdn(given) ?? "";
  const faults = checkDomainName(domain);
  if (faults.length > 0) throw new Failure(faults.join(" "));
  const policies = httpsPolicyFetcher({ ...fetching, authorities: readAuthorities(flags.ca) });
  const dns = resolverOf(flags);
  const answer = await dns.query(domain, "TXT");
  if (answer.state === "nxdomain") throw new Failure(`${domain} does not exist in DNS (NXDOMAIN).`);
  if (answer.state === "failed") throw new Failure(`DNS does not answer for ${domain}: ${answer.reason}.`);
  return { domain, selectors: flags.selector ?? [], dns, policies };
}

async function judge(part: AuditPart, context: AuditContext): Promise<AuditSection> {
  const { seen, notes, findings, suggestions, failures } = await part.look(context);
  return { title: part.title, seen, notes, findings: findings.map(weigh), suggestions, failures };
}

function weigh({ rule, ...finding }: Finding): AuditFinding {
  const severity = AUDIT_SEVERITIES[rule] ?? rules.find(({ id }) => id === rule)?.severity ?? "low";
  return { id: rule, severity, isMandatory: isMandatory(severity), ...finding };
}

function summarize(sections: readonly AuditSection[]): AuditResult["summary"] {
  const findings = sections.flatMap((section) => section.findings);
  const mandatory = findings.filter((finding) => finding.isMandatory).length;
  const failures = new Set(sections.flatMap((section) => section.failures)).size;
  return { mandatory, advisory: findings.length - mandatory, failures };
}

/** Octets beyond ASCII are escaped, so that any JSON reader and terminal takes them. */
function toJson(result: AuditResult): string {
  const json = JSON.stringify(result, undefined, 2);
  return `${json.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}
