import { isSentinel, UNKNOWN, underProxy, withUnknowns, type Maybe } from "./unknown.js";

/** What the readers need of the SDK's arguments, which both passes give. */
export interface ResourceArgs {
  /** Its token, for example `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Its URN. */
  readonly urn: string;
  /** Its name in the program. */
  readonly name: string;
  /** In the resource pass what the program gave, in the stack pass its outputs. */
  readonly props: Readonly<Record<string, unknown>>;
  /** Its options, as far as the engine tells packs. */
  readonly opts: {
    /** Whether it must not be deleted. */
    readonly protect?: boolean;
    /** Properties whose changes are not deployed. */
    readonly ignoreChanges?: readonly string[];
  };
  /** The provider that it is made by, where the engine tells it. */
  readonly provider?:
    | {
        /** The provider's URN. */
        readonly urn: string;
        /** Its configuration. */
        readonly props: Readonly<Record<string, unknown>>;
      }
    | undefined;
}

/** One resource of the program, read so that unknown values show in the types. */
export class Resource {
  /** Its type token, for example `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Its URN. */
  readonly urn: string;
  /** Its name in the program. */
  readonly name: string;
  /** Whether the option `protect` is set. */
  readonly protect: boolean;
  /** The paths of properties in the option `ignoreChanges`. */
  readonly ignoreChanges: readonly string[];
  /** As the engine sent them: unknown values are sentinels here. Readers look here, rules never do. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The resources that a property's value came from. Only the stack pass knows them. */
  readonly sources: ReadonlyMap<string, readonly string[]>;

  /** The explicit provider's URN and Region; of the default provider neither is known. */
  readonly provider:
    | {
        /** The provider's URN. */
        readonly urn: string;
        /** Its Region, where it has one. */
        readonly region: Maybe<string | undefined>;
      }
    | undefined;
  /** Paths of the properties that are secrets; `undefined` where the pack was not told. Only the resource pass knows. */
  readonly secrets: ReadonlySet<string> | undefined;

  constructor(
    args: ResourceArgs,
    sources: ReadonlyMap<string, readonly string[]> = new Map(),
    secrets?: ReadonlySet<string>,
  ) {
    this.type = args.type;
    this.urn = args.urn;
    this.name = args.name;
    this.protect = args.opts.protect === true;
    this.ignoreChanges = args.opts.ignoreChanges ?? [];
    this.raw = underProxy(args.props);
    this.sources = sources;
    this.provider = args.provider && { urn: args.provider.urn, region: regionOf(args.provider.props) };
    this.secrets = secrets;
  }

  /** A property as it stands, or `UNKNOWN`, or `undefined` where it is absent. */
  property(name: string): Maybe<unknown> {
    const value = this.raw[name];
    return isSentinel(value) ? UNKNOWN : (value ?? undefined);
  }

  /** A text property; numbers and booleans count as their text, as the providers take them. */
  text(name: string): Maybe<string | undefined> {
    const value = this.property(name);
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return value === UNKNOWN || typeof value === "string" ? value : undefined;
  }

  /** A number, or its text. */
  number(name: string): Maybe<number | undefined> {
    const text = this.text(name);
    if (text === UNKNOWN) return UNKNOWN;
    return text === undefined || text === "" || Number.isNaN(Number(text)) ? undefined : Number(text);
  }

  /** A property with `UNKNOWN` for each unknown value in it. */
  whole(name: string): unknown {
    return withUnknowns(this.raw[name]) ?? undefined;
  }

  /** A flag; `undefined` where it is absent. */
  flag(name: string): Maybe<boolean | undefined> {
    const value = this.property(name);
    if (value === "true" || value === "false") return value === "true";
    return value === UNKNOWN || typeof value === "boolean" ? value : undefined;
  }

  /** A list, whose elements may each be unknown; `[]` where it is absent. */
  list(name: string): Maybe<readonly Maybe<unknown>[]> {
    const value = this.property(name);
    if (value === UNKNOWN) return UNKNOWN;
    return Array.isArray(value) ? value.map((element: unknown) => (isSentinel(element) ? UNKNOWN : element)) : [];
  }
}

function regionOf(props: Readonly<Record<string, unknown>>): Maybe<string | undefined> {
  const region = underProxy(props)["region"];
  if (isSentinel(region)) return UNKNOWN;
  return typeof region === "string" ? region : undefined;
}
