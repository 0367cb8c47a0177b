import { formatNetwork, mergeRanges, toNetworks } from "./addressSet.js";
import { ADDRESS_BITS, networkOf, parseAddress, type AddressFamily, type AddressRange } from "./network.js";
import type { SpfMechanism, SpfQualifier, SpfTerm } from "./record.js";

/** The mechanism `ip4` or `ip6`. */
export type IpMechanism = Extract<SpfMechanism, { readonly kind: "ip4" | "ip6" }>;

/** Addresses of both families. */
export type Ranges = Readonly<Record<AddressFamily, readonly AddressRange[]>>;

/**
 * Whether a term is `ip4` or `ip6`.
 *
 * @param term a term
 */
export function isIpMechanism(term: SpfTerm): term is IpMechanism {
  return term.kind === "ip4" || term.kind === "ip6";
}

/**
 * The addresses of mechanisms of a parsed record.
 *
 * @param mechanisms in any order; they may overlap
 * @returns of each family the fewest ranges
 */
export function rangesOf(mechanisms: readonly IpMechanism[]): Ranges {
  const of = (family: AddressFamily): AddressRange[] => {
    const ranges = mechanisms
      .filter(({ kind }) => kind === `ip${family}`)
      .map(({ network, prefix }) =>
        networkOf(parseAddress(network, family) ?? 0n, prefix ?? ADDRESS_BITS[family], family),
      );
    return mergeRanges(ranges);
  };
  return { 4: of(4), 6: of(6) };
}

/**
 * The fewest mechanisms for some addresses.
 *
 * @param ranges the addresses
 * @param qualifier what a match means
 */
export function ipMechanisms(ranges: Ranges, qualifier: SpfQualifier): IpMechanism[] {
  return ([4, 6] as const).flatMap((family) =>
    toNetworks(ranges[family], family).map(({ network, prefix }): IpMechanism => {
      const isHost = prefix === ADDRESS_BITS[family];
      return { kind: `ip${family}`, qualifier, network, ...(isHost ? {} : { prefix }) };
    }),
  );
}

/**
 * Writes the networks of some addresses in CIDR notation.
 *
 * @param ranges the addresses
 */
export function networksIn(ranges: Ranges): string[] {
  return ([4, 6] as const).flatMap((family) =>
    toNetworks(ranges[family], family).map((network) => formatNetwork(network, family)),
  );
}
