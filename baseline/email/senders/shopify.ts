import { omit } from "../spf/serviceIncludes.js";
import { readCnames } from "./cnameRows.js";
import type { SenderEntry } from "./sender.js";

/** Fewer do not make one way of sending: two keys and a return path. */
const FEWEST_ROWS = 3;

/**
 * Shopify, which sends in two ways: each has keys and a return path, and one of them signs below the domain, so that
 * it aligns in relaxed mode only. All names and targets are the shop's own.
 *
 * Source: Shopify Help Center, "Authenticating your sender email"; Domain Connect template shopify.com.email.
 */
export const shopify: SenderEntry = {
  name: "Shopify",
  hosts: ["email.myshopify.com"],
  plan: (reader) => {
    const { dkim, returnPaths } = readCnames(reader, "cnames", ["email.myshopify.com"]);
    if (dkim.length + returnPaths.length < FEWEST_ROWS || dkim.length === 0 || returnPaths.length === 0) {
      const found = `${dkim.length} rows with _domainkey and ${returnPaths.length} without`;
      reader.refuse("cnames", `It has ${found}. Give every CNAME row that Shopify shows for the domain.`);
    }
    return { name: shopify.name, omitted: omit("shops.shopify.com"), dkim, returnPaths };
  },
};
