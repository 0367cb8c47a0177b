import { policyId } from "../../baseline/email/mtaSts.js";
import { checkMtaStsPolicy, parseMtaStsPolicy, type MtaStsPolicy } from "../../baseline/email/mtaStsPolicy.js";
import type { Finding } from "../../baseline/finding.js";
import type { Resource } from "../framework/resource.js";
import { isSentinel, UNKNOWN, type Maybe } from "../framework/unknown.js";
import { scriptTexts } from "./scriptTexts.js";
import { moduleTexts } from "./workerModules.js";

/** How a resource type holds what is served: as it stands, or in a script that answers with it. */
type Holder = "object" | "value" | "script";

const HOLDERS: Readonly<Record<string, Holder>> = {
  "cloudflare:index/workersScript:WorkersScript": "script",
  // The name before provider version 6.
  "cloudflare:index/workerScript:WorkerScript": "script",
  // One version of a `Worker`, which it or a `WorkersDeployment` puts into service.
  "cloudflare:index/workerVersion:WorkerVersion": "script",
  "cloudflare:index/workersKv:WorkersKv": "value",
  "aws:cloudfront/function:Function": "script",
  "aws:s3/bucketObjectv2:BucketObjectv2": "object",
  "aws:s3/bucketObject:BucketObject": "object",
};

/** The resource types that can hold an MTA-STS policy file. */
export const POLICY_FILE_TYPES: readonly string[] = Object.keys(HOLDERS);

/** The types of these that hold it under its path. */
export const POLICY_OBJECT_TYPES: readonly string[] = POLICY_FILE_TYPES.filter((type) => HOLDERS[type] === "object");

/** Properties of these types that decide what is served. */
export const POLICY_FILE_PROPERTIES: readonly string[] = [
  ...["content", "contentBase64", "contentFile", "contentType", "source", "key", "value", "code", "bindings"],
  ...["modules", "files", "assets"],
];

/** One policy file's text. */
export interface PolicyText {
  /** The id that the baseline gives to this very text. */
  readonly id: string;
  /** What it says; `undefined` where senders cannot read it. */
  readonly policy: MtaStsPolicy | undefined;
}

/** A resource that holds MTA-STS policy files, or may. */
export interface PolicyFile {
  readonly resource: Resource;
  /** One is `UNKNOWN` where its text is known only later, or made while the script runs. */
  readonly texts: readonly Maybe<PolicyText>[];
  /** Whether it surely holds one: by its key, or by what is known of its content. */
  readonly isCertain: boolean;
  /** What is wrong with each text by itself. */
  readonly findings: readonly Finding[];
}

const fileOf = new WeakMap<Resource, PolicyFile | undefined>();

/** Read once for each resource, however many rules ask; `undefined` where it holds no policy file. */
export function policyFile(resource: Resource): PolicyFile | undefined {
  if (!fileOf.has(resource)) fileOf.set(resource, readFile(resource));
  return fileOf.get(resource);
}

function readFile(resource: Resource): PolicyFile | undefined {
  const holder = HOLDERS[resource.type];
  if (holder === undefined) return undefined;
  const key = holder === "object" ? resource.text("key") : "";
  const isNamed = key !== UNKNOWN && key !== undefined && key.endsWith("mta-sts.txt");
  const written: readonly Maybe<string>[] = holder === "object" ? [objectText(resource)] : textsOf(resource);
  const found = written.flatMap((text): Maybe<string>[] => {
    if (text === UNKNOWN) return holder === "object" && !isNamed && key !== UNKNOWN ? [] : [UNKNOWN];
    if (holder === "script") return policiesIn(text);
    return isNamed || isPolicy(text) ? [text] : [];
  });
  const known = found.filter((text) => text !== UNKNOWN);
  // A Worker may have an unknown secret beside the policy that stands in it.
  const texts = known.length > 0 ? known : found.slice(0, 1);
  if (texts.length === 0) return undefined;
  // A script may trim the text that it serves, so what stands around it there says nothing.
  const served = (text: string): string => (holder === "script" ? text.trim() : text);
  return {
    resource,
    texts: texts.map((text) => (text === UNKNOWN ? UNKNOWN : { id: policyId(text), policy: policyOf(served(text)) })),
    isCertain: isNamed || written.some((text) => text !== UNKNOWN && text.includes("STSv1")),
    findings: known.flatMap((text) => checkMtaStsPolicy(served(text), `The policy file in ${resource.name}`)),
  };
}

function policyOf(text: string): MtaStsPolicy | undefined {
  const parsed = parseMtaStsPolicy(text);
  return parsed.ok ? parsed.value : undefined;
}

/** The content of an S3 object; `UNKNOWN` too where it stands in a file, which a pack does not see. */
function objectText(resource: Resource): Maybe<string> {
  const content = resource.text("content");
  if (content !== undefined) return content;
  const encoded = resource.text("contentBase64");
  return encoded === undefined || encoded === UNKNOWN ? UNKNOWN : Buffer.from(encoded, "base64").toString("utf8");
}

/** What a script or a key-value pair holds: its own text, and the texts bound to it. */
function textsOf(resource: Resource): readonly Maybe<string>[] {
  const plain = ["content", "code", "value"].flatMap((property) => resource.text(property) ?? []);
  const own = [...plain, ...moduleTexts(resource)];
  const bindings = resource.list("bindings");
  if (bindings === UNKNOWN) return [...own, UNKNOWN];
  const bound = bindings.flatMap((binding): Maybe<string>[] => {
    const text = binding === UNKNOWN ? UNKNOWN : (binding as { readonly text?: unknown } | null)?.text;
    if (text === UNKNOWN || isSentinel(text)) return [UNKNOWN];
    return typeof text === "string" ? [JSON.stringify(text)] : [];
  });
  return [...own, ...bound];
}

function isPolicy(text: string): boolean {
  return /(^|\n)[ \t]*version[ \t]*:[ \t]*STSv1/.test(text) && text.trim().includes("\n");
}

/** Ways in which a script makes another text of the ones that stand in it. */
const COMPUTES = /\+=|\$\{|\.(?:concat|replace|replaceAll|split|push|join|map)\b/;

/** The policy files that stand whole in a script; `UNKNOWN` for one that it makes while it runs. */
function policiesIn(script: string): Maybe<string>[] {
  if (!script.includes("STSv1")) return [];
  const texts = scriptTexts(script).filter(isPolicy);
  // What is no policy as it stands may be a part of one, or lose its indentation, before it is served.
  const isWhole = (text: string): boolean => !COMPUTES.test(script) || policyOf(text.trim()) !== undefined;
  return texts.length > 0 && texts.every(isWhole) ? texts : [UNKNOWN];
}
