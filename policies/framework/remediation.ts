import { Secret, type ResourceValidationArgs } from "@pulumi/policy";
import { Resource } from "./resource.js";
import type { Rule } from "./rule.js";
import { underProxy } from "./unknown.js";

/** The SDK's function for a rule that can mend a resource; nothing for any other. */
export function remediation(rule: Rule): object {
  const mend = rule.remediate;
  if (!mend) return {};
  return {
    remediateResource(args: ResourceValidationArgs): Record<string, unknown> | undefined {
      if (!rule.types.includes(args.type)) return undefined;
      const props = withoutSecrets(underProxy(args.props)) as Record<string, unknown>;
      const changes = mend(new Resource({ ...args, props }));
      return changes && Object.assign(args.props, changes);
    },
  };
}

/** Values without the wrappers of secrets. */
function withoutSecrets(value: unknown): unknown {
  if (value instanceof Secret) return withoutSecrets(value.value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withoutSecrets(field)]));
}
