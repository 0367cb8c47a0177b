import type { Fault } from "./fault.js";
import { checkDomainName } from "./name.js";
import { quoted } from "./quotation.js";
import { readTagList, type Tag } from "./tagList.js";

/** A BIMI assertion record: its tags by their names. */
export interface BimiRecord {
  /** The https URI of the indicator, an SVG file; empty where the domain declines BIMI. */
  readonly l: string;
  /** The https URI of the evidence, a mark certificate in PEM; empty where there is none. */
  readonly a: string;
  /** Prefixes of local-parts that are selectors of their own; an empty list stands for every local-part. */
  readonly lps?: readonly string[];
  /** Whether the brand's indicator or a sender's own picture is preferred; `brand` where absent. */
  readonly avp?: "brand" | "personal";
  /** The names of the tags that the draft does not have, which receivers ignore. */
  readonly unknownTags: readonly string[];
}

/** A record as far as it could be read, with everything that is wrong with it. */
interface BimiReading {
  readonly record: BimiRecord;
  readonly faults: readonly Fault[];
  /** Whether the text is no BIMI record at all to receivers. */
  readonly isIgnored: boolean;
}

const TAGS: readonly string[] = ["v", "l", "a", "lps", "avp"];
const EMPTY: BimiRecord = { l: "", a: "", unknownTags: [] };
const REFERENCE = "draft-brand-indicators-for-message-identification-14 §5.3";
/** The longest URI that a message shows, in characters. */
const MAX_SHOWN = 200;

/**
 * Whether receivers take a text for a BIMI assertion record: it begins with a tag `v` of the exact value `BIMI1`.
 *
 * @param text the TXT record's text, its character-strings joined
 */
export function isBimi(text: string): boolean {
  return /^v[ \t]*=[ \t]*BIMI1[ \t]*(;|$)/.test(text);
}

/**
 * Reads a BIMI assertion record as far as possible. Receivers must not mend faults, not even of case.
 *
 * @param text the TXT record's text, its character-strings joined
 */
export function readBimi(text: string): BimiReading {
  if (!isBimi(text)) {
    const message = "The record does not begin with v=BIMI1 in exactly these letters, so receivers ignore it.";
    return { record: EMPTY, faults: [fault(0, message, "Begin the record with v=BIMI1;")], isIgnored: true };
  }
  const { tags, faults: listFaults } = readTagList(text, "BI01");
  const faults: Fault[] = [...listFaults];
  const tag = (name: string) => tags.find((candidate) => candidate.name === name);
  const [location, evidence, prefixes, preference] = [tag("l"), tag("a"), tag("lps"), tag("avp")];
  if (location === undefined) {
    faults.push(fault(0, "The record has no tag l, which is required.", "Add l= with the https URI of the SVG file."));
  }
  for (const uri of [location, evidence]) if (uri !== undefined) faults.push(...uriFaults(uri));
  if (location?.value === "" && (evidence?.value ?? "") !== "") {
    const message = "The tag l is empty beside evidence in the tag a, so there is no indicator to show.";
    faults.push(fault(location.position, message, "Give both tags a URI, or leave both empty to decline BIMI."));
  }
  const lps = prefixes && listOf(prefixes);
  if (prefixes && lps?.some((prefix) => !/^[a-z0-9-]{1,63}$/i.test(prefix)) === true) {
    const message = `The tag lps is ${quoted(prefixes.value, MAX_SHOWN)}; allowed are prefixes of letters, digits and hyphens, joined by commas.`;
    faults.push(fault(prefixes.position, message, "Correct the prefixes; write dots and underscores as hyphens."));
  }
  const avp = (["brand", "personal"] as const).find((known) => known === preference?.value);
  if (preference && avp === undefined) {
    const message = `The tag avp is ${quoted(preference.value)}; allowed are brand and personal.`;
    faults.push(fault(preference.position, message, "Write avp=brand or avp=personal, or leave the tag out."));
  }
  const record: BimiRecord = {
    l: location?.value ?? "",
    a: evidence?.value ?? "",
    ...(lps === undefined ? {} : { lps }),
    ...(avp === undefined ? {} : { avp }),
    unknownTags: tags.map(({ name }) => name).filter((name) => !TAGS.includes(name)),
  };
  return { record, faults, isIgnored: false };
}

function listOf({ value }: Tag): string[] {
  return value === "" ? [] : value.split(",").map((prefix) => prefix.trim());
}

/** What keeps receivers from getting the file that `l` or `a` names; an empty tag names none. */
function uriFaults({ name, value, position }: Tag): Fault[] {
  if (value === "") return [];
  const shown = quoted(value, MAX_SHOWN);
  const refused = (message: string) => [fault(position, message, `Write ${name}= with one https URI.`)];
  if (value.includes(",")) return refused(`The tag ${name} holds a comma; only one URI may stand there.`);
  const host = /^https:\/\/([^/?#]+)(?=[/?#]|$)/i.exec(value)?.[1];
  if (host === undefined) return refused(`The tag ${name} is ${shown}; it must be a URI that begins with https://.`);
  if (!URL.canParse(value) || /[^\w.~:/?#[\]@!$&'()*+=%-]/.test(value)) {
    return refused(`The tag ${name} is ${shown}, which is no valid URI.`);
  }
  const hostName = host.replace(/^[^@]*@/, "").replace(/:[0-9]*$/, "");
  const hostFaults = checkDomainName(hostName);
  if (hostFaults.length > 0 || !hostName.includes(".")) {
    return refused(`The tag ${name} is ${shown}; its host must be a whole domain name.`);
  }
  if (name === "l" && !/\.svgz?$/i.test(new URL(value).pathname)) {
    return refused(`The tag l is ${shown}; its path must end with .svg or .svgz, the only formats allowed.`);
  }
  return [];
}

function fault(position: number, message: string, fix: string): Fault {
  return { rule: "BI01", position, message, fix, reference: REFERENCE };
}
