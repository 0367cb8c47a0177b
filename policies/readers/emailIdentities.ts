import type { Resource } from "../framework/resource.js";
import { isSentinel, UNKNOWN, type Maybe } from "../framework/unknown.js";

/** An identity of Amazon SES, which may hold a DKIM private key (BYODKIM). */
export const EMAIL_IDENTITY_TYPES: readonly string[] = ["aws:sesv2/emailIdentity:EmailIdentity"];

const ATTRIBUTES = "dkimSigningAttributes";
const PRIVATE_KEY = "domainSigningPrivateKey";

/** What an identity says of its own DKIM key. */
export interface EmailIdentity {
  /** The domain or address. */
  readonly identity: Maybe<string>;
  readonly hasPrivateKey: Maybe<boolean>;
  /** Whether the program gave the key as a secret; `undefined` where the pack was not told. */
  readonly isKeySecret: boolean | undefined;
}

export function emailIdentity(resource: Resource): EmailIdentity {
  const identity = resource.text("emailIdentity");
  const attributes = resource.property(ATTRIBUTES);
  return {
    identity: identity ?? resource.name,
    hasPrivateKey: attributes === UNKNOWN ? UNKNOWN : hasKey(attributes),
    isKeySecret:
      resource.secrets && [ATTRIBUTES, `${ATTRIBUTES}.${PRIVATE_KEY}`].some((path) => resource.secrets?.has(path)),
  };
}

function hasKey(attributes: unknown): Maybe<boolean> {
  if (typeof attributes !== "object" || attributes === null) return false;
  const key: unknown = (attributes as Readonly<Record<string, unknown>>)[PRIVATE_KEY];
  return isSentinel(key) ? UNKNOWN : key !== undefined && key !== null;
}
