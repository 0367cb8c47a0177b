import { SUPER_ADMINISTRATOR } from "../../baseline/cloudflare/token.js";
import { or } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { groupsOf } from "../readers/cloudflareTokens.js";

const MEMBER = "cloudflare:index/accountMember:AccountMember";

export const superAdministrators: Rule = {
  id: "IAM24",
  name: "iam-cloudflare-super-administrators",
  title: "An account of Cloudflare has few Super Administrators.",
  why: "Each of them can take the account from all others; a phished one loses the shop's domain.",
  fix: "Give people the roles of their work, limited to domains, and keep Super Administrator to two.",
  severity: "medium",
  references: [
    { standard: "PCI DSS 4.0.1", section: "7.2.2", strength: "partial" },
    { standard: "NIST CSF 2.0", section: "PR.AA-05", strength: "supporting" },
  ],
  types: [MEMBER],
  checkStack(stack, verdict) {
    const most = stack.settings.superAdministrators;
    const all = stack.ofTypes([MEMBER]);
    for (const account of new Set(all.map((member) => member.text("accountId")))) {
      const members = all.filter((member) => member.text("accountId") === account);
      const supers = members.filter((member) => isSuper(member) === true);
      const hidden = members.filter((member) => isSuper(member) === UNKNOWN);
      const tooMany = supers[most];
      if (tooMany) {
        const message = `${supers.length} members are Super Administrators of one account: ${supers.map(({ name }) => name).join(", ")}; ${most} are allowed.`;
        verdict.violation(message, { urn: tooMany.urn });
      } else if (hidden[0] && supers.length + hidden.length > most) {
        const reason = "Whether there are too many Super Administrators will be known only after the deploy.";
        verdict.undetermined(reason, { urn: hidden[0].urn });
      }
    }
  },
};

function isSuper(member: Resource): Maybe<boolean> {
  const roles = member.list("roles");
  const policies = member.list("policies");
  const groups = policies === UNKNOWN ? policies : policies.flatMap(allowedBy);
  const has = (ids: Maybe<readonly Maybe<unknown>[]>): Maybe<boolean> => {
    if (ids === UNKNOWN) return UNKNOWN;
    return ids.includes(SUPER_ADMINISTRATOR) ? true : ids.includes(UNKNOWN) ? UNKNOWN : false;
  };
  return or(has(roles), has(groups));
}

function allowedBy(policy: Maybe<unknown>): readonly Maybe<string>[] {
  if (policy === UNKNOWN) return [UNKNOWN];
  const { access, permissionGroups } = policy as { readonly access?: unknown; readonly permissionGroups?: unknown };
  return access === "deny" ? [] : groupsOf(permissionGroups);
}
