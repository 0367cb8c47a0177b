import type { SenderEntry } from "./sender.js";
import { readSigningKeys } from "./signingKeys.js";

/**
 * Google Workspace: bounces go to the domain itself, so SPF at its name counts.
 *
 * Source: Google Workspace Admin Help, "Set up SPF" (support.google.com/a/answer/33786) and "Set up DKIM"
 * (support.google.com/a/answer/174124).
 */
export const google: SenderEntry = {
  name: "Google Workspace",
  hosts: [],
  plan: (reader) => ({
    name: google.name,
    include: "_spf.google.com",
    ...readSigningKeys(reader, "the DKIM public key of the Google admin console", { selector: "google" }),
  }),
};
