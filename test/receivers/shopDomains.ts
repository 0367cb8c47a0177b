import type { Output } from "@pulumi/pulumi";
import type { Text } from "../../baseline/email/deferred.js";
import { planEmailDomain, type EmailDomainPlan, type PlannedRecord } from "../../baseline/email/emailPlan.js";
import type { Sender } from "../../baseline/email/senders/sender.js";
import { readSenders } from "../../components/email/readSenders.js";
import { DmarcPolicy, google, type SenderArgs } from "../../index.js";
import { EXAMPLE_DAY, SENDER_EXAMPLES, senderExamples, type SenderExample } from "../support/senderExamples.js";
import { howItSends, type HowItSends } from "./howItSends.js";
import type { KeyRing } from "./keyRing.js";
import type { DnsRecord } from "./zoneFile.js";

/** How a zone says that a name does not exist. */
export const Denial = {
  /** NXDOMAIN, as unsigned zones do. */
  Plain: "NXDOMAIN",
  /** NOERROR with a signed proof that the name has nothing of the type (RFC 9824), as Cloudflare and Route 53 do. */
  Compact: "compact denial",
} as const;
export type Denial = (typeof Denial)[keyof typeof Denial];

/** The top-level domains, both reserved for such use (RFC 2606), tell the two kinds of zone apart. */
const TOP_LEVEL: Readonly<Record<Denial, string>> = { [Denial.Plain]: "example", [Denial.Compact]: "test" };

const GOOGLE: Pick<SenderExample, "make"> = {
  make: ({ key }) => google({ dkimKey: key() }),
};

type PlannedSender = Sender<Output<string>>;

/** A domain of a shop, with all that the component plans for it. */
export interface ShopDomain {
  readonly domain: string;
  readonly denial: Denial;
  readonly policy: DmarcPolicy;
  readonly senders: readonly HowItSends[];
  /** The same senders, as the catalogue has them. */
  readonly catalogued: readonly PlannedSender[];
  readonly plan: EmailDomainPlan<Output<string>>;
  readonly records: readonly DnsRecord[];
}

/**
 * One domain for each example of the catalogue, the shop's own with as many senders as go together, and two with a
 * weaker policy; each of them in both kinds of zone.
 */
export function shopDomains(ring: KeyRing): ShopDomain[] {
  return Object.values(Denial).flatMap((denial) => {
    const read = (label: string, examples: readonly Pick<SenderExample, "make">[]): PlannedSender[] => {
      const domain = domainName(label, denial);
      const args = examples.map(({ make }) => make({ domain, key: (type) => ring.make(type) }));
      return readAll(args, domain);
    };
    const firstWays = Object.values(SENDER_EXAMPLES).flatMap((ways) => {
      const [make] = Object.values(ways);
      return make === undefined ? [] : { make };
    });
    const ofPolicy = (policy: DmarcPolicy): ShopDomain => {
      const label = `shop-${policy}`;
      return shopDomain(label, denial, read(label, [GOOGLE]), policy);
    };
    return [
      ...senderExamples.map(({ title, ...example }) => shopDomain(slug(title), denial, read(slug(title), [example]))),
      shopDomain("shop", denial, sendersTogether(read("shop", firstWays), domainName("shop", denial))),
      ...[DmarcPolicy.Quarantine, DmarcPolicy.None].map(ofPolicy),
    ];
  });
}

function readAll(args: readonly SenderArgs[], domain: string): PlannedSender[] {
  const { senders, problems } = readSenders(args, { domain, today: EXAMPLE_DAY });
  if (problems.length > 0) throw new Error(problems.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  return senders;
}

/** A name as it is called in both kinds of zone. */
export function domainName(label: string, denial: Denial): string {
  return `${label}.${TOP_LEVEL[denial]}`;
}

export function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** Not all of a large catalogue fit into one domain: ten look-ups are allowed, and some claim the same name. */
function sendersTogether(senders: readonly PlannedSender[], domain: string): PlannedSender[] {
  return senders.reduce<PlannedSender[]>((together, sender) => {
    const more = [...together, sender];
    return plan(domain, more, DmarcPolicy.Reject).problems.length === 0 ? more : together;
  }, []);
}

function shopDomain(
  label: string,
  denial: Denial,
  senders: readonly PlannedSender[],
  policy: DmarcPolicy = DmarcPolicy.Reject,
): ShopDomain {
  const domain = domainName(label, denial);
  const planned = plan(domain, senders, policy);
  if (planned.problems.length > 0) {
    throw new Error(`${domain}: ${planned.problems.map(({ reason }) => reason).join(" ")}`);
  }
  return {
    domain,
    denial,
    policy,
    senders: senders.map((sender) => howItSends(sender, domain)),
    catalogued: senders,
    plan: planned,
    records: planned.records.map(toDnsRecord),
  };
}

function plan(domain: string, senders: readonly PlannedSender[], policy: DmarcPolicy): EmailDomainPlan<Output<string>> {
  return planEmailDomain({
    domain,
    senders,
    policy,
    subdomainPolicy: policy,
    reportTo: [`dmarc@${domain}`],
    otherTexts: ["site-verification=0123456789abcdef"],
  });
}

function toDnsRecord({ type, name, content, preference }: PlannedRecord<Output<string>>): DnsRecord {
  const text = known(content);
  return { name: known(name), type, value: type === "MX" ? `${preference ?? 0} ${text}` : text };
}

function known(text: Text<Output<string>>): string {
  if (typeof text !== "string")
    throw new Error("Every text must be known here: test/support/senderExamples.ts gives no outputs.");
  return text;
}
