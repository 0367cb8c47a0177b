import { fromCloudflareTxt } from "../../../../baseline/email/txt.js";
import { rules } from "../../../../policies/rules.js";
import { isMandatory } from "../../../../policies/framework/rule.js";
import { run, urnOf, type Given } from "../../../support/pack.js";
import { cloudflare } from "../../../support/records.js";
import type { HardRecord, World } from "./hardRecord.js";

/** The records as DNS has them: TXT texts as octets, their character-strings joined. */
export function readWorld(records: World): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(records).map(([name, values]) => [name, name.endsWith(" TXT") ? values.map(textOf) : values]),
  );
}

function textOf(content: string): string {
  const read = fromCloudflareTxt(content);
  if (!read.ok) throw new Error(`${content} is no content of a TXT record`);
  return read.value.text;
}

/** What the pack says of a record. */
export interface Said {
  readonly rule: string;
  readonly isMandatory: boolean;
  readonly message: string;
}

/** Whose findings are wanted. */
interface Scope {
  /** The record's own name. */
  readonly owner: string;
  /** With which the rules' ids begin. */
  readonly letters: readonly string[];
  /** Domains of which the stack holds all records. */
  readonly ownedDomains: readonly string[];
}

/**
 * Runs the pack over a stack of the records.
 *
 * @param record the record, and all beside it
 * @param scope what of that is shown
 */
export async function packSays(
  { records, isZone }: HardRecord,
  { owner, letters, ownedDomains }: Scope,
): Promise<Said[]> {
  const given = Object.entries(records).flatMap(([key, values]) => {
    const [name = "", type = ""] = key.split(" ");
    return values.map((value, index): Given => {
      const [preference = "", host = ""] = value.split(" ");
      const record =
        type === "MX" ? cloudflare(name, type, host, { priority: Number(preference) }) : cloudflare(name, type, value);
      return { ...record, name: `${key} ${index + 1}`, edges: {} };
    });
  });
  const own = given.filter(({ inputs }) => inputs["name"] === owner).map(urnOf);
  const said = await run(given, { settings: { ownedDomains: isZone ? ["shop.example"] : [...ownedDomains] } });
  return said.flatMap(({ policy, urn, message }) => {
    const rule = rules.find(({ name }) => name === policy);
    if (rule === undefined || !letters.some((start) => rule.id.startsWith(start))) return [];
    if (!isZone && !own.includes(urn)) return [];
    // The rule's title, the fact and the remedy each stand on a line.
    const fact = message.slice(message.indexOf("\n") + 1, message.lastIndexOf("\nFix: "));
    return { rule: rule.id, isMandatory: isMandatory(rule.severity), message: fact };
  });
}
