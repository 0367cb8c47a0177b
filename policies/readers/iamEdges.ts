import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { endingsOf, NameIndex } from "./nameIndex.js";

/** What can hold rights. A group is no principal of its own: its members hold what it has. */
export type HolderKind = "role" | "user" | "group" | "permission set";

/** The resource type of each. */
export const HOLDER_TYPES: Readonly<Record<HolderKind, string>> = {
  role: "aws:iam/role:Role",
  user: "aws:iam/user:User",
  group: "aws:iam/group:Group",
  "permission set": "aws:ssoadmin/permissionSet:PermissionSet",
};

export const POLICY_TYPE = "aws:iam/policy:Policy";

/** Where an attachment names its holders, and its policies. */
interface Attachment {
  readonly holders: readonly { readonly kind: HolderKind; readonly property: string }[];
  /** The property with ARNs of managed policies; none where the resource holds the document itself. */
  readonly policies?: string;
}

const one = (kind: HolderKind, property: string, policies?: string): Attachment => ({
  holders: [{ kind, property }],
  ...(policies === undefined ? {} : { policies }),
});

/** The resource types that give a holder policies, beside the holder itself. */
export const ATTACHMENTS: Readonly<Record<string, Attachment>> = {
  "aws:iam/rolePolicy:RolePolicy": one("role", "role"),
  "aws:iam/userPolicy:UserPolicy": one("user", "user"),
  "aws:iam/groupPolicy:GroupPolicy": one("group", "group"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": one("role", "role", "policyArn"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": one("user", "user", "policyArn"),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": one("group", "group", "policyArn"),
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": one("role", "roleName", "policyArns"),
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": one("user", "userName", "policyArns"),
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": one("group", "groupName", "policyArns"),
  "aws:iam/policyAttachment:PolicyAttachment": {
    holders: [
      { kind: "role", property: "roles" },
      { kind: "user", property: "users" },
      { kind: "group", property: "groups" },
    ],
    policies: "policyArn",
  },
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": one("permission set", "permissionSetArn"),
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": one(
    "permission set",
    "permissionSetArn",
    "managedPolicyArn",
  ),
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive": one(
    "permission set",
    "permissionSetArn",
    "managedPolicyArns",
  ),
};

/** What a property leads to. */
export interface Ends {
  /** Resources of the stack. */
  readonly resources: readonly Resource[];
  /** Names or ARNs that no resource of the stack has. */
  readonly others: readonly string[];
  /** Whether the property leads somewhere that nobody can tell yet. */
  readonly isLost: boolean;
}

/**
 * The resources of a type that a property names. Ids are unknown at a preview, so what the value came from counts first;
 * then names and ARNs, where they are known.
 */
export function endsOf(stack: Stack, resource: Resource, property: string, type: string): Ends {
  const sourced = stack.sourcesOf(resource, property, [type]);
  const named = new Set<Resource>();
  const others: string[] = [];
  let hidden = 0;
  for (const value of valuesOf(resource, property)) {
    const found = typeof value === "string" ? namedOf(stack, value, type) : undefined;
    if (found) named.add(found);
    else if (typeof value === "string") others.push(value);
    else hidden++;
  }
  // A value that came from a resource is that resource's, though its name does not show it.
  const extra = sourced.filter((source) => !named.has(source)).length;
  const isExplained = extra >= others.length + hidden;
  return {
    resources: [...new Set([...named, ...sourced])],
    others: isExplained ? [] : others,
    isLost: hidden > extra,
  };
}

/** The elements of a list, or the one value. */
function valuesOf(resource: Resource, property: string): readonly unknown[] {
  const value = resource.property(property);
  const list = Array.isArray(value) ? resource.list(property) : [value];
  return (list === UNKNOWN ? [UNKNOWN] : list).filter((element) => element !== undefined && element !== null);
}

/** The first resource of a type that a name or an ARN is the own one of. */
function namedOf(stack: Stack, given: string, type: string): Resource | undefined {
  const indexes = stack.read(namesByType);
  let index = indexes.get(type);
  if (!index) indexes.set(type, (index = new NameIndex(stack.ofTypes([type]), namesOf)));
  return index.of(namesIn(given))[0];
}

function namesByType(): Map<string, NameIndex<Resource>> {
  return new Map();
}

function namesOf(resource: Resource): string[] {
  return [resource.text("arn"), resource.text("name")].filter((name) => typeof name === "string");
}

function namesIn(given: string): string[] {
  // An ARN written by hand: arn:aws:iam::123456789012:policy/path/name
  return /^arn:[^:]*:iam::[^:]*:(?!aws:)/.test(given) ? endingsOf(given, "/") : [given];
}

/** All types that make, bind or give rights to principals. */
export const IAM_TYPES: readonly string[] = [...Object.values(HOLDER_TYPES), POLICY_TYPE, ...Object.keys(ATTACHMENTS)];
