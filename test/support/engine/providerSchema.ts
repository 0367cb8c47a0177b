import schema from "../../../plugin/schema.json";

const any = { $ref: "pulumi.json#/Any" };
const text = { type: "string" };

/** What programs of other languages than TypeScript write, whose hosts look every type and property up. */
const written: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  "cloudflare:index/zone:Zone": { account: any, name: text },
  "cloudflare:index/dnsRecord:DnsRecord": {
    zoneId: text,
    name: text,
    type: text,
    content: text,
    priority: { type: "number" },
    ttl: { type: "number" },
  },
  "aws:sesv2/emailIdentity:EmailIdentity": {
    emailIdentity: text,
    arn: text,
    dkimSigningAttributes: { $ref: "#/types/aws:sesv2/DkimSigningAttributes:DkimSigningAttributes" },
  },
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": {
    emailIdentity: text,
    mailFromDomain: text,
    behaviorOnMxFailure: text,
  },
};
const types: Readonly<Record<string, object>> = {
  "aws:sesv2/DkimSigningAttributes:DkimSigningAttributes": {
    type: "object",
    properties: { tokens: { type: "array", items: text } },
  },
};

/**
 * The schema that a double gives: the types that the components' own schema refers to, and those that test programs
 * write.
 */
export function providerSchema(name: string, version: string): object {
  const referred = [...JSON.stringify(schema).matchAll(/"\/(\w+)\/v[\d.]+\/schema\.json#\/resources\/([^"]+)"/g)]
    .filter(([, owner]) => owner === name)
    .map(([, , token]): [string, object] => [decodeURIComponent(token ?? ""), {}]);
  const own = Object.entries(written).map(([token, properties]): [string, object] => [
    token,
    { inputProperties: properties, properties },
  ]);
  const ofPackage = <T>(entries: [string, T][]): Record<string, T> =>
    Object.fromEntries(entries.filter(([token]) => token.startsWith(`${name}:`)));
  return {
    name,
    version,
    resources: ofPackage([...referred, ...own]),
    types: ofPackage(Object.entries(types)),
  };
}
