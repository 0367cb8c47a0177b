import { quoted } from "../email/quotation.js";
import { nearest } from "../nearest.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import type { DocumentFaults } from "./documentFault.js";
import type { JsonMember, JsonNode } from "./jsonNode.js";

/** Long enough for an ARN. */
const LONGEST_SHOWN = 160;

/** What a node is, for messages: `the text "allow"`, `a list`. */
export function shown(node: JsonNode): string {
  switch (node.kind) {
    case "text":
      return quoted(node.value, LONGEST_SHOWN);
    case "number":
    case "boolean":
      return node.value;
    case "object":
      return "an object";
    case "list":
      return node.items.length === 0 ? "an empty list" : "a list";
    case "foreign":
      return node.name;
    case "null":
    case "unknown":
      return node.kind;
  }
}

/**
 * The members of an object by name. Notes those of the same name, of which AWS allows one, and those of a name that is
 * not among the allowed ones.
 *
 * @param allowed all names that may stand there; without it, any
 */
export function membersOf(
  node: Extract<JsonNode, { kind: "object" }>,
  place: string,
  allowed: readonly string[] | undefined,
  faults: DocumentFaults,
): ReadonlyMap<string, JsonMember> {
  const members = new Map<string, JsonMember>();
  for (const member of node.members) {
    if (allowed && !allowed.includes(member.name)) {
      const name = quoted(member.name);
      faults.add(
        member.at,
        place,
        `${name} is no element${nearest(member.name, allowed)}; allowed: ${allowed.join(", ")}.`,
      );
    } else if (members.has(member.name)) {
      faults.add(member.at, place, `${quoted(member.name)} stands twice; once is allowed.`);
    } else {
      members.set(member.name, member);
    }
  }
  return members;
}

/** A text of a single value or of a list, and where it stands. */
export interface PlacedText {
  readonly value: Maybe<string>;
  readonly at: number;
  readonly place: string;
}

/**
 * The texts of an element that takes one or a list of them.
 *
 * @param allowed which other nodes count as texts
 */
export function textsOf(
  node: JsonNode,
  place: string,
  needed: string,
  faults: DocumentFaults,
  allowed: readonly JsonNode["kind"][] = [],
): readonly PlacedText[] {
  const texts: PlacedText[] = [];
  const isList = node.kind === "list";
  for (const [index, item] of (isList ? node.items : [node]).entries()) {
    const spot = isList ? `${place}[${index}]` : place;
    if (item.kind === "unknown") texts.push({ value: UNKNOWN, at: item.at, place: spot });
    else if (item.kind === "text" || ("value" in item && allowed.includes(item.kind))) {
      texts.push({ value: item.value, at: item.at, place: spot });
    } else faults.add(item.at, spot, `It is ${shown(item)}; ${needed} is needed.`);
  }
  return texts;
}
