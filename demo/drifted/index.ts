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

const zone = new cloudflare.Zone("fernwood-candles", {
  account: { id: "00000000000000000000000000000000" },
  name: candles,
});
const outletZone = new aws.route53.Zone("fernwood-outlet", { name: outlet });
new cloudflare.ZoneDnssec("signed", { zoneId: zone.id, status: "active" });
new aws.route53.HostedZoneDnsSec("outlet-signed", { hostedZoneId: outletZone.zoneId });

for (const [key, { zone: at, name, type, content, priority, proxied, ignoreChanges }] of Object.entries(records)) {
  const options = ignoreChanges ? { ignoreChanges } : {};
  if (at === "outlet") {
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
