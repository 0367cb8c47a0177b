import type { SenderEntry } from "./sender.js";
import { hostOf } from "./shapes.js";
import { readSigningKeys } from "./signingKeys.js";

/** With Automatic Sender Security, Mailgun holds two keys and signs with one. */
const DELEGATED_SELECTORS = ["pdk1", "pdk2"];

/**
 * Mailgun: all its records stand at the sending domain, a name below the domain; so it aligns in relaxed mode only.
 *
 * Source: Mailgun documentation, "Domain verification", "DKIM security" and "Automatic Sender Security".
 */
export const mailgun: SenderEntry = {
  name: "Mailgun",
  hosts: ["mailgun.org", "dkim1.mailgun.com", "service.mailgun.com"],
  plan: (reader) => {
    const host = reader.host("host");
    const exchange = hostOf("a mail host of Mailgun", ["mailgun.org"]);
    const returnPath = {
      host,
      exchanges: reader.texts("exchanges", exchange, ["mxa.mailgun.org", "mxb.mailgun.org"]),
      include: "mailgun.org",
    };
    const isDelegated = reader.has("dkimTargets");
    if (isDelegated === (reader.has("dkimKey") || reader.has("dkimRotation"))) {
      reader.refuse(undefined, "Give dkimTargets with Automatic Sender Security, or dkimKey without it, not both.");
    }
    if (isDelegated) {
      const target = hostOf("a target that Mailgun shows", ["mailgun.com", "mailgun.org"]);
      const why = `Mailgun shows ${DELEGATED_SELECTORS.length}, for ${DELEGATED_SELECTORS.join(" and ")}.`;
      const targets = reader.laterList("dkimTargets", target, DELEGATED_SELECTORS.length, why);
      const dkim = targets.map((content, index) => {
        const selector = DELEGATED_SELECTORS[index] ?? "";
        return { label: `mailgun-${selector}`, selector, host, type: "CNAME" as const, content };
      });
      return { name: mailgun.name, dkim, returnPaths: [returnPath] };
    }
    const keys = readSigningKeys(reader, "the DKIM record that Mailgun shows");
    return { name: mailgun.name, ...keys, dkim: keys.dkim.map((key) => ({ ...key, host })), returnPaths: [returnPath] };
  },
};
