import { UNKNOWN, type Maybe } from "../unknown.js";
import { accountOf, readArn } from "./arn.js";
import { contextKeys, type RequestContext } from "./conditions.js";
import type { Statement } from "./document.js";
import type { HeldDocument } from "./holdings.js";
import { namedBy, type NamedBy, type RequestPrincipal } from "./principalMatch.js";
import { statementMatches, type RequestFacts } from "./statementMatch.js";
import { and, or, some } from "./ternary.js";

/** A request to AWS. */
export interface AccessRequest {
  readonly principal: RequestPrincipal;
  /** In any case: `s3:GetObject`. */
  readonly action: string;
  /** An ARN, or `*` where the action is performed on no resource. */
  readonly resource: string;
  /** Number of the account that owns the resource. @default the resource's, as its ARN says it, else the principal's */
  readonly resourceAccount?: string;
  /** All keys that the request carries; none is derived from the principal. @default no keys */
  readonly context?: RequestContext;
}

/** Every policy that applies to a request. `Holdings` is one, of a principal without a session and a resource. */
export interface ApplicablePolicies {
  /** Identity-based: inline, attached and, of a user, its groups' policies. */
  readonly documents?: readonly HeldDocument[];
  readonly boundary?: Maybe<HeldDocument> | undefined;
  /** Attached documents whose text nobody here knows. */
  readonly unread?: readonly string[];
  /** The policy that the session was begun with. */
  readonly session?: Maybe<HeldDocument> | undefined;
  /** The resource's own policy; of a role its trust policy. */
  readonly resource?: Maybe<HeldDocument> | undefined;
}

/** What AWS answers. */
export interface Decision {
  /**
   * `undetermined` only where an unknown value can change whether it is allowed. Where it is denied either way, but perhaps
   * by a statement, it is an implicit deny.
   */
  readonly result: "allowed" | "explicit deny" | "implicit deny" | "undetermined";
  /** The statements that allow it, or that deny it; where it is undetermined, those whose unknown values matter. */
  readonly deciding: readonly { readonly source: string; readonly statement: Statement }[];
}

/** A statement that is, or may be, about the request. */
interface Match {
  readonly source: string;
  readonly statement: Statement;
  readonly matched: true | typeof UNKNOWN;
  /** Of a resource's policy: by what it names the principal. */
  readonly by: Maybe<NamedBy> | undefined;
}

/**
 * Decides a request as AWS does: an explicit deny wins; else the policies that must allow it, do or do not.
 *
 * Source: AWS IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic". Organisations'
 * policies (SCP, RCP) and those of VPC endpoints are not in a program and not considered.
 */
export function evaluate(request: AccessRequest, policies: ApplicablePolicies): Decision {
  const facts: RequestFacts = { ...request, context: contextKeys(request.context ?? {}) };
  const unread = (policies.unread ?? []).length > 0;
  const identity = (policies.documents ?? []).flatMap((held) => matchesIn(held, facts));
  const boundary = ceiling(policies.boundary, facts);
  const session = ceiling(policies.session, facts);
  const onResource = resourceMatches(policies.resource, facts, request.principal, policies.boundary !== undefined);
  const all = [...identity, ...boundary.matches, ...session.matches, ...onResource.matches];

  const denials = all.filter(({ statement }) => statement.effect !== "Allow");
  const sure = denials.filter(({ statement, matched }) => statement.effect === "Deny" && matched === true);
  if (sure.length > 0) return { result: "explicit deny", deciding: sure };
  const isUnseen = unread || [policies.boundary, policies.session, policies.resource].includes(UNKNOWN);
  const denied = denials.length > 0 || isUnseen ? UNKNOWN : false;

  const allowances = all.filter(({ statement }) => statement.effect !== "Deny");
  const allowed = isAllowed(request, {
    identity: or(allows(identity), isRoot(request.principal), unread ? UNKNOWN : false),
    ceilings: and(boundary.allowed, session.allowed),
    direct: or(onResource.allowedBy("direct")),
    role: or(onResource.allowedBy("role")),
    account: or(onResource.allowedBy("account")),
  });
  if (allowed === false) return { result: "implicit deny", deciding: [] };
  if (allowed === true && denied === false) return { result: "allowed", deciding: allowances.filter(isSure) };
  const open = [...(denied === false ? [] : denials), ...(allowed === true ? [] : allowances)];
  return { result: "undetermined", deciding: open.filter((match) => !isSure(match)) };
}

