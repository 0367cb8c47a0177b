/** A subject that rules share. The letters of their ids name it. */
export interface Topic {
  /** For example `SPF`: what stands before the digits of an id. */
  readonly letters: string;
  readonly name: string;
  /** What an attacker reaches, or what is lost, where its rules are broken. */
  readonly threat: string;
}

/** The topics, in the order of the rules. */
export const TOPICS: readonly Topic[] = [
  { letters: "SPF", name: "SPF", threat: "Strangers send mail as the shop, or the shop's own mail is refused." },
  { letters: "DK", name: "DKIM", threat: "Strangers sign mail as the shop, or its own signatures fail." },
  { letters: "DM", name: "DMARC", threat: "Forged mail of the brand is delivered." },
  { letters: "STS", name: "MTA-STS", threat: "Mail to the shop is read or redirected on its way." },
  { letters: "RPT", name: "TLS reports", threat: "Nobody learns that mail to the shop fails, or is intercepted." },
  { letters: "SES", name: "Amazon SES", threat: "Mail to customers is read on its way." },
  { letters: "MX", name: "MX", threat: "Mail to the shop is lost, or goes to somebody else." },
  { letters: "PK", name: "Parked domains", threat: "A domain without mail is used to forge it." },
  { letters: "BI", name: "BIMI", threat: "The brand's indicator is not shown, or cannot be trusted." },
  { letters: "CAA", name: "CAA", threat: "Somebody else gets a certificate for the shop's name." },
  { letters: "DS", name: "DNSSEC", threat: "Forged DNS answers lead customers and mail astray." },
  { letters: "DNS", name: "DNS records", threat: "A protecting record does not answer as it is written." },
  { letters: "ALM", name: "Alarms", threat: "Nobody hears in time that the shop's mail no longer arrives." },
  { letters: "IAM", name: "Access", threat: "An intruder becomes the administrator of the account." },
  { letters: "BKP", name: "Backups", threat: "Data is destroyed, and cannot be restored." },
  { letters: "ENC", name: "Encryption and exposure", threat: "Customers' data is read by strangers." },
  { letters: "EDGE", name: "Cloudflare's edge", threat: "Customers' requests are read, changed, or guessed at." },
  { letters: "BYP", name: "Bypasses", threat: "A later change takes the protection away, unseen by the pack." },
];

/**
 * The topic of a rule.
 *
 * @param id for example `SPF07`
 * @throws Error where the letters of the id name none
 */
export function topicOf(id: string): Topic {
  const letters = id.replace(/[0-9]+$/, "");
  const topic = TOPICS.find((one) => one.letters === letters);
  if (!topic) throw new Error(`The id ${id} begins with letters that name no topic of policies/topics.ts.`);
  return topic;
}
