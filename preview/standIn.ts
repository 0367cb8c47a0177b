import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ACCOUNT, DEFAULT_REGION, inventedArn, plainArn } from "./arnShapes.js";
import type { Properties } from "./result.js";
import { standInKey } from "./standInKey.js";
import { SIGNATURE, UNKNOWN } from "./wire.js";

/**
 * Outputs that only tell one thing from another. Only these get values: what an identifier says matters to no rule,
 * while an invented key or document would be judged as if the program had written it.
 */
const IDENTIFIER = /^(?:arn|id|name)$|(?:Arn|Id|Name|Url|Uri|Endpoint)$/;

const EMAIL_IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity";

/** Other outputs that records are made of. They say no more than the inputs do. */
const OF_RECORDS: Readonly<Record<string, (urn: string, inputs: Properties) => Properties>> = {
  [EMAIL_IDENTITY]: (urn, inputs) => withTokens(inputs, tokens(urn)),
  "aws:ses/domainDkim:DomainDkim": (urn) => ({ dkimTokens: tokens(urn) }),
  "tls:index/privateKey:PrivateKey": standInKey,
};

/** What a provider would fill in, as far as it can be invented without saying anything. */
export class StandIns {
  private readonly require: NodeJS.Require;
  private readonly identifiers = new Map<string, readonly string[]>();

  /**
   * @param folder the program's folder: its own provider SDKs tell which outputs a type has
   * @param region the Region of AWS that the stack's configuration names
   */
  constructor(
    folder: string,
    private readonly region = DEFAULT_REGION,
  ) {
    this.require = createRequire(path.join(folder, "package.json"));
  }

  /** The id of a new resource, the same in every run. */
  id(urn: string, name: string): string {
    return `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${hash(urn, 7)}`;
  }

  /** Outputs that the program did not give itself. */
  outputs(type: string, urn: string, id: string, inputs: Properties): Properties {
    const outputs: Properties = {};
    for (const name of this.identifiersOf(type)) {
      outputs[name] = name === "arn" ? inventedArn(type, id, inputs, this.region) : this.invent(name, type, id, inputs);
    }
    return { ...outputs, ...inputs, ...OF_RECORDS[type]?.(urn, inputs) };
  }

  private invent(name: string, type: string, id: string, inputs: Properties): string {
    if (/arn$/i.test(name)) return plainArn(type, id, inputs, this.region);
    if (/^accountId$|^ownerId$/.test(name)) return ACCOUNT;
    if (/Ur[li]$/.test(name)) return `https://${id}.invalid/`; // RFC 6761 §6.4: names that never exist
    return name.endsWith("Endpoint") ? `${id}.invalid` : id;
  }

  /** Names of the text outputs of a type that are identifiers, from the SDK's declaration of its class. */
  private identifiersOf(type: string): readonly string[] {
    let names = this.identifiers.get(type);
    if (names === undefined) {
      const declared = this.declaration(type).matchAll(/^ {4}readonly (\w+): pulumi\.Output<string>;$/gm);
      names = [...declared].flatMap(([, name = ""]) => (IDENTIFIER.test(name) ? name : []));
      this.identifiers.set(type, names);
    }
    return names;
  }

  private declaration(type: string): string {
    const [, provider, module] = /^([a-z0-9-]+):([\w/-]+):\w+$/i.exec(type) ?? [];
    if (provider === undefined || module === undefined) return "";
    try {
      const folder = path.dirname(this.require.resolve(`@pulumi/${provider}/package.json`));
      return readFileSync(path.join(folder, `${module.replace(/^index\//, "")}.d.ts`), "utf8");
    } catch {
      return ""; // no SDK of that name: what the provider fills in stays unknown
    }
  }
}

/**
 * Outputs in the engine's own preview: what the program did not give is unknown to the SDK by itself, but not what a
 * provider fills in within something that the program gave.
 */
export function engineOutputs(type: string, inputs: Properties): Properties {
  const gaveSome = type === EMAIL_IDENTITY && inputs["dkimSigningAttributes"] !== undefined;
  return gaveSome ? { ...inputs, ...withTokens(inputs, UNKNOWN) } : inputs;
}

/** SES has tokens for Easy DKIM alone, not where the program brings a key of its own. */
function withTokens({ dkimSigningAttributes: given = {} }: Properties, value: unknown): Properties {
  const isOwn = typeof given !== "object" || given === null || "domainSigningSelector" in given || SIGNATURE in given;
  return isOwn ? {} : { dkimSigningAttributes: { ...given, tokens: value } };
}

/** Easy DKIM has three tokens for each identity. */
function tokens(urn: string): string[] {
  return [1, 2, 3].map((index) => hash(`${urn} ${index}`, 32));
}

function hash(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
