import * as pulumi from "@pulumi/pulumi";
import { Record as Route53Record } from "@pulumi/aws/route53/record";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { parseCaa, type CaaRecord } from "../../baseline/dns/caa.js";
import type { Text } from "../../baseline/email/deferred.js";
import { MAIL_RECORD_TTL } from "../../baseline/dns/ttl.js";
import { recordSets, type PlannedRecord } from "../../baseline/email/emailPlan.js";
import { toCloudflareTxt, toRoute53Txt } from "../../baseline/email/txt.js";
import { printedPlainly } from "./inputProblems.js";
import { DnsProvider, type DnsZoneArgs } from "./zoneArgs.js";

/** Gives a text of the plan, once it is known, in a provider's form. */
type Resolve = (text: Text<pulumi.Output<string>>, form?: (known: string) => string) => pulumi.Input<string>;

/** A refusal that comes only with the value still names the component and the record, for example `EmailDomain record "…"`. */
function resolverFor(record: string): Resolve {
  return (text, form = (known) => known) => {
    if (typeof text === "string") return form(text);
    const resolved = text.from.apply((value) => {
      try {
        return form(text.build(value));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw printedPlainly(new pulumi.RunError(`${record} is refused: ${reason}`));
      }
    });
    return text.isPublic ? pulumi.unsecret(resolved) : resolved;
  };
}

/** Creates the planned records in the zone, as children of the component, after `dependsOn`. */
export function createRecords(
  parent: pulumi.ComponentResource,
  name: string,
  zone: DnsZoneArgs,
  records: readonly PlannedRecord<pulumi.Output<string>>[],
  dependsOn: pulumi.Resource[] = [],
): pulumi.Resource[] {
  const component = parent.constructor.name;
  if (zone.provider === DnsProvider.Cloudflare) {
    return records.map((record) => {
      const resolve = resolverFor(`${component} record "${name}-${record.key}"`);
      return new DnsRecord(
        `${name}-${record.key}`,
        {
          zoneId: zone.id,
          name: resolve(record.name),
          type: record.type,
          // Cloudflare takes a CAA record in parts, and refuses content beside them.
          ...(record.type === "CAA"
            ? { data: pulumi.output(resolve(record.content)).apply(caaParts) }
            : { content: resolve(record.content, record.type === "TXT" ? toCloudflareTxt : undefined) }),
          ttl: MAIL_RECORD_TTL,
          // A proxied name answers with Cloudflare's addresses, and the target's DKIM key is never seen.
          proxied: false,
          ...(record.preference === undefined ? {} : { priority: record.preference }),
        },
        { parent, dependsOn },
      );
    });
  }
  return recordSets(records).map(({ key: first, type, name: owner, contents, preference }) => {
    // The set keeps its name whichever authority stands first.
    const key = type === "CAA" ? "caa" : first;
    const resolve = resolverFor(`${component} record "${name}-${key}"`);
    const form = type === "TXT" ? toRoute53Txt : type === "MX" ? (host: string) => `${preference} ${host}` : undefined;
    return new Route53Record(
      `${name}-${key}`,
      {
        zoneId: zone.id,
        name: resolve(owner),
        type,
        ttl: MAIL_RECORD_TTL,
        records: contents.map((text) => resolve(text, form)),
      },
      { parent, dependsOn },
    );
  });
}

/** @throws Error where the text is no CAA record */
function caaParts(text: string): CaaRecord {
  const parsed = parseCaa(text);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join(" "));
  return parsed.value;
}
