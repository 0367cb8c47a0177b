import type { Finding, Parsed } from "../finding.js";
import { type Fault, toFinding } from "./fault.js";
import { type MtaStsMode, type MtaStsPolicy, readMtaStsPolicy } from "./mtaStsPolicyFile.js";
import { toFqdn } from "./name.js";

export { checkMxPattern, MAX_POLICY_AGE, MTA_STS_MODES } from "./mtaStsPolicyFile.js";
export type { MtaStsMode, MtaStsPolicy } from "./mtaStsPolicyFile.js";

/** What a policy file to be published says. */
export type MtaStsPolicyModel = Omit<MtaStsPolicy, "unknownFields">;

/**
 * Seconds that a policy in force must at least be kept: a week. RFC 8461 §3.2 expects "weeks or greater", since an
 * attacker only has to wait until senders forget the policy (§10.2).
 */
const MIN_ENFORCED_AGE = 604_800;

/**
 * Seconds below which a policy in force protects nobody: a day. Google takes no shorter one (Google Workspace Admin Help,
 * "Create an MTA-STS policy").
 */
const FORGOTTEN_AGE = 86_400;

/**
 * Reads an MTA-STS policy file.
 *
 * @param text the body that the policy host serves
 * @returns the policy, or every fault that makes senders ignore it or a part of it (`STS03`)
 */
export function parseMtaStsPolicy(text: string): Parsed<MtaStsPolicy> {
  const { policy, faults } = readMtaStsPolicy(text);
  return policy !== undefined && faults.length === 0 ? { ok: true, value: policy } : { ok: false, errors: faults };
}

/**
 * Writes an MTA-STS policy file, its lines ended by CRLF. RFC 8461 §3.2 speaks of CRLF in its text and has LF beside it
 * in its grammar: both are read, and the one that every reader takes is written.
 *
 * @param model the policy. Values are written as given, except that none can open another line; whether senders heed
 * them is for {@link checkMtaStsPolicy}.
 */
export function buildMtaStsPolicy({ mode, mx, maxAge }: MtaStsPolicyModel): string {
  const fields = ["version: STSv1", `mode: ${mode}`, ...mx.map((pattern) => `mx: ${pattern}`), `max_age: ${maxAge}`];
  return fields.map((field) => `${field.replace(/[\r\n]+/g, " ")}\r\n`).join("");
}

/**
 * Checks an MTA-STS policy file: `STS03` ignored by senders or open to strangers, `STS08` forgotten too soon, `STS09`
 * not enforced, `STS11` forgotten within a day.
 *
 * @param text the body that the policy host serves
 * @param subject what holds the text, for messages
 */
export function checkMtaStsPolicy(text: string, subject: string): Finding[] {
  const { policy, faults } = readMtaStsPolicy(text);
  const used = policy === undefined ? [] : [...openPatterns(policy), ...weaknesses(policy)];
  return [...faults, ...used].map((fault) => toFinding(fault, subject));
}

/**
 * Whether a policy lets senders deliver to a mail host (RFC 8461 §4.1): the name is one of the patterns, or a wildcard
 * stands for its left-most label.
 *
 * @param host the name in the MX record, in any spelling
 * @param patterns the `mx` fields of the policy
 */
export function matchesMx(host: string, patterns: readonly string[]): boolean {
  const name = toFqdn(host) ?? "";
  const dot = name.indexOf(".");
  if (name === "" || name.includes("*")) return false;
  return patterns.some((pattern) => {
    const wanted = toFqdn(pattern) ?? "";
    return wanted.startsWith("*.") ? dot > 0 && wanted.slice(2) === name.slice(dot + 1) : wanted === name;
  });
}

/**
 * Checks a mail host of a domain against its policy (`STS04`). One in the mode `none` asks for nothing.
 *
 * @param host the name in the MX record, in any spelling
 * @param domain the domain
 * @param policy its policy
 */
export function checkPolicyMx(host: string, domain: string, { mode, mx }: MtaStsPolicy): Finding[] {
  if (mode === "none" || matchesMx(host, mx)) return [];
  const effect =
    mode === "enforce" ? "senders refuse to deliver to it" : "senders report it, and would refuse it in force";
  return [
    {
      rule: "STS04",
      subject: domain,
      message: `${domain} has the mail host ${host}, which matches no mx of its MTA-STS policy (${mx.join(", ")}): ${effect}.`,
      fix: "Add the host to the policy, deploy that, and only then point the MX record at it.",
      reference: "RFC 8461 §4.1",
    },
  ];
}

/** RFC 8461 §10.4: every host that a pattern matches may receive the domain's mail. */
function openPatterns({ mx }: MtaStsPolicy): Fault[] {
  return mx
    .filter((pattern) => /^\*\.[^.]+$/.test(pattern))
    .map((pattern) => ({
      rule: "STS03",
      position: 0,
      message: `The pattern ${pattern} matches hosts of everybody below a top-level domain, so the policy protects nothing.`,
      fix: "Name the mail hosts, or a wildcard below a domain whose hosts are all trusted with the mail.",
      reference: "RFC 8461 §10.4",
    }));
}

const EFFECTS: Readonly<Record<Exclude<MtaStsMode, "enforce">, string>> = {
  testing: "senders report a failure of TLS and deliver in spite of it",
  none: "senders apply no policy",
};

function weaknesses({ mode, maxAge }: MtaStsPolicy): Fault[] {
  if (mode !== "enforce") {
    const message = `The policy has the mode ${mode}: ${EFFECTS[mode]}.`;
    const fix = "Set the mode enforce once reports show that mail arrives over TLS.";
    return [{ rule: "STS09", position: 0, message, fix, reference: "RFC 8461 §5" }];
  }
  if (maxAge >= MIN_ENFORCED_AGE) return [];
  const message = `Senders forget the policy after ${maxAge} seconds; who can keep them that long from fetching it anew reads the mail.`;
  const fix = `Set max_age to ${MIN_ENFORCED_AGE} seconds, a week, or more.`;
  return [
    { rule: maxAge < FORGOTTEN_AGE ? "STS11" : "STS08", position: 0, message, fix, reference: "RFC 8461 §3.2, §10.2" },
  ];
}
