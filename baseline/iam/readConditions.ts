import { quoted } from "../email/quotation.js";
import { nearest } from "../nearest.js";
import { UNKNOWN } from "../unknown.js";
import { valueFault } from "./conditionValue.js";
import type { Condition } from "./document.js";
import type { JsonNode } from "./jsonNode.js";
import { OPERATORS, readOperator } from "./operators.js";
import { membersOf, shown, textsOf } from "./readNode.js";
import { checkVariables } from "./readPatterns.js";
import type { Reading } from "./readStatement.js";

const RULES = 'AWS IAM User Guide, "IAM JSON policy elements: Condition operators"';
const LONGEST_SHOWN = 160;
/** Every operator as it can stand in a policy. */
const WRITTEN = [...OPERATORS.keys()]
  .flatMap((name) => ["", "ForAnyValue:", "ForAllValues:"].map((prefix) => `${prefix}${name}`))
  .flatMap((name) => [name, `${name}IfExists`])
  .filter((name) => typeof readOperator(name) !== "string");

/** Conditions as far as they are known. */
export interface ReadConditions {
  readonly conditions: readonly Condition[];
  /** Whether there are more, of which not even the keys are known. */
  readonly hasUnknown: boolean;
}

/** The value of `Condition`, one condition for each operator and key. */
export function readConditions(node: JsonNode | undefined, place: string, reading: Reading): ReadConditions {
  if (!node) return { conditions: [], hasUnknown: false };
  if (node.kind === "unknown") return { conditions: [], hasUnknown: true };
  if (node.kind !== "object") {
    reading.faults.add(node.at, place, `It is ${shown(node)}; an object of operators is needed.`);
    return { conditions: [], hasUnknown: false };
  }
  const conditions: Condition[] = [];
  let hasUnknown = false;
  for (const [written, { value, at }] of membersOf(node, place, undefined, reading.faults)) {
    const spot = `${place}.${written}`;
    const read = readOperator(written);
    if (typeof read === "string") {
      reading.faults.add(at, place, `The operator ${quoted(written, 64)}: ${read}${nearest(written, WRITTEN)}.`, RULES);
    } else if (value.kind === "unknown") {
      hasUnknown = true;
    } else if (value.kind !== "object") {
      reading.faults.add(value.at, spot, `It is ${shown(value)}; an object of condition keys is needed.`);
    } else {
      checkKeys(value, spot, reading);
      for (const [key, member] of membersOf(value, spot, undefined, reading.faults)) {
        const values = readValues(member.value, `${spot}[${JSON.stringify(key)}]`, read.operator.name, reading);
        conditions.push({ operator: read.operator.name, set: read.set, ifExists: read.ifExists, key, values });
      }
    }
  }
  return { conditions, hasUnknown };
}

function readValues(node: JsonNode, place: string, operator: string, reading: Reading): Condition["values"] {
  const texts = textsOf(node, place, "a text, a number, a boolean or a list of them", reading.faults, [
    "number",
    "boolean",
  ]);
  for (const { value, at, place: spot } of texts) {
    if (value === UNKNOWN) continue;
    const fault = valueFault(operator, value);
    if (fault === undefined) checkVariables(value, at, spot, reading);
    else reading.faults.add(at, spot, `It is ${quoted(value, LONGEST_SHOWN)}; ${fault}.`, RULES);
  }
  return texts.map(({ value }) => value);
}

/** AWS compares keys without regard to case, so two spellings of one key are the key twice. */
function checkKeys(node: Extract<JsonNode, { kind: "object" }>, place: string, { faults }: Reading): void {
  const seen = new Map<string, string>();
  for (const { name, at } of node.members) {
    const former = seen.get(name.toLowerCase());
    if (former !== undefined && former !== name) {
      faults.add(
        at,
        place,
        `The key ${quoted(name, 64)} stands there as ${quoted(former, 64)} already; once is allowed.`,
      );
    }
    seen.set(name.toLowerCase(), name);
    if (!/^[^\s:]+:\S(.*\S)?$/s.test(name)) {
      const allowed = "a service or provider, a colon and a name are needed, such as aws:SourceIp";
      faults.add(at, place, `${quoted(name, 64)} is no condition key; ${allowed}.`);
    }
  }
}
