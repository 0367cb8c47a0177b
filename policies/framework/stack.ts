import { Resource, type ResourceArgs } from "./resource.js";
import type { Settings } from "./settings.js";

/** What the SDK gives for each resource of the stack. */
export interface StackResourceArgs extends ResourceArgs {
  /** Resources that it depends on. */
  readonly dependencies: readonly {
    /** The URN of one. */
    readonly urn: string;
  }[];
  /** By property, the resources that its value came from. */
  readonly propertyDependencies: Readonly<
    Record<
      string,
      readonly {
        /** The URN of one. */
        readonly urn: string;
      }[]
    >
  >;
}

/** The whole stack, indexed once for all rules. */
export class Stack {
  /** All resources, in the order of the program. */
  readonly resources: readonly Resource[];
  /** What the team set for the pack. */
  readonly settings: Settings;
  private readonly byType = new Map<string, Resource[]>();
  /** Positions in `resources`. */
  private readonly byUrn = new Map<string, number>();
  private readonly dependencies = new Map<string, readonly string[]>();
  private readonly facts = new Map<unknown, unknown>();

  /** @param inputs by URN, what the program gave of the resources of some types */
  constructor(
    resources: readonly StackResourceArgs[],
    settings: Settings,
    private readonly inputs: ReadonlyMap<string, ResourceArgs> = new Map(),
  ) {
    this.settings = settings;
    this.resources = resources.map((args) => new Resource(args, sourcesOf(args)));
    for (const { urn, dependencies } of resources) {
      this.dependencies.set(
        urn,
        dependencies.map((other) => other.urn),
      );
    }
    this.resources.forEach((resource, position) => {
      this.byUrn.set(resource.urn, position);
      const same = this.byType.get(resource.type);
      if (same) same.push(resource);
      else this.byType.set(resource.type, [resource]);
    });
  }

  /** The resources of some types: type after type, and of each in the order of the program. */
  ofTypes(types: readonly string[]): readonly Resource[] {
    const [first, ...others] = types;
    const ofFirst = (first === undefined ? undefined : this.byType.get(first)) ?? [];
    return others.length === 0 ? ofFirst : types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resource with a URN. */
  at(urn: string): Resource | undefined {
    const position = this.byUrn.get(urn);
    return position === undefined ? undefined : this.resources[position];
  }

  /** The resources of some types that a property's value came from, in the order of `ofTypes`. */
  sourcesOf(resource: Resource, property: string, types: readonly string[]): readonly Resource[] {
    const found = [...new Set(resource.sources.get(property))].flatMap((urn) => {
      const source = this.at(urn);
      const rank = source ? types.indexOf(source.type) : -1;
      return source && rank >= 0 ? { source, rank, position: this.byUrn.get(urn) ?? 0 } : [];
    });
    found.sort((one, other) => one.rank - other.rank || one.position - other.position);
    return found.map(({ source }) => source);
  }

  /**
   * The resource as the program gave it. The stack pass has outputs, in which a provider fills in what the program left
   * out: at a preview with unknown values, later with whatever was deployed.
   */
  given(resource: Resource): Resource {
    const inputs = this.inputs.get(resource.urn);
    return inputs ? new Resource(inputs, resource.sources) : resource;
  }

  /** Whether the engine makes or changes a resource only after another, on which it depends directly or through others. */
  isAfter(resource: Resource, other: Resource): boolean {
    const seen = new Set([resource.urn]);
    for (const urn of seen) for (const next of this.dependencies.get(urn) ?? []) seen.add(next);
    return resource !== other && seen.has(other.urn);
  }

  /** What a reader makes of the stack, made once however many rules ask for it. */
  read<T>(reader: (stack: Stack) => T): T {
    if (!this.facts.has(reader)) this.facts.set(reader, reader(this));
    return this.facts.get(reader) as T;
  }
}

function sourcesOf(args: StackResourceArgs): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(args.propertyDependencies)
      .filter(([, resources]) => resources.length > 0)
      .map(([property, resources]) => [property, resources.map((resource) => resource.urn)]),
  );
}
