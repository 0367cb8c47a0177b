import { mapText } from "../deferred.js";
import { omit } from "../spf/serviceIncludes.js";
import type { SenderEntry } from "./sender.js";
import { hostOf, SELECTOR } from "./shapes.js";
import { readSigningKeys } from "./signingKeys.js";

/**
 * SendGrid, with automated security (CNAMEs, and SendGrid rotates) or without (MX, SPF and a key record here).
 *
 * Source: Twilio SendGrid documentation, "How to set up domain authentication"; Domain Connect templates
 * sendgrid.com.domain-auth and sendgrid.com.domain-auth-manual.
 */
export const sendgrid: SenderEntry = {
  name: "SendGrid",
  hosts: ["sendgrid.net"],
  plan: (reader) => {
    const host = reader.host("host");
    const shared = { name: sendgrid.name, omitted: omit("sendgrid.net") };
    const isAutomated = reader.has("target");
    if (isAutomated === (reader.has("dkimKey") || reader.has("dkimRotation"))) {
      reader.refuse(undefined, "Give target with automated security, or dkimKey without it, not both.");
    }
    if (!isAutomated) {
      return {
        ...shared,
        ...readSigningKeys(reader, "the DKIM record that SendGrid shows", { selector: "m1" }),
        returnPaths: [{ host, exchanges: ["mx.sendgrid.net"], include: "sendgrid.net" }],
      };
    }
    const account = hostOf("the target that SendGrid shows, such as u123.wl456.sendgrid.net", ["sendgrid.net"]);
    const target = reader.later("target", account);
    return {
      ...shared,
      dkim: reader.texts("selectors", SELECTOR, ["s1", "s2"]).map((selector) => ({
        label: `sendgrid-${selector}`,
        selector,
        type: "CNAME",
        content: mapText(target, (name) => `${selector}.domainkey.${name}`),
      })),
      returnPaths: [{ host, target }],
    };
  },
};
