/** The parts of a Pulumi package schema that this package's has. */

/** A property of a component or of a type. */
export interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
  /** Whether programs must give a value that is known when they run, no output. */
  readonly plain?: boolean;
  description?: string;
  secret?: boolean;
}

/** A component. */
export interface ComponentSchema {
  readonly inputProperties: Record<string, Property>;
  readonly requiredInputs?: readonly string[];
  /** Its outputs. */
  readonly properties: Record<string, Property>;
  readonly required?: readonly string[];
  readonly description?: string;
}

/** An object among the arguments or outputs. */
export interface ObjectType {
  readonly properties: Record<string, Property>;
  readonly required?: readonly string[];
  description?: string;
}

/** An enumeration of texts. */
export interface Enum {
  enum: { readonly name: string; readonly value: string | number; readonly description?: string }[];
  description?: string;
}

/** The schema of the package. */
export interface Schema {
  readonly name: string;
  readonly version: string;
  readonly resources: Readonly<Record<string, ComponentSchema>>;
  readonly types: Readonly<Record<string, ObjectType | Enum>>;
  readonly license?: string;
}
