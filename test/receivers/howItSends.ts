import type { Output } from "@pulumi/pulumi";
import type { Sender } from "../../baseline/email/senders.js";

/** How a sender of the catalogue sends for a domain: all that the messages and stand-ins need to know of it. */
export interface HowItSends {
  readonly sender: string;
  /** The domain in MAIL FROM; the service's own where absent. */
  readonly mailFrom?: string;
  /** The name at which the service says from where its mail comes; absent where it is that own domain. */
  readonly authority?: string;
  /** What it signs with: the tags `d` and `s` of DKIM (RFC 6376 §3.5). */
  readonly signatures: readonly { readonly domain: string; readonly selector: string }[];
  /** Its include at the domain's own name, and the look-ups that the catalogue counts for it. */
  readonly include?: { readonly domain: string; readonly lookups: number };
}

/** @throws Error where a selector is not known, or where there is none */
export function howItSends(
  { name, include, lookups, dkim, returnPath }: Sender<Output<string>>,
  domain: string,
): HowItSends {
  if (dkim.length === 0) throw new Error(`${name} has no DKIM key, so there is nothing to sign with.`);
  const mailFrom = returnPath ? `${returnPath.host}.${domain}` : include === undefined ? undefined : domain;
  const authority = returnPath?.target ?? returnPath?.include ?? include;
  return {
    sender: name,
    signatures: dkim.map(({ selector }) => {
      if (typeof selector !== "string") throw new Error(`${name} has a selector that is not known.`);
      return { domain, selector };
    }),
    ...(mailFrom === undefined ? {} : { mailFrom }),
    ...(authority === undefined ? {} : { authority }),
    ...(include === undefined ? {} : { include: { domain: include, lookups: lookups ?? 1 } }),
  };
}
