import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { cloudflare, ZONE } from "../support/records.js";
import type { RuleCase } from "./ruleCase.js";
import { but } from "./storeGiven.js";

type Inputs = Readonly<Record<string, unknown>>;

/** A resource of the zone, whose id is unknown as at a first preview. */
const ofZone = (type: string, name: string, inputs: Inputs): Given => ({
  ...but({ type: `cloudflare:index/${type}`, name, inputs: { zoneId: UNKNOWN_VALUE } }, inputs),
  edges: { zoneId: "zone" },
});
/** One whose zone nobody can tell yet. */
const lost = (given: Given): Given => ({ ...given, edges: {} });

const setting = (settingId: string, value: unknown): Given =>
  ofZone("zoneSetting:ZoneSetting", `setting-${settingId}`, { settingId, value });
const hsts = (more: Inputs = {}): Given =>
  setting("security_header", {
    strict_transport_security: {
      ...{ enabled: true, max_age: 31536000, include_subdomains: false, preload: false, nosniff: true },
      ...more,
    },
  });
/** As versions of the provider before 6 have all settings at once. */
const settings = (values: Inputs): Given =>
  ofZone("zoneSettingsOverride:ZoneSettingsOverride", "settings", { settings: values });
const hostSetting = (settingId: string, value: unknown): Given =>
  ofZone("hostnameTlsSetting:HostnameTlsSetting", "host", { hostname: "www.shop.example", settingId, value });
const anySetting = setting(UNKNOWN_VALUE, "on");

const rules = (phase: string, ...list: unknown[]): Given =>
  ofZone("ruleset:Ruleset", `rules-${phase}`, { kind: "zone", phase, name: phase, rules: list });
const withKind = (given: Given, kind: string): Given => ({ ...given, inputs: { ...given.inputs, kind } });
const redirect = (targetUrl: unknown, more: Inputs = {}): Given =>
  rules("http_request_dynamic_redirect", {
    ...{ ref: "apex", expression: '(http.host eq "shop.example")', action: "redirect", enabled: true },
    ...{ actionParameters: { fromValue: { statusCode: 301, targetUrl } }, ...more },
  });
const limitRule = (more: Inputs = {}, ratelimit: Inputs = {}): Inputs => ({
  ...{ ref: "login", expression: '(http.request.uri.path eq "/login")', action: "block", enabled: true },
  ratelimit: {
    characteristics: ["cf.colo.id", "ip.src"],
    ...{ period: 60, requestsPerPeriod: 5, mitigationTimeout: 600, ...ratelimit },
  },
  ...more,
});
const limit = (more: Inputs = {}, ratelimit: Inputs = {}): Given => rules("http_ratelimit", limitRule(more, ratelimit));
const firewall = (more: Inputs = {}): Given =>
  rules("http_request_firewall_custom", {
    ...{ ref: "leaked", expression: "(cf.waf.credential_check.password_leaked)", action: "managed_challenge" },
    ...more,
  });
const managed = (actionParameters: Inputs, more: Inputs = {}): Given =>
  rules("http_request_firewall_managed", {
    ...{ ref: "owasp", expression: "true", action: "execute", enabled: true, ...more },
    actionParameters: { id: "4814384a9e5d4991b9815dcfc25d2f1f", ...actionParameters },
  });

const proxied = (name: string, more: Inputs = {}): Given =>
  cloudflare(name, "CNAME", "origin.example", { proxied: true, ttl: 1, ...more });
const www = proxied("www.shop.example");
const stated = [
  ...[setting("ssl", "strict"), setting("always_use_https", "on"), setting("min_tls_version", "1.2")],
  hsts(),
];
const credentialCheck = (enabled: unknown): Given =>
  ofZone("leakedCredentialCheck:LeakedCredentialCheck", "leaked-passwords", { enabled });
const transforms = (enabled: unknown): Given =>
  ofZone("managedTransforms:ManagedTransforms", "transforms", {
    managedRequestHeaders: [{ id: "add_waf_credential_check_status_header", enabled }],
  });
const paths = (type: unknown, scope: unknown = "both"): Given =>
  ofZone("urlNormalizationSettings:UrlNormalizationSettings", "paths", { type, scope });

