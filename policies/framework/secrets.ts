import { Secret, type ResourceValidationArgs } from "@pulumi/policy";
import { underProxy } from "./unknown.js";

/** A policy of the pack itself: it changes nothing, and learns which values are secrets. */
export const SECRETS_POLICY = "secrets-seen";

/**
 * Which properties of a resource are secrets.
 *
 * Validation gets secrets in plain text, without a mark. Only remediation is told, and it runs before: so a policy of
 * the level `remediate` that mends nothing keeps what it saw. A configuration that gives it another level, as `audit`
 * does, leaves nothing known.
 */
export class SecretsSeen {
  private readonly byUrn = new Map<string, ReadonlySet<string>>();

  /** @param types the resource types that some rule asks about */
  constructor(private readonly types: readonly string[]) {}

  note({ urn, type, props }: Pick<ResourceValidationArgs, "urn" | "type" | "props">): void {
    if (this.types.includes(type)) this.byUrn.set(urn, new Set(secretPaths(underProxy(props), "")));
  }

  /** Paths such as `dkimSigningAttributes.domainSigningPrivateKey`; `undefined` where nothing is known. */
  of(urn: string): ReadonlySet<string> | undefined {
    return this.byUrn.get(urn);
  }
}

function secretPaths(value: unknown, path: string): string[] {
  if (value instanceof Secret) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => secretPaths(inner, path === "" ? name : `${path}.${name}`));
}
