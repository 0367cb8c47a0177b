import { UNKNOWN, type Maybe } from "../unknown.js";

/**
 * Requests a minute from one visitor that a log-in lets pass at most.
 *
 * Cloudflare's own template for zones of the free plan, whose periods last ten seconds, blocks after five requests
 * (Cloudflare documentation, "Leaked credentials detection", get started); its advice for other plans is stricter ("Rate
 * limiting best practices": 4 in a minute, 10 in ten minutes, 20 in an hour).
 */
export const LOG_IN_REQUESTS_PER_MINUTE = 30;

/** How a rate limit counts. */
export interface RateLimit {
  readonly requests: Maybe<number | undefined>;
  /** In seconds. */
  readonly period: Maybe<number | undefined>;
  /** What requests have to share to be counted together. */
  readonly characteristics: Maybe<readonly Maybe<string>[]>;
}

/** Parts of a request that whoever sends it makes up, so that each guess comes with another one. */
const MADE_UP = /^http\.request\.(headers|cookies|uri\.args|uri\.query)\b|^http\.(user_agent|cookie|referer)\b/;

/** Why a limit on log-in does not hold, as clauses; `UNKNOWN` for what is not known yet. */
export function logInFaults({ requests, period, characteristics }: RateLimit): readonly Maybe<string>[] {
  const rate = rateFault(requests, period);
  const others = countFaults(characteristics);
  return rate === undefined ? others : [rate, ...others];
}

/** A limit by score has no number of requests; the origin decides what counts. */
function rateFault(requests: RateLimit["requests"], period: RateLimit["period"]): Maybe<string> | undefined {
  if (requests === undefined || period === undefined || period === 0) return undefined;
  if (requests === UNKNOWN || period === UNKNOWN) return UNKNOWN;
  const perMinute = (requests * 60) / period;
  return perMinute > LOG_IN_REQUESTS_PER_MINUTE
    ? `lets ${requests} requests in ${period} seconds pass, more than ${LOG_IN_REQUESTS_PER_MINUTE} a minute`
    : undefined;
}

function countFaults(characteristics: RateLimit["characteristics"]): readonly Maybe<string>[] {
  if (characteristics === UNKNOWN) return [UNKNOWN];
  return characteristics.flatMap((one): readonly Maybe<string>[] => {
    if (one === UNKNOWN) return [UNKNOWN];
    return MADE_UP.test(one) ? [`counts by ${one}, which whoever guesses makes up anew for each request`] : [];
  });
}
