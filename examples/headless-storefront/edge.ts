import * as cloudflare from "@pulumi/cloudflare";
import { CaaRecords, CertificatePlatform, DnsProvider, Dnssec } from "storefront-baseline";
import { cloudflareAccountId, domain, loginPath, originHost, plan } from "./settings";

// Everything hangs on the zone: a deletion needs two deploys.
export const zone = new cloudflare.Zone(
  "shop",
  { account: { id: cloudflareAccountId }, name: domain },
  { protect: true },
);
export const dns = { provider: DnsProvider.Cloudflare, id: zone.id };

export const signed = new Dnssec("signed", { zone: dns });
new CaaRecords("certificates", { domain, zone: dns, platforms: [CertificatePlatform.Cloudflare] });

// The storefront answers at www. The bare domain only leads there: 192.0.2.1 belongs to nobody (RFC 5737), and
// Cloudflare redirects before anything is sent to it.
new cloudflare.DnsRecord("www", {
  zoneId: zone.id,
  name: `www.${domain}`,
  type: "CNAME",
  content: originHost,
  proxied: true,
  ttl: 1,
});
new cloudflare.DnsRecord("apex", {
  zoneId: zone.id,
  name: domain,
  type: "A",
  content: "192.0.2.1",
  proxied: true,
  ttl: 1,
});

// Values of settings are sent as they stand here, so that keys within them are snake_case.
const SETTINGS: Record<string, unknown> = {
  ssl: "strict",
  min_tls_version: "1.2",
  tls_1_3: "on",
  // A request in 0-RTT can be replayed: an order would be placed twice (RFC 8446 §8).
  "0rtt": "off",
  always_use_https: "on",
  automatic_https_rewrites: "on",
  // RFC 6797. `include_subdomains` binds every name below the domain: set it once all of them serve HTTPS.
  security_header: {
    strict_transport_security: {
      enabled: true,
      max_age: 31536000,
      include_subdomains: false,
      preload: false,
      nosniff: true,
    },
  },
};
for (const [settingId, value] of Object.entries(SETTINGS)) {
  new cloudflare.ZoneSetting(`setting-${settingId}`, { zoneId: zone.id, settingId, value });
}

// One spelling of each path, so that /%6cogin and /\login meet the rules for /login.
new cloudflare.UrlNormalizationSettings("paths", { zoneId: zone.id, type: "cloudflare", scope: "both" });
new cloudflare.LeakedCredentialCheck("leaked-passwords", { zoneId: zone.id, enabled: true });

new cloudflare.Ruleset("redirects", {
  zoneId: zone.id,
  kind: "zone",
  phase: "http_request_dynamic_redirect",
  name: "redirects",
  rules: [
    {
      ref: "apex-to-www",
      description: "The bare domain leads to www",
      expression: `(http.host eq "${domain}")`,
      action: "redirect",
      actionParameters: {
        fromValue: {
          statusCode: 301,
          targetUrl: { expression: `concat("https://www.${domain}", http.request.uri.path)` },
          preserveQueryString: true,
        },
      },
      enabled: true,
    },
  ],
});

// What the plan allows: periods in seconds, and fields that the expression may use (Cloudflare documentation, "Rate
// limiting rules", availability by plan).
const LOGIN_LIMIT = {
  free: { expression: `(http.request.uri.path eq "${loginPath}")`, period: 10, requests: 5, blockedFor: 10 },
  pro: { expression: `(http.request.uri.path eq "${loginPath}")`, period: 60, requests: 10, blockedFor: 3600 },
  business: {
    expression: `(http.request.uri.path eq "${loginPath}" and http.request.method eq "POST")`,
    period: 60,
    requests: 5,
    blockedFor: 86400,
  },
}[plan];
new cloudflare.Ruleset("login-limit", {
  zoneId: zone.id,
  kind: "zone",
  phase: "http_ratelimit",
  name: "log-in",
  rules: [
    {
      ref: "login",
      description: "Guessing passwords takes long",
      expression: LOGIN_LIMIT.expression,
      action: "block",
      ratelimit: {
        characteristics: ["cf.colo.id", "ip.src"],
        period: LOGIN_LIMIT.period,
        requestsPerPeriod: LOGIN_LIMIT.requests,
        mitigationTimeout: LOGIN_LIMIT.blockedFor,
      },
      enabled: true,
    },
  ],
});

// The check only fills in fields. A browser passes the challenge, a script that tries leaked passwords does not.
new cloudflare.Ruleset("firewall", {
  zoneId: zone.id,
  kind: "zone",
  phase: "http_request_firewall_custom",
  name: "firewall",
  rules: [
    {
      ref: "leaked-password",
      description: "A password that leaked elsewhere is challenged",
      expression: "(cf.waf.credential_check.password_leaked)",
      action: "managed_challenge",
      enabled: true,
    },
  ],
});

// Zones of the free plan have Cloudflare's free ruleset by themselves, and no other.
const MANAGED = {
  "cloudflare-managed": "efb7b8c949ac4650a09736fc376e9aee",
  "owasp-core": "4814384a9e5d4991b9815dcfc25d2f1f",
};
if (plan !== "free") {
  new cloudflare.Ruleset("managed-waf", {
    zoneId: zone.id,
    kind: "zone",
    phase: "http_request_firewall_managed",
    name: "managed rules",
    rules: Object.entries(MANAGED).map(([ref, id]) => ({
      ref,
      description: ref,
      expression: "true",
      action: "execute",
      actionParameters: { id },
      enabled: true,
    })),
  });
}
