import { createHash, createPublicKey, type JsonWebKey } from "node:crypto";
import type { Properties } from "./result.js";

/** What the provider takes where the program names no length. */
const DEFAULT_RSA_BITS = 2048;
/** Beyond it a program's length is more likely a slip than a key, and the public key stays unknown. */
const MAX_RSA_BITS = 16_384;
/** AQAB, the public exponent that every provider uses. */
const EXPONENT = Buffer.from([1, 0, 1]);

/**
 * A public key for a key pair that the provider `tls` would make, so that records which hold it can be judged: of the
 * type and length that the program asks for, the same in every run, and another one for each resource. It is one in form
 * alone, since no private key belongs to it: private keys stay unknown, as in the engine's own preview.
 *
 * @param urn tells one key from another
 * @param inputs the resource's inputs
 */
export function standInKey(urn: string, inputs: Properties): Properties {
  const jwk = publicKeyOf(urn, inputs);
  if (jwk === undefined) return {};
  const publicKeyPem = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
  return { publicKeyPem: publicKeyPem.toString() };
}

function publicKeyOf(urn: string, { algorithm, rsaBits }: Properties): JsonWebKey | undefined {
  if (algorithm === "ED25519") return { kty: "OKP", crv: "Ed25519", x: octets(urn, 32).toString("base64url") };
  const bits = rsaBits ?? DEFAULT_RSA_BITS;
  const isLength = typeof bits === "number" && bits >= 512 && bits <= MAX_RSA_BITS && bits % 8 === 0;
  if (algorithm !== "RSA" || !isLength) return undefined;
  const modulus = octets(urn, bits / 8);
  // A product of two primes of that length: its first bit is set, and it is odd.
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  modulus[modulus.length - 1] = (modulus.at(-1) ?? 0) | 1;
  return { kty: "RSA", n: modulus.toString("base64url"), e: EXPONENT.toString("base64url") };
}

function octets(seed: string, outputLength: number): Buffer {
  return createHash("shake256", { outputLength }).update(seed).digest();
}
