import type { Resource } from "./resource.js";

/**
 * Secrets reach a pack in plain text and without a mark, and messages are stored by Pulumi's service. So whatever
 * stands in a property with a secret's name, or looks like key material, never reaches a message.
 */
const SECRET_NAME = /pass(word|wd|phrase)|secret|token|credential|api_?key|private_?key|access_?key/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(-----END [A-Z ]*PRIVATE KEY-----)?/g;
const ACCESS_KEY_ID = /\b(AKIA|ASIA)[A-Z0-9]{16}\b/g;
// Private keys in base64 DER (PKCS#8 of RSA and Ed25519, PKCS#1): an outer SEQUENCE, then the INTEGER 0.
const PRIVATE_KEY_BASE64 = /\bM[A-Za-z0-9+/]{2,7}(?:IBADAN|IBAAK|CAQAw)[A-Za-z0-9+/=]{16,}/g;
const SHORTEST_SECRET = 6;

/** The message without any secret of the resource that it speaks of. */
export function redact(message: string, resource?: Resource): string {
  let clean = message
    .replace(PRIVATE_KEY, "[redacted]")
    .replace(ACCESS_KEY_ID, "[redacted]")
    .replace(PRIVATE_KEY_BASE64, "[redacted]");
  for (const secret of resource ? secretsOf(resource.raw) : []) clean = clean.replaceAll(secret, "[redacted]");
  return clean;
}

function secretsOf(value: unknown, named = false): string[] {
  if (typeof value === "string") return named && value.length >= SHORTEST_SECRET ? [value] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => secretsOf(inner, named || SECRET_NAME.test(key)));
}
