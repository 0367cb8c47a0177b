import type { PolicyDocument } from "../../baseline/iam/document.js";
import type { HeldDocument, Holdings } from "../../baseline/iam/holdings.js";
import { managedPolicyDocument, managedPolicyName } from "../../baseline/iam/managedPolicies.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { iamDocuments, nameOf } from "./iamDocuments.js";
import { ATTACHMENTS, endsOf, HOLDER_TYPES, POLICY_TYPE, type HolderKind } from "./iamEdges.js";

/** A role, user, group or permission set, and all that the stack gives it. */
export interface IamPrincipal {
  readonly kind: HolderKind;
  /** `role ci`. */
  readonly subject: string;
  /** Its name at AWS, where that is known. */
  readonly name: string | undefined;
  /** Where to report: the principal itself, or what attaches to it where it is no resource of the stack. */
  readonly urn: string;
  /** `undefined` where it is no resource of the stack. */
  readonly resource: Resource | undefined;
  readonly holdings: Holdings;
  /** ARNs of its customer-managed policies, as far as they are known. */
  readonly ownPolicies: readonly string[];
  /** Names of the AWS-managed policies that are attached. */
  readonly managed: readonly string[];
  /** Documents of which nothing is known before the deploy, and policies that stand in no resource of the stack. */
  readonly hidden: readonly string[];
  /** Attachments whose policy nobody can tell before the deploy. */
  readonly lost: readonly string[];
}

/** The principals of a stack, and what its managed policies are used for. */
export interface StackIam {
  readonly principals: readonly IamPrincipal[];
  /** Managed policies that the stack attaches to somebody. */
  readonly attached: ReadonlySet<Resource>;
  /** Managed policies that are somebody's permissions boundary. */
  readonly boundaries: ReadonlySet<Resource>;
}

/** A principal while it is put together. */
interface Draft {
  readonly kind: HolderKind;
  readonly subject: string;
  readonly urn: string;
  readonly resource: Resource | undefined;
  readonly name: string | undefined;
  readonly documents: Map<string, HeldDocument>;
  readonly own: Set<string>;
  readonly managed: Set<string>;
  readonly hidden: Set<string>;
  readonly lost: Set<string>;
  readonly groups: Set<Draft>;
  boundary: Maybe<HeldDocument> | undefined;
}

/** Everybody to whom the stack gives rights. Use it through `stack.read(iamPrincipals)`. */
export function iamPrincipals(stack: Stack): StackIam {
  const drafts = new Map<string, Draft>();
  const attached = new Set<Resource>();
  const boundaries = new Set<Resource>();

  const ofResource = (kind: HolderKind, resource: Resource): Draft => {
    const name = resource.text("name");
    return draftOf(drafts, resource.urn, kind, nameOf(resource), resource.urn, {
      resource,
      name: typeof name === "string" ? name : undefined,
    });
  };
  const holdersAt = (resource: Resource, kind: HolderKind, property: string): Draft[] => {
    const { resources, others, isLost } = endsOf(stack, resource, property, HOLDER_TYPES[kind]);
    const outside = others.map((name) =>
      draftOf(drafts, `${kind} ${name}`, kind, `${kind} ${name}`, resource.urn, { resource: undefined, name }),
    );
    // Nobody can tell yet whose it is: it is judged by itself.
    const lost = isLost
      ? [draftOf(drafts, resource.urn, kind, `the ${kind} of ${nameOf(resource)}`, resource.urn, NOBODY)]
      : [];
    return [...resources.map((found) => ofResource(kind, found)), ...outside, ...lost];
  };
  const attach = (draft: Draft, resource: Resource, property: string): void => {
    const { resources, others, isLost } = endsOf(stack, resource, property, POLICY_TYPE);
    for (const policy of resources) {
      attached.add(policy);
      hold(draft, policy);
      const arn = policy.text("arn");
      if (typeof arn === "string") draft.own.add(arn);
    }
    for (const arn of others) holdArn(draft, arn);
    if (isLost) draft.lost.add(nameOf(resource));
  };

  for (const kind of ["role", "user", "group", "permission set"] as const) {
    for (const resource of stack.ofTypes([HOLDER_TYPES[kind]])) {
      const draft = ofResource(kind, resource);
      hold(draft, resource);
      attach(draft, resource, "managedPolicyArns");
      const ceiling = boundaryOf(stack, resource, boundaries);
      if (ceiling !== undefined) draft.boundary = ceiling;
    }
  }
  for (const [type, { holders, policies }] of Object.entries(ATTACHMENTS)) {
    for (const resource of stack.ofTypes([type])) {
      for (const { kind, property } of holders) {
        for (const draft of holdersAt(resource, kind, property)) {
          if (policies === undefined) hold(draft, resource);
          else attach(draft, resource, policies);
        }
      }
    }
  }
  for (const { type, user, group } of MEMBERSHIPS) {
    for (const resource of stack.ofTypes([type])) {
      const groups = holdersAt(resource, "group", group);
      for (const member of holdersAt(resource, "user", user)) for (const one of groups) member.groups.add(one);
    }
  }
  for (const resource of stack.ofTypes([SSO_BOUNDARY])) {
    for (const draft of holdersAt(resource, "permission set", "permissionSetArn"))
      draft.boundary = ssoBoundary(resource);
  }
  const all = [...drafts.values()];
  // What a group has its members hold: the group is judged by itself only where nobody knows them.
  const judgedByMembers = new Set(all.flatMap(({ groups }) => [...groups]));
  return { principals: all.filter((draft) => !judgedByMembers.has(draft)).map(finish), attached, boundaries };
}

