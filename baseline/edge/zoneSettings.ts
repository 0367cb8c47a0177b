/**
 * Settings of a Cloudflare zone that stand between a shop's customers and somebody on the way.
 *
 * Values are as Cloudflare's API takes them ("Edit zone setting"). What a zone has where nobody says anything is not a
 * fixed value: the API's schema gives `default: "off"` for always_use_https and `"1.0"` for min_tls_version, HSTS is off,
 * and Automatic SSL/TLS takes for `ssl` whatever it finds at the origin (Cloudflare documentation, "Encryption modes").
 */

/**
 * What modes of encryption let through, by the value of `ssl`. Only `strict`, and `origin_pull` of the plan Enterprise,
 * verify the origin's certificate.
 */
export const UNVERIFIED_ORIGIN: Readonly<Record<string, string>> = {
  off: "no request is encrypted",
  flexible: "requests go to the origin in plain text",
  full: "the origin's certificate is not verified, so anybody on the way may answer for it",
};

/** RFC 8996: TLS 1.0 and 1.1 must not be used; PCI DSS takes neither for strong cryptography. */
export const MINIMUM_TLS = "1.2";
/** The values of `min_tls_version` below it. */
export const DEPRECATED_TLS: readonly string[] = ["1.0", "1.1"];

/** A setting that only has to have one of some values. */
export interface HardenedSetting {
  /** Its id in the API. */
  readonly id: string;
  /** Values that weaken the zone. All others, such as those of a later version of the API, pass. */
  readonly weak: readonly string[];
  /** What the remedy sets. */
  readonly to: string;
  /** What the weak values mean, after "which". */
  readonly because: string;
}

/** Settings whose usual value is right, and which a program therefore has to weaken by name. */
export const HARDENED_SETTINGS: readonly HardenedSetting[] = [
  {
    ...{ id: "0rtt", weak: ["on"], to: "off" },
    because: "lets a recorded request be sent once more, an order among them (RFC 8446 §8)",
  },
  {
    ...{ id: "tls_1_3", weak: ["off", "zrt"], to: "on" },
    because: "leaves visitors TLS 1.2, or lets a recorded request be sent once more (RFC 8446 §8)",
  },
  {
    ...{ id: "automatic_https_rewrites", weak: ["off"], to: "on" },
    because: "lets pages load scripts and pictures over plain HTTP",
  },
  {
    ...{ id: "browser_check", weak: ["off"], to: "on" },
    because: "lets requests in whose headers are those of known tools for abuse",
  },
  {
    ...{ id: "security_level", weak: ["off", "essentially_off"], to: "medium" },
    because: "lets addresses of a bad reputation in without a challenge",
  },
  {
    ...{ id: "sha1_support", weak: ["on"], to: "off" },
    because: "takes certificates that are signed with SHA-1 (RFC 9155)",
  },
];

/** What a zone that carries web traffic has to say, since Cloudflare's own choice is weak or may change. */
export const STATED_SETTINGS: readonly string[] = ["ssl", "always_use_https", "min_tls_version", "security_header"];
