import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** One key of the stack's configuration that a template asks for. */
export interface ConfigKey {
  /** As it stands in Pulumi.yaml: without a colon it belongs to the project. */
  readonly key: string;
  readonly description: string;
  /** An empty one says that the key may be left out; without one, it must be set. */
  readonly default: string | undefined;
  /** Whether its value must be encrypted. */
  readonly secret: boolean;
}

/** A starter template: a folder whose Pulumi.yaml has a section `template`. */
export interface Template {
  readonly name: string;
  readonly folder: string;
  readonly description: string;
  /** What to do first, one step a line. */
  readonly quickstart: string;
  readonly config: readonly ConfigKey[];
}

interface TemplateSection {
  readonly description?: string;
  readonly quickstart?: string;
  readonly config?: Readonly<Record<string, Partial<Omit<ConfigKey, "key">> | null>>;
}

/** The templates that are folders of a folder, by name. */
export function readTemplates(folder: string): Template[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => readTemplate(name, path.join(folder, name)) ?? []);
}

function readTemplate(name: string, folder: string): Template | undefined {
  const file = path.join(folder, "Pulumi.yaml");
  if (!existsSync(file)) return undefined;
  const { template } = parse(readFileSync(file, "utf8")) as { template?: TemplateSection };
  if (template === undefined) return undefined;
  const { description = "", quickstart = "", config = {} } = template;
  return {
    ...{ name, folder, description, quickstart },
    config: Object.entries(config).map(([key, given]) => ({
      key,
      description: given?.description ?? "",
      default: given?.default,
      secret: given?.secret === true,
    })),
  };
}
