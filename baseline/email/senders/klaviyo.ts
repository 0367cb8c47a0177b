import { readCnames } from "./cnameRows.js";
import type { SenderEntry, SenderRecord } from "./sender.js";
import { hostOf, textOf } from "./shapes.js";

/** Klaviyo's own names, and SendGrid's, through which older sending domains go. */
const HOSTS = ["klaviyo.com", "klaviyodns.com", "klaviyomail.com", "sendgrid.net"];

/**
 * Klaviyo with a branded sending domain. With dynamic routing that name is delegated to Klaviyo by NS records: keys,
 * return path, and any DMARC record there are Klaviyo's. With static routing they are CNAMEs.
 *
 * Source: Klaviyo Help Center, "DNS and SPF setup troubleshooting" (50941715515675) and "Troubleshooting branded sending
 * domain issues" (4417768780827).
 */
export const klaviyo: SenderEntry = {
  name: "Klaviyo",
  hosts: ["klaviyodns.com", "klaviyomail.com"],
  plan: (reader) => {
    const code = textOf(
      "the verification text",
      /^klaviyo-site-verification=\w{4,40}$/,
      "klaviyo-site-verification=AbCdEf",
    );
    const records: SenderRecord<never>[] = [
      { label: "verification", type: "TXT", host: "", content: reader.text("verification", code) },
    ];
    if (reader.has("nameServers") === reader.has("cnames")) {
      reader.refuse(undefined, "Give nameServers for dynamic routing, or cnames for static routing, not both.");
    }
    if (!reader.has("nameServers")) {
      const { dkim, returnPaths } = readCnames(reader, "cnames", HOSTS);
      if (reader.has("cnames") && (dkim.length === 0 || returnPaths.length === 0)) {
        reader.refuse("cnames", "Give every CNAME row that Klaviyo shows: the sending domain and its keys.");
      }
      return { name: klaviyo.name, dkim, returnPaths, records };
    }
    const host = reader.host("sendingDomain");
    const servers = reader.texts(
      "nameServers",
      hostOf("a name server of Klaviyo", ["klaviyo.com", "klaviyodns.com"]),
      [],
    );
    const delegation = servers.map((content, index) => ({
      label: `ns-${index + 1}`,
      type: "NS" as const,
      host,
      content,
    }));
    return {
      name: klaviyo.name,
      dkim: [],
      signsBelow: host,
      returnPaths: [{ host }],
      records: [...records, ...delegation],
    };
  },
};
