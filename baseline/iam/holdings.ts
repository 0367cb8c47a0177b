import type { Maybe } from "../unknown.js";
import type { Condition, PolicyDocument, Statement } from "./document.js";

/** A policy document and where it stands, for messages. */
export interface HeldDocument {
  /** As a person would name it: `inline policy deploy of role ci`. */
  readonly source: string;
  readonly document: PolicyDocument;
}

/**
 * All that decides what one principal may do by its own policies.
 *
 * Source: AWS IAM User Guide, "Policy evaluation logic": an explicit Deny wins; else an Allow is needed, and where the
 * principal has a permissions boundary, one there as well.
 */
export interface Holdings {
  /** The principal's ARN, or a pattern of it; unknown where the provider names it. */
  readonly principal: Maybe<string>;
  /** Inline, attached and, of a user, its groups' policies. */
  readonly documents: readonly HeldDocument[];
  /** A ceiling, never a grant. `undefined` where there is none. */
  readonly boundary: Maybe<HeldDocument> | undefined;
  /** Attached documents whose text nobody here knows, by name. They may allow or deny anything. */
  readonly unread: readonly string[];
}

/** One way in which the holder may perform an action: what Deny statements and the boundary leave of an Allow. */
export interface Permit {
  /** In AWS's spelling: `iam:PassRole`. */
  readonly action: string;
  /** ARN patterns on which it may be performed. */
  readonly resources: readonly Maybe<string>[];
  /** ARN patterns that are taken out of these, by `NotResource` or a Deny. */
  readonly excluded: readonly string[];
  /** The conditions that really narrow the request, of the Allow and of the boundary. */
  readonly conditions: readonly Condition[];
  /** Whether it holds whatever the unknown values turn out to be. */
  readonly isCertain: boolean;
  readonly statement: Statement;
  readonly source: string;
  /** What a reader should know besides, one sentence each: a condition that stops nobody, a Deny with conditions. */
  readonly notes: readonly string[];
}
