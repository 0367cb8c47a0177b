import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { policyHostOf } from "../../baseline/email/mtaStsHost.js";
import { isMailHost } from "../../baseline/email/mailHosts.js";
import { GUARDED_IN_PART } from "./guardedInPart.js";
import { GUARDED } from "./guardedProperties.js";
import { DNS_RECORD_PROPERTIES, DNS_RECORD_TYPES, dnsRecord, type DnsRecord } from "../readers/dnsRecords.js";
import { purposeOfName } from "../readers/mailRecords.js";
import { selectingTags } from "../readers/backupSelections.js";
import { dataStores, STORE_TYPES } from "../readers/dataStores.js";
import { POLICY_FILE_PROPERTIES, POLICY_FILE_TYPES, policyFile } from "../readers/policyFiles.js";

const AT_EDGE = /^cloudflare:index\/(zoneSetting|hostnameTlsSetting|ruleset|leakedCredentialCheck|urlNormalization)/;

const GUARDED_TYPES: readonly unknown[] = ["TXT", "MX", "CAA", UNKNOWN];

export const ignoredProperty: Rule = {
  id: "BYP01",
  name: "ignored-property",
  title: "No option hides a change of what the rules guard.",
  why: "With ignoreChanges the program shows one value while another stays deployed: the rules judge what nobody uses.",
  fix: "Remove the property from ignoreChanges, or agree on an exemption with an end.",
  severity: "high",
  references: [{ standard: "PCI DSS 4.0.1", section: "6.5.1", strength: "supporting" }],
  types: [
    ...new Set([
      ...[...DNS_RECORD_TYPES, ...POLICY_FILE_TYPES, ...STORE_TYPES],
      ...[...Object.keys(GUARDED), ...Object.keys(GUARDED_IN_PART)],
    ]),
  ],
  checkResource(resource, verdict) {
    const guarded = guardedProperties(resource);
    const ignored = resource.ignoreChanges.filter(
      (path) => guarded.length > 0 && (path === "*" || guarded.includes(path.split(/[.[]/, 1)[0] ?? "")),
    );
    if (ignored.length > 0) {
      verdict.violation(
        `${resource.name} ignores changes of ${ignored.join(", ")}, on which ${dependsOn(resource)} depends.`,
      );
    }
  },
  // Tags guard something only where backups select by them.
  checkStack(stack, verdict) {
    const { keys, hidesKeys } = stack.read(selectingTags);
    if (keys.size === 0 && !hidesKeys) return;
    for (const { resource } of stack.read(dataStores)) {
      const at = { urn: resource.urn };
      const tags = resource.ignoreChanges.flatMap((path) => ignoredTag(path) ?? []);
      const found = tags.filter((key) => key === EVERY_TAG || keys.has(key));
      if (found.length > 0) {
        const which = found.includes(EVERY_TAG) ? "its tags" : `the tag ${found.join(", ")}`;
        verdict.violation(`${resource.name} ignores changes of ${which}, by which backups select it.`, at);
      } else if (tags.length > 0 && hidesKeys) {
        verdict.undetermined(`By which tags backups select ${resource.name} is not known yet.`, at);
      }
    }
  },
};

const EVERY_TAG = "*";

/** The key of the tag that a path means: `tags.backup`, `tagsAll["backup"]`. */
function ignoredTag(path: string): string | undefined {
  const [, key] = /^tags(?:All)?(?:$|\.|\[)(.*)$/.exec(path) ?? [];
  return key === "" ? EVERY_TAG : key?.replace(/^"|"?\]$/g, "");
}

/** The properties on which mail, certificates or visitors depend; none where nothing depends on the resource. */
function guardedProperties(resource: Resource): readonly string[] {
  const record = dnsRecord(resource);
  // A proxied name may follow another tool's address, but not leave the edge.
  if (record) return isGuarded(record) ? DNS_RECORD_PROPERTIES : leadsVisitors(record) ? ["proxied"] : [];
  if (policyFile(resource)?.isCertain) return POLICY_FILE_PROPERTIES;
  return [...(GUARDED[resource.type] ?? []), ...(GUARDED_IN_PART[resource.type]?.(resource) ?? [])];
}

function dependsOn(resource: Resource): string {
  const record = dnsRecord(resource);
  if (record ? !isGuarded(record) : AT_EDGE.test(resource.type)) return "the safety of customers' visits";
  return record || policyFile(resource)
    ? "mail authentication or the issue of certificates"
    : "the safety of data, access or backups";
}

/** An address record may follow another tool's changes; what receivers read of mail, and authorities of CAA, may not. */
function isGuarded({ name, type, values }: DnsRecord): boolean {
  if (GUARDED_TYPES.includes(type) || name === UNKNOWN || purposeOfName(name) !== undefined) return true;
  if (name.startsWith(policyHostOf(""))) return true;
  return values !== UNKNOWN && values.some((value) => value !== UNKNOWN && isMailHost(value));
}

/** Whether requests of visitors come through Cloudflare: an MTA-STS policy file has none. */
function leadsVisitors({ name, proxied }: DnsRecord): boolean {
  return proxied !== false && (name === UNKNOWN || !name.startsWith(policyHostOf("")));
}
