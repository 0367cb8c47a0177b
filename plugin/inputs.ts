import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../baseline/email/emailDomainCheck.js";
import type { Enum, ObjectType, Property, Schema } from "./schema.js";

/** What an output holds; Pulumi's SDK declares it for itself only. */
interface Awaited {
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  promise(): Promise<unknown>;
}

/** Arguments as the components take them, and what is wrong with them. */
export interface ReadInputs {
  readonly args: pulumi.Inputs;
  readonly problems: readonly Problem[];
}

/**
 * Reads the arguments that a program in another language gives a component, where no compiler has checked them: what
 * is missing, misspelt, of another type or not among the allowed values becomes a problem, and outputs stay only where
 * the component takes them. Elsewhere their value is taken if it is known, since those languages have no other way to
 * hand on another resource's name.
 */
export async function readInputs(schema: Schema, type: string, inputs: pulumi.Inputs): Promise<ReadInputs> {
  const reader = new Reader(schema);
  const { inputProperties = {}, requiredInputs = [] } = schema.resources[type] ?? {};
  const args = await reader.members("", inputs, { properties: inputProperties, required: requiredInputs });
  return { args, problems: reader.problems };
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #schema: Schema;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  async members(path: string, given: pulumi.Inputs, { properties, required = [] }: ObjectType): Promise<pulumi.Inputs> {
    const read: pulumi.Inputs = {};
    for (const [name, value] of Object.entries(given) as [string, unknown][]) {
      const property = properties[name];
      if (property === undefined) {
        this.#refuse(join(path, name), `There is no such property. Allowed are ${Object.keys(properties).join(", ")}.`);
      } else if (value !== undefined && value !== null) {
        read[name] = await this.#read(join(path, name), value, property);
      }
    }
    for (const name of required) {
      if (given[name] !== undefined && given[name] !== null) continue;
      this.#refuse(join(path, name), `It is missing. Give ${about(properties[name])}.`);
    }
    return read;
  }

  async #read(path: string, value: unknown, property: Property): Promise<unknown> {
    if (pulumi.Output.isInstance(value)) return property.plain ? this.#plain(path, value, property) : value;
    if (property.$ref !== undefined) return this.#referred(path, value, property.$ref);
    if (property.type === "array") {
      if (!Array.isArray(value)) return this.#refuse(path, `It is ${kindOf(value)}. Give a list.`);
      const elements = value.map((element, index) => this.#read(`${path}[${index}]`, element, property.items ?? {}));
      return Promise.all(elements);
    }
    if (property.type === "object") return this.#map(path, value, property.additionalProperties ?? {});
    const wanted = property.type ?? kindOf(value);
    return typeof value === wanted ? value : this.#refuse(path, `It is ${kindOf(value)}. Give a ${wanted}.`);
  }

  async #plain(path: string, output: pulumi.Output<unknown>, property: Property): Promise<unknown> {
    const held = output as unknown as Awaited;
    if (await held.isSecret) return this.#refuse(path, "It is a secret, and this argument is kept in plain text.");
    if (await held.isKnown) return this.#read(path, await held.promise(), property);
    return this.#refuse(path, "It is known only after the deploy. Give a value that is known before it.");
  }

  async #map(path: string, value: unknown, property: Property): Promise<unknown> {
    if (!isObject(value)) return this.#refuse(path, `It is ${kindOf(value)}. Give an object.`);
    const entries = Object.entries(value).map(async ([name, member]) => [
      name,
      await this.#read(join(path, name), member, property),
    ]);
    return Object.fromEntries(await Promise.all(entries)) as unknown;
  }

  #referred(path: string, value: unknown, reference: string): unknown {
    const type = this.#schema.types[reference.replace(/^#\/types\//, "")];
    // A resource of another package, or anything at all.
    if (type === undefined) return value;
    if ("enum" in type) return this.#member(path, value, type);
    return isObject(value)
      ? this.members(path, value, type)
      : this.#refuse(path, `It is ${kindOf(value)}. Give an object.`);
  }

  #member(path: string, value: unknown, type: Enum): unknown {
    const allowed = type.enum.map((member) => member.value);
    if (allowed.includes(value as string)) return value;
    const given = typeof value === "string" ? `"${value}"` : kindOf(value);
    return this.#refuse(path, `It is ${given}. Allowed are ${allowed.join(", ")}.`);
  }

  #refuse(property: string, reason: string): undefined {
    this.problems.push({ property, reason });
    return undefined;
  }
}

/** What a property is, from the first sentence of its description. */
function about(property: Property | undefined): string {
  const [sentence = ""] = (property?.description ?? "a value").replace(/\s+/g, " ").split(/[.:] |\.$/, 1);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function isObject(value: unknown): value is pulumi.Inputs {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);
