import { ADDRESS_BITS, networkOf, parseAddress, type AddressFamily } from "./network.js";

/** The host that hands a message over. */
export interface SpfClient {
  /** Its address; absent where the text was none, so that no network holds it. */
  readonly address: bigint | undefined;
  readonly family: AddressFamily;
}

/** How many bits of an address must agree, by family; all of them where absent. */
interface Prefixes {
  readonly prefix4?: number | undefined;
  readonly prefix6?: number | undefined;
}

/**
 * Reads a client's address. An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) is the IPv4 address in it (RFC 7208 §5).
 *
 * @param ip the address as text
 */
export function readClient(ip: string): SpfClient {
  const six = parseAddress(ip, 6);
  if (six === undefined) return { address: parseAddress(ip, 4), family: 4 };
  return six >> 32n === 0xffffn ? { address: six & 0xffffffffn, family: 4 } : { address: six, family: 6 };
}

/**
 * Whether a client lies in the network of one of some addresses of its own family.
 *
 * @param client the client
 * @param addresses addresses as text; those of the other family hold nobody
 * @param prefixes the networks' sizes
 */
export function isHeldBy(client: SpfClient, addresses: readonly string[], prefixes: Prefixes = {}): boolean {
  const { address, family } = client;
  const prefix = (family === 4 ? prefixes.prefix4 : prefixes.prefix6) ?? ADDRESS_BITS[family];
  return addresses.some((text) => {
    const network = parseAddress(text, family);
    if (network === undefined || address === undefined) return false;
    const { first, last } = networkOf(network, prefix, family);
    return first <= address && address <= last;
  });
}
