import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { endsOf, HOLDER_TYPES } from "../readers/iamEdges.js";

/** What keeps a holder to a list of policies, of either kind. */
const KEPT = (["role", "user", "group"] as const).map((kind) => {
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return {
    kind,
    property: `${kind}Name`,
    inline: `aws:iam/${kind}PoliciesExclusive:${name}PoliciesExclusive`,
    attached: `aws:iam/${kind}PolicyAttachmentsExclusive:${name}PolicyAttachmentsExclusive`,
  };
});

export const exclusivePolicies: Rule = {
  id: "IAM32",
  name: "iam-exclusive-policies",
  title:
    "Whoever is kept to a list of inline policies is kept to a list of attached ones as well, and the other way round.",
  why: "The next deploy takes away what somebody added by hand, but of one kind alone: whoever adds rights by hand uses the other.",
  fix: "Add the one that is missing: RolePoliciesExclusive for inline policies, RolePolicyAttachmentsExclusive for attached ones (the role components have both).",
  severity: "medium",
  references: [
    { standard: "AWS IAM User Guide", section: "Managed policies and inline policies", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "7.2.1", strength: "supporting" },
  ],
  types: KEPT.flatMap(({ inline, attached }) => [inline, attached]),
  checkStack(stack, verdict) {
    for (const { kind, property, inline, attached } of KEPT) {
      const holdersOf = (keeper: Resource): ReturnType<typeof endsOf> =>
        endsOf(stack, keeper, property, HOLDER_TYPES[kind]);
      for (const [type, other] of [
        [inline, attached],
        [attached, inline],
      ] as const) {
        const { names, isLost } = heldBy(stack, other, holdersOf);
        for (const keeper of stack.ofTypes([type])) {
          const holders = holdersOf(keeper);
          const open = namesOf(holders).filter((name) => !names.has(name));
          const missing = other.slice(other.indexOf(":", 4) + 1);
          const at = { urn: keeper.urn };
          if (holders.isLost || (open.length > 0 && isLost))
            verdict.undetermined(`Whose policies ${keeper.name} keeps, or a ${missing}, is not known yet.`, at);
          else if (open.length > 0)
            verdict.violation(`${keeper.name} keeps the ${kind} ${open.join(", ")}, which no ${missing} keeps.`, at);
        }
      }
    }
  },
};

/** Whom the resources of a type keep. */
function heldBy(
  stack: Stack,
  type: string,
  holdersOf: (keeper: Resource) => ReturnType<typeof endsOf>,
): { readonly names: ReadonlySet<string>; readonly isLost: boolean } {
  const all = stack.ofTypes([type]).map(holdersOf);
  return { names: new Set(all.flatMap(namesOf)), isLost: all.some(({ isLost }) => isLost) };
}

function namesOf({ resources, others }: ReturnType<typeof endsOf>): string[] {
  return [...resources.map(({ name }) => name), ...others];
}
