import { MIN_BITS } from "../../baseline/email/dkim.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { asText, at } from "../readers/blocks.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { EMAIL_IDENTITY_TYPES } from "../readers/emailIdentities.js";
import { purposeOfName } from "../readers/mailRecords.js";
import { stackDns } from "../readers/zones.js";
import { mailRule } from "./mailRule.js";

/** A key pair of the program's own. */
const KEY_PAIR = "tls:index/privateKey:PrivateKey";

const ofRecords = mailRule("dkim", {
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

export const dkimKeyStrength: Rule = {
  ...ofRecords,
  types: [...DNS_RECORD_TYPES, ...EMAIL_IDENTITY_TYPES],
  /** Of Easy DKIM the key stands in Amazon's own zone: how long the next one will be, the identity says. */
  checkResource(resource, verdict, settings) {
    if (!EMAIL_IDENTITY_TYPES.includes(resource.type)) return ofRecords.checkResource?.(resource, verdict, settings);
    const length = asText(at(resource.whole("dkimSigningAttributes"), "nextSigningKeyLength"));
    if (length === UNKNOWN) verdict.undetermined("How long its key will be is known only after the deploy.");
    if (length !== "RSA_1024_BIT") return;
    verdict.violation(
      `${resource.name} has Amazon SES sign with 1024 bits; signers should use at least ${MIN_BITS}. (RFC 8301 §3.2)`,
      { fix: "Set dkimSigningAttributes.nextSigningKeyLength to RSA_2048_BIT, or leave it out: that is the default." },
    );
  },
  /** At a first preview the key is not made yet, so that its record shows nothing: the pair says how long it will be. */
  checkStack(stack, verdict) {
    const records = stack
      .read(stackDns)
      .records.filter(({ fqdn }) => fqdn !== UNKNOWN && purposeOfName(fqdn) === "dkim")
      .map(({ resource }) => resource);
    const users = [...records, ...stack.ofTypes(EMAIL_IDENTITY_TYPES)];
    const used = new Set(users.flatMap(({ sources }) => [...sources.values()].flat()));
    for (const pair of stack.ofTypes([KEY_PAIR])) {
      const bits = pair.property("rsaBits");
      if (!used.has(pair.urn) || typeof bits !== "number" || bits >= MIN_BITS) continue;
      if (pair.text("algorithm") !== "RSA") continue;
      verdict.violation(
        `${pair.name} makes an RSA key of ${bits} bits for DKIM; signers should use at least ${MIN_BITS}. (RFC 8301 §3.2)`,
        { urn: pair.urn, fix: `Set rsaBits to ${MIN_BITS}, and publish the new key at a new selector.` },
      );
    }
  },
};
