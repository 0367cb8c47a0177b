import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/** A key pair in the forms that tests publish, hand in and sign with. */
export interface TestKey {
  readonly keyType: "rsa" | "ed25519";
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** What belongs into `p=`. */
  readonly p: string;
  readonly spki: string;
}

export function rsaKey(bits: number): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  const spki = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  return { keyType: "rsa", publicKey, privateKey, spki, p: spki };
}

export function ed25519Key(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const spki = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const p = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url").toString("base64");
  return { keyType: "ed25519", publicKey, privateKey, spki, p };
}

/** The same RSA modulus with another public exponent, in SubjectPublicKeyInfo. */
export function withExponent(key: TestKey, exponent: number): string {
  const jwk = { ...key.publicKey.export({ format: "jwk" }), e: Buffer.from([exponent]).toString("base64url") };
  return createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "der" }).toString("base64");
}

/** Every form of a private key that people paste. */
export function privateForms({ keyType, publicKey, privateKey }: TestKey): Record<string, string> {
  const cipher = { cipher: "aes-256-cbc", passphrase: "correct horse" };
  const pkcs8 = privateKey.export({ type: "pkcs8", format: "der" });
  const forms: Record<string, string> = {
    "PKCS #8 PEM": privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    "PKCS #8 base64": pkcs8.toString("base64"),
    "PKCS #8 base64, cut off": pkcs8.subarray(0, 45).toString("base64"),
    "PKCS #8 PEM in base64": Buffer.from(privateKey.export({ type: "pkcs8", format: "pem" })).toString("base64"),
    "encrypted PKCS #8 PEM": privateKey.export({ type: "pkcs8", format: "pem", ...cipher }).toString(),
    "encrypted PKCS #8 base64": privateKey.export({ type: "pkcs8", format: "der", ...cipher }).toString("base64"),
  };
  if (keyType === "rsa") {
    forms["PKCS #1 PEM"] = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    forms["PKCS #1 base64"] = privateKey.export({ type: "pkcs1", format: "der" }).toString("base64");
  } else {
    const seed = Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url");
    const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
    forms["seed and public key, 64 octets"] = Buffer.concat([seed, raw]).toString("base64");
  }
  return forms;
}
