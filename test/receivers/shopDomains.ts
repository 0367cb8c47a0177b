import type { Output } from "@pulumi/pulumi";
import {
  planEmailDomain,
  type EmailDomainPlan,
  type PlannedRecord,
  type Text,
} from "../../baseline/email/emailPlan.js";
import type { Sender } from "../../baseline/email/senders.js";
import { readSenders } from "../../components/email/readSenders.js";
import { DmarcPolicy, type SenderArgs } from "../../index.js";
import { howItSends, type HowItSends } from "./howItSends.js";
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

type PlannedSender = Sender<Output<string>>;

/** A domain of a shop, with all that the component plans for it. */
export interface ShopDomain {
  readonly domain: string;
  readonly denial: Denial;
  readonly policy: DmarcPolicy;
  readonly senders: readonly HowItSends[];
  readonly plan: EmailDomainPlan<Output<string>>;
  readonly records: readonly DnsRecord[];
}

/**
 * One domain for each sender, the shop's own with as many of them as go together, and two with a weaker policy; each of
 * them in both kinds of zone.
 */
export function shopDomains(catalogue: readonly SenderArgs[]): ShopDomain[] {
  const { senders, problems } = readSenders(catalogue);
  if (problems.length > 0) throw new Error(problems.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  return Object.values(Denial).flatMap((denial) => [
    ...senders.map((sender) => shopDomain(slug(sender.name), denial, [sender])),
    shopDomain("shop", denial, sendersTogether(senders)),
    ...[DmarcPolicy.Quarantine, DmarcPolicy.None].map((policy) =>
      shopDomain(`shop-${policy}`, denial, senders.slice(0, 1), policy),
    ),
  ]);
}

/** A name as it is called in both kinds of zone. */
export function domainName(label: string, denial: Denial): string {
  return `${label}.${TOP_LEVEL[denial]}`;
}

export function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** Not all of a large catalogue fit into one domain: ten look-ups are allowed, and some claim the same name. */
function sendersTogether(senders: readonly PlannedSender[]): PlannedSender[] {
  return senders.reduce<PlannedSender[]>((together, sender) => {
    const more = [...together, sender];
    return plan("shop.example", more, DmarcPolicy.Reject).problems.length === 0 ? more : together;
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
    throw new Error("Every text must be known here: test/receivers/catalogue.ts gives no outputs.");
  return text;
}
