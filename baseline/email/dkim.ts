import type { Finding } from "../finding.js";
import { readPublicKey } from "./dkimKey.js";
import type { DkimPublicKey } from "./dkimKeyInput.js";
import { type DkimKey, readDkimKey, withFix } from "./dkimRecord.js";
import { type Fault, toFinding } from "./fault.js";
import { quoted } from "./quotation.js";

export { normalizePublicKey } from "./dkimKeyInput.js";
export { type DkimKey, isDkimKey, parseDkimKey } from "./dkimRecord.js";

/** RFC 8301 §3.2: verifiers refuse less than 1024 bits, signers should use 2048, and need not be understood above 4096. */
const MIN_ACCEPTED_BITS = 1024;
/** The same: the length of an RSA key that a signer should have. Amazon SES takes no longer one. */
export const MIN_BITS = 2048;
const MAX_BITS = 4096;
const REFERENCE = "RFC 6376 §3.6.1";

/**
 * Writes a DKIM key record. Values are written as given, except that none can open another tag: a semicolon becomes
 * `=3B` (RFC 6376 §2.11). Whether verifiers can use the record is for {@link checkDkimKey}.
 *
 * @param model the record; the white space in `p` is left out
 * @returns the text, which may need more than one character-string
 */
export function buildDkimKey(model: DkimKey): string {
  const tag = (name: string, value: string | undefined) => {
    return value === undefined ? [] : [`${name}=${value.replaceAll(";", "=3B")}`];
  };
  return [
    "v=DKIM1",
    ...tag("k", model.keyType),
    ...tag("h", model.h?.join(":")),
    ...tag("s", model.s?.join(":")),
    ...tag("t", model.t?.join(":")),
    ...tag("n", model.n),
    ...tag("p", model.p.replace(/[ \t\r\n]+/g, "")),
  ].join("; ");
}

/**
 * Checks a DKIM key record: `DK01` size, `DK02` Ed25519 form, `DK03` unreadable record or key, `DK05` version,
 * `DK06` hash algorithms and services, `DK07` test mode, `DK08` revoked key. No message repeats a key.
 *
 * @param text the TXT record's text, its character-strings joined
 * @param subject the record's owner name, for example `s1._domainkey.shop.example`
 */
export function checkDkimKey(text: string, subject: string): Finding[] {
  const { key, faults } = readDkimKey(text);
  const found = key === undefined ? faults : [...faults, ...keyFaults(key), ...restrictions(key)];
  return found.map((fault) => toFinding(fault, subject));
}

/**
 * Whether a key is one that verifiers take although signers should use a longer one (RFC 8301 §3.2): RSA with 1024 to
 * 2047 bits.
 *
 * @param key the key as DKIM publishes it
 */
export function isShortKey(key: DkimPublicKey): boolean {
  const bits = rsaBits(key);
  return bits !== undefined && bits >= MIN_ACCEPTED_BITS && bits < MIN_BITS;
}

/**
 * How many bits an RSA key has; `undefined` where it is none.
 *
 * @param key the key as DKIM publishes it
 */
export function rsaBits({ p, keyType }: DkimPublicKey): number | undefined {
  const read = readPublicKey(p, keyType);
  return read.ok && read.value.keyType === "rsa" ? read.value.bits : undefined;
}

function keyFaults(key: DkimKey): Fault[] {
  const fault = (rule: string, message: string, fix: string, reference: string): Fault => {
    return { rule, position: 0, message, fix, reference };
  };
  if (key.p === "") {
    const message = "The tag p is empty: the key is revoked, and every signature made with it fails.";
    return [
      fault(
        "DK08",
        message,
        "Keep the record so while the selector is retired; publish no other key there.",
        REFERENCE,
      ),
    ];
  }
  const read = readPublicKey(key.p, key.keyType);
  if (!read.ok) return read.errors.map(withFix);
  if (read.value.keyType === "ed25519") return [];
  const { bits, exponent } = read.value;
  const faults: Fault[] = [];
  const fix = "Make a new RSA key pair of 2048 bits and publish it under a new selector.";
  if (bits < MIN_BITS || bits > MAX_BITS) {
    const consequence =
      bits < MIN_ACCEPTED_BITS
        ? "verifiers must not accept fewer than 1024"
        : bits < MIN_BITS
          ? "signers should use at least 2048"
          : "verifiers need not accept more than 4096";
    faults.push(fault("DK01", `The RSA key has ${bits} bits; ${consequence}.`, fix, "RFC 8301 §3.2"));
  }
  if (exponent < 3n || exponent % 2n === 0n) {
    const shown = quoted(exponent.toString());
    const message = `The RSA key has the public exponent ${shown}; it must be odd and at least 3, or the key protects nothing.`;
    faults.push(fault("DK01", message, fix, "RFC 8017 §3.1"));
  }
  return faults;
}

function restrictions(key: DkimKey): Fault[] {
  const faults: Fault[] = [];
  const fault = (rule: string, message: string, fix: string, reference: string) => {
    faults.push({ rule, position: 0, message, fix, reference });
  };
  if (key.h !== undefined && !key.h.includes("sha256")) {
    const message = `The tag h is ${quoted(key.h.join(":"))} and leaves out sha256, the only hash that verifiers accept.`;
    fault("DK06", message, "Leave out the tag h, or write h=sha256.", "RFC 8301 §3.1");
  }
  if (key.s !== undefined && !key.s.includes("*") && !key.s.includes("email")) {
    const message = `The tag s is ${quoted(key.s.join(":"))}, so the key is not for mail.`;
    fault("DK06", message, "Leave out the tag s, or write s=email.", REFERENCE);
  }
  if (key.t?.includes("y") === true) {
    const message = "The flag t=y says that the domain only tests DKIM, so verifiers may treat its mail as unsigned.";
    fault("DK07", message, "Remove the flag y once signatures verify.", REFERENCE);
  }
  return faults;
}
