import { omit } from "../spf/serviceIncludes.js";
import { AWS_REGION, returnPathAtSes } from "./sesReturnPath.js";
import type { SenderEntry } from "./sender.js";
import { readSigningKeys } from "./signingKeys.js";

/**
 * Resend, which sends through Amazon SES: a return path below the domain, and one key record.
 *
 * Source: Domain Connect template resend.com.mail, version 6; Resend documentation, "Managing domains".
 */
export const resend: SenderEntry = {
  name: "Resend",
  hosts: [],
  plan: (reader) => ({
    name: resend.name,
    omitted: omit("amazonses.com"),
    ...readSigningKeys(reader, "the DKIM record that Resend shows", { selector: "resend" }),
    returnPaths: [returnPathAtSes(reader.host("returnPath", "send"), reader.text("region", AWS_REGION))],
  }),
};
