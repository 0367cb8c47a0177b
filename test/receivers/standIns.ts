import { parseDkimKey } from "../../baseline/email/dkim.js";
import { isSpf, parseSpf } from "../../baseline/email/spf/parse.js";
import type { KeyRing, SigningKey } from "./keyRing.js";
import { DELEGATED_SELECTOR, type HowItSends } from "./howItSends.js";
import { slug, type ShopDomain } from "./shopDomains.js";
import type { DnsRecord } from "./zoneFile.js";

/** Whom everybody else's mail comes from (RFC 5737). */
export const OUTSIDE = { forger: "203.0.113.9", forwarder: "203.0.113.50" } as const;
/** Ranges of a service from which none of the mail comes. */
const IDLE = "203.0.113.192/26";
const SERVICE_NETS = ["192.0.2", "198.51.100"] as const;
const BLOCKS_PER_NET = 32;

/** Where a service's mail comes from, in addresses reserved for documentation (RFC 5737, RFC 3849). */
export interface Origin {
  readonly ip4: string;
  readonly ip6: string;
  readonly terms: string;
}

/**
 * What everybody but the shop publishes. The real records of the services are neither reachable nor stable, so each has
 * a stand-in: SPF with documentation addresses behind as many look-ups as the catalogue counts, and DKIM keys of this run.
 */
export class StandIns {
  private readonly published = new Map<string, DnsRecord>();
  private readonly origins = new Map<string, Origin>();
  /** Zones that a shop has delegated to a service, by their names. */
  readonly delegated = new Map<string, readonly DnsRecord[]>();

  private readonly strangersKey: string;
  /** A key that no sender has published. */
  readonly forgersKey: SigningKey;

  constructor(private readonly ring: KeyRing) {
    this.strangersKey = ring.make();
    this.forgersKey = ring.privateKeyOf(this.strangersKey);
  }

  get records(): DnsRecord[] {
    return [...this.published.values()];
  }

  /** Publishes all that a domain's records point to. */
  serve({ records, senders }: ShopDomain): void {
    for (const { name, type, value } of records) {
      switch (type) {
        case "CNAME":
          if (name.includes("._domainkey.")) this.publishKey(value);
          else this.publishReturnPath(value);
          break;
        case "MX":
          this.publish(value.split(" ")[1] ?? "", "A", "192.0.2.250");
          break;
        case "TXT":
          if (isSpf(value)) this.publishIncludes(value, senders);
          break;
        case "NS":
          this.publish(value, "A", "127.0.0.1");
          this.publishDelegated(name);
          break;
        case "A":
        case "CAA":
          break;
      }
    }
  }

  /** Who decides from where a sender's mail may come. */
  originOf(sends: HowItSends): Origin {
    return this.origin(sends.authority ?? this.ownBounceDomain(sends));
  }

  /** A service that bounces neither to the shop's domain nor below it takes its own. */
  ownBounceDomain({ sender }: HowItSends): string {
    const domain = `bounces.${slug(sender)}.service.example`;
    this.publish(domain, "TXT", `v=spf1 ${this.origin(domain).terms} -all`);
    return domain;
  }

  /** A domain of somebody else, with SPF and DKIM in good order; and what to sign with. */
  stranger(domain: string, spfTerms: string): { domain: string; selector: string; key: SigningKey } {
    this.publish(domain, "TXT", `v=spf1 ${spfTerms} -all`);
    this.publish(`own._domainkey.${domain}`, "TXT", `v=DKIM1; k=rsa; p=${this.strangersKey}`);
    return { domain, selector: "own", key: this.forgersKey };
  }

  /** The private key to a selector, wherever its record lies. */
  signingKey({ domain, selector }: HowItSends["signatures"][number], { records }: ShopDomain): SigningKey {
    const name = `${selector}._domainkey.${domain}`;
    const own = this.everywhere(records).find((record) => record.name === name);
    const record = own?.type === "CNAME" ? this.published.get(`${own.value} TXT`) : own;
    const key = record && parseDkimKey(record.value);
    if (!key?.ok) throw new Error(`No key record stands at ${name}.`);
    return this.ring.privateKeyOf(key.value.p);
  }

  /** The SPF record that a receiver finds at a name, in the shop's zone or elsewhere. */
  spfAt(name: string, { records }: ShopDomain): string | undefined {
    const at = records.find((record) => record.name === name && record.type === "CNAME")?.value ?? name;
    const texts = this.everywhere(records).filter(({ name, type }) => name === at && type === "TXT");
    return texts.find(({ value }) => isSpf(value))?.value;
  }

  /** A zone's records, and those of everybody else. */
  everywhere(records: readonly DnsRecord[]): DnsRecord[] {
    return [...records, ...this.published.values(), ...[...this.delegated.values()].flat()];
  }

  private publish(name: string, type: DnsRecord["type"], value: string): void {
    this.published.set(`${name} ${type}`, { name, type, value });
  }

  private publishKey(name: string): void {
    if (this.published.has(`${name} TXT`)) return;
    this.publish(name, "TXT", `v=DKIM1; k=rsa; p=${this.ring.make()}`);
  }

  /** What a service publishes in a zone that is its own: a key, and the return path. */
  private publishDelegated(name: string): void {
    if (this.delegated.has(name)) return;
    this.delegated.set(name, [
      { name, type: "TXT", value: `v=spf1 ${this.origin(name).terms} -all` },
      { name: `${DELEGATED_SELECTOR}._domainkey.${name}`, type: "TXT", value: `v=DKIM1; k=rsa; p=${this.ring.make()}` },
    ]);
  }

  private publishReturnPath(host: string): void {
    this.publish(host, "TXT", `v=spf1 ${this.origin(host).terms} -all`);
    this.publish(host, "MX", `10 mx.${host}`);
    this.publish(`mx.${host}`, "A", "192.0.2.250");
  }

  private publishIncludes(spf: string, senders: readonly HowItSends[]): void {
    const read = parseSpf(spf);
    if (!read.ok) throw new Error(`The plan holds SPF that does not parse: ${spf}`);
    for (const term of read.value.terms) {
      if (term.kind !== "include") continue;
      const counted = senders.find(({ include }) => include?.domain === term.domain)?.include?.lookups;
      this.publishNested(term.domain, counted ?? 1);
    }
  }

  /** The addresses lie behind the last look-up, so that a receiver makes them all. */
  private publishNested(name: string, lookups: number): void {
    const { terms } = this.origin(name);
    const nested = Array.from({ length: lookups - 1 }, (_, index) => `_range${index + 1}.${name}`);
    nested.forEach((range, index) => {
      this.publish(range, "TXT", `v=spf1 ${index === nested.length - 1 ? terms : `ip4:${IDLE}`} ~all`);
    });
    const own = nested.length > 0 ? nested.map((range) => `include:${range}`).join(" ") : terms;
    this.publish(name, "TXT", `v=spf1 ${own} ~all`);
  }

  private origin(authority: string): Origin {
    const known = this.origins.get(authority);
    if (known) return known;
    const index = this.origins.size;
    const net = SERVICE_NETS[Math.floor(index / BLOCKS_PER_NET)];
    if (net === undefined) throw new Error("The documentation addresses do not suffice for so many services.");
    const block = (index % BLOCKS_PER_NET) * (256 / BLOCKS_PER_NET);
    const prefix6 = `2001:db8:${(index + 1).toString(16)}`;
    const origin = {
      ip4: `${net}.${block + 5}`,
      ip6: `${prefix6}::5`,
      terms: `ip4:${net}.${block}/29 ip6:${prefix6}::/48`,
    };
    this.origins.set(authority, origin);
    return origin;
  }
}
