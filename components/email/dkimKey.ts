import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type * as tls from "@pulumi/tls/privateKey.js";
import type { Parsed } from "../../baseline/finding.js";
import { planKeyPair, publishKeyPair } from "../../baseline/email/dkimKeyPair.js";
import { toPkcs8Line } from "../../baseline/email/dkimPrivateKey.js";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";
import { refuse } from "./inputProblems.js";

/** What a DKIM key pair signs with: RSA for everybody, or Ed25519 beside it for receivers that know it (RFC 8463 §5). */
export const DkimAlgorithm = {
  /** RSA with 2048 bits, which every receiver verifies. */
  Rsa: "rsa",
  /** Ed25519 (RFC 8463), which some receivers do not verify yet. */
  Ed25519: "ed25519",
} as const;
export type DkimAlgorithm = (typeof DkimAlgorithm)[keyof typeof DkimAlgorithm];

/** A DKIM key pair that the program makes. */
export interface DkimKeyArgs {
  /** The domain that signs, for example `fernwood.example`. Each domain needs a pair of its own. */
  domain: string;
  /** The selector, for example `r2026-11`. It is never used again for another key. */
  selector: string;
  /** RSA has 2048 bits, the length that RFC 8301 §3.2 asks for. @default DkimAlgorithm.Rsa */
  algorithm?: DkimAlgorithm;
}

/** What `dkim` and `dkimRotation` of a sender take of a key: the selector, and the public key. */
interface PublishedKey {
  selector: string;
  key: pulumi.Output<string>;
}

/** Beside the class, whose every property is an output of the component in the schema for other languages. */
const selectors = new WeakMap<DkimKey, string>();

/**
 * A DKIM key pair that the deploy itself makes, so that nobody handles the private key: the state holds it encrypted, and
 * nothing that Pulumi prints shows it, except under `--debug`. It needs the npm package `@pulumi/tls`.
 *
 * The pair belongs to its selector and domain: another selector is another pair. It is protected, since whoever signs
 * with it cannot do without; before you remove it, deploy it once with the option `protect: false`.
 *
 * Sources: RFC 6376 §3.6.1, RFC 8301, RFC 8463 §4; Amazon SES Developer Guide, "Provide your own DKIM authentication
 * token (BYODKIM)"; M3AAWG DKIM Key Rotation Best Common Practices (2019).
 *
 * @example
 * ```ts
 * const rsa = new DkimKey("r2", { domain, selector: "r2" });
 * const ed25519 = new DkimKey("e2", { domain, selector: "e2", algorithm: DkimAlgorithm.Ed25519 });
 * const current = { ...rsa.publication, ed25519: ed25519.publication };
 * esp({ name: "Own server", dkimRotation: { current, since: "2026-11-24" } });
 *
 * // Amazon SES with a key of one's own:
 * const key = new DkimKey("orders", { domain, selector: "s1" });
 * new aws.sesv2.EmailIdentity("orders", {
 *   emailIdentity: domain,
 *   dkimSigningAttributes: { domainSigningSelector: "s1", domainSigningPrivateKey: key.privateKey },
 * });
 * ses({ region: "eu-west-1", selector: "s1", dkimKey: key.publicKey });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class DkimKey extends pulumi.ComponentResource {
  /** The public key as the tag `p` holds it: base64 of SubjectPublicKeyInfo for RSA, of the 32 octets for Ed25519. */
  public readonly publicKey: pulumi.Output<string>;
  /** The key record's text: `v=DKIM1; k=…; p=…`. `EmailDomain` publishes it itself. */
  public readonly record: pulumi.Output<string>;
  /** The key record's owner name, for example `r2026-11._domainkey.fernwood.example`. */
  public readonly recordName: pulumi.Output<string>;
  /** The private key on one line, as Amazon SES takes it: base64 of PKCS #8. @secret */
  public readonly privateKey: pulumi.Output<string>;
  /** The private key in PKCS #8 as PEM, for a mail server of your own. @secret */
  public readonly privateKeyPem: pulumi.Output<string>;

  constructor(name: string, args: DkimKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    const { domain, selector, algorithm: given = DkimAlgorithm.Rsa } = args;
    const { recordName, keyType, bits, problems } = planKeyPair({ domain, selector, keyType: given });
    const { sdk, problems: missing } = loadTls();
    refuse(`DkimKey "${name}"`, [...problems, ...missing]);

    super("storefront-baseline:index:DkimKey", name, args, opts);
    selectors.set(this, selector);
    const pair = new sdk.PrivateKey(
      // The place is part of the name: a key that moves to another selector would be no new key (RFC 6376 §3.1).
      `${name}-${recordName}`,
      { algorithm: keyType.toUpperCase(), ...(bits !== undefined && { rsaBits: bits }) },
      { parent: this, protect: opts?.protect ?? true },
    );
    const published = pair.publicKeyPem.apply((pem) => valueOf(name, publishKeyPair(pem, keyType)));
    this.publicKey = published.apply(({ p }) => p);
    this.record = published.apply(({ record }) => record);
    this.recordName = pulumi.output(recordName);
    // The provider's SDK marks them as well; a program must not have to rely on it.
    this.privateKeyPem = pulumi.secret(pair.privateKeyPemPkcs8);
    this.privateKey = this.privateKeyPem.apply((pem) => valueOf(name, toPkcs8Line(pem)));
    const { publicKey, record, privateKey, privateKeyPem } = this;
    this.registerOutputs({ publicKey, record, recordName: this.recordName, privateKey, privateKeyPem });
  }

  /** The key as `dkim` and `dkimRotation` of a sender take it. */
  get publication(): PublishedKey {
    return { selector: selectors.get(this) ?? "", key: this.record };
  }
}

/**
 * Only a program that makes keys needs the SDK, and Pulumi fetches the provider of every SDK that is installed: so it is
 * an optional peer dependency, loaded here.
 */
function loadTls(): { readonly sdk: typeof tls; readonly problems: readonly Problem[] } {
  const name = "@pulumi/tls";
  const load = createRequire(__filename);
  try {
    return { sdk: load(`${name}/privateKey.js`) as typeof tls, problems: [] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    const reason = `The npm package ${name} makes the key, and it is not installed. Run: npm install ${name}`;
    return { sdk: {} as typeof tls, problems: [{ property: name, reason }] };
  }
}

/** @throws RunError where the provider's key is none; it repeats nothing of it */
function valueOf<T>(component: string, read: Parsed<T>): T {
  if (read.ok) return read.value;
  throw new pulumi.RunError(`DkimKey "${component}": ${read.errors.map(({ message }) => message).join(" ")}`);
}
