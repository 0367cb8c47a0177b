import type { Parsed } from "../finding.js";
import { buildDkimKey, MIN_BITS, normalizePublicKey } from "./dkim.js";
import { DKIM_KEY_TYPES, type DkimKeyType, refusedKey } from "./dkimKey.js";
import type { DkimPublicKey } from "./dkimKeyInput.js";
import { selectorFaults } from "./dkimSelector.js";
import type { Problem } from "./emailDomainCheck.js";
import { checkDomainName, toFqdn } from "./name.js";
import { quoted } from "./quotation.js";

/** A key pair that a program is to make, and the one place where its public half will stand. */
export interface KeyPairModel {
  /** The domain that signs: the tag `d`. */
  readonly domain: string;
  readonly selector: string;
  /** What the input names; a value beyond {@link DKIM_KEY_TYPES} is a problem. */
  readonly keyType: string;
}

/** How a provider is asked for a key pair. */
interface KeyPairPlan {
  /** The owner name of the key record, in A-labels. */
  readonly recordName: string;
  readonly keyType: DkimKeyType;
  /** The length of an RSA key in bits; none for Ed25519, which has one length only. */
  readonly bits?: number;
  readonly problems: readonly Problem[];
}

/** Decides the key pair of one selector: RSA of the length that signers should use (RFC 8301 §3.2), or Ed25519 (RFC 8463). */
export function planKeyPair({ domain, selector, keyType: given }: KeyPairModel): KeyPairPlan {
  const problems: Problem[] = [
    ...checkDomainName(domain).map((reason) => ({ property: "domain", reason })),
    ...selectorFaults(selector).map((reason) => ({ property: "selector", reason })),
  ];
  const keyType = DKIM_KEY_TYPES.find((known) => known === given);
  if (keyType === undefined) {
    const reason = `${quoted(given)} is no algorithm of DKIM. Allowed are ${DKIM_KEY_TYPES.join(", ")}.`;
    problems.push({ property: "algorithm", reason });
  }
  const recordName = `${selector.toLowerCase()}._domainkey.${toFqdn(domain) ?? ""}`;
  if (problems.length === 0) {
    const faults = checkDomainName(recordName, { underscore: true });
    problems.push(...faults.map((reason) => ({ property: "selector", reason })));
  }
  return { recordName, keyType: keyType ?? "rsa", ...(keyType === "rsa" && { bits: MIN_BITS }), problems };
}

/**
 * Gives the public half as DKIM publishes it.
 *
 * @param publicKey SubjectPublicKeyInfo in PEM, as providers give it
 * @param keyType the type that was asked for
 * @returns the tag `p` and the whole record, or why there is none (`DK03`)
 */
export function publishKeyPair(
  publicKey: string,
  keyType: DkimKeyType,
): Parsed<DkimPublicKey & { readonly record: string }> {
  const read = normalizePublicKey(publicKey);
  if (!read.ok) return read;
  const { value } = read;
  if (value.keyType === keyType) return { ok: true, value: { ...value, record: buildDkimKey(value) } };
  return refusedKey("DK03", `The key is of the type ${value.keyType}, not ${keyType}.`, "RFC 6376 §3.6.1");
}
