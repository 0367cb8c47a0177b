import { quoted } from "../email/quotation.js";
import type { Parsed } from "../finding.js";
import { nearest } from "../nearest.js";
import type { PolicyDocument, Statement } from "./document.js";
import { DocumentFaults, type DocumentFault } from "./documentFault.js";
import { nodeOf, scanJson, type JsonMember, type JsonNode } from "./jsonNode.js";
import { membersOf, shown } from "./readNode.js";
import { readStatement, unknownStatement, type DocumentKind } from "./readStatement.js";

/** The largest document of any service has 32 KiB; a text with white space may be larger. */
const MAX_LENGTH = 262_144;
const CURRENT = "2012-10-17";
const FORMER = "2008-10-17";
const DOCUMENT_ELEMENTS = ["Version", "Id", "Statement"];
const SID_RULES = 'AWS IAM User Guide, "IAM JSON policy elements: Sid"';

/**
 * What parsing a document gives. Its faults name the place that they stand in; `readable` is the document as far as it
 * could be read, `undefined` where nothing could. What is faulty in it is unknown or stands as it was written: enough to
 * judge what else the document says, since some services take what others refuse.
 */
export type ParsedDocument =
  | Extract<Parsed<PolicyDocument>, { ok: true }>
  | {
      readonly ok: false;
      readonly errors: readonly DocumentFault[];
      readonly readable: PolicyDocument | undefined;
    };

/**
 * Reads an IAM policy document and brings it into one form: lists instead of single values, one condition for each
 * operator and key. Refuses what AWS refuses for every service; all faults at once. An unknown value in it stays one, and
 * a document that is unknown as a whole becomes one statement of which nothing is known.
 *
 * Source: AWS IAM User Guide, "Grammar of the IAM JSON policy language".
 *
 * @param given JSON text, or an object in which any part may be `UNKNOWN`
 */
export function parseDocument(given: unknown, kind: DocumentKind): ParsedDocument {
  const faults = new DocumentFaults();
  const value = typeof given === "string" ? readText(given, kind, faults) : readRoot(nodeOf(given), kind, faults);
  const errors = faults.all;
  return errors.length === 0 && value !== undefined ? { ok: true, value } : { ok: false, errors, readable: value };
}

function readText(text: string, kind: DocumentKind, faults: DocumentFaults): PolicyDocument | undefined {
  if (text.trim() === "") {
    faults.add(0, "", "The document is empty; a JSON object with Version and Statement is needed.");
    return undefined;
  }
  if (text.length > MAX_LENGTH) {
    faults.add(0, "", `The document has ${text.length} characters; AWS takes none of more than ${MAX_LENGTH}.`);
    return undefined;
  }
  const read = scanJson(text);
  if ("kind" in read) return readRoot(read, kind, faults);
  faults.add(read.at, "", `The document is no JSON: ${read.message}.`, "RFC 8259");
  return undefined;
}

function readRoot(node: JsonNode, kind: DocumentKind, faults: DocumentFaults): PolicyDocument | undefined {
  if (node.kind === "unknown") return { version: CURRENT, id: undefined, statements: [unknownStatement(0, kind)] };
  if (node.kind !== "object") {
    faults.add(node.at, "", `The document is ${shown(node)}; an object with Version and Statement is needed.`);
    return undefined;
  }
  const elements = membersOf(node, "", DOCUMENT_ELEMENTS, faults);
  const version = readVersion(elements.get("Version"), faults);
  const statement = elements.get("Statement");
  if (!statement) {
    const near = node.members.map(({ name }) => nearest(name, ["Statement"])).find((text) => text !== "");
    if (near === undefined) faults.add(node.at, "Statement", "It is missing; a document needs a statement.");
    return undefined;
  }
  const nodes = statement.value.kind === "list" ? statement.value.items : [statement.value];
  if (nodes.length === 0) faults.add(statement.at, "Statement", "It is empty; a document needs a statement.");
  const reading = { kind, hasVariables: version === CURRENT, faults };
  const statements = nodes.map((item, index) => readStatement(item, index, reading));
  if (kind !== "resource") checkSids(nodes, statements, faults);
  return { version, id: readId(elements.get("Id"), faults), statements };
}

/** An unknown version is read as the current one, which nearly every document has. */
function readVersion(member: JsonMember | undefined, faults: DocumentFaults): PolicyDocument["version"] {
  if (!member) return FORMER;
  const { value } = member;
  if (value.kind === "unknown") return CURRENT;
  if (value.kind === "text" && (value.value === CURRENT || value.value === FORMER)) return value.value;
  faults.add(
    member.at,
    "Version",
    `It is ${shown(value)}; "${CURRENT}" and, for old documents, "${FORMER}" are allowed.`,
  );
  return CURRENT;
}

function readId(member: JsonMember | undefined, faults: DocumentFaults): string | undefined {
  if (!member || member.value.kind === "unknown") return undefined;
  if (member.value.kind === "text") return member.value.value;
  faults.add(member.at, "Id", `It is ${shown(member.value)}; a text is needed.`);
  return undefined;
}

/** IAM wants them plain and unique; other services have rules of their own. */
function checkSids(nodes: readonly JsonNode[], statements: readonly Statement[], faults: DocumentFaults): void {
  const seen = new Map<string, number>();
  for (const { sid, index } of statements) {
    if (sid === undefined || sid === "") continue;
    const place = `Statement[${index}].Sid`;
    const at = nodes[index]?.at ?? 0;
    if (!/^[A-Za-z0-9]*$/.test(sid)) {
      faults.add(at, place, `It is ${quoted(sid)}; only letters and digits of ASCII are allowed.`, SID_RULES);
    }
    const first = seen.get(sid);
    if (first === undefined) seen.set(sid, index);
    else faults.add(at, place, `${quoted(sid)} stands in Statement[${first}] already; each needs its own.`, SID_RULES);
  }
}
