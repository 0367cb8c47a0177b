import type { KeyObject } from "node:crypto";
import type { Parsed } from "../finding.js";
import { parseDkimKey } from "./dkimRecord.js";
import {
  decodeKeyText,
  type DkimKeyType,
  isPrivateKeyText,
  readDerKey,
  readPublicKey,
  refusedKey,
  refusedPrivateKey,
} from "./dkimKey.js";
import { fromCloudflareTxt } from "./txt.js";

/** A public key in the form in which DKIM publishes it. */
export interface DkimPublicKey {
  /** The tag `k`. */
  readonly keyType: DkimKeyType;
  /** The tag `p`: SubjectPublicKeyInfo for RSA, the 32 octets alone for Ed25519; in base64. */
  readonly p: string;
}

/** The longest input that is read, in characters: an RSA key of 16,384 bits in PEM has fewer than 3,000. */
const MAX_INPUT_LENGTH = 16_384;

/**
 * Takes a public key in any form in which tools hand it out, and gives the form that DKIM publishes: a PEM public key,
 * base64 of SubjectPublicKeyInfo or of PKCS #1, the 32 octets of an Ed25519 key in base64, or a whole DKIM key record
 * with or without quotation marks. A private key is refused, and no message repeats any of the input.
 *
 * @param input the key
 * @returns the key, or why it is none (`DK02`, `DK03`); whether it is strong enough is for `checkDkimKey`
 */
export function normalizePublicKey(input: string): Parsed<DkimPublicKey> {
  if (input.length > MAX_INPUT_LENGTH) {
    return refused(`The key has ${input.length} characters; at most ${MAX_INPUT_LENGTH} are read.`);
  }
  if (isPrivateKeyText(input)) return refusedPrivateKey();
  const text = input.trim();
  if (text.startsWith("-----BEGIN")) return normalizePem(text);
  if (text.startsWith('"')) {
    const txt = fromCloudflareTxt(text);
    return txt.ok ? normalizeRecord(txt.value.text) : refused("The quotation marks of the key record do not pair.");
  }
  return text.includes(";") || /^[vkp][ \t]*=[^=]/.test(text) ? normalizeRecord(text) : normalizeBase64(text);
}

function normalizePem(pem: string): Parsed<DkimPublicKey> {
  const label = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(pem)?.[1];
  if (label !== "PUBLIC KEY" && label !== "RSA PUBLIC KEY") {
    return refused("The PEM text is no public key; it must begin with BEGIN PUBLIC KEY or BEGIN RSA PUBLIC KEY.");
  }
  const body = pem.slice(`-----BEGIN ${label}-----`.length);
  const end = body.indexOf(`-----END ${label}-----`);
  if (end === -1) return refused("The PEM text has no END line: its end was cut off.");
  if (body.slice(end).indexOf("-----BEGIN") !== -1) return refused("The PEM text holds more than one key.");
  return normalizeBase64(body.slice(0, end));
}

function normalizeRecord(record: string): Parsed<DkimPublicKey> {
  const parsed = parseDkimKey(record);
  if (!parsed.ok) return parsed;
  const { keyType, p } = parsed.value;
  if (p === "") return refused("The key record has an empty tag p: its key is revoked.");
  const read = normalizeBase64(p);
  if (!read.ok || read.value.keyType === keyType) return read;
  return refused(`The key record says k=${keyType}, but its key is of the type ${read.value.keyType}.`);
}

function normalizeBase64(text: string): Parsed<DkimPublicKey> {
  const decoded = decodeKeyText(text);
  if (!decoded.ok) return decoded;
  const p = decoded.value.toString("base64");
  if (readPublicKey(p, "ed25519").ok) return { ok: true, value: { keyType: "ed25519", p } };
  const read = readDerKey(decoded.value);
  return read.ok ? normalizeKey(read.value.key) : read;
}

function normalizeKey(key: KeyObject): Parsed<DkimPublicKey> {
  if (key.asymmetricKeyType === "rsa") {
    return { ok: true, value: { keyType: "rsa", p: key.export({ type: "spki", format: "der" }).toString("base64") } };
  }
  if (key.asymmetricKeyType === "ed25519") {
    const octets = Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
    return { ok: true, value: { keyType: "ed25519", p: octets.toString("base64") } };
  }
  return refused(`The key is of the type ${key.asymmetricKeyType ?? "unknown"}; DKIM has rsa and ed25519.`);
}

function refused(message: string): Parsed<DkimPublicKey> {
  return refusedKey("DK03", message, "RFC 6376 §3.6.1");
}
