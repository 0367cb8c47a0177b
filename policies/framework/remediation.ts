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
      const changes = mend(new Resource({ ...args, props: plainProperties(args.props) }));
      return changes && Object.assign(args.props, changes);
    },
  };
}

/** In a remediation there are two proxies, which give inner proxies, over values that may be wrapped as secrets. */
function plainProperties(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return plain(properties) as Record<string, unknown>;
}

function plain(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  const inner = underProxy(value as Record<string, unknown>);
  if (inner !== value) return plain(inner);
  if (inner instanceof Secret) return plain(inner.value);
  if (Array.isArray(inner)) return inner.map(plain);
  return Object.fromEntries(Object.entries(inner).map(([key, field]) => [key, plain(field)]));
}
