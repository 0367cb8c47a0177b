import { readsCredentialCheck } from "../../baseline/edge/expressions.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asFlag, asText, at, blocks, type Block } from "../readers/blocks.js";
import { guardsOf, inZone, stackEdges, type Edge } from "../readers/edges.js";
import { CUSTOM_PHASE, expressionsOf, RULESET } from "../readers/rulesets.js";

export const CREDENTIAL_CHECK = "cloudflare:index/leakedCredentialCheck:LeakedCredentialCheck";
const TRANSFORMS = "cloudflare:index/managedTransforms:ManagedTransforms";

export const leakedPasswords: Rule = {
  id: "EDGE10",
  name: "edge-leaked-passwords",
  title: "The check of leaked credentials is on, and something is done about what it finds.",
  why: "A log-in with a password that leaked elsewhere is most often not the customer's. The check only fills in fields: without a rule that reads them, or the header that tells the shop, such a log-in goes on as any other.",
  fix: `Set enabled: true, and add a rule in the phase ${CUSTOM_PHASE} with the expression (cf.waf.credential_check.password_leaked) and the action managed_challenge.`,
  severity: "medium",
  references: [
    {
      standard: "Cloudflare documentation",
      section: "Leaked credentials detection, get started",
      strength: "satisfies",
    },
    { standard: "MITRE ATT&CK", section: "T1110.004", strength: "supporting" },
  ],
  types: [CREDENTIAL_CHECK, RULESET, TRANSFORMS],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type !== CREDENTIAL_CHECK) return;
    const isOn = resource.flag("enabled");
    if (isOn === UNKNOWN) verdict.undetermined("Whether the check is on will be known only after the deploy.");
    else if (isOn !== true) verdict.violation(`${resource.name} does not switch the check on.`);
  },
  checkStack(stack, verdict) {
    for (const edge of stack.read(stackEdges)) {
      const checks = inZone(stack, edge.zone, [CREDENTIAL_CHECK]);
      const check = checks.own.find((resource) => resource.flag("enabled") === true);
      const reader = guardsOf(edge).find((rule) =>
        expressionsOf(rule).some((text) => text !== UNKNOWN && readsCredentialCheck(text)),
      );
      const placed = { urn: (check ?? edge.zone.resource).urn };
      if (reader && checks.own.length === 0) {
        const fact = `Rule ${reader.name} at ${edge.name} reads what the check of leaked credentials finds`;
        if (checks.isLost) verdict.undetermined(`${fact}; whether the check is on is not known yet.`, placed);
        // Zones of the free plan have it on by themselves, all others have it off.
        else verdict.violation(`${fact}, but the stack does not switch it on.`, placed);
      }
      if (!check || reader) continue;
      const isTold = tellsOrigin(stack, edge);
      if (isTold === UNKNOWN) verdict.undetermined("What is done about leaked credentials is not known yet.", placed);
      else if (!isTold)
        verdict.violation(`No rule at ${edge.name} reads what ${check.name} finds, nor is the shop told.`, placed);
    }
  },
  remediate: (resource) =>
    resource.type === CREDENTIAL_CHECK && resource.flag("enabled") !== true ? { enabled: true } : undefined,
};

/** Whether Cloudflare adds the header Exposed-Credential-Check to requests, or a rule that is not known may read it. */
function tellsOrigin(stack: Stack, edge: Edge): Maybe<boolean> {
  const transforms = inZone(stack, edge.zone, [TRANSFORMS]);
  const headers = transforms.own.flatMap((resource): readonly Maybe<Block>[] => {
    const list = blocks(resource, "managedRequestHeaders");
    return list === UNKNOWN ? [UNKNOWN] : list;
  });
  const isTold = headers.some(
    (header) =>
      header !== UNKNOWN &&
      asFlag(at(header, "enabled")) === true &&
      /credential_check/.test(String(asText(at(header, "id")))),
  );
  if (isTold) return true;
  const rulesets = inZone(stack, edge.zone, [RULESET]);
  const isUnread = edge.rulesets.some(
    ({ phase, rules }) => phase === UNKNOWN || rules === UNKNOWN || rules.includes(UNKNOWN),
  );
  const isUnknown = guardsOf(edge).some((rule) => expressionsOf(rule).includes(UNKNOWN));
  return headers.includes(UNKNOWN) || transforms.isLost || rulesets.isLost || isUnread || isUnknown ? UNKNOWN : false;
}