/** Cases of the rules on Cloudflare's edge, and of mail from Amazon SES. */
export const edgeCases: Readonly<Record<string, RuleCase>> = {
  SES01: {
    bad: [
      [configurationSet({ tlsPolicy: "OPTIONAL" })],
      [configurationSet(undefined)],
      [{ ...configurationSet({ tlsPolicy: "Optional" }), type: "aws:ses/configurationSet:ConfigurationSet" }],
    ],
    good: [
      [configurationSet({ tlsPolicy: "REQUIRE" })],
      [{ ...configurationSet({ tlsPolicy: "Require" }), type: "aws:ses/configurationSet:ConfigurationSet" }],
    ],
    unknown: [[configurationSet({ tlsPolicy: UNKNOWN_VALUE })], [configurationSet(UNKNOWN_VALUE)]],
  },
  EDGE01: {
    bad: [
      [setting("ssl", "full")],
      [setting("ssl", "flexible")],
      [settings({ ssl: "off" })],
      [rules("http_config_settings", { expression: "true", action: "set_config", actionParameters: { ssl: "full" } })],
    ],
    good: [
      [setting("ssl", "strict")],
      [setting("ssl", "origin_pull")],
      [settings({ ssl: "strict" })],
      [rules("http_config_settings", { expression: "true", action: "set_config", actionParameters: { bic: true } })],
    ],
    unknown: [
      [setting("ssl", UNKNOWN_VALUE)],
      [anySetting],
      [
        rules("http_config_settings", {
          ...{ expression: "true", action: "set_config", actionParameters: { ssl: UNKNOWN_VALUE } },
        }),
      ],
    ],
  },
  EDGE02: {
    bad: [
      [setting("always_use_https", "off")],
      [settings({ alwaysUseHttps: "off" })],
      [redirect({ value: "http://www.shop.example/" })],
      [redirect({ expression: 'concat("http://www.shop.example", http.request.uri.path)' })],
      [redirect({ expression: 'wildcard_replace(http.request.full_uri, "https://*", r"http://${1}")' })],
    ],
    good: [
      [setting("always_use_https", "on")],
      [redirect({ value: "https://www.shop.example/" })],
      // What stands for http:// here is what is replaced.
      [redirect({ expression: 'wildcard_replace(http.request.full_uri, "http://*", "https://${1}")' })],
      [redirect({ value: "http://www.shop.example/" }, { enabled: false })],
    ],
    unknown: [
      [setting("always_use_https", UNKNOWN_VALUE)],
      [redirect({ expression: UNKNOWN_VALUE })],
      [redirect({ value: "http://www.shop.example/" }, { enabled: UNKNOWN_VALUE })],
    ],
  },
  EDGE03: {
    bad: [
      [setting("min_tls_version", "1.0")],
      [setting("min_tls_version", 1.1)],
      [settings({ minTlsVersion: "1.1" })],
      [hostSetting("min_tls_version", "1.0")],
    ],
    good: [[setting("min_tls_version", "1.2")], [setting("min_tls_version", "1.3")]],
    unknown: [[setting("min_tls_version", UNKNOWN_VALUE)]],
  },
  EDGE04: {
    bad: [
      [hsts({ enabled: false })],
      [hsts({ max_age: 86400 })],
      [setting("security_header", { strict_transport_security: { enabled: true } })],
      // Pulumi's own example, whose names Cloudflare does not know.
      [setting("security_header", { strictTransportSecurity: { enabled: true, maxAge: 31536000 } })],
      [settings({ securityHeader: { enabled: true, maxAge: 0 } })],
    ],
    good: [
      [hsts()],
      [hsts({ max_age: 15768000, include_subdomains: true })],
      [settings({ securityHeader: { enabled: true, maxAge: 31536000 } })],
    ],
    unknown: [[hsts({ max_age: UNKNOWN_VALUE })], [setting("security_header", UNKNOWN_VALUE)]],
  },
  EDGE05: {
    bad: [
      [ZONE, www],
      [ZONE, www, ...stated.slice(1)],
      // Of another zone.
      [
        ZONE,
        www,
        ...stated.slice(0, 3),
        { ...hsts(), inputs: { ...hsts().inputs, zoneId: "0".repeat(32) }, edges: {} },
      ],
    ],
    good: [
      [ZONE, www, ...stated],
      [
        ...[ZONE, www],
        settings({ ssl: "strict", alwaysUseHttps: "on", minTlsVersion: "1.2", securityHeader: { enabled: true } }),
      ],
      // Nobody visits it through Cloudflare.
      [ZONE, cloudflare("www.shop.example", "CNAME", "shops.myshopify.com", { proxied: false })],
      [ZONE, proxied("mta-sts.shop.example")],
      // The zone, and with it its settings, stands in another stack.
      [www],
    ],
    unknown: [
      [ZONE, www, ...stated.slice(1), lost(setting("ssl", "strict"))],
      [ZONE, www, ...stated.slice(1), anySetting],
    ],
  },
  EDGE06: {
    bad: [
      [setting("0rtt", "on")],
      [setting("tls_1_3", "off")],
      [setting("tls_1_3", "zrt")],
      [setting("automatic_https_rewrites", "off")],
      [setting("security_level", "essentially_off")],
      [settings({ zeroRtt: "on", browserCheck: "on" })],
      [hsts({ nosniff: false })],
    ],
    good: [
      [setting("0rtt", "off")],
      [setting("tls_1_3", "on")],
      [setting("security_level", "under_attack")],
      [hsts()],
      [setting("rocket_loader", "on")],
    ],
    unknown: [[setting("0rtt", UNKNOWN_VALUE)], [hsts({ nosniff: UNKNOWN_VALUE })]],
  },
  EDGE07: {
    bad: [
      [paths("cloudflare", "none")],
      [ZONE, limit(), paths("rfc3986")],
      [ZONE, limit()],
      [ZONE, firewall({ expression: '(http.request.uri.path contains "/admin")' }), paths("rfc3986", "incoming")],
    ],
    good: [
      [ZONE, limit(), paths("cloudflare")],
      [ZONE, limit(), paths("cloudflare", "incoming")],
      // No rule names a path, or none that is on.
      [ZONE, firewall(), paths("rfc3986")],
      [ZONE, limit({ enabled: false })],
    ],
    unknown: [
      [paths("cloudflare", UNKNOWN_VALUE)],
      [ZONE, limit(), paths(UNKNOWN_VALUE)],
      [ZONE, limit(), lost(paths("cloudflare"))],
    ],
  },
  EDGE08: {
    bad: [
      [limit({ enabled: false })],
      [limit({ action: "log" })],
      [firewall({ action: "log" })],
      [firewall({ action: "skip", expression: "(true)", actionParameters: { ruleset: "current" } })],
      [managed({ overrides: { enabled: false } })],
      [managed({ overrides: { action: "log" } })],
      [rules("http_request_firewall_custom")],
      [limit({ expression: "false" })],
    ],
    good: [
      [limit()],
      [firewall()],
      [managed({})],
      [managed({ overrides: { rules: [{ id: "949110", enabled: false }] } })],
      [firewall({ action: "skip", expression: '(http.request.uri.path eq "/webhooks/orders")' })],
      // Rules that stop nothing may wait.
      [redirect({ value: "https://shop.example/" }, { enabled: false })],
    ],
    unknown: [
      [limit({ enabled: UNKNOWN_VALUE })],
      [firewall({ action: UNKNOWN_VALUE })],
      [rules("http_ratelimit", UNKNOWN_VALUE)],
      [rules(UNKNOWN_VALUE, limitRule())],
    ],
  },
  EDGE09: {
    bad: [
      [limit({}, { requestsPerPeriod: 1000 })],
      [limit({}, { requestsPerPeriod: 10, period: 10 })],
      [limit({}, { characteristics: ["cf.colo.id", 'http.request.headers["x-client"]'] })],
      [
        limit(
          { expression: '(http.host eq "shop.example")' },
          { requestsPerPeriod: 90, countingExpression: '(http.request.uri.path eq "/account/login")' },
        ),
      ],
      [ZONE, credentialCheck(true), firewall()],
      [ZONE, credentialCheck(true), firewall(), limit({ enabled: false })],
      [ZONE, firewall({ expression: '(http.request.uri.path eq "/login")' }), withKind(limit(), "custom")],
    ],
    good: [
      [limit()],
      [limit({}, { requestsPerPeriod: 20, period: 3600 })],
      [limit({ action: "managed_challenge" }, { mitigationTimeout: 0 })],
      // A limit for something else, with figures of its own.
      [limit({ expression: '(http.request.uri.path contains "/search")' }, { requestsPerPeriod: 1000 })],
      [ZONE, credentialCheck(true), firewall(), limit(), paths("cloudflare")],
      // Nothing shows that anybody logs in.
      [ZONE, www, ...stated],
    ],
    unknown: [
      [limit({}, { requestsPerPeriod: UNKNOWN_VALUE })],
      [limit({}, { characteristics: ["cf.colo.id", UNKNOWN_VALUE] })],
      [ZONE, credentialCheck(true), firewall(), lost(limit())],
    ],
  },
  EDGE10: {
    bad: [
      [credentialCheck(false)],
      [credentialCheck(undefined)],
      [ZONE, credentialCheck(true), limit()],
      [ZONE, credentialCheck(true), firewall({ enabled: false })],
      [ZONE, credentialCheck(true), firewall({ action: "skip", actionParameters: { ruleset: "current" } })],
      [ZONE, credentialCheck(true), transforms(false)],
      [ZONE, firewall()],
    ],
    good: [
      [credentialCheck(true)],
      [ZONE, credentialCheck(true), firewall()],
      [ZONE, credentialCheck(true), transforms(true)],
      [ZONE, credentialCheck(true), limit({ expression: "(cf.waf.credential_check.password_leaked)" })],
    ],
    unknown: [
      [credentialCheck(UNKNOWN_VALUE)],
      [ZONE, credentialCheck(true), firewall({ expression: UNKNOWN_VALUE })],
      [ZONE, firewall(), lost(credentialCheck(true))],
    ],
  },
  EDGE11: {
    bad: [
      [{ ...ZONE, inputs: { ...ZONE.inputs, paused: true } }, proxied("www.shop.example")],
      [ZONE, cloudflare("www.shop.example", "CNAME", "origin.example", { proxied: false }), firewall()],
      [ZONE, www, cloudflare("shop.example", "A", "192.0.2.1"), firewall()],
      // Whoever looks the second name up has the origin of the first.
      [ZONE, www, cloudflare("direct.shop.example", "CNAME", "Origin.Example.")],
    ],
    good: [
      [ZONE, www, proxied("shop.example"), firewall()],
      [ZONE, www, cloudflare("status.shop.example", "CNAME", "status.vendor.example"), firewall()],
      // Shopify's own edge stands before it, and nothing of the zone's.
      [ZONE, cloudflare("www.shop.example", "CNAME", "shops.myshopify.com", { proxied: false })],
      [ZONE, proxied("www.shop.example"), firewall({ enabled: false })],
    ],
    unknown: [
      [ZONE, proxied("www.shop.example", { proxied: UNKNOWN_VALUE }), firewall()],
      [{ ...ZONE, inputs: { ...ZONE.inputs, paused: UNKNOWN_VALUE } }, proxied("www.shop.example")],
    ],
  },
};

function configurationSet(deliveryOptions: unknown): Given {
  const type = "aws:sesv2/configurationSet:ConfigurationSet";
  return but({ type, name: "orders", inputs: { configurationSetName: "orders" } }, { deliveryOptions });
}

/** Ways to hide a change of the edge from the pack. */
export const hiddenEdge: RuleCase = {
  bad: [
    [{ ...setting("ssl", "strict"), options: { ignoreChanges: ["value"] } }],
    [{ ...limit(), options: { ignoreChanges: ["rules[0].enabled"] } }],
    [{ ...credentialCheck(true), options: { ignoreChanges: ["enabled"] } }],
    [{ ...www, options: { ignoreChanges: ["proxied"] } }],
    [{ ...configurationSet({ tlsPolicy: "REQUIRE" }), options: { ignoreChanges: ["deliveryOptions"] } }],
  ],
  good: [
    [{ ...setting("rocket_loader", "off"), options: { ignoreChanges: ["value"] } }],
    [{ ...rules("http_request_cache_settings"), options: { ignoreChanges: ["rules"] } }],
    [{ ...www, options: { ignoreChanges: ["content"] } }],
  ],
  unknown: [],
};
