import { mailRule } from "./mailRule.js";

export const dkimTags = mailRule("dkim", {
  id: "DK06",
  name: "dkim-tags",
  title: "A DKIM record permits SHA-256 signatures of mail.",
  why: "With h=sha1 alone, or s= for another service, every signature made today is refused.",
  fix: "Remove h= and s=, or set h=sha256 and s=email.",
  severity: "high",
  references: [
    { standard: "RFC 8301", section: "§3.1", strength: "satisfies" },
    { standard: "RFC 6376", section: "§3.6.1", strength: "satisfies" },
  ],
});
