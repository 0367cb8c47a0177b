import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { isMailHost } from "../../baseline/email/mailHosts.js";
import { GUARDED } from "./guardedProperties.js";
import { DNS_RECORD_PROPERTIES, DNS_RECORD_TYPES, dnsRecord, type DnsRecord } from "../readers/dnsRecords.js";
import { purposeOfName } from "../readers/mailRecords.js";
import { selectingTags } from "../readers/backupSelections.js";
import { dataStores, STORE_TYPES } from "../readers/dataStores.js";
import { POLICY_FILE_PROPERTIES, POLICY_FILE_TYPES, policyFile } from "../readers/policyFiles.js";

const GUARDED_TYPES: readonly unknown[] = ["TXT", "MX", "CAA", UNKNOWN];

export const ignoredProperty: Rule = {
  id: "BYP01",
  name: "ignored-property",
  title: "No option hides a change of what the rules guard.",
  why: "With ignoreChanges the program shows one value while another stays deployed: the rules judge what nobody uses.",
  fix: "Remove the property from ignoreChanges, or agree on an exemption with an end.",
  severity: "high",
  references: [{ standard: "PCI DSS 4.0.1", section: "6.5.1", strength: "supporting" }],
  types: [...new Set([...DNS_RECORD_TYPES, ...POLICY_FILE_TYPES, ...Object.keys(GUARDED), ...STORE_TYPES])],
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

/** The properties on which mail or certificates depend; none where nothing depends on the resource. */
function guardedProperties(resource: Resource): readonly string[] {
  const record = dnsRecord(resource);
  if (record) return isGuarded(record) ? DNS_RECORD_PROPERTIES : [];
  return policyFile(resource)?.isCertain ? POLICY_FILE_PROPERTIES : (GUARDED[resource.type] ?? []);
}

function dependsOn({ type }: Resource): string {
  return type in GUARDED ? "the safety of data, access or backups" : "mail authentication or the issue of certificates";
}

/** An address record may follow another tool's changes; what receivers read of mail, and authorities of CAA, may not. */
function isGuarded({ name, type, values }: DnsRecord): boolean {
  if (GUARDED_TYPES.includes(type) || name === UNKNOWN || purposeOfName(name) !== undefined) return true;
  return values !== UNKNOWN && values.some((value) => value !== UNKNOWN && isMailHost(value));
}
