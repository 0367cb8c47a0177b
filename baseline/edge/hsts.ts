import { UNKNOWN, type Maybe } from "../unknown.js";

/**
 * Seconds that browsers remember at least to speak HTTPS only: half a year, which MDN's HTTP Observatory and Prowler's
 * check `zone_hsts_enabled` ask for. Lists of browsers for preloading ask for a year.
 */
export const MIN_HSTS_AGE = 15_768_000;

/** HTTP Strict Transport Security (RFC 6797) of a zone, as the setting `security_header` has it. */
export interface Hsts {
  readonly enabled: Maybe<boolean>;
  /** In seconds. */
  readonly maxAge: Maybe<number | undefined>;
  /** Whether responses carry `X-Content-Type-Options: nosniff` as well. */
  readonly nosniff: Maybe<boolean>;
}

/**
 * Reads the value of `security_header`.
 *
 * @param value the value, with `UNKNOWN` for each value in it that is not known
 * @returns what is said in snake_case, as Cloudflare's API takes it: the provider passes names on as they are, so that
 * others, such as those of Pulumi's own example, say nothing (pulumi/pulumi-cloudflare#1579)
 */
export function readHsts(value: unknown): Maybe<Hsts> {
  const header = at(value, "strict_transport_security");
  if (header === UNKNOWN) return UNKNOWN;
  const age = at(header, "max_age");
  return {
    enabled: flag(at(header, "enabled")),
    maxAge: age === UNKNOWN || typeof age === "number" ? age : undefined,
    nosniff: flag(at(header, "nosniff")),
  };
}

/** What is wrong with it, as a clause; `undefined` where nothing is, `UNKNOWN` where that is not known yet. */
export function hstsFault(hsts: Hsts): Maybe<string | undefined> {
  if (hsts.enabled === false) return "does not switch strict_transport_security on";
  if (hsts.maxAge === undefined) return "gives no max_age";
  if (hsts.maxAge !== UNKNOWN && hsts.maxAge < MIN_HSTS_AGE)
    return `has max_age ${hsts.maxAge}, less than ${MIN_HSTS_AGE} (half a year)`;
  return hsts.enabled === UNKNOWN || hsts.maxAge === UNKNOWN ? UNKNOWN : undefined;
}

function at(value: unknown, name: string): unknown {
  if (value === UNKNOWN) return UNKNOWN;
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function flag(value: unknown): Maybe<boolean> {
  return value === UNKNOWN ? UNKNOWN : value === true || value === "true";
}
