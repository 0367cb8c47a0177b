import { omit } from "../spf/serviceIncludes.js";
import type { SenderEntry } from "./sender.js";
import { textOf } from "./shapes.js";

/**
 * Mailchimp: bounces go to its own domain, so only DKIM aligns.
 *
 * Source: Mailchimp Help Center, "Set up email domain authentication"; Domain Connect template mailchimp.com.email-signing.
 */
export const mailchimp: SenderEntry = {
  name: "Mailchimp",
  hosts: ["mcsv.net"],
  plan: (reader) => {
    const selector = textOf("a selector that Mailchimp shows", /^k[1-9]$/, "k1 to k9");
    const selectors = reader.texts("selectors", selector, ["k2", "k3"]);
    return {
      name: mailchimp.name,
      omitted: omit("servers.mcsv.net"),
      dkim: selectors.map((text) => ({
        label: `mailchimp-${text}`,
        selector: text,
        type: "CNAME",
        // The first selector came before there were several.
        content: text === "k1" ? "dkim.mcsv.net" : `dkim${text.slice(1)}.mcsv.net`,
      })),
    };
  },
};
