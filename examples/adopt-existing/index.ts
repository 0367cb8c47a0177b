import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";

// A shop as it grew: put your own program in its place, and keep policy/ and exempt.mjs.
const domain = "fernwood-legacy.example";
const zone = new cloudflare.Zone(
  "shop",
  { account: { id: "00000000000000000000000000000000" }, name: domain },
  { protect: true },
);
const record = { zoneId: zone.id, ttl: 3600 };

new cloudflare.DnsRecord("mx", { ...record, name: domain, type: "MX", content: "smtp.google.com", priority: 1 });
new cloudflare.DnsRecord("spf", {
  ...record,
  name: domain,
  type: "TXT",
  content: '"v=spf1 include:_spf.google.com ~all"',
});
// The help desk's key, of 2014.
new cloudflare.DnsRecord("help-desk-key", {
  ...record,
  name: `help._domainkey.${domain}`,
  type: "TXT",
  content:
    '"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC3KfM82ePLMc0HTKEY7x0bpnV77eYN6dlczIevQQa5VrnzU3hs6fVrWHRWZMBCHgw7FulSxlEHI7SCAlLXz83GgVGdJp4hWBFVJeTL7vPm9x45bGHXHAm8F2Pn/RxGu19CWUllUE3pr94tFci2ufdehyWo+NisNrgIsiYYXpEnmQIDAQAB"',
});
// "Only until the newsletter arrives again."
new cloudflare.DnsRecord("dmarc", {
  ...record,
  name: `_dmarc.${domain}`,
  type: "TXT",
  content: `"v=DMARC1; p=none; rua=mailto:dmarc@${domain}"`,
});

const orders = new aws.dynamodb.Table("orders", {
  name: "orders",
  billingMode: "PAY_PER_REQUEST",
  hashKey: "id",
  attributes: [{ name: "id", type: "S" }],
});

const role = new aws.iam.Role("order-service", {
  name: "order-service",
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
  },
});
new aws.iam.RolePolicy("order-service", {
  role: role.name,
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "dynamodb:*", Resource: "*" }],
  },
});

export const ordersTable = orders.name;
