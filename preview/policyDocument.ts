import { crc32 } from "node:zlib";
import type { Properties } from "./result.js";

/** A statement as the JSON document has it; the order of its elements is the provider's. */
interface Statement {
  Sid?: string;
  Effect?: string;
  [element: string]: unknown;
}

interface PolicyDocument {
  Version: string;
  Id: string;
  readonly Statement: Statement[];
}

const FAILED = "writing IAM Policy Document";
const VERSIONS: readonly string[] = ["2012-10-17", "2008-10-17"];

/**
 * What `aws.iam.getPolicyDocument` gives: it is computed from its arguments alone, so no account is needed.
 *
 * Its own statements come after those of `sourcePolicyDocuments`; a statement with a Sid takes the place of an earlier
 * one with that Sid, except among the sources, where that is an error; then `overridePolicyDocuments` the same way.
 *
 * @throws where the provider would refuse the arguments
 * Source: Pulumi Registry, `aws.iam.getPolicyDocument`; data source `aws_iam_policy_document` of the Terraform provider.
 */
export function policyDocument(args: Properties): Properties {
  const merged: PolicyDocument = { Version: "", Id: "", Statement: [] };
  const sids = new Set<string>();
  for (const [index, text] of textsOf(args["sourcePolicyDocuments"]).entries()) {
    const source = parse(text, `merging source document ${index}`);
    refuseSameSids(source.Statement, sids, `${FAILED}: merging source document ${index}`);
    merge(merged, source);
  }
  merge(merged, ownDocument(args));
  for (const [index, text] of textsOf(args["overridePolicyDocuments"]).entries()) {
    merge(merged, parse(text, `merging override document ${index}`));
  }
  const written = {
    Version: merged.Version || undefined,
    Id: merged.Id || undefined,
    Statement: merged.Statement.length > 0 ? merged.Statement : undefined,
  };
  const json = JSON.stringify(written, undefined, 2);
  return { id: String(crc32(json)), json, minifiedJson: JSON.stringify(written) };
}

function ownDocument(args: Properties): PolicyDocument {
  const version = args["version"] === undefined || args["version"] === null ? "2012-10-17" : textOf(args["version"]);
  if (!VERSIONS.includes(version)) {
    throw new Error(`${FAILED}: version is ${JSON.stringify(version)}, but it must be one of ${VERSIONS.join(", ")}`);
  }
  const statements = objectsOf(args["statements"]).map((given) => statementOf(given, version));
  refuseSameSids(statements, new Set(), FAILED);
  return { Version: version, Id: textOf(args["policyId"]), Statement: statements };
}

function statementOf(given: Properties, version: string): Statement {
  const withVariables = (texts: readonly string[]): string[] => texts.map((text) => variablesOf(text, version));
  const elements: [string, unknown][] = [
    ["Sid", textOf(given["sid"]) || undefined],
    ["Effect", textOf(given["effect"]) || "Allow"],
    ["Action", setOf(textsOf(given["actions"]))],
    ["NotAction", setOf(textsOf(given["notActions"]))],
    ["Resource", setOf(withVariables(textsOf(given["resources"])))],
    ["NotResource", setOf(withVariables(textsOf(given["notResources"])))],
    ["Principal", principalsOf(objectsOf(given["principals"]), withVariables)],
    ["NotPrincipal", principalsOf(objectsOf(given["notPrincipals"]), withVariables)],
    ["Condition", conditionsOf(objectsOf(given["conditions"]), withVariables)],
  ];
  const effect = elements[1]?.[1];
  if (effect !== "Allow" && effect !== "Deny") {
    throw new Error(`${FAILED}: effect is ${JSON.stringify(effect)}, but it must be Allow or Deny`);
  }
  return Object.fromEntries(elements.filter(([, element]) => element !== undefined));
}

/** Only type `*` with identifier `*` is written as `"*"`: IAM takes that for everyone, and `{ "AWS": "*" }` as it stands. */
function principalsOf(given: readonly Properties[], read: (texts: readonly string[]) => string[]): unknown {
  if (given.length === 0) return undefined;
  const byType = new Map<string, string[]>();
  for (const principal of given) {
    const type = textOf(principal["type"]);
    const names = sorted(read(textsOf(principal["identifiers"])));
    byType.set(type, [...(byType.get(type) ?? []), ...names]);
  }
  const everyone = byType.get("*");
  if (given.length === 1 && everyone?.length === 1 && everyone[0] === "*") return "*";
  return Object.fromEntries([...byType].map(([type, names]) => [type, oneOrMore(names)]));
}

/** Values keep their order, and those of one test and variable are joined. */
function conditionsOf(given: readonly Properties[], read: (texts: readonly string[]) => string[]): unknown {
  if (given.length === 0) return undefined;
  const tests: Record<string, Record<string, string[]>> = {};
  for (const condition of given) {
    const variables = (tests[textOf(condition["test"])] ??= {});
    (variables[textOf(condition["variable"])] ??= []).push(...read(textsOf(condition["values"])));
  }
  return Object.fromEntries(
    Object.entries(tests).map(([test, variables]) => [
      test,
      Object.fromEntries(Object.entries(variables).map(([variable, values]) => [variable, oneOrMore(values)])),
    ]),
  );
}

/** `&{…}` stands for a policy variable where the program's own language would replace `${…}`. */
function variablesOf(text: string, version: string): string {
  if (version === "2008-10-17" && text.includes("&{")) {
    throw new Error(`found &{ sequence in (${text}), which is not supported in document version 2008-10-17`);
  }
  return text.replaceAll("&{", "${");
}

function merge(into: PolicyDocument, from: PolicyDocument): void {
  if (from.Id !== "") into.Id = from.Id;
  if (from.Version > into.Version) into.Version = from.Version;
  for (const statement of from.Statement) {
    const place = statement.Sid ? into.Statement.findIndex(({ Sid }) => Sid === statement.Sid) : -1;
    if (place === -1) into.Statement.push(statement);
    else into.Statement[place] = statement;
  }
}

function parse(text: string, doing: string): PolicyDocument {
  try {
    const { Version, Id, Statement } = JSON.parse(text) as Partial<Record<keyof PolicyDocument, unknown>>;
    const statements = Array.isArray(Statement) ? Statement : [Statement];
    return { Version: textOf(Version), Id: textOf(Id), Statement: objectsOf(statements) };
  } catch (error) {
    throw new Error(`${FAILED}: ${doing}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function refuseSameSids(statements: readonly Statement[], seen: Set<string>, doing: string): void {
  for (const { Sid } of statements) {
    if (!Sid) continue;
    if (seen.has(Sid)) {
      throw new Error(`${doing}: duplicate Sid (${Sid}). Remove the Sid or ensure the Sid is unique.`);
    }
    seen.add(Sid);
  }
}

/** A set of texts as the provider writes it: one alone as a text, several sorted from the last to the first. */
function setOf(texts: readonly string[]): string | string[] | undefined {
  return texts.length === 0 ? undefined : oneOrMore(sorted(texts));
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort().reverse();
}

function oneOrMore(texts: readonly string[]): string | string[] {
  return texts.length === 1 ? (texts[0] ?? "") : [...texts];
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((element) => element !== null && element !== undefined).map(textOf) : [];
}

function objectsOf(value: unknown): Properties[] {
  const elements: readonly unknown[] = Array.isArray(value) ? value : [];
  return elements.filter((element): element is Properties => typeof element === "object" && element !== null);
}
