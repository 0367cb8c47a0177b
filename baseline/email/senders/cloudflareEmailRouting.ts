import type { SenderEntry } from "./sender.js";
import { readSigningKeys } from "./signingKeys.js";

/**
 * The selector at which every domain with Email Routing publishes one and the same key, since Cloudflare signs with one.
 */
export const CLOUDFLARE_SELECTOR = "cf2024-1";

/**
 * Cloudflare Email Routing, which forwards mail of the domain: bounces go to the domain itself. Its dashboard adds the
 * same SPF and DKIM records by itself; remove those, or SPF stands there twice.
 *
 * Source: Cloudflare documentation, Email Service, "Domain configuration" and "Email authentication".
 */
export const cloudflareEmailRouting: SenderEntry = {
  name: "Cloudflare Email Routing",
  hosts: [],
  plan: (reader) => ({
    name: cloudflareEmailRouting.name,
    include: "_spf.mx.cloudflare.net",
    ...readSigningKeys(reader, "the DKIM record that the Cloudflare dashboard shows", {
      selector: CLOUDFLARE_SELECTOR,
    }),
  }),
};
