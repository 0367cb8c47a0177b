import type { Output } from "@pulumi/pulumi";
import type { Sender } from "../../baseline/email/senders/sender.js";
import { KNOWN_LOOKUPS } from "../../baseline/email/spf/knownLookups.js";

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

/** The selector at which a service publishes its key in a zone that is delegated to it. */
export const DELEGATED_SELECTOR = "own";

/** @throws Error where a selector is not known, or where there is none */
export function howItSends(sender: Sender<Output<string>>, domain: string): HowItSends {
  const { name, include, returnPaths = [], rotation = [] } = sender;
  const [path] = returnPaths;
  const mailFrom = path ? `${path.host}.${domain}` : include === undefined ? undefined : domain;
  // Without a target and an include, the return path lies in a zone of the service.
  const authority = path ? (path.target ?? path.include ?? mailFrom) : include;
  if (authority !== undefined && typeof authority !== "string") throw new Error(`${name} has an unknown return path.`);
  const signatures = signaturesOf(sender, domain).filter(({ selector }) => {
    const state = rotation.find((key) => key.selector === selector)?.state;
    return state === undefined || state === "current";
  });
  if (signatures.length === 0) throw new Error(`${name} has no DKIM key, so there is nothing to sign with.`);
  return {
    sender: name,
    signatures,
    ...(mailFrom === undefined ? {} : { mailFrom }),
    ...(authority === undefined ? {} : { authority }),
    ...(include === undefined
      ? {}
      : { include: { domain: include, lookups: sender.lookups ?? KNOWN_LOOKUPS.get(include) ?? 1 } }),
  };
}

function signaturesOf({ name, dkim, signsBelow }: Sender<Output<string>>, domain: string): HowItSends["signatures"] {
  const own = dkim.map(({ selector, host }) => {
    if (typeof selector !== "string") throw new Error(`${name} has a selector that is not known.`);
    return { domain: host === undefined ? domain : `${host}.${domain}`, selector };
  });
  return signsBelow === undefined ? own : [...own, { domain: `${signsBelow}.${domain}`, selector: DELEGATED_SELECTOR }];
}
