import type { Resource } from "../framework/resource.js";
import type { Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { stackMtaSts, type Route } from "../readers/policyHosts.js";

/** What decides under which name, and whether, a distribution or a Worker serves. */
const ROUTING = /^(?:aliases|enabled|origins|hostname|service|pattern|script)(?:$|[.[])/;
const ORIGIN_ACCESS = "aws:cloudfront/originAccessControl:OriginAccessControl";

/**
 * STS02: what leads to a policy file has the policy host's name, is switched on, and may read the file; and what has the
 * name leads there. Of a stack that routes neither nothing is said: another one may.
 */
export function checkRoutes(
  host: string,
  file: Resource,
  leading: readonly Route[],
  stack: Stack,
  verdict: Verdict,
): void {
  const named = leading.filter(({ hosts }) => hosts.includes(host));
  if (named.length === 0) reportOthers(host, file, leading, stack, verdict);
  for (const { resource } of named) {
    const at = { urn: resource.urn };
    if (resource.flag("enabled") === false)
      verdict.violation(`${resource.name} leads from ${host} to the policy file, and is switched off.`, at);
    const ignored = resource.ignoreChanges.filter((path) => path === "*" || ROUTING.test(path));
    if (ignored.length > 0)
      verdict.violation(`${resource.name} leads to the policy file, and ignores changes of ${ignored.join(", ")}.`, at);
    for (const access of stack.sourcesOf(resource, "origins", [ORIGIN_ACCESS])) {
      // S3 refuses what CloudFront does not sign: the bucket is closed to the public.
      const isIgnored = access.ignoreChanges.some((path) => ["*", "signingBehavior"].includes(path));
      if (isIgnored) verdict.violation(`${access.name} ignores changes of how it signs.`, { urn: access.urn });
      if (access.text("signingBehavior") === "never")
        verdict.violation(
          `${access.name} has signingBehavior never, so ${resource.name} cannot read the policy file.`,
          {
            urn: access.urn,
          },
        );
    }
  }
}

function reportOthers(host: string, file: Resource, leading: readonly Route[], stack: Stack, verdict: Verdict): void {
  const others = stack.read(stackMtaSts).routes.filter(({ hosts }) => hosts.includes(host));
  for (const { resource } of others) {
    const at = { urn: resource.urn };
    if (isHidden(resource))
      verdict.undetermined(`Whether ${resource.name} leads to ${file.name} is not known yet.`, at);
    else
      verdict.violation(
        `${resource.name} leads from ${host} to something else than ${file.name}, which holds the policy file.`,
        at,
      );
  }
  if (others.length > 0) return;
  for (const { resource } of leading) {
    const at = { urn: resource.urn };
    if (
      resource.list("aliases") === UNKNOWN ||
      resource.text("hostname") === UNKNOWN ||
      resource.text("pattern") === UNKNOWN
    )
      verdict.undetermined(`Under which names ${resource.name} serves the policy file is not known yet.`, at);
    else verdict.violation(`${resource.name} leads to the policy file, but not from ${host}.`, at);
  }
}

/** Whether where a route leads is not known yet. */
function isHidden(route: Resource): boolean {
  const origins = route.list("origins");
  const hasHidden = (value: unknown): boolean =>
    value === UNKNOWN || (typeof value === "object" && value !== null && Object.values(value).some(hasHidden));
  return (
    origins === UNKNOWN ||
    hasHidden(route.whole("origins")) ||
    route.text("service") === UNKNOWN ||
    route.text("script") === UNKNOWN
  );
}
