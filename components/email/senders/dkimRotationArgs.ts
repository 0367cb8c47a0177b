import type * as pulumi from "@pulumi/pulumi";

/** An Ed25519 key beside an RSA key, for receivers that know it (RFC 8463). */
export interface DkimEd25519Args {
  /** A selector of its own. */
  selector: string;
  /** The public key: base64 of its 32 octets, PEM, or the whole record. */
  key?: pulumi.Input<string>;
  /** Instead of `key`: the private key in PKCS #8. Only its public key is published. @secret */
  privateKey?: pulumi.Input<string>;
}

/** The keys that sign at the same time. */
export interface DkimKeyPairArgs {
  /** The selector of the RSA key; it is never used again for another key. */
  selector: string;
  /** The RSA public key: base64, PEM, or the whole record. `previous` needs none once its overlap is over. */
  key?: pulumi.Input<string>;
  /** Instead of `key`: the RSA private key in PKCS #8. Only its public key is published. @secret */
  privateKey?: pulumi.Input<string>;
  /** @default RSA alone */
  ed25519?: DkimEd25519Args;
}

/**
 * The DKIM keys of one signer over time. `next` is published ahead, `current` signs, and `previous` stays published for
 * the overlap; after it, the next deploy revokes it by an empty `p`. To rotate, let the sender sign with `next`, then
 * move `current` to `previous`, `next` to `current`, and set `since` to the day of the switch.
 *
 * Source: M3AAWG DKIM Key Rotation Best Common Practices (2019).
 */
export interface DkimRotationArgs {
  /** The keys that sign now. */
  current: DkimKeyPairArgs;
  /** ISO date on which `current` began to sign and `previous` ended, for example `2026-11-24`. */
  since: string;
  /** Keys that are published and do not sign yet. @default none */
  next?: DkimKeyPairArgs;
  /** Keys that signed before `current`. @default none */
  previous?: DkimKeyPairArgs;
  /** Days for which `previous` stays published after `since`, from 7 to 365. @default 7 */
  overlapDays?: number;
  /** Days for which a key may sign, at most 180; a key that signs longer shows up in `exceptions`. @default 180 */
  maxAgeDays?: number;
}
