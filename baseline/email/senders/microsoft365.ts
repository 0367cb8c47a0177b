import { mapText, type Text } from "../deferred.js";
import type { SenderEntry } from "./sender.js";
import { dashedTarget, type Shape } from "./shapes.js";

/** Seconds: with less, Microsoft warns, its DKIM look-ups may end in a temporary error. */
export const MICROSOFT_MINIMUM_TTL = 3600;

/** Tenants of the world-wide service, of the US government's and of the one in China. */
const TENANT = String.raw`[a-z0-9-]+\.(?:onmicrosoft\.(?:com|us)|partner\.onmschina\.cn)`;
/** The form of domains added since May 2025. The partition is assigned to each domain, and cannot be derived. */
const PARTITION = String.raw`[a-z0-9-]+\.[a-z0-9]{1,8}-v\d\.dkim\.mail\.microsoft`;

/**
 * Microsoft 365: bounces go to the domain itself. Both keys are CNAMEs, of which one signs, so both are needed when
 * Microsoft rotates.
 *
 * Source: Microsoft Defender for Office 365 documentation, "How to use DKIM for email in your custom domain", syntax for
 * DKIM CNAME records; "Set up SPF to identify valid email sources".
 */
export const microsoft365: SenderEntry = {
  name: "Microsoft 365",
  hosts: ["onmicrosoft.com", "onmicrosoft.us", "partner.onmschina.cn", "dkim.mail.microsoft"],
  plan: (reader) => {
    const targets = [1, 2].map((number) => reader.later(`selector${number}Target`, target(number)));
    const [one, other] = targets.map(tenantOf);
    if (one && other && one !== other) {
      reader.refuse("selector2Target", `It is of ${other}, and selector1Target of ${one}. Both are of one tenant.`);
    }
    return {
      name: microsoft365.name,
      include: "spf.protection.outlook.com",
      dkim: targets.map((content, index) => {
        const selector = `selector${index + 1}`;
        return { label: selector, selector, type: "CNAME", content };
      }),
    };
  },
};

function target(number: number): Shape {
  return dashedTarget(
    `the target of selector${number} that the Defender portal shows`,
    new RegExp(`^selector${number}-([a-z0-9-]+)\\._domainkey\\.(?:${TENANT}|${PARTITION})$`),
    `selector${number}-shop-example._domainkey.fernwood.n-v1.dkim.mail.microsoft or selector${number}-shop-example._domainkey.fernwood.onmicrosoft.com`,
  );
}

/** The part behind `_domainkey`, where it is known. */
function tenantOf<T>(target: Text<T>): string | undefined {
  const part = mapText(target, (host) => host.slice(host.indexOf("._domainkey.") + "._domainkey.".length));
  return typeof part === "string" && part !== "" ? part : undefined;
}
