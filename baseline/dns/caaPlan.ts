import type { Problem } from "../email/emailDomainCheck.js";
import type { PlannedRecord } from "../email/emailPlan.js";
import { checkDomainName } from "../email/name.js";
import { toReportUri } from "../email/reportUri.js";
import { buildCaa, checkCaa, type CaaRecord } from "./caa.js";
import { buildIssueValue } from "./caaIssue.js";
import { PLATFORM_AUTHORITIES } from "./certificateAuthorities.js";

/** Who may issue certificates for a domain and for the names below it that have no CAA records of their own. */
export interface CaaModel {
  /** The domain, in A-labels. */
  readonly domain: string;
  /** The platforms whose authorities may issue. */
  readonly platforms: readonly (keyof typeof PLATFORM_AUTHORITIES)[];
  /** Authorities beyond those of the platforms. */
  readonly otherAuthorities: readonly string[];
  /** Whether certificates for `*` names may be issued. */
  readonly wildcards: boolean;
  /** Authorities that may issue mark certificates for BIMI; every one of them where empty. */
  readonly markAuthorities: readonly string[];
  /** Where authorities report requests that they refused: a mailbox or a URL. */
  readonly reportTo?: string;
}

/** The records, or why there are none. */
interface CaaPlan {
  readonly records: readonly PlannedRecord<never>[];
  readonly problems: readonly Problem[];
  /** The authorities that may issue certificates for servers. */
  readonly authorities: readonly string[];
  /** Weaker choices that the arguments made, as sentences. */
  readonly exceptions: readonly string[];
}

/** Decides the CAA records of a domain (RFC 8659). */
export function planCaa(model: CaaModel): CaaPlan {
  const { domain, otherAuthorities, wildcards, markAuthorities, reportTo } = model;
  const platforms = model.platforms.flatMap((platform) => [...(PLATFORM_AUTHORITIES[platform] ?? [])]);
  const others = otherAuthorities.map((name) => name.toLowerCase());
  const authorities = [...new Set([...platforms, ...others])];
  const property = (tag: string, value: string): CaaRecord => ({ flags: 0, tag, value });
  const nobody = buildIssueValue({ parameters: [] });
  const properties = [
    ...(authorities.length === 0 ? [property("issue", nobody)] : authorities.map((name) => property("issue", name))),
    ...(wildcards ? [] : [property("issuewild", nobody)]),
    ...markAuthorities.map((name) => property("issuevmc", name.toLowerCase())),
    ...(reportTo === undefined ? [] : [property("iodef", toReportUri(reportTo))]),
  ];
  const problems: Problem[] = [
    ...checkDomainName(domain).map((reason) => ({ property: "domain", reason })),
    ...model.platforms.flatMap((platform, index) => platformProblem(platform, index)),
    ...properties.flatMap((record) =>
      checkCaa(record, domain, others).map(({ message, fix, reference }) => ({
        property: propertyOf(record, others),
        reason: `${message} ${fix} (${reference})`,
      })),
    ),
  ];
  const exceptions = otherAuthorities.map(
    (name) => `otherAuthorities: ${name} may issue, which no platform of the list uses.`,
  );
  return { records: properties.map((record) => plannedCaa(domain, record)), problems, authorities, exceptions };
}

/**
 * A CAA record of a plan. Its key comes from what it says, so that another order of authorities changes nothing.
 *
 * @param domain the record's owner name
 * @param record the record
 */
export function plannedCaa(domain: string, record: CaaRecord): PlannedRecord<never> {
  const value = record.value === ";" ? "nobody" : record.value.replace(/[^a-z0-9]+/gi, "-");
  return { key: `caa-${record.tag}-${value}`, type: "CAA", name: domain, content: buildCaa(record) };
}

function platformProblem(platform: string, index: number): Problem[] {
  if (Object.hasOwn(PLATFORM_AUTHORITIES, platform)) return [];
  const reason = `"${platform}" is no platform known here. Allowed are ${Object.keys(PLATFORM_AUTHORITIES).join(", ")}.`;
  return [{ property: `platforms[${index}]`, reason }];
}

/** The argument that a property came from. */
function propertyOf({ tag, value }: CaaRecord, others: readonly string[]): string {
  if (tag === "iodef") return "reportTo";
  return tag === "issuevmc" ? "markAuthorities" : others.includes(value) ? "otherAuthorities" : "platforms";
}
