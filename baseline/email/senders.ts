/**
 * The sender catalogue: what each mail service needs in a domain's DNS.
 *
 * `T` stands for a text that is known only later (for Pulumi, an output); everything here passes it on unread.
 */

/** A DKIM key that a sender signs with, as a key record of our own or a CNAME to the sender's. */
export interface DkimPublication<T> {
  /** A name for this key among the domain's keys that stays when an unknown selector becomes known. */
  readonly label: string;
  /** The selector, for example `google`. */
  readonly selector: string | T;
  /** The public key: base64 of its DER, PEM, or a whole `v=DKIM1` record. */
  readonly key?: string | T;
  /** The host that holds the key record, for a CNAME. */
  readonly target?: string | T;
  /** The same, for services that derive it from the selector. */
  readonly targetFor?: (selector: string) => string;
}

/** The domain to which a sender's bounces go (RFC 5321 MAIL FROM), where it is not the domain itself. */
export interface ReturnPath {
  /** Labels below the domain, for example `bounce`. */
  readonly host: string;
  /** The host of a CNAME, for senders that hold MX and SPF themselves. */
  readonly target?: string;
  /** The host that receives bounces, for senders that want MX and SPF here. */
  readonly exchange?: string;
  /** The host to include in SPF at the return path. */
  readonly include?: string;
}

/** One sender, and all that it needs. */
export interface Sender<T> {
  /** For messages and outputs, for example `Google Workspace`. */
  readonly name: string;
  /** What to include in SPF at the domain's own name; absent where bounces go elsewhere, so that it would be useless. */
  readonly include?: string;
  /** DNS look-ups that the include costs in the worst case, itself included (RFC 7208 §4.6.4). @default 1 */
  readonly lookups?: number;
  readonly dkim: readonly DkimPublication<T>[];
  readonly returnPath?: ReturnPath;
}

/**
 * Look-ups of includes in the worst case, where the service has published or long kept the number.
 * Google: the record and the three that it has included; today it holds the ranges itself, so this errs to the safe side.
 */
export const KNOWN_LOOKUPS: ReadonlyMap<string, number> = new Map([
  ["_spf.google.com", 4],
  ["amazonses.com", 1],
]);

/** Google Workspace: bounces go to the domain itself, so SPF at its name counts. Source: support.google.com/a/answer/33786. */
export function googleSender<T>(key: string | T, selector = "google"): Sender<T> {
  const include = "_spf.google.com";
  return {
    name: "Google Workspace",
    include,
    lookups: KNOWN_LOOKUPS.get(include) ?? 1,
    dkim: [{ label: selector, selector, key }],
  };
}

/** Amazon SES makes three keys for each identity with Easy DKIM. */
export const SES_TOKENS = 3;

/**
 * Amazon SES with Easy DKIM and a MAIL FROM domain of its own, so that no include is needed at the domain's name.
 * Source: Amazon SES developer guide, "Easy DKIM" and "Using a custom MAIL FROM domain".
 *
 * @param tokens the three tokens of the identity
 * @param mailFrom labels below the domain that nothing else uses
 */
export function sesSender<T>(tokens: readonly (string | T)[], region: string, mailFrom: string): Sender<T> {
  return {
    name: "Amazon SES",
    dkim: tokens.map((selector, index) => ({
      label: `ses-${index + 1}`,
      selector,
      targetFor: (token) => `${token}.dkim.amazonses.com`,
    })),
    returnPath: { host: mailFrom, exchange: `feedback-smtp.${region}.amazonses.com`, include: "amazonses.com" },
  };
}
