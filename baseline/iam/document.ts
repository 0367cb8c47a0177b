import type { Maybe } from "../unknown.js";

/**
 * An IAM policy document after parsing: single values have become lists, names keep their spelling. Any text in it may
 * be unknown at preview.
 *
 * Source: AWS IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export interface PolicyDocument {
  /** `2008-10-17` is what AWS takes where the document says none: policy variables are plain text there. */
  readonly version: "2012-10-17" | "2008-10-17";
  readonly id: string | undefined;
  readonly statements: readonly Statement[];
}

/** One statement of a policy document. */
export interface Statement {
  /** Place in the document, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: Maybe<"Allow" | "Deny">;
  /** `undefined` in a document that names none: identity-based policies and boundaries. */
  readonly principals: Principals | undefined;
  readonly actions: Patterns;
  /** `undefined` in a trust policy, which is about the role that carries it. */
  readonly resources: Patterns | undefined;
  readonly conditions: readonly Condition[];
  /** Whether there are conditions beside these of which not even the keys are known. Absent means no. */
  readonly hasUnknownConditions?: boolean;
}

/** `Action` or `NotAction`, `Resource` or `NotResource`: patterns with `*` and `?`. */
export interface Patterns {
  /** Whether everything but these is meant. */
  readonly negated: boolean;
  readonly values: readonly Maybe<string>[];
}

/** `Principal` or `NotPrincipal`. */
export interface Principals {
  /** Whether everyone but these is meant. */
  readonly negated: boolean;
  readonly values: readonly Principal[];
}

/** One principal element. `"*"` alone is read as `{ kind: "AWS", name: "*" }`, which means everyone as well. */
export interface Principal {
  readonly kind: "AWS" | "Service" | "Federated" | "CanonicalUser";
  /** An ARN, an account id, a service name, a provider, or `*`. */
  readonly name: Maybe<string>;
}

/** One condition operator with one key and its values. All of a statement's conditions must hold. */
export interface Condition {
  /** Without its set prefix and `IfExists`, in AWS's spelling: `StringEquals`, `ArnLike`, `Bool`, `Null`. */
  readonly operator: string;
  /** How a key of several values is met. */
  readonly set: "ForAnyValue" | "ForAllValues" | undefined;
  /** Whether the condition holds where the request does not carry the key. */
  readonly ifExists: boolean;
  /** As written. Keys are compared without regard to case. */
  readonly key: string;
  readonly values: readonly Maybe<string>[];
}
