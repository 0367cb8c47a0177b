import { generateKeyPairSync } from "node:crypto";

export type KeyType = "rsa" | "ed25519";

/** A private key, and the algorithm to sign with. */
export interface SigningKey {
  readonly algorithm: "rsa-sha256" | "ed25519-sha256";
  /** PKCS#8, PEM. */
  readonly privateKey: string;
}

/** Keys made for this run. They are found again by what the DNS publishes of them. */
export class KeyRing {
  private readonly keys = new Map<string, SigningKey>();

  /** @returns the public key as `p=` holds it: SPKI for RSA (RFC 6376 §3.6.1), the raw 32 octets for Ed25519 (RFC 8463 §4) */
  make(type: KeyType = "rsa"): string {
    const { privateKey, publicKey } =
      type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519");
    const der = publicKey.export({ type: "spki", format: "der" });
    const published = (type === "rsa" ? der : der.subarray(-32)).toString("base64");
    this.keys.set(published, {
      algorithm: type === "rsa" ? "rsa-sha256" : "ed25519-sha256",
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    });
    return published;
  }

  /** @throws Error where this run did not make the key */
  privateKeyOf(published: string): SigningKey {
    const key = this.keys.get(published);
    if (!key) throw new Error("A key record holds a key that this run did not make.");
    return key;
  }
}