const NOBODY = { resource: undefined, name: undefined };
const MEMBERSHIPS = [
  { type: "aws:iam/userGroupMembership:UserGroupMembership", user: "user", group: "groups" },
  { type: "aws:iam/groupMembership:GroupMembership", user: "users", group: "group" },
];
const SSO_BOUNDARY = "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment";

function draftOf(
  drafts: Map<string, Draft>,
  key: string,
  kind: HolderKind,
  subject: string,
  urn: string,
  who: Pick<Draft, "resource" | "name">,
): Draft {
  let draft = drafts.get(key);
  if (!draft) {
    const sets = {
      managed: new Set<string>(),
      hidden: new Set<string>(),
      lost: new Set<string>(),
      own: new Set<string>(),
    };
    const nothing = { documents: new Map<string, HeldDocument>(), groups: new Set<Draft>(), boundary: undefined };
    draft = { kind, subject, urn, ...who, ...nothing, ...sets };
    drafts.set(key, draft);
  }
  return draft;
}

/** Adds the identity-based documents of a resource. */
function hold(draft: Draft, resource: Resource): void {
  for (const { kind, subject, document } of iamDocuments(resource)) {
    if (kind !== "identity") continue;
    if (document === UNKNOWN) draft.hidden.add(subject);
    else if (document) draft.documents.set(subject, { source: subject, document });
  }
}

/** Adds a policy that is no resource of the stack. AWS's own, of which the broad ones are known here, deny nothing. */
function holdArn(draft: Draft, arn: string): void {
  const name = managedPolicyName(arn);
  if (name !== undefined) draft.managed.add(name);
  const document = name === undefined ? undefined : managedPolicyDocument(name);
  const source = `AWS's policy ${name}`;
  if (document) draft.documents.set(source, { source, document });
  else if (name === undefined) draft.hidden.add(arn);
}

function boundaryOf(stack: Stack, holder: Resource, used: Set<Resource>): Maybe<HeldDocument> | undefined {
  const { resources, others } = endsOf(stack, holder, "permissionsBoundary", POLICY_TYPE);
  for (const policy of resources) used.add(policy);
  const [policy] = resources;
  const [found] = policy ? iamDocuments(policy) : [];
  if (found) return held(found.subject, found.document ?? UNKNOWN);
  const name = others[0] === undefined ? undefined : managedPolicyName(others[0]);
  return name === undefined
    ? holder.property("permissionsBoundary") === undefined
      ? undefined
      : UNKNOWN
    : held(`AWS's policy ${name}`, managedPolicyDocument(name) ?? UNKNOWN);
}

function ssoBoundary(resource: Resource): Maybe<HeldDocument> {
  const given = resource.property("permissionsBoundary");
  const arn: unknown = typeof given === "object" && given !== null ? Reflect.get(given, "managedPolicyArn") : undefined;
  const name = typeof arn === "string" ? managedPolicyName(arn) : undefined;
  return name === undefined ? UNKNOWN : held(`AWS's policy ${name}`, managedPolicyDocument(name) ?? UNKNOWN);
}

function held(source: string, document: Maybe<PolicyDocument>): Maybe<HeldDocument> {
  return document === UNKNOWN ? UNKNOWN : { source, document };
}

function finish(draft: Draft): IamPrincipal {
  const all = [draft, ...draft.groups];
  const documents = new Map(all.flatMap((from) => [...from.documents]));
  const union = (of: "managed" | "hidden" | "lost" | "own"): string[] => [
    ...new Set(all.flatMap((from) => [...from[of]])),
  ];
  const { kind, subject, urn, resource, name, boundary } = draft;
  return {
    ...{ kind, subject, name, urn, resource },
    // What is known and bad stays so beside a document that nobody knows: it is named with the finding instead.
    holdings: { principal: arnOf(draft, name), documents: [...documents.values()], boundary, unread: [] },
    ...{ ownPolicies: union("own"), managed: union("managed"), hidden: union("hidden"), lost: union("lost") },
  };
}

/** The principal's ARN, or a pattern of it where only its name is known. */
function arnOf({ kind, resource }: Draft, name: string | undefined): Maybe<string> {
  const arn = resource?.text("arn");
  if (typeof arn === "string") return arn;
  if (name === undefined || kind === "permission set") return UNKNOWN;
  const path = resource?.text("path") ?? (resource ? "/" : UNKNOWN);
  return path === UNKNOWN ? `arn:*:iam::*:${kind}/*${name}` : `arn:*:iam::*:${kind}${path}${name}`;
}
