import * as pulumi from "@pulumi/pulumi";
import type { CnameArgs } from "storefront-baseline";

const config = new pulumi.Config();
const problems: string[] = [];

function value(key: string, shape: RegExp, what: string, otherwise = ""): string {
  const given = config.get(key) ?? otherwise;
  if (!shape.test(given)) problems.push(`${key} is ${given === "" ? "missing" : `"${given}"`}. Needed: ${what}.`);
  return given;
}

function list(key: string): string[] {
  const names = (config.get(key) ?? "").split(",").map((name) => name.trim());
  return names.filter((name) => name !== "");
}

/** Rows of host and target: a list in Pulumi.STACK.yaml, or the same as JSON text. */
function rows(key: string, what: string): CnameArgs[] {
  const given = config.get(key);
  try {
    const read: unknown = JSON.parse(given ?? "");
    if (Array.isArray(read) && read.length > 0 && read.every(isRow)) return read;
  } catch {
    // Told below, as any other text that is no list of rows.
  }
  problems.push(`${key} is ${given === undefined ? "missing" : "no such list"}. Needed: ${what}.`);
  return [];
}

function isRow(row: unknown): row is CnameArgs {
  const { host, target } = (row ?? {}) as Record<string, unknown>;
  return typeof host === "string" && typeof target === "string";
}

const HOST = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

export const domain = value("domain", HOST, "the shop's domain, for example fernwood.example");
export const accountId = value("cloudflareAccountId", /^[0-9a-f]{32}$/, "32 digits of hexadecimal");
export const googleDkimKey = value("googleDkimKey", /./, "the key that the Google admin console shows");
export const shopifyMailRows = rows(
  "shopifyMailRows",
  'the rows of Shopify\'s admin, as [{"host": "abc._domainkey", "target": "dkim1.….email.myshopify.com"}, …]',
);
export const parkedDomains = list("parkedDomains");

/** Klaviyo, where the newsletter goes through it: its proof of ownership, and the name servers of `send.` and the domain. */
export const klaviyoVerification = config.get("klaviyoVerification");
export const klaviyoNameServers = list("klaviyoNameServers");
if (klaviyoVerification !== undefined && klaviyoNameServers.length === 0) {
  problems.push(
    "klaviyoNameServers is missing. Needed: the name servers that Klaviyo shows, with commas between them.",
  );
}

if (problems.length > 0) {
  const stack = pulumi.getStack();
  throw new pulumi.RunError(
    `The configuration of the stack ${stack} is not complete. Write into Pulumi.${stack}.yaml, or with "pulumi config set KEY VALUE":\n  ` +
      problems.join("\n  "),
  );
}
