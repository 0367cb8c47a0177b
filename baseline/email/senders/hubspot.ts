import { omit } from "../spf/serviceIncludes.js";
import type { SenderEntry } from "./sender.js";
import { dashedTarget, textOf } from "./shapes.js";

/**
 * HubSpot with shared addresses: bounces go to its own domain, so only DKIM aligns. With a dedicated address HubSpot
 * shows other records: give those to `esp`.
 *
 * Source: HubSpot Knowledge Base, "Manage email authentication in HubSpot"; Domain Connect template
 * hubspot.com.hubspot-email-domain.
 */
export const hubspot: SenderEntry = {
  name: "HubSpot",
  hosts: ["hubspotemail.net"],
  plan: (reader) => {
    const portal = reader.text("portalId", textOf("the Hub ID", /^\d{1,12}$/, "digits, such as 1234567"));
    return {
      name: hubspot.name,
      omitted: omit("hubspotemail.net"),
      dkim: [
        { number: 1, letter: "a" },
        { number: 2, letter: "b" },
      ].map(({ number, letter }) => ({
        label: `hubspot-${number}`,
        selector: `hs${number}-${portal}`,
        type: "CNAME",
        content: reader.later(
          `hs${number}Target`,
          dashedTarget(
            `the target of hs${number} that HubSpot shows`,
            new RegExp(`^([a-z0-9-]+)\\.hs\\d{2}${letter}\\.dkim\\.hubspotemail\\.net$`),
            `shop-example.hs01${letter}.dkim.hubspotemail.net`,
          ),
        ),
      })),
    };
  },
};
