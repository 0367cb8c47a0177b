import { omit } from "../spf/serviceIncludes.js";
import type { SenderEntry } from "./sender.js";
import { readSigningKeys } from "./signingKeys.js";

/**
 * Postmark: a key record whose selector names its date, and a return path.
 *
 * Source: Postmark Support, "How do I verify a domain?" and "How do I set up a custom Return-Path?".
 */
export const postmark: SenderEntry = {
  name: "Postmark",
  hosts: ["mtasv.net"],
  plan: (reader) => ({
    name: postmark.name,
    omitted: omit("spf.mtasv.net"),
    ...readSigningKeys(reader, "the DKIM record that Postmark shows"),
    returnPaths: [{ host: reader.host("returnPath", "pm-bounces"), target: "pm.mtasv.net" }],
  }),
};
