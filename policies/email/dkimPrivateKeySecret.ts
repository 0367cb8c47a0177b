import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { EMAIL_IDENTITY_TYPES, emailIdentity } from "../readers/emailIdentities.js";

export const dkimPrivateKeySecret: Rule = {
  id: "DK12",
  name: "dkim-private-key-secret",
  title: "A DKIM private key is a secret in the program.",
  why: "Otherwise it stands readable in the state and in every preview, and whoever reads either signs as the domain.",
  fix: "Give the key as a secret: config.requireSecret(…), or pulumi.secret(…) around it. Make a new pair if it was deployed.",
  severity: "critical",
  references: [
    { standard: "RFC 6376", section: "§8.3", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "3.6.1", strength: "supporting" },
  ],
  types: EMAIL_IDENTITY_TYPES,
  asksSecrets: true,
  checkResource(resource, verdict) {
    const { identity, hasPrivateKey, isKeySecret } = emailIdentity(resource);
    if (hasPrivateKey === false || isKeySecret) return;
    const subject = identity === UNKNOWN ? resource.name : identity;
    // A value that is not known yet reaches the pack without its mark.
    if (hasPrivateKey === UNKNOWN) {
      verdict.undetermined(
        `Whether the DKIM private key of ${subject} is a secret will be known only after the deploy.`,
      );
    } else if (isKeySecret === undefined) {
      verdict.undetermined(
        `The engine tells which values are secrets only to the policy secrets-seen at the level remediate, so nothing is known of the DKIM private key of ${subject}.`,
      );
    } else verdict.violation(`The DKIM private key of ${subject} is given in plain text. (RFC 6376 §8.3)`);
  },
};
