import type { DKIMSignOptions } from "mailauth";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import type { SigningKey } from "./keyRing.js";
import { MAIL_KINDS, predict, type MailKind, type Prediction } from "./prediction.js";
import type { HowItSends } from "./howItSends.js";
import { slug, type ShopDomain } from "./shopDomains.js";
import { OUTSIDE, type StandIns } from "./standIns.js";

/** A message as a receiver gets it. */
export interface Message {
  readonly ip: string;
  readonly helo: string;
  /** The address in MAIL FROM (RFC 5321 §4.1.1.2). */
  readonly mailFrom: string;
  /** Header and body (RFC 5322). */
  readonly text: string;
}

/** A message for a sender of the catalogue. */
export interface Mail extends Message {
  readonly shop: ShopDomain;
  readonly sender: string;
  readonly kind: MailKind;
  readonly predicted: Prediction;
}

/** The subdomain that every shop has: its zone holds an address for it. */
export const EXISTING_HOST = "www";
export const MISSING_HOST = "pay";

interface Envelope {
  readonly ip: string;
  readonly mailFrom: string;
  readonly from: string;
  readonly sign?: Signature;
  /** What the message says when it arrives, where that is not what was signed. */
  readonly alteredBody?: string;
}

interface Signature {
  readonly domain: string;
  readonly selector: string;
  readonly key: SigningKey;
}

/** All messages for one sender of a domain, genuine and forged. */
export async function mailsOf(shop: ShopDomain, sends: HowItSends, standIns: StandIns): Promise<Mail[]> {
  const envelopes = envelopesOf(shop, sends, standIns);
  const kinds = Object.keys(MAIL_KINDS) as MailKind[];
  return Promise.all(
    kinds.map(async (kind): Promise<Mail> => {
      const { ip, mailFrom, from, ...content } = envelopes[kind];
      return {
        shop,
        sender: sends.sender,
        kind,
        ip,
        helo: `mx.${mailFrom}`,
        mailFrom: `bounce@${mailFrom}`,
        text: await write(from, content),
        predicted: predict(kind, shop, sends.sender, standIns.spfAt(mailFrom, shop)),
      };
    }),
  );
}

function envelopesOf(shop: ShopDomain, sends: HowItSends, standIns: StandIns): Record<MailKind, Envelope> {
  const { domain } = shop;
  const origin = standIns.originOf(sends);
  const mailFrom = sends.mailFrom ?? standIns.ownBounceDomain(sends);
  const lookalike = `${domain}.forger.example`;
  // One for each domain: a service sends in several ways, from addresses of their own.
  const neighbour = `customer.${slug(`${sends.sender} ${domain}`)}.service.example`;
  const [sign, second, ...others] = sends.signatures.map((signature): Signature => {
    return { ...signature, key: standIns.signingKey(signature, shop) };
  });
  if (!sign) throw new Error(`${sends.sender} signs nothing.`);
  const genuine: Envelope = { ip: origin.ip4, mailFrom, from: domain, sign };
  const forged: Envelope = { ip: OUTSIDE.forger, mailFrom: domain, from: domain };
  const existing = `${EXISTING_HOST}.${domain}`;
  const missing = `${MISSING_HOST}.${domain}`;
  return {
    direct: genuine,
    direct6: { ...genuine, ip: origin.ip6, sign: others.at(-1) ?? second ?? sign },
    forwarded: { ...genuine, ip: OUTSIDE.forwarder, sign: second ?? sign },
    signatureLost: { ip: origin.ip4, mailFrom, from: domain },
    unsigned: forged,
    wrongKey: { ...forged, sign: { ...sign, key: standIns.forgersKey } },
    altered: { ...genuine, ip: OUTSIDE.forger, alteredBody: "Please pay to another account." },
    lookalike: { ...forged, mailFrom: lookalike, sign: standIns.stranger(lookalike, `ip4:${OUTSIDE.forger}`) },
    neighbour: { ...genuine, mailFrom: neighbour, sign: standIns.stranger(neighbour, origin.terms) },
    existing: { ...forged, mailFrom: existing, from: existing },
    missing: { ...forged, mailFrom: missing, from: missing },
  };
}

/** A forged message without a signature. */
export async function unsignedMessage(from: string): Promise<Message> {
  return { ip: OUTSIDE.forger, helo: `mx.${from}`, mailFrom: `bounce@${from}`, text: await write(from, {}) };
}

async function write(from: string, { sign, alteredBody }: Pick<Envelope, "sign" | "alteredBody">): Promise<string> {
  const withBody = (body: string): string =>
    [
      `From: Shop <orders@${from}>`,
      "To: buyer@customer.example",
      "Subject: Your order",
      "Date: Tue, 24 Nov 2026 12:00:00 +0000",
      `Message-ID: <1@${from}>`,
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=us-ascii",
      "",
      body,
      "",
    ].join("\r\n");
  const message = withBody("Thank you for your order.");
  if (!sign) return message;
  const { domain, selector, key } = sign;
  // Its declaration lacks the list that the function takes.
  const options = { signatureData: [{ signingDomain: domain, selector, ...key }] };
  const { signatures, errors } = await dkimSign(message, options as unknown as DKIMSignOptions);
  if (signatures === "") throw new Error(`${selector}._domainkey.${domain}: not signed. ${JSON.stringify(errors)}`);
  return signatures + (alteredBody === undefined ? message : withBody(alteredBody));
}
