import type { ParseError, Parsed } from "../finding.js";
import { DKIM_KEY_TYPES, type DkimKeyType, isPrivateKeyText, refusedPrivateKey } from "./dkimKey.js";
import type { Fault } from "./fault.js";
import { quoted } from "./quotation.js";
import { readTagList } from "./tagList.js";

/** A DKIM key record (RFC 6376 §3.6.1): its tags by their names. */
export interface DkimKey {
  /** The tag `k`; `rsa` where the record has none. */
  readonly keyType: DkimKeyType;
  /** The tag `p`: the public key in base64, without white space; empty where the key is revoked. */
  readonly p: string;
  /** The hash algorithms that the key may be used with; all where absent. */
  readonly h?: readonly string[];
  /** The services that the key may be used for; all where absent. */
  readonly s?: readonly string[];
  /** The flags: `y` for a domain that tests DKIM, `s` for one whose subdomains do not use the key. */
  readonly t?: readonly string[];
  /** Notes for people, in the encoding of RFC 6376 §2.11. */
  readonly n?: string;
}

/** The tags of RFC 6376 §3.6.1; `g` was one of them before. */
const TAGS = new Set(["v", "g", "h", "k", "n", "p", "s", "t"]);
const REFERENCE = "RFC 6376 §3.6.1";

const FIXES = {
  DK02: "Publish the 32 octets of the Ed25519 public key in base64, with k=ed25519.",
  DK03: "Publish the public key again, whole and in base64, as the signing service shows it.",
};

/** Whether a text is meant as a DKIM key record: it begins with `v=DKIM1`, or has `p` and only tags of such a record. */
export function isDkimKey(text: string): boolean {
  const { tags } = readTagList(text, "DK03");
  const version = tags.find((tag) => tag.name === "v");
  if (version !== undefined) return version.value === "DKIM1";
  return tags.some((tag) => tag.name === "p") && tags.every((tag) => TAGS.has(tag.name));
}

/**
 * Reads a DKIM key record. Whether its key decodes is a question for `checkDkimKey`.
 *
 * @param text the TXT record's text, its character-strings joined
 * @returns the record, or every fault that keeps verifiers from reading it: `DK03`, and `DK05` for its version
 */
export function parseDkimKey(text: string): Parsed<DkimKey> {
  const { key, faults } = readDkimKey(text);
  return key !== undefined && faults.length === 0 ? { ok: true, value: key } : { ok: false, errors: faults };
}

/**
 * Reads a DKIM key record as far as possible.
 *
 * @param text the TXT record's text, its character-strings joined
 * @returns the record where it names a known key type and has a key, and the faults that verifiers stumble over
 */
export function readDkimKey(text: string): { key?: DkimKey; faults: readonly Fault[] } {
  const fault = (rule: "DK03" | "DK05", position: number, message: string, fix: string): Fault => {
    return { rule, position, message, fix, reference: REFERENCE };
  };
  if (isPrivateKeyText(text)) return { faults: refusedPrivateKey().errors.map(withFix) };
  if (/^\s*["']/.test(text) || text.includes("\\;")) {
    const message =
      "The record holds literal quotation marks or backslashes, which belong to a zone file, not to the text.";
    return { faults: [fault("DK03", 0, message, "Give the text without quotation marks and without backslashes.")] };
  }
  const { tags, faults: listFaults } = readTagList(text, "DK03");
  const faults = [...listFaults];
  const tag = (name: string) => tags.find((candidate) => candidate.name === name);
  const version = tag("v");
  if (version !== undefined && (version !== tags[0] || version.value !== "DKIM1")) {
    const found = version.value === "DKIM1" ? "stands after other tags" : `is ${quoted(version.value)}`;
    const message = `The tag v ${found}; where it is used it must come first and be DKIM1, or verifiers discard the record.`;
    faults.push(fault("DK05", version.position, message, "Begin the record with v=DKIM1."));
  }
  const type = tag("k")?.value ?? "rsa";
  const keyType = DKIM_KEY_TYPES.find((known) => known === type);
  if (keyType === undefined) {
    const message = `The tag k is ${quoted(type)}; verifiers know rsa and ed25519, in lower case.`;
    faults.push(fault("DK03", tag("k")?.position ?? 0, message, "Use k=rsa or k=ed25519."));
  }
  const p = tag("p")?.value;
  if (p === undefined && listFaults.length === 0) {
    faults.push(fault("DK03", 0, "The record has no tag p, so it holds no key.", FIXES.DK03));
  }
  if (keyType === undefined || p === undefined) return { faults };
  const lists = (["h", "s", "t"] as const).flatMap((name) => {
    const list = tag(name)?.value;
    return list === undefined ? [] : [[name, list.split(":").map((item) => item.trim())] as const];
  });
  const notes = tag("n")?.value;
  const key = { keyType, p: p.replace(/[ \t\r\n]+/g, ""), ...Object.fromEntries(lists) };
  return { key: notes === undefined ? key : { ...key, n: notes }, faults };
}

/** Adds the remedy to the fault of a key (`DK02`, `DK03`). */
export function withFix(error: ParseError): Fault {
  return { ...error, fix: error.rule === "DK02" ? FIXES.DK02 : FIXES.DK03 };
}
