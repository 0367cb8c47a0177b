import { generateKeyPairSync } from "node:crypto";

/** What the provider `tls` gives for a `PrivateKey`, as far as programs here read it. */
export interface TlsKey {
  readonly publicKeyPem: string;
  readonly privateKeyPem: string;
  readonly privateKeyPemPkcs8: string;
}

const made = new Map<string, TlsKey>();

/**
 * A key pair that is really generated, once for each id: like a state, a run remembers it.
 *
 * @param id tells one resource from another
 * @param inputs the resource's inputs
 */
export function tlsKey(id: string, { algorithm, rsaBits }: Readonly<Record<string, unknown>>): TlsKey {
  const known = made.get(id);
  if (known !== undefined) return known;
  const { publicKey, privateKey } =
    algorithm === "ED25519"
      ? generateKeyPairSync("ed25519")
      : generateKeyPairSync("rsa", { modulusLength: Number(rsaBits) });
  const privateKeyPemPkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const key = {
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    // For RSA the provider has PKCS #1 here; Ed25519 knows PKCS #8 only.
    privateKeyPem:
      algorithm === "ED25519" ? privateKeyPemPkcs8 : privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    privateKeyPemPkcs8,
  };
  made.set(id, key);
  return key;
}

/** Every pair that this process made so far. */
export function madeKeys(): readonly TlsKey[] {
  return [...made.values()];
}
