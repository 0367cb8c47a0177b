import { UNKNOWN, type Maybe } from "../unknown.js";
import type { Patterns, Statement } from "./document.js";
import type { DocumentFaults } from "./documentFault.js";
import type { JsonMember, JsonNode } from "./jsonNode.js";
import { readConditions } from "./readConditions.js";
import { membersOf, shown } from "./readNode.js";
import { readActions, readResources } from "./readPatterns.js";
import { readPrincipals, UNKNOWN_PRINCIPALS } from "./readPrincipals.js";

/** What a document is for, which decides what may stand in it. */
export type DocumentKind = "identity" | "boundary" | "trust" | "resource";

/** What the readers of a document's parts share. */
export interface Reading {
  readonly kind: DocumentKind;
  /** Whether the document's version has policy variables. */
  readonly hasVariables: boolean;
  readonly faults: DocumentFaults;
}

/** Either form of an element that has a negative: `Action` or `NotAction`. */
interface Chosen {
  readonly node: JsonNode;
  readonly at: number;
  readonly negated: boolean;
  /** `Statement[0].NotAction`. */
  readonly place: string;
}

const ELEMENTS = [
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"],
];
const NAMES: Readonly<Record<DocumentKind, string>> = {
  identity: "an identity-based policy",
  boundary: "a permissions boundary",
  trust: "a trust policy",
  resource: "a resource-based policy",
};

/** A statement of which nothing is known: it may allow or deny anything. */
export function unknownStatement(index: number, kind: DocumentKind): Statement {
  const isAttached = kind === "identity" || kind === "boundary";
  const anything: Patterns = { negated: false, values: [UNKNOWN] };
  return {
    index,
    sid: undefined,
    effect: UNKNOWN,
    principals: isAttached ? undefined : { negated: false, values: UNKNOWN_PRINCIPALS },
    actions: anything,
    resources: kind === "trust" ? undefined : anything,
    conditions: [],
    hasUnknownConditions: true,
  };
}

/** Reads one statement. What is wrong in it goes to the faults; what it then returns is not to be used. */
export function readStatement(node: JsonNode, index: number, reading: Reading): Statement {
  const { kind, faults } = reading;
  const place = `Statement[${index}]`;
  if (node.kind !== "object") {
    if (node.kind !== "unknown") {
      faults.add(node.at, place, `It is ${shown(node)}; an object with Effect, Action and Resource is needed.`);
    }
    return unknownStatement(index, kind);
  }
  const elements = membersOf(node, place, ELEMENTS, faults);
  const effect = elements.get("Effect");
  const principal = choose(elements, "Principal", place, faults);
  const action = choose(elements, "Action", place, faults);
  const resource = choose(elements, "Resource", place, faults);
  const isAttached = kind === "identity" || kind === "boundary";
  const missing = [
    ...(effect ? [] : ["Effect"]),
    ...(action ? [] : ["Action or NotAction"]),
    ...(principal || isAttached ? [] : [kind === "trust" ? "Principal" : "Principal or NotPrincipal"]),
    // Services differ on Resource in a resource-based policy: a repository's must have none.
    ...(resource || !isAttached ? [] : ["Resource or NotResource"]),
  ];
  for (const name of missing) faults.add(node.at, place, `${name} is missing; a statement of ${NAMES[kind]} needs it.`);
  if (principal && isAttached) {
    const why = "which is about the one that it is attached to";
    faults.add(principal.at, principal.place, `It must not stand in ${NAMES[kind]}, ${why}.`);
  } else if (principal?.negated && kind === "trust") {
    faults.add(principal.at, principal.place, "It must not stand in a trust policy, which takes Principal only.");
  }
  if (resource && kind === "trust") {
    faults.add(
      resource.at,
      resource.place,
      "It must not stand in a trust policy, which is about the role that carries it.",
    );
  }
  const { conditions, hasUnknown } = readConditions(elements.get("Condition")?.value, `${place}.Condition`, reading);
  return {
    index,
    sid: readSid(elements.get("Sid"), place, faults),
    effect: effect ? readEffect(effect, place, faults) : UNKNOWN,
    principals: principal && {
      negated: principal.negated,
      values: readPrincipals(principal.node, principal.place, faults),
    },
    actions: {
      negated: action?.negated ?? false,
      values: action ? readActions(action.node, action.place, faults) : [],
    },
    resources: resource && {
      negated: resource.negated,
      values: readResources(resource.node, resource.place, reading),
    },
    conditions,
    ...(hasUnknown && { hasUnknownConditions: true }),
  };
}

/** The positive or the negative form of an element; both together are a fault. */
function choose(
  elements: ReadonlyMap<string, JsonMember>,
  name: string,
  place: string,
  faults: DocumentFaults,
): Chosen | undefined {
  const positive = elements.get(name);
  const negative = elements.get(`Not${name}`);
  if (positive && negative) {
    faults.add(negative.at, place, `Both ${name} and Not${name} stand there; one of them is allowed.`);
  }
  const member = positive ?? negative;
  return member && { node: member.value, at: member.at, negated: !positive, place: `${place}.${member.name}` };
}

function readEffect({ value, at }: JsonMember, place: string, faults: DocumentFaults): Maybe<"Allow" | "Deny"> {
  if (value.kind === "text" && (value.value === "Allow" || value.value === "Deny")) return value.value;
  if (value.kind !== "unknown") {
    faults.add(at, `${place}.Effect`, `It is ${shown(value)}; "Allow" and "Deny" are allowed, with this case.`);
  }
  return UNKNOWN;
}

function readSid(member: JsonMember | undefined, place: string, faults: DocumentFaults): string | undefined {
  if (!member || member.value.kind === "unknown") return undefined;
  if (member.value.kind === "text") return member.value.value;
  faults.add(member.at, `${place}.Sid`, `It is ${shown(member.value)}; a text is needed.`);
  return undefined;
}
