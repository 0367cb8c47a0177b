import { buildSpf } from "./build.js";
import { spfReceiver, type ReceiverZone, type SpfQuestion } from "./evaluate.js";
import { isIpMechanism, rangesOf } from "./ipMechanism.js";
import { ALL_ADDRESSES, formatAddress, type AddressFamily } from "./network.js";
import { isMechanism, type SpfRecord } from "./record.js";
import { readTarget, targetsOf, type SpfZone } from "./zone.js";

/** Far beyond what receivers evaluate, so that a record above their limit is still compared by what it means. */
const NO_LIMITS = { terms: 1000, voids: 1000 };
/** More records are not read; a record that leads to more is no record to flatten. */
const MAX_RECORDS = 200;

/**
 * Looks for a client that two records of a domain treat differently.
 *
 * Between two neighbouring edges of their networks, all clients stand in the same networks; so the clients at the edges
 * stand for all. What is not known of DNS is taken once to match nobody and once to match everybody.
 *
 * @param one a parsed record
 * @param other the other
 * @param domain the domain whose records they are, in lower case without a trailing dot
 * @param zone what is known of the records behind them
 * @returns its address; `undefined` where there is none, which proves that the records are equal
 */
export function differingClient(one: SpfRecord, other: SpfRecord, domain: string, zone: SpfZone): string | undefined {
  const clients = edgesOf([one, other], domain, zone);
  for (const matches of [false, true]) {
    let client = "";
    const receivers = [one, other].map((record) =>
      spfReceiver(
        assume(zone, domain, record, matches, () => client),
        NO_LIMITS,
      ),
    );
    for (client of clients) {
      const question: SpfQuestion = { ip: client, sender: `postmaster@${domain}`, helo: domain };
      const [first, second] = receivers.map((receiver) => receiver(question).result);
      if (first !== second) return client;
    }
  }
  return undefined;
}

/** The zone with a record at the domain, and with an answer to everything that is not known. */
function assume(
  zone: SpfZone,
  domain: string,
  record: SpfRecord,
  matches: boolean,
  client: () => string,
): ReceiverZone {
  const text = [buildSpf(record)];
  return {
    txt: (name) => (name === domain ? text : (zone.txt(name) ?? [matches ? "v=spf1 +all" : "v=spf1 -all"])),
    addresses: (name, family) => zone.addresses(name, family) ?? (matches ? [client()] : []),
    mx: (name) => zone.mx(name) ?? (matches ? [name] : []),
  };
}

/** The clients at both sides of every edge of the networks in the records and in all behind them. */
function edgesOf(records: readonly SpfRecord[], domain: string, zone: SpfZone): string[] {
  const names = new Set<string>();
  const found = [...records];
  const follow = (record: SpfRecord, at: string): void => {
    for (const name of targetsOf(record, at)) {
      if (names.has(name) || names.size >= MAX_RECORDS) continue;
      names.add(name);
      const target = readTarget(zone, name);
      if (target.state !== "found") continue;
      found.push(target.record);
      follow(target.record, name);
    }
  };
  for (const record of records) follow(record, domain);
  const clients = new Set<string>();
  const add = (address: bigint, family: AddressFamily): void => {
    const { first, last } = ALL_ADDRESSES[family];
    if (first <= address && address <= last) clients.add(formatAddress(address, family));
  };
  for (const { terms } of found) {
    for (const term of terms.filter(isMechanism)) {
      if (!isIpMechanism(term)) continue;
      // Mechanism by mechanism: merged ranges would have fewer edges.
      const ranges = rangesOf([term]);
      for (const family of [4, 6] as const) {
        for (const { first, last } of ranges[family]) {
          for (const address of [first - 1n, first, last, last + 1n]) add(address, family);
        }
      }
    }
  }
  // Where no network stands, one client of each family stands for all.
  add(0n, 4);
  add(0n, 6);
  return [...clients];
}
