import { mailRule } from "./mailRule.js";

export const dkimEd25519Form = mailRule("dkim", {
  id: "DK02",
  name: "dkim-ed25519-form",
  title: "An Ed25519 DKIM key is the 32 octets of the key itself.",
  why: "Strict verifiers do not accept the longer SubjectPublicKeyInfo form: signatures fail.",
  fix: "Publish the base64 of the raw 32 octets.",
  severity: "high",
  references: [{ standard: "RFC 8463", section: "§4", strength: "satisfies" }],
});
