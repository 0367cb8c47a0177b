import { mailRule } from "./mailRule.js";

export const dkimKeyReadable = mailRule("dkim", {
  id: "DK03",
  name: "dkim-key-readable",
  title: "The p= tag of a DKIM record is base64 of a public key.",
  why: "Receivers that cannot decode the key treat mail as unsigned; a private key published by mistake lets anyone sign.",
  fix: "Publish the base64 of the public key's DER, without PEM lines, quotes or backslashes.",
  severity: "high",
  references: [{ standard: "RFC 6376", section: "§3.6.1", strength: "satisfies" }],
});
