import { namesPath } from "../../baseline/edge/expressions.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { guardsOf, inZone, stackEdges } from "../readers/edges.js";
import { expressionsOf, RULESET } from "../readers/rulesets.js";

const NORMALIZATION = "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings";

export const urlNormalization: Rule = {
  id: "EDGE07",
  name: "edge-url-normalization",
  title: "Rules see each path in one spelling, whatever a client sends.",
  why: "A server answers /%6cogin and /account\\login as it does /login and /account/login. A rule that sees another spelling than it names is passed by.",
  fix: 'Give the zone UrlNormalizationSettings with type "cloudflare" and scope "both".',
  severity: "medium",
  references: [
    { standard: "Cloudflare documentation", section: "How URL normalization works", strength: "satisfies" },
    { standard: "MITRE ATT&CK", section: "T1110.004", strength: "supporting" },
  ],
  types: [NORMALIZATION, RULESET],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type !== NORMALIZATION) return;
    const scope = resource.text("scope");
    if (scope === "none") verdict.violation(`${resource.name} switches URL normalization off (scope none).`);
    if (scope === UNKNOWN) verdict.undetermined("What is normalized will be known only after the deploy.");
  },
  // By default Cloudflare normalizes by RFC 3986 alone (Cloudflare documentation, "URL normalization settings").
  checkStack(stack, verdict) {
    for (const edge of stack.read(stackEdges)) {
      const rule = guardsOf(edge).find((one) =>
        expressionsOf(one).some((expression) => expression !== UNKNOWN && namesPath(expression)),
      );
      if (!rule) continue;
      const { own, isLost } = inZone(stack, edge.zone, [NORMALIZATION]);
      const types = own.map((resource) => resource.text("type"));
      if (types.includes("cloudflare")) continue;
      const urn = own[0]?.urn ?? edge.zone.resource.urn;
      const fact = `Rule ${rule.name} at ${edge.name} names a path`;
      if (types.includes(UNKNOWN) || isLost)
        verdict.undetermined(`${fact}; how it is spelled is not known yet.`, { urn });
      else verdict.violation(`${fact}, but a back slash in it is not made a slash: the type is RFC 3986.`, { urn });
    }
  },
};
