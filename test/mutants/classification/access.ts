import { absent, beyond, within, type Entry } from "./entry.js";
import { isAdministratorsRole } from "./roles.js";
import type { Mutant } from "../mutant.js";

const ROLE = ["aws:iam/role:Role"];
const POLICIES = ["aws:iam/rolePolicy:*", "aws:iam/policy:*"];
const TOKEN = ["cloudflare:index/accountToken:AccountToken"];

const denies = ({ resource }: Mutant): boolean => JSON.stringify(resource.inputs).includes("Deny");

/** Whether every role that takes tokens of a provider tests their audience. */
const everyTrustNamesAudience = (program: Mutant["program"], url: string): boolean => {
  const host = url.replace(/^https:\/\//, "");
  const trusts = program.map(({ inputs }) => String(inputs["assumeRolePolicy"])).filter((text) => text.includes(host));
  return trusts.length > 0 && trusts.every((text) => text.includes(`"${host}:aud"`));
};

/** People, machines and the account. */
export const access: readonly Entry[] = [
  // Roles. Source: IAM API Reference, CreateRole.
  {
    types: ROLE,
    places: [""],
    operators: ["remove"],
    is: "neutral",
    because: "Nobody can take on a role that does not exist.",
  },
  {
    types: ROLE,
    places: ["name", "path"],
    is: "neutral",
    because: "What the role is called. Documents that name it by its ARN no longer mean it.",
  },
  { types: ROLE, places: ["forceDetachPolicies"], is: "benign", because: "How the role is deleted." },
  { types: ROLE, places: ["maxSessionDuration"], to: absent, is: "benign", because: "An hour is the default." },
  {
    types: ROLE,
    places: ["maxSessionDuration"],
    to: beyond(3600, 43_200),
    is: "neutral",
    because: "IAM takes 3600 to 43200 seconds.",
  },
  {
    ...{
      types: ROLE,
      places: ["maxSessionDuration"],
      to: within(3600, 14_400),
      when: (mutant) => !isAdministratorsRole(mutant),
    },
    ...{ is: "benign", because: "Up to four hours are within the baseline for whoever is no administrator." },
  },
  {
    types: ROLE,
    places: ["assumeRolePolicy"],
    operators: ["delete"],
    is: "neutral",
    because: "IAM demands a trust policy.",
  },
  {
    ...{ types: ROLE, places: ["permissionsBoundary"], operators: ["cut"], is: "neutral" },
    because:
      "IAM takes a policy of the role's own account or one of AWS's alone (IAM API Reference, PutRolePermissionsBoundary).",
  },
  // Policies of principals.
  {
    types: POLICIES,
    places: ["name", "path", "policy"],
    operators: ["delete", "text"],
    is: "neutral",
    because: "What the policy is called; a policy without a document is refused.",
  },
  {
    types: ["aws:iam/policy:*"],
    places: [""],
    operators: ["remove"],
    is: "neutral",
    because: "What refers to it no longer compiles.",
  },
  {
    ...{
      types: ["aws:iam/rolePolicy:*"],
      places: ["", "role"],
      operators: ["remove", "text", "cut"],
      when: (mutant) => !denies(mutant),
    },
    ...{ is: "neutral", because: "The role may do less." },
  },
  {
    ...{
      types: ["aws:iam/rolePolicyAttachment:*"],
      places: ["*"],
      operators: ["remove", "text", "delete"],
      is: "neutral",
    },
    because: "The role may do less.",
  },
  {
    types: ["aws:iam/rolePoliciesExclusive:*"],
    places: ["policyNames"],
    is: "neutral",
    because:
      "The provider takes away what the list does not name, and can give none that it names: it has no document.",
  },
  {
    types: ["aws:iam/rolePolicyAttachmentsExclusive:*"],
    places: ["policyArns"],
    operators: ["delete", "empty"],
    is: "neutral",
    because:
      "The provider detaches what the list does not name (aws_iam_role_policy_attachments_exclusive): the role may do less.",
  },
  {
    types: ["aws:iam/openIdConnectProvider:*"],
    places: ["", "url"],
    is: "neutral",
    because: "Trust policies name a provider by its ARN: without it nobody gets in.",
  },
  {
    types: ["aws:iam/openIdConnectProvider:*"],
    places: ["clientIdLists"],
    operators: ["delete", "text"],
    is: "neutral",
    because: "Tokens for sts.amazonaws.com are refused then.",
  },
  {
    ...{ types: ["aws:iam/openIdConnectProvider:*"], places: ["clientIdLists"], operators: ["add"], is: "neutral" },
    when: ({ program, resource }) => everyTrustNamesAudience(program, String(resource.inputs["url"])),
    because: "Each trust policy of the provider's tokens names the audience that it takes.",
  },
  // Tokens of Cloudflare.
  { types: TOKEN, places: [""], operators: ["remove"], is: "benign", because: "No token." },
  { types: TOKEN, places: ["name", "accountId"], is: "neutral", because: "What it is called and whose it is." },
  {
    types: TOKEN,
    places: ["policies"],
    operators: ["delete", "empty"],
    when: ({ place }) => !place.endsWith("effect"),
    is: "neutral",
    because: "The token may do less, or Cloudflare refuses it.",
  },
  { types: TOKEN, places: ["policies[].effect"], is: "neutral", because: "deny takes rights away." },
  {
    types: TOKEN,
    places: ["policies[].permissionGroups[].id", "policies[].resources.*"],
    operators: ["text"],
    is: "neutral",
    because: "Cloudflare refuses a group or a scope that it does not know.",
  },
  {
    types: TOKEN,
    places: ["condition.requestIp.ins[]"],
    operators: ["delete"],
    is: "benign",
    because: "Fewer networks.",
  },
];
