import { Resolver } from "node:dns/promises";

/** A value of each type of DNS record that is asked for. */
export interface DnsValues {
  readonly A: string;
  readonly AAAA: string;
  readonly CAA: { readonly critical: boolean; readonly tag: string; readonly value: string };
  readonly CNAME: string;
  /** `exchange` is empty for the null MX (RFC 7505 §3). */
  readonly MX: { readonly preference: number; readonly exchange: string };
  readonly NS: string;
  /** The character-strings, whose characters stand for octets. */
  readonly TXT: readonly string[];
}

export type DnsType = keyof DnsValues;

/** What DNS says of a name and a type. */
export type DnsAnswer<T> =
  | { readonly state: "found"; readonly values: readonly T[] }
  /** `nodata`: the name exists, without a record of the type; `nxdomain`: the name does not exist (RFC 2308 §2). */
  | { readonly state: "nodata" | "nxdomain" }
  /** No answer: `SERVFAIL`, `REFUSED`, `timeout`, or another reason. */
  | { readonly state: "failed"; readonly reason: string };

/** Asks DNS. It never throws: a failure is an answer. */
export interface DnsResolver {
  query<K extends DnsType>(name: string, type: K): Promise<DnsAnswer<DnsValues[K]>>;
}

/** How DNS is asked. */
export interface ResolverOptions {
  /** Addresses of DNS servers, with `:port` where it is not 53. @default those of the system */
  readonly servers?: readonly string[];
  /** Milliseconds until the first try is given up; later ones get more. @default 3000 */
  readonly timeout?: number;
  /** How often each server is tried. @default 3 */
  readonly tries?: number;
}

const FAILURES: Readonly<Record<string, string>> = {
  ESERVFAIL: "SERVFAIL",
  EREFUSED: "REFUSED",
  EFORMERR: "FORMERR",
  ENOTIMP: "NOTIMP",
  ETIMEOUT: "timeout",
  ECONNREFUSED: "no server answers",
};

/**
 * A resolver that asks the network, each question once.
 *
 * @throws Error where a server's address is none
 */
export function liveResolver({ servers, timeout = 3000, tries = 3 }: ResolverOptions = {}): DnsResolver {
  const resolver = new Resolver({ timeout, tries });
  if (servers !== undefined) resolver.setServers(servers);
  const known = new Map<string, Promise<DnsAnswer<unknown>>>();
  return {
    query: <K extends DnsType>(name: string, type: K): Promise<DnsAnswer<DnsValues[K]>> => {
      const key = `${type} ${name}`;
      const answer = known.get(key) ?? ask(resolver, name, type);
      known.set(key, answer);
      return answer as Promise<DnsAnswer<DnsValues[K]>>;
    },
  };
}

async function ask(resolver: Resolver, name: string, type: DnsType): Promise<DnsAnswer<unknown>> {
  try {
    const values = await valuesOf(resolver, name, type);
    return values.length === 0 ? { state: "nodata" } : { state: "found", values };
  } catch (error) {
    const code = String((error as { readonly code?: unknown }).code);
    if (code === "ENODATA") return { state: "nodata" };
    // A malformed name is refused before it is asked: it cannot exist.
    if (code === "ENOTFOUND" || code === "EBADNAME") return { state: "nxdomain" };
    return { state: "failed", reason: FAILURES[code] ?? code };
  }
}

async function valuesOf(resolver: Resolver, name: string, type: DnsType): Promise<readonly DnsValues[DnsType][]> {
  switch (type) {
    case "A":
      return resolver.resolve4(name);
    case "AAAA":
      return resolver.resolve6(name);
    case "CNAME":
      return resolver.resolveCname(name);
    case "NS":
      return resolver.resolveNs(name);
    case "TXT":
      return resolver.resolveTxt(name);
    case "MX":
      return (await resolver.resolveMx(name))
        .map(({ priority, exchange }) => ({ preference: priority, exchange: exchange === "." ? "" : exchange }))
        .sort((one, other) => one.preference - other.preference);
    case "CAA":
      return (await resolver.resolveCaa(name)).flatMap(({ critical, ...properties }) =>
        Object.entries(properties).map(([tag, value]) => ({ critical: critical !== 0, tag, value: String(value) })),
      );
  }
}
