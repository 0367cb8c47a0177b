import { checkKeyAge } from "../../baseline/email/dkimKeyAge.js";
import type { Rule } from "../framework/rule.js";
import { dkimTexts } from "../readers/dkimTexts.js";
import { mailRule, report } from "./mailRule.js";

/** The date stands in the note of the record or in its selector; of other keys nothing can be known. */
export const dkimKeyAge: Rule = {
  ...mailRule("dkim", {
    id: "DK09",
    name: "dkim-key-age",
    title: "A DKIM key whose record tells its date is at most 180 days old.",
    why: "The longer a key signs, the more people and backups have held its private half, and the more it is worth to break it.",
    fix: "Publish a new key at a new selector, sign with it, and revoke this one at least seven days later (EmailDomain: dkimRotation).",
    severity: "medium",
    references: [
      { standard: "M3AAWG DKIM Key Rotation", section: "Best Common Practices (2019)", strength: "satisfies" },
    ],
  }),
  checkStack(stack, verdict) {
    for (const { fqdn, text, resource } of stack.read(dkimTexts)) {
      for (const finding of checkKeyAge(fqdn, text, stack.settings.today)) report(verdict, finding, resource.urn);
    }
  },
};
