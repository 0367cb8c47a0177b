import type { PolicyDocument } from "../../baseline/iam/document.js";
import { keeping } from "../../baseline/keeping.js";
import { parseDocument, type ParsedDocument } from "../../baseline/iam/parseDocument.js";
import type { ParseError } from "../../baseline/finding.js";
import type { Resource } from "../framework/resource.js";
import { isSentinel, UNKNOWN, withUnknowns, type Maybe } from "../framework/unknown.js";
import { ENDPOINT_TYPES, HOLDERS, type DocumentKind, type Holder } from "./iamDocumentTypes.js";

/** One policy document of a resource. */
export interface IamDocument {
  readonly resource: Resource;
  readonly kind: DocumentKind;
  /** As a person would name it: `the trust policy of role ci`. */
  readonly subject: string;
  /** `UNKNOWN` where nothing of it is known; what could be read where AWS would not take it, or `undefined`. */
  readonly document: Maybe<PolicyDocument> | undefined;
  /** Why AWS would not take it. */
  readonly errors: readonly ParseError[];
  /** As AWS receives it; `undefined` where a part of it is unknown. */
  readonly text: string | undefined;
}

type Grammar = Parameters<typeof parseDocument>[1];

const GRAMMARS: Readonly<Record<DocumentKind, Grammar>> = {
  identity: "identity",
  trust: "trust",
  resource: "resource",
  ceiling: "boundary",
};

const reader = (grammar: Grammar): ((text: string) => ParsedDocument) =>
  keeping((text) => parseDocument(text, grammar));
/** Both passes, and roles of one service, have the same texts. */
const readText: Readonly<Record<Grammar, (text: string) => ParsedDocument>> = {
  ...{ identity: reader("identity"), trust: reader("trust") },
  ...{ resource: reader("resource"), boundary: reader("boundary") },
};

/** Policies of an organisation of these kinds are IAM documents; others manage backups, tags, and so on. */
const ORGANIZATION_KINDS: readonly unknown[] = [
  "SERVICE_CONTROL_POLICY",
  "RESOURCE_CONTROL_POLICY",
  undefined, // the provider's default is SERVICE_CONTROL_POLICY
  UNKNOWN,
];

const documentsOf = new WeakMap<Resource, readonly IamDocument[]>();

/** Every policy document that a resource holds, read once however many rules ask. */
export function iamDocuments(resource: Resource): readonly IamDocument[] {
  let documents = documentsOf.get(resource);
  if (!documents) {
    documents = (HOLDERS.get(resource.type) ?? []).flatMap((holder) => read(resource, holder));
    documentsOf.set(resource, documents);
  }
  return documents;
}

function read(resource: Resource, { property, kind, isNested }: Holder): IamDocument[] {
  if (property === "content" && !ORGANIZATION_KINDS.includes(resource.property("type"))) return [];
  const given = resource.property(property);
  // An empty text is how a program says that there is no policy.
  if (given === undefined || given === "") return [];
  if (!isNested || given === UNKNOWN) return [toDocument(resource, kind, subjectOf(resource, property, kind), given)];
  return [given].flat().flatMap((element: unknown, index): IamDocument[] => {
    const inner = isSentinel(element) ? UNKNOWN : (element as Readonly<Record<string, unknown>> | null);
    const policy = inner === UNKNOWN ? UNKNOWN : inner?.["policy"];
    if (policy === undefined || policy === null || policy === "") return [];
    const name = inner === UNKNOWN ? undefined : inner?.["name"];
    const which = typeof name === "string" && !isSentinel(name) ? name : `[${index}]`;
    return [toDocument(resource, kind, `the inline policy ${which} of ${nameOf(resource)}`, policy)];
  });
}

function toDocument(resource: Resource, kind: DocumentKind, subject: string, given: unknown): IamDocument {
  const value = withUnknowns(given);
  if (value === UNKNOWN) return { resource, kind, subject, document: UNKNOWN, errors: [], text: undefined };
  const grammar = grammarOf(resource, kind);
  const parsed = typeof value === "string" ? readText[grammar](value) : parseDocument(value, grammar);
  return {
    ...{ resource, kind, subject },
    document: parsed.ok ? parsed.value : parsed.readable,
    errors: parsed.ok ? [] : parsed.errors,
    text: typeof value === "string" ? value : hasUnknown(value) ? undefined : JSON.stringify(value),
  };
}

/** The policy of an endpoint, and an organisation's for resources, name principals as a resource's policy does. */
function grammarOf(resource: Resource, kind: DocumentKind): Grammar {
  const namesPrincipals =
    ENDPOINT_TYPES.includes(resource.type) || resource.property("type") === "RESOURCE_CONTROL_POLICY";
  return kind === "ceiling" && namesPrincipals ? "resource" : GRAMMARS[kind];
}

function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

/** `role ci`: the words of the resource's type, and its name in the program. */
export function nameOf({ type, name }: Resource): string {
  return `${wordsOf(type.slice(type.lastIndexOf(":") + 1)).replace(/ v2$/, "")} ${name}`;
}

/** As a sentence begins. */
export function capitalized(subject: string): string {
  return subject.replace(/^./, (letter) => letter.toUpperCase());
}

function subjectOf(resource: Resource, property: string, kind: DocumentKind): string {
  if (kind === "trust") return `the trust policy of ${nameOf(resource)}`;
  // A resource that is nothing but its document.
  if (/(?:Policy|Permissions|VaultLock)$/.test(resource.type)) return `the ${nameOf(resource)}`;
  return `the ${wordsOf(property)} of ${nameOf(resource)}`;
}

/** `bucketPolicy` as `bucket policy`. */
function wordsOf(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();
}
