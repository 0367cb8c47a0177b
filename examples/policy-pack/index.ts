import { createPack } from "storefront-baseline/policies";
import { exemptions } from "./exemptions";
import { bucketNames } from "./rules/bucketNames";

createPack({
  // Its name on the policy server, and in every message.
  name: "shop-policies",
  // baseline, pci, strict, gmail-bulk, yahoo, outlook, remediate or audit.
  preset: "pci",
  // Single rules over the preset: here what is public is closed instead of refused.
  levels: { "encryption-public-access": "remediate" },
  exemptions,
  rules: [bucketNames("fernwood-")],
});
