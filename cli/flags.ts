import { Failure } from "../preview/failure.js";
import { liveResolver, type DnsResolver } from "./resolver.js";

/** How DNS is asked, as it stands on the command line. */
export interface ResolverFlags {
  /** Addresses of DNS servers, with `:port` where it is not 53. @default those of the system */
  readonly server?: readonly string[];
  /** Milliseconds until the first try of a query is given up. @default 3000 */
  readonly timeout?: string;
  /** How often each server is tried. @default 3 */
  readonly tries?: string;
}

/**
 * The resolver that the flags ask for.
 *
 * @throws Failure where a flag has no valid value
 */
export function resolverOf({ server, timeout, tries }: ResolverFlags): DnsResolver {
  const milliseconds = readCount("--timeout", timeout, 600_000n);
  const attempts = readCount("--tries", tries, 20n);
  const options = {
    ...(server && { servers: server }),
    ...(milliseconds === undefined ? {} : { timeout: Number(milliseconds) }),
    ...(attempts === undefined ? {} : { tries: Math.max(Number(attempts), 1) }),
  };
  try {
    return liveResolver(options);
  } catch {
    throw new Failure(`--server is ${(server ?? []).map((text) => `"${text}"`).join(", ")}; an IP address is needed.`);
  }
}

/**
 * Reads a count.
 *
 * @param flag its name, for the message
 * @param given its value
 * @param most the largest that is allowed
 * @throws Failure where it is none
 */
export function readCount(flag: string, given: string | undefined, most = 1n << 128n): bigint | undefined {
  if (given === undefined) return undefined;
  const count = /^[0-9]{1,40}$/.test(given) ? BigInt(given) : undefined;
  if (count !== undefined && count <= most) return count;
  throw new Failure(`${flag} is "${given}"; a whole number from 0 to ${most} is needed.`);
}
