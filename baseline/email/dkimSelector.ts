import type { Finding } from "../finding.js";
import { quoted } from "./quotation.js";

/** RFC 1035 §2.3.4: a label has at most 63 octets, a name 253 characters. */
const MAX_LABEL_LENGTH = 63;
const MAX_NAME_LENGTH = 253;
/** The label below which the keys of a domain stand (RFC 6376 §3.6.2.1). */
const DOMAINKEY = "_domainkey";
const REFERENCE = "RFC 6376 §3.1";

/**
 * The parts of the owner name of a DKIM key.
 *
 * @param name an owner name, for example `s1._domainkey.shop.example`
 * @returns the selector, which is empty where the name begins with `_domainkey`, and the domain that signs; `undefined`
 * where the name is no place for keys
 */
export function dkimName(name: string): { readonly selector: string; readonly domain: string } | undefined {
  const labels = name.toLowerCase().replace(/\.$/, "").split(".");
  const at = labels.indexOf(DOMAINKEY);
  if (at === -1) return undefined;
  return { selector: labels.slice(0, at).join("."), domain: labels.slice(at + 1).join(".") };
}

/**
 * Says what is wrong with a selector, in one sentence for each fault: RFC 6376 §3.1 takes the grammar of host names, so
 * letters, digits and hyphens in labels of at most 63.
 *
 * @param selector the labels before `._domainkey`
 */
export function selectorFaults(selector: string): string[] {
  if (selector === "") return ["The selector is empty; it is one or more labels before ._domainkey."];
  const shown = quoted(selector, MAX_LABEL_LENGTH);
  const faults: string[] = [];
  if (selector.length + DOMAINKEY.length + 1 > MAX_NAME_LENGTH) {
    faults.push(`The selector has ${selector.length} characters; a name has at most ${MAX_NAME_LENGTH}.`);
  }
  for (const label of selector.split(".").slice(0, MAX_NAME_LENGTH)) {
    if (label === "") faults.push(`The selector ${shown} has an empty label: two dots in a row, or one at an end.`);
    else if (label.length > MAX_LABEL_LENGTH) {
      faults.push(`A label of the selector has ${label.length} characters; at most ${MAX_LABEL_LENGTH} are allowed.`);
    } else if (!/^[a-z0-9-]+$/i.test(label)) {
      faults.push(`The selector ${shown} holds a character other than letters, digits and hyphens.`);
    } else if (label.startsWith("-") || label.endsWith("-")) {
      faults.push(`The selector ${shown} has a label that begins or ends with a hyphen.`);
    }
  }
  return [...new Set(faults)];
}

/**
 * Checks the owner name of a DKIM key record: `DK10` where no signature can name its selector. The wildcard that
 * answers for every selector of a domain that sends no mail is none of these.
 *
 * @param name the owner name
 */
export function checkDkimName(name: string): Finding[] {
  const parts = dkimName(name);
  if (parts === undefined || parts.selector === "*") return [];
  const faults = selectorFaults(parts.selector);
  if (parts.domain.split(".").includes(DOMAINKEY)) {
    faults.push("The name holds the label _domainkey twice: the zone's name was probably added once more.");
  }
  return faults.map((fault) => ({
    rule: "DK10",
    subject: name,
    message: `${name}: ${fault}`,
    fix: "Publish the key at a selector of letters, digits and hyphens: <selector>._domainkey.<domain>.",
    reference: REFERENCE,
  }));
}
