import * as pulumi from "@pulumi/pulumi";
import { refuse, refusedWith } from "../components/email/inputProblems.js";
import { readInputs } from "./inputs.js";
import schemaJson from "./schema.json";
import type { Schema } from "./schema.js";

type Component = new (
  name: string,
  args: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource & Readonly<Record<string, unknown>>;

const schema: Schema = schemaJson;

/** Serves the components to programs in other languages, for as long as the engine wants them. */
export function serve(): Promise<void> {
  return pulumi.provider.main(provider, process.argv.slice(2));
}

const provider: pulumi.provider.Provider = {
  version: schema.version,
  schema: JSON.stringify(schema),
  async construct(name, type, inputs, options) {
    const resource = schema.resources[type];
    if (resource === undefined) {
      const known = Object.keys(schema.resources).join(", ");
      throw new Error(`${type} is no component of ${schema.name} ${schema.version}. There are ${known}.`);
    }
    const component = await create(name, type, inputs, options).catch(withoutValues);
    const state = Object.fromEntries(Object.keys(resource.properties).map((output) => [output, component[output]]));
    return { urn: component.urn, state };
  },
};

async function create(
  name: string,
  type: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): Promise<InstanceType<Component>> {
  // Loaded here and not above: a schema alone is asked for more often than a component.
  const components = (await import("../index.js")) as unknown as Readonly<Record<string, Component>>;
  const { args, problems } = await readInputs(schema, type, inputs);
  try {
    return refusedWith(problems, () => new components[nameOf(type)]!(name, args, options));
  } catch (error) {
    // Where something is missing, a component may fail in its own way before it comes to a refusal.
    if (!pulumi.InputPropertiesError.isInstance(error)) refuse(`${nameOf(type)} "${name}"`, problems);
    throw error;
  }
}

/**
 * The engine prints the value of each property that an error names, a private key's too. So it is given the message
 * alone, which lists the properties itself.
 */
function withoutValues(error: unknown): never {
  if (!pulumi.InputPropertiesError.isInstance(error)) throw error;
  throw new pulumi.InputPropertiesError({ message: error.message, errors: [] });
}

function nameOf(type: string): string {
  return type.split(":").at(-1) ?? type;
}
