import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { dataStores, STORE_TYPES, tagsOf, type StackStore } from "../readers/dataStores.js";
import { linkOf } from "../readers/links.js";
import { BUCKET_AND_SETTING_TYPES, bucketsByResource } from "../readers/buckets.js";
import type { Stack } from "../framework/stack.js";
import { KEY_TYPES } from "./customerKey.js";

/** Properties by which data stores name their key, alone or in a block. */
const PROPERTIES: readonly string[] = ["kmsKeyId", "kmsKeyArn", "serverSideEncryption"];

export const sharedKey: Rule = {
  id: "ENC12",
  name: "encryption-shared-key",
  title: "Cardholder data has keys of its own.",
  why: "A key that also encrypts other data brings that data's users into the scope of PCI DSS, and gives them the key of the cards.",
  fix: "Make a key for what carries the tag of cardholder data (the setting cardholderTags), and another for the rest.",
  severity: "medium",
  references: [{ standard: "PCI DSS 4.0.1", section: "3.6.1", strength: "supporting" }],
  types: [...STORE_TYPES, ...BUCKET_AND_SETTING_TYPES, ...KEY_TYPES],
  asksInputs: true,
  checkStack(stack, verdict) {
    const byKey = new Map<Resource, StackStore[]>();
    for (const store of stack.read(dataStores)) {
      const key = keyOf(stack, store.resource);
      if (!key) continue;
      const same = byKey.get(key);
      if (same) same.push(store);
      else byKey.set(key, [store]);
    }
    for (const [key, stores] of byKey) {
      const kinds = stores.map((store) => isCardholder(store.resource, stack.settings.cardholderTags));
      const at = { urn: key.urn };
      const labels = stores.map(({ label }) => label).join(", ");
      if (kinds.includes(true) && kinds.includes(false)) {
        verdict.violation(`Key ${key.name} encrypts cardholder data and other data: ${labels}.`, at);
      } else if (kinds.length > 1 && kinds.includes(UNKNOWN)) {
        verdict.undetermined(`Which of ${labels} hold cardholder data is not known yet.`, at);
      }
    }
  },
};

function keyOf(stack: Stack, store: Resource): Resource | undefined {
  const bucket = stack.read(bucketsByResource).get(store);
  const [split] = bucket?.settings.encryption.split ?? [];
  const links = split
    ? [linkOf(stack, split, "rules", KEY_TYPES)]
    : PROPERTIES.map((property) => linkOf(stack, stack.given(store), property, KEY_TYPES));
  return links.find(({ resource }) => resource !== undefined)?.resource;
}

function isCardholder(store: Resource, wanted: Readonly<Record<string, string>>): Maybe<boolean> {
  const tags = tagsOf(store);
  if (tags === UNKNOWN) return UNKNOWN;
  const found = Object.entries(wanted).map(([key, value]) =>
    tags.get(key) === UNKNOWN ? UNKNOWN : tags.get(key) === value,
  );
  return found.includes(true) ? true : found.includes(UNKNOWN) ? UNKNOWN : false;
}
