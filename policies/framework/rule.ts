import type { Resource } from "./resource.js";
import type { Settings } from "./settings.js";
import type { Stack } from "./stack.js";

/** `critical` and `high` are mandatory by default, `medium` and `low` advisory. */
export type Severity = "critical" | "high" | "medium" | "low";

/** A requirement of a standard, and how far the rule meets it. */
export interface Reference {
  /** For example `RFC 7208` or `PCI DSS 4.0.1`. */
  readonly standard: string;
  /** For example `§4.6.4` or `5.4.1`. */
  readonly section: string;
  /** `satisfies` meets the whole requirement, `partial` a part of it, `supporting` helps to meet it. */
  readonly strength: "satisfies" | "partial" | "supporting";
}

/** Where a rule says what it found. Whatever it does not say passes. */
export interface Verdict {
  /**
   * What is known and bad.
   * @param message Full sentences that name the subject and the observed fact.
   * @param options.urn The resource at fault; in the resource pass it is the judged one.
   * @param options.fix The remedy for this very case. Default: the rule's own `fix`.
   */
  violation(message: string, options?: { readonly urn?: string; readonly fix?: string }): void;
  /** What cannot be judged, and why: an unknown value, or a zone that the stack does not hold. */
  undetermined(reason: string, options?: { readonly urn?: string }): void;
}

/** A rule knows no pack, no level and no exemption: it turns facts into verdicts. */
export interface Rule {
  /** Permanent id, for example `SPF07`: letters of the standard, two digits. */
  readonly id: string;
  /** Slug, for example `spf-passes-everyone`: the policy's name and its key in a policy-pack config. */
  readonly name: string;
  /** What is demanded, as one sentence. */
  readonly title: string;
  /** What happens without it. */
  readonly why: string;
  /** What to do when it is broken, as an imperative sentence. */
  readonly fix: string;
  /** How bad it is when it is broken; its level follows from that. */
  readonly severity: Severity;
  /** The requirements that it serves. The first standard is what Pulumi shows. */
  readonly references: readonly Reference[];
  /** The resource types that the rule judges. The resource pass calls it for these only. */
  readonly types: readonly string[];
  /** Whether the rule asks which properties are secrets, so that the pack learns it of these types. */
  readonly asksSecrets?: true;
  /** Whether the rule asks what the program gave, so that the stack pass remembers it of these types. */
  readonly asksInputs?: true;
  /** Judges what one resource proves alone: runs before that resource is created, in every operation. */
  readonly checkResource?: (resource: Resource, verdict: Verdict, settings: Settings) => void;
  /** Judges what only the whole stack proves: runs at the end of a preview, and after an update. */
  readonly checkStack?: (stack: Stack, verdict: Verdict) => void;
  /**
   * What mends a resource, where that is one known value on which nothing else depends and by which nothing is lost or
   * replaced: values by path, as `{ proxied: false }` or `{ "rules[0].bucketKeyEnabled": true }`. A path whose value is
   * unknown stays as it is. It acts only where the configuration sets the rule's level to `remediate`, and not on what
   * an exemption covers.
   */
  readonly remediate?: (resource: Resource, settings: Settings) => Readonly<Record<string, unknown>> | undefined;
}

export function isMandatory(severity: Severity): boolean {
  return severity === "critical" || severity === "high";
}
