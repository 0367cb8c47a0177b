import { type BimiRecord, buildBimi, checkBimi } from "./bimi.js";
import { checkBimiPrerequisites } from "./bimiPrerequisites.js";
import { checkBimiSvg } from "./bimiSvg.js";
import type { Finding } from "../finding.js";
import type { Problem } from "./emailDomainCheck.js";
import { checkDomainName } from "./name.js";

/** A brand's indicator for mail of a domain. */
export interface BimiModel {
  /** The domain in From, in A-labels. */
  readonly domain: string;
  /** Which of the domain's indicators it is: `default` for mail that names none. */
  readonly selector: string;
  readonly record: Omit<BimiRecord, "unknownTags">;
  /** The text of the file that `l` names, where it is at hand. */
  readonly svg?: string;
  /** The domain's DMARC record, where it is known. */
  readonly dmarc?: string;
}

/** The record, or why there is none. */
interface BimiPlan {
  readonly name: string;
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Weaker choices that the arguments made, as sentences. */
  readonly exceptions: readonly string[];
}

/** The arguments that the tags come from. */
const PROPERTIES: readonly (readonly [RegExp, string])[] = [
  [/tag l /, "logo"],
  [/tag a /, "evidence"],
  [/tag lps /, "localParts"],
  [/tag avp /, "preferredPicture"],
];

/** Decides the BIMI assertion record of a domain, and whether receivers would show its indicator. */
export function planBimi({ domain, selector, record, svg, dmarc }: BimiModel): BimiPlan {
  const name = `${selector}._bimi.${domain}`;
  const text = buildBimi(record);
  const named = (property: string, findings: readonly Finding[]): Problem[] =>
    findings.map((finding) => ({ property, reason: reasonOf(finding) }));
  const findings = checkBimi(text, name);
  const problems: Problem[] = [
    ...checkDomainName(domain).map((reason) => ({ property: "domain", reason })),
    ...checkDomainName(`${selector}.example`).map((reason) => ({ property: "selector", reason })),
    ...findings
      .filter(({ rule }) => rule === "BI01")
      .map((finding) => ({
        property: PROPERTIES.find(([tag]) => tag.test(finding.message))?.[1] ?? "logo",
        reason: reasonOf(finding),
      })),
    ...named("svg", svg === undefined ? [] : checkBimiSvg(svg, record.l)),
    ...named("dmarc", dmarc === undefined ? [] : dmarcFindings(dmarc, name, domain)),
  ];
  const exceptions = findings.filter(({ rule }) => rule === "BI04").map(({ message }) => message);
  return { name, text, problems, exceptions };
}

/**
 * @param dmarc the domain's DMARC record
 * @returns why receivers would show no indicator under it
 */
export function bimiDmarcReasons(dmarc: string, name: string, domain: string): string[] {
  return dmarcFindings(dmarc, name, domain).map(reasonOf);
}

function dmarcFindings(dmarc: string, name: string, domain: string): Finding[] {
  return checkBimiPrerequisites(dmarc, name, `_dmarc.${domain}`);
}

function reasonOf({ message, fix, reference }: Finding): string {
  return `${message} ${fix} (${reference})`;
}
