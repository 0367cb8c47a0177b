import { checkFederation } from "../../baseline/iam/checkFederation.js";
import { documentRule } from "./documentRule.js";

export const oidcTrust = documentRule(["trust"], checkFederation, {
  id: "IAM11",
  name: "iam-oidc-trust",
  title: "A role for OpenID Connect names the audience and the subject of the token exactly.",
  why: "With a wildcard every branch, every pull request or every repository of the provider, also a stranger's, takes the role on.",
  fix: "Demand aud and sub by StringEquals without wildcards; of GitHub, repository_id, repository_owner_id and environment do as well.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC02-BP04", strength: "partial" },
    { standard: "SLSA 1.0", section: "Build L3", strength: "supporting" },
  ],
});
