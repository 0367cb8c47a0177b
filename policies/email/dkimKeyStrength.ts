import { mailRule } from "./mailRule.js";

export const dkimKeyStrength = mailRule("dkim", {
  id: "DK01",
  name: "dkim-key-strength",
  title: "A DKIM key is RSA with 2048 to 4096 bits, or Ed25519.",
  why: "Keys below 1024 bits are refused by receivers and 1024 bits are within reach of an attacker, who can then sign as the domain; receivers need not verify more than 4096.",
  fix: "Have the sender make a 2048-bit key, publish it at a new selector, and remove this one.",
  severity: "high",
  references: [
    { standard: "RFC 8301", section: "§3.2", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
