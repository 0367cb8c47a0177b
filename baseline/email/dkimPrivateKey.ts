import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { Parsed } from "../finding.js";
import { refusedKey } from "./dkimKey.js";
import { type DkimPublicKey, normalizePublicKey } from "./dkimKeyInput.js";

/** The longest text that is read, in characters: an RSA key of 4,096 bits in PEM has about 3,300. */
const MAX_INPUT_LENGTH = 16_384;

/**
 * Gives the public key that belongs to a private one. No message repeats any of the input.
 *
 * @param input PKCS #8 or PKCS #1 as PEM, or the base64 of PKCS #8 alone, as Amazon SES takes it
 * @returns the public key as DKIM publishes it, or why there is none (`DK03`)
 */
export function publicKeyOf(input: string): Parsed<DkimPublicKey> {
  const read = readPrivateKey(input);
  if (!read.ok) return read;
  return normalizePublicKey(createPublicKey(read.value).export({ type: "spki", format: "pem" }).toString());
}

/**
 * Gives a private key on one line: the base64 of PKCS #8 without the lines around it, as the property
 * `domainSigningPrivateKey` of Amazon SES takes it. No message repeats any of the input.
 *
 * @param input as {@link publicKeyOf} takes it
 * @returns the text, or why there is none (`DK03`)
 */
export function toPkcs8Line(input: string): Parsed<string> {
  const read = readPrivateKey(input);
  if (!read.ok) return read;
  return { ok: true, value: read.value.export({ type: "pkcs8", format: "der" }).toString("base64") };
}

function readPrivateKey(input: string): Parsed<KeyObject> {
  if (input.length > MAX_INPUT_LENGTH) {
    return refused(`The private key has ${input.length} characters; at most ${MAX_INPUT_LENGTH} are read.`);
  }
  const value = decodePrivateKey(input.trim());
  if (value === undefined) {
    return refused("The text is no private key in PKCS #8 or PKCS #1, or it has a passphrase.");
  }
  return { ok: true, value };
}

function decodePrivateKey(text: string): KeyObject | undefined {
  try {
    if (text.startsWith("-----BEGIN")) return createPrivateKey({ key: text, format: "pem" });
    const base64 = text.replace(/[ \t\r\n]+/g, "");
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
    return createPrivateKey({ key: Buffer.from(base64, "base64"), format: "der", type: "pkcs8" });
  } catch {
    return undefined;
  }
}

function refused(message: string): ReturnType<typeof refusedKey> {
  return refusedKey("DK03", message, "RFC 6376 §3.6.1");
}
