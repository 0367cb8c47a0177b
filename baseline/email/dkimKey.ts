import { createPublicKey, type KeyObject } from "node:crypto";
import type { ParseError, Parsed } from "../finding.js";
import { classifyDer } from "./der.js";

/** The key types of the registry that verifiers know (RFC 6376 §3.6.1, RFC 8463 §3). */
export const DKIM_KEY_TYPES = ["rsa", "ed25519"] as const;

/** A key type: the value of the tag `k`. */
export type DkimKeyType = (typeof DKIM_KEY_TYPES)[number];

/** A public key that was decoded from the tag `p`. */
export type PublicKey =
  | {
      readonly keyType: "rsa";
      /** The size of the modulus in bits. */
      readonly bits: number;
      /** The public exponent. */
      readonly exponent: bigint;
      /** `spki` as everybody publishes it, or `pkcs1` as RFC 6376 §3.6.1 first had it; verifiers take both. */
      readonly form: "spki" | "pkcs1";
    }
  | { readonly keyType: "ed25519" };

/** RFC 8032 §5.1.5: a public key of Ed25519 has 32 octets; with its secret key before it, 64. */
const ED25519_LENGTH = 32;
/** RFC 8410 §4: what SubjectPublicKeyInfo puts before the 32 octets. */
const ED25519_SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Decodes the tag `p` of a DKIM key record. No message repeats any of it, since it may be a private key by mistake.
 *
 * @param p the tag's value; folding white space in it is legal (RFC 6376 §3.6.1)
 * @param keyType the value of the tag `k`
 * @returns the key, or the fault: `DK02` for the form of an Ed25519 key, `DK03` for everything else
 */
export function readPublicKey(p: string, keyType: DkimKeyType): Parsed<PublicKey> {
  const decoded = decodeKeyText(p);
  if (!decoded.ok) return decoded;
  const octets = decoded.value;
  if (keyType === "ed25519") return readEd25519(octets);
  if (octets.length === ED25519_LENGTH) {
    return refusedKey(
      "DK02",
      `The tag p holds the 32 octets of an Ed25519 key, but the tag k says rsa.`,
      "RFC 8463 §4",
    );
  }
  const read = readDerKey(octets);
  if (!read.ok) return read;
  const { key, form } = read.value;
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== "rsa" || modulusLength === undefined || publicExponent === undefined) {
    const type = key.asymmetricKeyType ?? "unknown";
    return refusedKey("DK03", `The tag p holds a key of the type ${type}, but the tag k says rsa.`, "RFC 6376 §3.6.1");
  }
  return { ok: true, value: { keyType: "rsa", bits: modulusLength, exponent: publicExponent, form } };
}

/**
 * Decodes the base64 text of a key to its octets.
 *
 * @param text the text, in which white space is skipped
 * @returns the octets, or why the text is none (`DK03`)
 */
export function decodeKeyText(text: string): Parsed<Buffer> {
  const base64 = text.replace(/[ \t\r\n]+/g, "");
  const refused = (message: string) => refusedKey("DK03", message, "RFC 6376 §3.6.1");
  if (isPrivateKeyText(text)) return refusedPrivateKey();
  if (text.includes("-----")) {
    return refused("The key stands in PEM armour; only the base64 text between the BEGIN and END lines belongs there.");
  }
  if (/["'\\]/.test(base64))
    return refused("The key holds literal quotation marks or backslashes, so it is no base64.");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return refused("The key holds characters that are no base64.");
  if (base64.length % 4 !== 0) {
    return refused(`The key has ${base64.length} base64 characters, no multiple of 4: some were lost or added.`);
  }
  const octets = Buffer.from(base64, "base64");
  const inner = octets.subarray(0, 64).toString("latin1");
  if (isPrivateKeyText(inner) || inner.startsWith("openssh-key-v1")) return refusedPrivateKey();
  if (inner.startsWith("-----BEGIN")) return refused("The key is a PEM text that was encoded in base64 once more.");
  return { ok: true, value: octets };
}

/**
 * Reads a public key in DER, after making sure that it is no private key and that no octet is missing or left over.
 *
 * @param der the octets of SubjectPublicKeyInfo or RSAPublicKey
 * @returns the key and its form, or why it is none (`DK03`)
 */
export function readDerKey(der: Buffer): Parsed<{ readonly key: KeyObject; readonly form: "spki" | "pkcs1" }> {
  const refused = (message: string) => refusedKey("DK03", message, "RFC 6376 §3.6.1");
  const content = classifyDer(der);
  switch (content.kind) {
    case "private":
      return refusedPrivateKey();
    case "cut":
      return refused(`The key declares ${content.declared} octets but has ${der.length}: its end was cut off.`);
    case "overlong":
      return refused(`The key declares ${content.declared} octets but has ${der.length}: something was added to it.`);
    case "other":
      return refused(`The ${der.length} octets of the key are no public key in DER.`);
    case "spki":
    case "pkcs1":
      try {
        const key = createPublicKey({ key: der, format: "der", type: content.kind });
        return { ok: true, value: { key, form: content.kind } };
      } catch {
        return refused(`The ${der.length} octets of the key are no public key in DER.`);
      }
  }
}

/** Whether a text names itself a private key. */
export function isPrivateKeyText(text: string): boolean {
  return /PRIVATE\s+KEY/.test(text);
}

/** The fault of a private key in a public place; it repeats nothing of it. */
export function refusedPrivateKey(): { readonly ok: false; readonly errors: readonly [ParseError] } {
  return refusedKey(
    "DK03",
    "What is given as the public key is a private key, or holds one. Once published it is known to everybody: make a new pair.",
    "RFC 6376 §8.3",
  );
}

/** The fault of a text that is no usable public key. */
export function refusedKey(
  rule: "DK02" | "DK03",
  message: string,
  reference: string,
): { readonly ok: false; readonly errors: readonly [ParseError] } {
  return { ok: false, errors: [{ position: 0, message, reference, rule }] };
}

function readEd25519(octets: Buffer): Parsed<PublicKey> {
  if (octets.length === ED25519_LENGTH) return { ok: true, value: { keyType: "ed25519" } };
  if (octets.length === 2 * ED25519_LENGTH || classifyDer(octets).kind === "private") return refusedPrivateKey();
  const isSpki = octets.subarray(0, ED25519_SPKI_PREFIX.length).equals(ED25519_SPKI_PREFIX);
  const found = isSpki
    ? `The Ed25519 key stands in SubjectPublicKeyInfo (${octets.length} octets), which some verifiers take and others refuse`
    : `The Ed25519 key has ${octets.length} octets`;
  return refusedKey(
    "DK02",
    `${found}; it must be the 32 octets of the key alone, 44 base64 characters.`,
    "RFC 8463 §4",
  );
}
