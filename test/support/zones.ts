import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import type * as pulumi from "@pulumi/pulumi";
import { DnsProvider, Dnssec } from "../../index.js";

/** A zone of a program under test: signed, since the pack advises on every other. */
export function signedZone(
  provider: DnsProvider,
  domain: string,
  name = "zone",
): { provider: DnsProvider; id: pulumi.Output<string> } {
  const isCloudflare = provider === DnsProvider.Cloudflare;
  const id = isCloudflare
    ? new cloudflare.Zone(name, { account: { id: "a" }, name: domain }, { protect: true }).id
    : new aws.route53.Zone(name, { name: domain }).zoneId;
  new Dnssec(`${name}-signed`, { zone: { provider, id }, ...(isCloudflare ? {} : { accountId: "123456789012" }) });
  return { provider, id };
}

/** What the domain needs to receive mail. */
export function mailExchange({ provider, id }: ReturnType<typeof signedZone>, domain: string): void {
  const record = { zoneId: id, name: domain, type: "MX", ttl: 3600 };
  if (provider === DnsProvider.Cloudflare)
    new cloudflare.DnsRecord("exchange", { ...record, content: "smtp.google.com", priority: 1 });
  else new aws.route53.Record("exchange", { ...record, records: ["1 smtp.google.com"] });
}

/** Who may issue certificates for the domain, which the pack advises to say of every zone. */
export function issuers({ provider, id }: ReturnType<typeof signedZone>, domain: string): void {
  const record = { zoneId: id, name: domain, type: "CAA", ttl: 3600 };
  const name = `issuers-${domain}`;
  if (provider === DnsProvider.Cloudflare)
    new cloudflare.DnsRecord(name, { ...record, data: { flags: 0, tag: "issue", value: "amazon.com" } });
  else new aws.route53.Record(name, { ...record, records: ['0 issue "amazon.com"'] });
}
