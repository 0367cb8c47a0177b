import { keeping } from "../keeping.js";
import { DMARC_POLICIES, type DmarcPolicy } from "./dmarcPolicy.js";
import type { Fault } from "./fault.js";
import { quoted } from "./quotation.js";
import { parseReportUri, type ReportUri } from "./reportUri.js";
import { readTagList, type Tag } from "./tagList.js";

/** A request for failure reports, a value of the tag `fo`. */
type FailureOption = "0" | "1" | "d" | "s";

/** The tags of a DMARC Policy Record (RFC 9989 §4.7) that have a valid value. */
export interface DmarcRecord {
  /** The policy for the domain; receivers take `none` where it is absent. */
  readonly p?: DmarcPolicy;
  /** The policy for existing subdomains; `p` where absent. */
  readonly sp?: DmarcPolicy;
  /** The policy for subdomains that do not exist; `sp` where absent. */
  readonly np?: DmarcPolicy;
  /** The alignment of DKIM: `r` relaxed, the default, or `s` strict. */
  readonly adkim?: "r" | "s";
  /** The alignment of SPF: `r` relaxed, the default, or `s` strict. */
  readonly aspf?: "r" | "s";
  /** Where aggregate reports go, as URIs. */
  readonly rua: readonly string[];
  /** Where failure reports go, as URIs. */
  readonly ruf: readonly string[];
  /** Which failures are reported; `0` where absent. */
  readonly fo?: readonly FailureOption[];
  /** Whether the domain is a public suffix; `u`, unknown, where absent. */
  readonly psd?: "y" | "n" | "u";
  /** Whether the policy is only tested; `n` where absent. */
  readonly t?: "y" | "n";
  /** The names of the tags that the registry does not have, which receivers ignore. */
  readonly unknownTags: readonly string[];
}

/** The tags that hold a policy. */
export type PolicyTag = "p" | "sp" | "np";

/** A record as far as it could be read, with everything that is wrong with it. */
export interface DmarcReading {
  readonly record: DmarcRecord;
  /** The faults that a receiver notices. */
  readonly faults: readonly Fault[];
  /** The valid URIs of both lists, with what the record does not keep of them. */
  readonly uris: readonly { readonly tag: "rua" | "ruf"; readonly uri: ReportUri }[];
  /** The policy tags whose value does not exist. */
  readonly invalidPolicies: readonly PolicyTag[];
  /** Whether the text is no DMARC record at all to receivers. */
  readonly isIgnored: boolean;
}

/** The tags of the registry (RFC 9989 §9.3). */
export const DMARC_TAGS = ["v", "p", "sp", "np", "adkim", "aspf", "rua", "ruf", "fo", "psd", "t"] as const;

const LETTERS = { adkim: ["r", "s"], aspf: ["r", "s"], psd: ["y", "n", "u"], t: ["y", "n"] } as const;
/** More URIs than this are not read; receivers need to report to two (RFC 7489 §6.2). */
const MAX_URIS = 16;
const EMPTY = { rua: [], ruf: [], unknownTags: [] };

/**
 * Whether receivers take a text for a DMARC Policy Record: it begins with a tag `v` of the exact value `DMARC1`.
 *
 * @param text the TXT record's text, its character-strings joined
 */
export function isDmarc(text: string): boolean {
  return /^v[ \t]*=[ \t]*DMARC1[ \t]*(;|$)/.test(text); // RFC 9989 §4.8: dmarc-version, then dmarc-sep or the end
}

/**
 * Reads a DMARC Policy Record as far as possible, as receivers do (RFC 9989 §4.8).
 *
 * @param text the TXT record's text, its character-strings joined
 */
export function readDmarc(text: string): DmarcReading {
  return kept(text);
}

const kept = keeping(readAnew);

