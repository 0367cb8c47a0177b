import { isDmarc, readDmarc, type DmarcReading } from "./dmarcRecord.js";
import { registeredDomain } from "./publicSuffix.js";
import type { NameAnswers } from "./zoneAnswers.js";

/** A DMARC Policy Record and the domain whose record it is. */
export interface FoundRecord {
  readonly domain: string;
  readonly reading: DmarcReading;
}

/** The record that a receiver applies to a domain, or why there is none to apply. */
export type Discovery =
  | { readonly status: "found"; readonly record: FoundRecord }
  | { readonly status: "absent" }
  /** A name on the way answers what cannot be known. */
  | { readonly status: "unknown" };

/** RFC 9989 §4.10 step 4: a longer domain is shortened to this many labels at once, so that a walk has eight queries. */
const LABELS_AFTER_START = 7;
/** RFC 1035 §2.3.4: a longer name cannot be asked for. */
const MAX_NAME_LENGTH = 253;

/** The records of a DNS Tree Walk, the longest name first. */
interface TreeWalk {
  readonly found: readonly FoundRecord[];
  /** The names that were queried, in their order. */
  readonly queried: readonly string[];
  /** Whether every answer on the way was known. */
  readonly isWhole: boolean;
}

/**
 * Walks from a domain up the DNS tree (RFC 9989 §4.10).
 *
 * @param domain a whole name in A-labels
 * @param names what names answer
 */
export function treeWalk(domain: string, names: NameAnswers): TreeWalk {
  const found: FoundRecord[] = [];
  const queried: string[] = [];
  let labels = domain.split(".");
  while (labels.length > 0) {
    const name = labels.join(".");
    queried.push(`_dmarc.${name}`);
    const texts = textsAt(name, names);
    if (texts === undefined) return { found, queried, isWhole: false };
    const [text, ...others] = texts;
    const reading = text === undefined || others.length > 0 ? undefined : readDmarc(text);
    if (reading !== undefined && !reading.isIgnored) {
      found.push({ domain: name, reading });
      if (reading.record.psd === "y" || reading.record.psd === "n") break;
    }
    labels = labels.length > LABELS_AFTER_START ? labels.slice(-LABELS_AFTER_START) : labels.slice(1);
  }
  return { found, queried, isWhole: true };
}

/**
 * The Organizational Domain of a domain (RFC 9989 §4.10.2).
 *
 * @param domain a whole name in A-labels
 * @param names what names answer
 * @returns the domain, or `undefined` where a name on the way answers what cannot be known
 */
export function organizationalDomain(domain: string, names: NameAnswers): string | undefined {
  const { found, isWhole } = treeWalk(domain, names);
  return isWhole ? selected(domain, found) : undefined;
}

/**
 * Finds the record that a receiver of RFC 9989 applies to an Author Domain (§4.10.1): its own, that of its
 * Organizational Domain, or that of the Public Suffix Domain above.
 *
 * @param author a whole name in A-labels
 * @param names what names answer
 */
export function discoverByTreeWalk(author: string, names: NameAnswers): Discovery {
  const { found, isWhole } = treeWalk(author, names);
  const [first] = found;
  if (first?.domain === author) return { status: "found", record: first };
  if (!isWhole) return { status: "unknown" };
  const organization = selected(author, found);
  const record =
    found.find(({ domain }) => domain === organization) ?? found.find(({ reading }) => reading.record.psd === "y");
  return record === undefined ? { status: "absent" } : { status: "found", record };
}

/**
 * Finds the record that a receiver of RFC 7489 applies to an Author Domain (§6.6.3): its own, or that of the domain that
 * was registered, by the Public Suffix List.
 *
 * @param author a whole name in A-labels
 * @param names what names answer
 */
export function discoverByPublicSuffix(author: string, names: NameAnswers): Discovery {
  for (const domain of new Set([author, registeredDomain(author) ?? author])) {
    const texts = textsAt(domain, names);
    if (texts === undefined) return { status: "unknown" };
    const [text, ...others] = texts;
    if (text === undefined) continue;
    // Several records end the search; RFC 9989 walks on.
    if (others.length > 0) return { status: "absent" };
    return { status: "found", record: { domain, reading: readDmarc(text) } };
  }
  return { status: "absent" };
}

/** The texts at a domain's `_dmarc` that receivers take for DMARC records. */
function textsAt(domain: string, names: NameAnswers): readonly string[] | undefined {
  const name = `_dmarc.${domain}`;
  return name.length > MAX_NAME_LENGTH ? [] : names.txt(name)?.filter(isDmarc);
}

function selected(start: string, found: readonly FoundRecord[]): string {
  for (const { domain, reading } of found) {
    if (reading.record.psd === "n") return domain;
    if (reading.record.psd === "y" && domain !== start) {
      return start
        .split(".")
        .slice(-(domain.split(".").length + 1))
        .join(".");
    }
  }
  return found.at(-1)?.domain ?? start;
}
