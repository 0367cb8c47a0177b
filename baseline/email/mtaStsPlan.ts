/** What a domain needs for MTA-STS and TLS-RPT, decided in one place: the policy file, its id and the records. */
import type { Finding } from "../finding.js";
import type { Problem } from "./emailDomainCheck.js";
import type { PlannedRecord } from "./emailPlan.js";
import { buildMtaSts, policyId } from "./mtaSts.js";
import { policyHostOf } from "./mtaStsHost.js";
import {
  buildMtaStsPolicy,
  checkMtaStsPolicy,
  checkMxPattern,
  MAX_POLICY_AGE,
  MTA_STS_MODES,
  type MtaStsMode,
} from "./mtaStsPolicy.js";
import { checkDomainName, toFqdn } from "./name.js";
import { buildTlsRpt, checkTlsRpt } from "./tlsRpt.js";

/** A domain that receives mail over TLS only. */
export interface MtaStsModel {
  /** The domain, in A-labels. */
  readonly domain: string;
  /** Names of the mail hosts, or wildcard patterns, in any spelling. */
  readonly mx: readonly string[];
  readonly mode: MtaStsMode;
  /** Seconds that senders keep the policy. */
  readonly maxAge: number;
  /** Mailboxes, or `mailto:` and `https:` URIs, for reports on TLS. */
  readonly reportTo: readonly string[];
}

/** The policy file and the records, or why there are none. */
export interface MtaStsPlan {
  /** The name of the host that serves the policy file. */
  readonly host: string;
  /** The policy file's text. */
  readonly policy: string;
  /** The record that tells of the policy; it may change only after the policy file did (RFC 8461 §8.1). */
  readonly mtaSts: PlannedRecord<never> & { readonly content: string };
  /** The record that asks for reports. */
  readonly tlsRpt: PlannedRecord<never> & { readonly content: string };
  readonly problems: readonly Problem[];
  /** Weaker choices that the arguments made, as sentences. */
  readonly exceptions: readonly string[];
}

/** Rules whose findings do not stop a plan: they are a choice that the arguments made by name. */
const CHOICES: readonly string[] = ["STS08", "STS09"];

export function planMtaSts(model: MtaStsModel): MtaStsPlan {
  const { domain, mode, maxAge, reportTo } = model;
  const host = policyHostOf(domain);
  const mx = model.mx.map((pattern) => toFqdn(pattern) ?? "");
  const policy = buildMtaStsPolicy({ mode, mx, maxAge });
  const findings = checkMtaStsPolicy(policy, host);
  const choices = findings.filter(({ rule }) => CHOICES.includes(rule));
  return {
    host,
    policy,
    mtaSts: { key: "mta-sts", type: "TXT", name: `_mta-sts.${domain}`, content: buildMtaSts(policyId(policy)) },
    tlsRpt: { key: "tls-rpt", type: "TXT", name: `_smtp._tls.${domain}`, content: buildTlsRpt(reportTo) },
    problems: [
      ...checkDomainName(domain).map((reason) => ({ property: "domain", reason })),
      ...checkPolicyInput(
        model,
        mx,
        findings.filter((finding) => !choices.includes(finding)),
      ),
      ...checkReportInput(reportTo),
    ],
    exceptions: choices.map(({ message }) => message),
  };
}

/** What is wrong with the policy, told by the arguments that it comes from. */
function checkPolicyInput({ mode, maxAge }: MtaStsModel, mx: readonly string[], policy: readonly Finding[]): Problem[] {
  const problems = mx.flatMap((pattern, index) =>
    checkMxPattern(pattern).map((reason): Problem => ({ property: `mx[${index}]`, reason })),
  );
  if (!MTA_STS_MODES.includes(mode)) {
    const reason = `"${String(mode)}" is no mode. Allowed are ${MTA_STS_MODES.join(", ")}.`;
    problems.push({ property: "mode", reason });
  }
  if (!Number.isInteger(maxAge) || maxAge < 0 || maxAge > MAX_POLICY_AGE) {
    const reason = `It is ${String(maxAge)}. Allowed are whole seconds from 0 to ${MAX_POLICY_AGE}.`;
    problems.push({ property: "maxAge", reason });
  }
  // The checks above name the argument; what only the whole policy shows concerns its age or its patterns.
  return problems.length > 0
    ? problems
    : policy.map((finding) => explain(finding, finding.rule === "STS11" ? "maxAge" : "mx"));
}

function checkReportInput(reportTo: readonly string[]): Problem[] {
  if (reportTo.length === 0) {
    const reason = "Give at least one address for reports: without them nobody learns that mail is refused.";
    return [{ property: "tlsReportTo", reason }];
  }
  return reportTo.flatMap((address, index) =>
    checkTlsRpt(buildTlsRpt([address]), "The record").map((finding) => explain(finding, `tlsReportTo[${index}]`)),
  );
}

function explain({ message, fix, reference }: Finding, property: string): Problem {
  return { property, reason: `${message} ${fix} (${reference})` };
}
