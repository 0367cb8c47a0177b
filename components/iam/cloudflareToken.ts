import { AccountToken } from "@pulumi/cloudflare/accountToken";
import * as pulumi from "@pulumi/pulumi";
import {
  expiresOn,
  tokenExceptions,
  tokenPolicies,
  tokenProblems,
  type TokenModel,
} from "../../baseline/cloudflare/tokenPlan.js";
import { UNKNOWN, type Maybe } from "../../baseline/unknown.js";
import { refuse } from "../email/inputProblems.js";
import { checkToday, today } from "../email/today.js";

/** What a program works with at Cloudflare. The first names belong to zones, those from `WorkersScripts` to the account. */
export const CloudflareNeed = {
  /** Zones themselves. */
  Zones: "zones",
  /** DNS records. */
  DnsRecords: "dnsRecords",
  /** A zone's settings. */
  ZoneSettings: "zoneSettings",
  /** SSL and certificates. */
  Certificates: "certificates",
  /** WAF rules. */
  Firewall: "firewall",
  /** Transform rules, response headers among them. */
  TransformRules: "transformRules",
  /** Configuration rules. */
  ConfigurationRules: "configurationRules",
  /** Page Shield (client-side security). */
  PageShield: "pageShield",
  /** Bot management. */
  BotManagement: "botManagement",
  /** Rules of Email Routing. */
  EmailRoutingRules: "emailRoutingRules",
  /** Logs of a zone, Logpush among them. */
  ZoneLogs: "zoneLogs",
  /** Routes of Workers. */
  WorkersRoutes: "workersRoutes",
  /** Access applications and policies of a zone. */
  ZoneAccess: "zoneAccess",
  /** Scripts of Workers, in the whole account. */
  WorkersScripts: "workersScripts",
  /** KV storage of Workers, in the whole account. */
  WorkersStorage: "workersStorage",
  /** Cloudflare Pages, in the whole account. */
  Pages: "pages",
  /** Turnstile widgets, in the whole account. */
  Turnstile: "turnstile",
  /** Notifications, in the whole account. */
  Notifications: "notifications",
  /** Cloudflare Tunnels, in the whole account. */
  Tunnels: "tunnels",
} as const;
export type CloudflareNeed = (typeof CloudflareNeed)[keyof typeof CloudflareNeed];

/** One thing that a token is used for. */
export interface CloudflareNeedArgs {
  /** What the program works with. */
  need: CloudflareNeed;
  /** Ids of the zones that it works with; left out for what belongs to the account. */
  zoneIds?: pulumi.Input<string>[];
  /** Whether it only reads, as a preview does. @default false */
  readOnly?: boolean;
}

/** What a token is for, from where, and until when. */
export interface CloudflareTokenArgs {
  /** The id of the account that owns the token. */
  accountId: pulumi.Input<string>;
  /** All that the token is used for. */
  needs: CloudflareNeedArgs[];
  /** The networks that use it, in CIDR notation: `192.0.2.7/32` for one address. */
  networks: pulumi.Input<string>[];
  /** The token's last day, as an ISO date in UTC: 90 days ahead at most. */
  expires: string;
  /** The token's name at Cloudflare. @default the name of the component */
  tokenName?: string;
  /** The day of the deploy, as an ISO date: `2026-11-24`. @default the day of the deploy, in UTC */
  today?: string;
}

/**
 * An API token of a Cloudflare account that can do what a program does, and no more: permission groups derived from what
 * it works with, for named zones, from named networks, for 90 days at most. It belongs to the account, so it outlives
 * whoever made it, and it can neither make tokens nor change members or billing.
 *
 * Sources: Cloudflare documentation, "Account owned tokens", "Restrict token use" and "API token permissions".
 *
 * @example
 * ```ts
 * const token = new CloudflareToken("deploy", {
 *   accountId: account.id,
 *   needs: [
 *     { need: CloudflareNeed.DnsRecords, zoneIds: [zone.id] },
 *     { need: CloudflareNeed.WorkersScripts },
 *   ],
 *   networks: ["192.0.2.7/32"],
 *   expires: "2027-01-31",
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class CloudflareToken extends pulumi.ComponentResource {
  /** The token itself. @secret */
  public readonly value: pulumi.Output<string>;
  /** The token's id, by which it is revoked. */
  public readonly tokenId: pulumi.Output<string>;
  /** What reaches further than named zones, as sentences. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: CloudflareTokenArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `CloudflareToken "${name}"`;
    const day = args.today ?? today();
    const model = toModel(args, day);
    refuse(subject, [...checkToday(day), ...tokenProblems(model)]);

    super("storefront-baseline:index:CloudflareToken", name, args, opts);
    const { accountId, needs, networks, expires } = args;
    const complete = pulumi
      .output({ accountId, zones: needs.map(({ zoneIds }) => zoneIds ?? []), networks })
      .apply((known) => {
        const given = needs.map((need, index) => ({ ...need, zoneIds: known.zones[index] ?? [] }));
        const whole = toModel({ ...args, ...known, needs: given }, day);
        refuse(subject, tokenProblems(whole));
        return whole;
      });
    const token = new AccountToken(
      `${name}-token`,
      {
        accountId,
        name: args.tokenName ?? name,
        policies: complete.apply((whole) =>
          tokenPolicies(whole).map((policy) => ({ ...policy, permissionGroups: [...policy.permissionGroups] })),
        ),
        condition: { requestIp: { ins: networks } },
        expiresOn: expiresOn(expires),
      },
      { parent: this, additionalSecretOutputs: ["value"] },
    );
    this.value = pulumi.secret(token.value);
    this.tokenId = token.id;
    this.exceptions = pulumi.output(tokenExceptions(model));
    this.registerOutputs({ value: this.value, tokenId: this.tokenId, exceptions: this.exceptions });
  }
}

/** The value where it is plain. */
function plain(value: pulumi.Input<string>): Maybe<string> {
  return typeof value === "string" ? value : UNKNOWN;
}

function toModel(args: CloudflareTokenArgs, day: string): TokenModel {
  return {
    accountId: plain(args.accountId),
    needs: (args.needs ?? []).map(({ need, zoneIds, readOnly }) => {
      return { need, zoneIds: (zoneIds ?? []).map(plain), readOnly: readOnly ?? false };
    }),
    networks: (args.networks ?? []).map(plain),
    expires: args.expires,
    today: day,
  };
}
