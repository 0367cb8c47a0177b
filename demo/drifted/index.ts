import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import { candles, handMade, mistakes, outlet, together } from "./mistakes";

// `pulumi config set mistake lost-space` makes one mistake alone; `none` makes none.
const chosen = new pulumi.Config().get("mistake");
const names = chosen === undefined ? together : chosen === "none" ? [] : [chosen];

const records = handMade();
for (const name of names) {
  const mistake = mistakes[name];
  if (!mistake) throw new pulumi.RunError(`mistake: "${name}" is none of ${Object.keys(mistakes).join(", ")}`);
  mistake.make(records);
}

const accountId = "00000000000000000000000000000000";
const zone = new cloudflare.Zone("fernwood-candles", { account: { id: accountId }, name: candles }, { protect: true });
const outletZone = new aws.route53.Zone("fernwood-outlet", { name: outlet });
new cloudflare.ZoneDnssec("signed", { zoneId: zone.id, status: "active" });
new aws.route53.HostedZoneDnsSec("outlet-signed", { hostedZoneId: outletZone.zoneId });

for (const [tag, value] of Object.entries({ issue: "letsencrypt.org", issuevmc: "digicert.com" })) {
  const data = { flags: 0, tag, value };
  new cloudflare.DnsRecord(`caa-${tag}`, { zoneId: zone.id, name: candles, type: "CAA", ttl: 3600, data });
}

const files: pulumi.Resource[] = [];
for (const [key, { zone: at, name, type, content, priority, proxied, ignoreChanges }] of Object.entries(records)) {
  // The record that tells of a policy file changes after the file.
  const options = {
    ...(ignoreChanges && { ignoreChanges }),
    ...(name.startsWith("_mta-sts.") && { dependsOn: files }),
  };
  if (type === "FILE") {
    const script = new cloudflare.WorkersScript(key, {
      accountId,
      scriptName: key,
      mainModule: "worker.mjs",
      content: `export default { fetch: () => new Response(${JSON.stringify(content)}) };`,
    });
    files.push(script);
    new cloudflare.WorkersCustomDomain(key, { accountId, hostname: name, service: script.scriptName, zoneId: zone.id });
  } else if (at === "outlet") {
    new aws.route53.Record(key, { zoneId: outletZone.zoneId, name, type, ttl: 3600, records: [content] }, options);
  } else {
    new cloudflare.DnsRecord(
      key,
      {
        zoneId: zone.id,
        name,
        type,
        content,
        ttl: proxied ? 1 : 3600,
        ...(proxied && { proxied }),
        ...(priority && { priority }),
      },
      options,
    );
  }
}