function readAnew(text: string): DmarcReading {
  if (!isDmarc(text)) {
    return { record: EMPTY, faults: [versionFault(text)], uris: [], invalidPolicies: [], isIgnored: true };
  }
  const { tags, faults: listFaults, hasDuplicates } = readTagList(text, "DM02");
  const faults: Fault[] = listFaults.map((fault) => (hasDuplicates ? { ...fault, rule: "DM01" } : fault));
  const uris: { tag: "rua" | "ruf"; uri: ReportUri }[] = [];
  let record: DmarcRecord = { ...EMPTY, unknownTags: unknownTags(tags) };
  const invalidPolicies: PolicyTag[] = [];
  for (const tag of tags) {
    const { name } = tag;
    const value = tag.value.toLowerCase(); // RFC 5234 §2.3: literals in the grammar match in any case
    if (name === "p" || name === "sp" || name === "np") {
      const policy = DMARC_POLICIES.find((known) => known === value);
      if (policy !== undefined) record = { ...record, [name]: policy };
      else {
        invalidPolicies.push(name);
        faults.push(valueFault(tag, DMARC_POLICIES, "Receivers then find no policy in the whole record."));
      }
    } else if (name === "adkim" || name === "aspf" || name === "psd" || name === "t") {
      const letter = LETTERS[name].find((known) => known === value);
      if (letter !== undefined) record = { ...record, [name]: letter };
      else faults.push(valueFault(tag, LETTERS[name], "Receivers take the default instead."));
    } else if (name === "fo") {
      const options = failureOptions(value);
      if (options !== undefined) record = { ...record, fo: options };
      else faults.push(failureOptionFault(tag));
    } else if (name === "rua" || name === "ruf") {
      for (const part of tag.value.split(",", MAX_URIS)) {
        const parsed = parseReportUri(part.trim());
        if (parsed.ok) uris.push({ tag: name, uri: parsed.value });
        else faults.push(...parsed.errors.map((error) => uriFault(error.message, tag)));
      }
    }
  }
  const list = (name: "rua" | "ruf") => uris.filter(({ tag }) => tag === name).map(({ uri }) => uri.uri);
  record = { ...record, rua: list("rua"), ruf: list("ruf") };
  return { record, faults, uris, invalidPolicies, isIgnored: hasDuplicates };
}

function unknownTags(tags: readonly Tag[]): string[] {
  return tags.map((tag) => tag.name).filter((name) => !DMARC_TAGS.some((known) => known === name));
}

function failureOptions(value: string): FailureOption[] | undefined {
  const options = value.split(":").map((option) => option.trim());
  const known = (["0", "1", "d", "s"] as const).filter((option) => options.includes(option));
  const isValid = known.length === options.length && !(known.includes("0") && known.includes("1"));
  return isValid ? options.flatMap((option) => known.filter((candidate) => candidate === option)) : undefined;
}

function versionFault(text: string): Fault {
  const fault = (message: string): Fault => ({
    rule: "DM01",
    position: 0,
    message: `${message}, so receivers ignore the whole record.`,
    fix: "Begin the record with v=DMARC1; in exactly these letters.",
    reference: "RFC 9989 §4.7, §4.10",
  });
  if (/^\s*["']/.test(text)) return fault("The record is wrapped in literal quotation marks");
  if (/^\s/.test(text)) return fault("White space stands before the tag v");
  const version = /^(v[ \t]*=[ \t]*)([^;]{0,40})/i.exec(text);
  if (version === null) {
    const isLater = /;[ \t]*v[ \t]*=[ \t]*DMARC1/.test(text.slice(0, 1000));
    return fault(isLater ? "The tag v=DMARC1 stands after other tags" : "The record does not begin with v=DMARC1");
  }
  const [, , value = ""] = version;
  if (/^DMARC1[ \t,:]+[a-z]/i.test(value)) return fault("No semicolon stands after v=DMARC1");
  if (value.trim() === "DMARC1") return fault("The tag v is not in lower case");
  return fault(`The tag v has the value ${quoted(value.trim())} instead of DMARC1`);
}

function valueFault(tag: Tag, allowed: readonly string[], effect: string): Fault {
  return {
    rule: "DM02",
    position: tag.position,
    message: `The tag ${tag.name} has the value ${quoted(tag.value)}; allowed are ${allowed.join(", ")}. ${effect}`,
    fix: `Correct the value of the tag ${tag.name}.`,
    reference: "RFC 9989 §4.7, §4.10.1",
  };
}

function failureOptionFault(tag: Tag): Fault {
  return {
    rule: "DM14",
    position: tag.position,
    message: `The tag fo has the value ${quoted(tag.value)}; allowed are 0 or 1, d and s, each once, joined by colons.`,
    fix: "Write fo=1 for a report on every failure, or leave the tag out.",
    reference: "RFC 9989 §4.8",
  };
}

function uriFault(message: string, tag: Tag): Fault {
  return {
    rule: "DM11",
    position: tag.position,
    message: `In the tag ${tag.name}: ${message}`,
    fix: "Write each destination as mailto:name@domain, separated by commas.",
    reference: "RFC 9989 §4.8",
  };
}