/** What each kind of policy says, before they are put together. */
interface Allowances {
  readonly identity: Maybe<boolean>;
  /** Boundary and session policy together. */
  readonly ceilings: Maybe<boolean>;
  readonly direct: Maybe<boolean>;
  readonly role: Maybe<boolean>;
  readonly account: Maybe<boolean>;
}

function isAllowed(request: AccessRequest, { identity, ceilings, direct, role, account }: Allowances): Maybe<boolean> {
  const byResource = or(direct, role, account);
  // Services, providers and anonymous callers have no policies of their own.
  if (request.principal.kind !== "AWS") return byResource;
  const byIdentity = and(identity, ceilings);
  const home = accountOf(request.principal.name);
  const owner = request.resourceAccount ?? (readArn(request.resource)?.account || home);
  if (home !== owner) return and(byResource, byIdentity);
  // A session policy and a boundary do not limit what a resource's policy grants a principal by its own name.
  const byResourceAlone = or(direct, and(role, ceilings));
  return or(needsResourcePolicy(request) ? and(byIdentity, byResource) : byIdentity, byResourceAlone);
}

/** Trust policies and key policies must allow what the account's own policies allow. */
function needsResourcePolicy({ action, resource }: AccessRequest): boolean {
  const name = action.toLowerCase();
  if (name.startsWith("kms:")) return readArn(resource)?.resource.startsWith("key/") === true;
  return name.startsWith("sts:assumerole") || name === "sts:tagsession" || name === "sts:setsourceidentity";
}

function isRoot({ kind, name }: RequestPrincipal): boolean {
  return kind === "AWS" && readArn(name)?.resource === "root";
}

/** A policy that limits: without one nothing is limited. */
function ceiling(
  held: Maybe<HeldDocument> | undefined,
  facts: RequestFacts,
): { readonly matches: readonly Match[]; readonly allowed: Maybe<boolean> } {
  if (held === undefined) return { matches: [], allowed: true };
  if (held === UNKNOWN) return { matches: [], allowed: UNKNOWN };
  const matches = matchesIn(held, facts);
  return { matches, allowed: allows(matches) };
}

function resourceMatches(
  held: Maybe<HeldDocument> | undefined,
  facts: RequestFacts,
  principal: RequestPrincipal,
  hasBoundary: boolean,
): { readonly matches: readonly Match[]; allowedBy(by: NamedBy): Maybe<boolean> } {
  if (held === undefined) return { matches: [], allowedBy: () => false };
  if (held === UNKNOWN) return { matches: [], allowedBy: () => UNKNOWN };
  const matches = matchesIn(held, facts).flatMap((match): readonly Match[] => {
    const { principals, effect } = match.statement;
    // User Guide, "NotPrincipal": with Deny it "will always deny any IAM principal that has a permissions boundary attached".
    const isAlwaysDenied = hasBoundary && principals?.negated === true && effect === "Deny";
    const by = isAlwaysDenied ? "direct" : principals && namedBy(principals, principal);
    if (by === undefined) return [];
    return [{ ...match, by, matched: by === UNKNOWN ? UNKNOWN : match.matched }];
  });
  return { matches, allowedBy: (by) => allows(matches.filter((match) => match.by === by || match.by === UNKNOWN)) };
}

function matchesIn({ source, document }: HeldDocument, facts: RequestFacts): readonly Match[] {
  return document.statements.flatMap((statement): readonly Match[] => {
    const matched = statementMatches(statement, facts, document.version);
    return matched === false ? [] : [{ source, statement, matched, by: undefined }];
  });
}

function allows(matches: readonly Match[]): Maybe<boolean> {
  const granting = matches.filter(({ statement }) => statement.effect !== "Deny");
  return some(granting.map((match) => (isSure(match) ? true : UNKNOWN)));
}

function isSure({ statement, matched }: Match): boolean {
  return statement.effect !== UNKNOWN && matched === true;
}
