import type { PreviewedResource, PreviewedViolation, PreviewResult, Undetermined } from "../../preview/result.js";

/** The URN of a resource at the top of the stack `dev` of the program `shop`. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

export function resource(type: string, name: string, inputs: Record<string, unknown> = {}): PreviewedResource {
  const options = { protect: false, ignoreChanges: [] };
  return { urn: urnOf(type, name), type, name, parent: "", inputs, options };
}

export function record(name: string, type: string, content: string): PreviewedResource {
  return resource("cloudflare:index/dnsRecord:DnsRecord", name.replaceAll(".", "-"), { name, type, content });
}

export function violation(
  id: string,
  at: PreviewedResource,
  more: Partial<PreviewedViolation> = {},
): PreviewedViolation {
  return {
    id,
    policy: id.toLowerCase(),
    pack: "storefront-baseline",
    severity: "high",
    enforcementLevel: "mandatory",
    urn: at.urn,
    message: "It is wrong.\nFix: Mend it.",
    ...more,
  };
}

export function undetermined(id: string, at: PreviewedResource): Undetermined {
  return { id, policy: id.toLowerCase(), urn: at.urn, reason: "It is known only after the deploy." };
}

/** A result of these parts, with the counts that they come to. */
export function resultOf(parts: Partial<PreviewResult>): PreviewResult {
  const { resources = [], violations = [], undetermined: open = [], diagnostics = [] } = parts;
  const standing = violations.filter(({ exemption }) => exemption === undefined);
  const mandatory = standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").length;
  return {
    program: "shop",
    stack: "dev",
    operation: "offline",
    isComplete: true,
    packs: [],
    remediations: [],
    resources,
    violations,
    undetermined: open,
    diagnostics,
    summary: {
      resources: resources.length,
      mandatory,
      advisory: standing.length - mandatory,
      exempted: violations.length - standing.length,
      undetermined: open.length,
    },
    ...parts,
  };
}
