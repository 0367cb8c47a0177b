import { omit } from "../spf/serviceIncludes.js";
import type { SenderEntry } from "./sender.js";
import { readSigningKeys } from "./signingKeys.js";

/**
 * Mailjet: bounces go to `bnc3.mailjet.com` unless a return path below the domain is set up.
 *
 * Source: Mailjet documentation, "Authenticating domains with SPF and DKIM" and "Return-Path customization"; Domain
 * Connect template mailjet.com.domain-auth, whose include at the domain is left out, since it is never looked up there.
 */
export const mailjet: SenderEntry = {
  name: "Mailjet",
  hosts: ["bnc3.mailjet.com"],
  plan: (reader) => {
    const host = reader.has("returnPath") ? reader.host("returnPath") : undefined;
    return {
      name: mailjet.name,
      omitted: omit("spf.mailjet.com"),
      ...readSigningKeys(reader, "the DKIM record that Mailjet shows", { selector: "mailjet" }),
      ...(host === undefined ? {} : { returnPaths: [{ host, target: "bnc3.mailjet.com" }] }),
    };
  },
};
