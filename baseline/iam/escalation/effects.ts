import { actionFacts, expandActions } from "../actions.js";
import { API_EFFECTS } from "./apiEffects.js";

/** What a permission lets its holder do to become someone stronger. */
export type Effect =
  /** Pass a role to a service, and say what runs there. */
  | "launches"
  /** Say what runs on something that has a role already. */
  | "changes"
  /** Enter something that has a role. */
  | "enters"
  /** Obtain another principal's session, keys or password. */
  | "mints"
  /** Change a policy that binds the holder or others. */
  | "writesPolicy"
  /** Make itself, or a provider that it commands, trusted. */
  | "changesTrust";

/** Who passes a role needs this besides the action that takes it. */
export const PASS_ROLE = "iam:PassRole";

/** Principals and what binds them: the resource types of IAM that a policy reaches a principal through. */
const GOVERNED = ["user", "group", "role", "policy"];

/**
 * Actions that bind a principal to a policy though AWS does not class them as permissions management, and those of the
 * services that give people their roles.
 *
 * Source: AWS Service Authorization Reference, for IAM, IAM Identity Center and its directory.
 */
const ALSO_WRITE_POLICY = [
  "iam:AddUserToGroup",
  "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
  "sso:AttachManagedPolicyToPermissionSet",
  "sso:PutInlinePolicyToPermissionSet",
];

/** Actions by which a caller, or an identity provider that it commands, comes to be let in. */
const CHANGE_TRUST = [
  "iam:UpdateAssumeRolePolicy",
  // Whoever writes a provider's metadata signs its assertions.
  "iam:UpdateSAMLProvider",
  "identitystore:CreateGroupMembership",
  "rolesanywhere:CreateTrustAnchor",
  "rolesanywhere:UpdateTrustAnchor",
  "sso:CreateAccountAssignment",
  "sso-directory:AddMemberToGroup",
  // An administrator of a cluster runs pods under every role that its pods and nodes have.
  "eks:AssociateAccessPolicy",
  "eks:CreateAccessEntry",
  "eks:UpdateAccessEntry",
];

/**
 * What is only defined waits for someone to start it: a function to be invoked, a job to be run. Without one of these
 * actions the holder depends on others to do so. Whatever is not here runs by itself, or starts by the same action.
 */
const STARTERS: Readonly<Record<string, RegExp>> = {
  "batch:RegisterJobDefinition": /^batch:SubmitJob$|^events:PutTargets$|^states:/,
  "cloudformation:CreateChangeSet": /^cloudformation:ExecuteChangeSet$/,
  "codebuild:CreateProject": /^codebuild:(StartBuild|StartBuildBatch|CreateWebhook)$/,
  "datapipeline:CreatePipeline": /^datapipeline:PutPipelineDefinition$/,
  "datapipeline:PutPipelineDefinition": /^datapipeline:ActivatePipeline$/,
  "ecs:RegisterTaskDefinition": /^ecs:(RunTask|StartTask|CreateService|UpdateService|CreateTaskSet)$/,
  "glue:CreateJob": /^glue:(StartJobRun|CreateTrigger|StartWorkflowRun)$/,
  "lambda:CreateFunction":
    /^lambda:(InvokeFunction|InvokeFunctionUrl|InvokeAsync|AddPermission|CreateEventSourceMapping|CreateFunctionUrlConfig)$/,
  "states:CreateStateMachine": /^states:(StartExecution|StartSyncExecution)$/,
};

/** The actions of which one must be held as well to start what the action defines, or `undefined` where none is needed. */
export function startersOf(action: string): readonly string[] | undefined {
  const starters = STARTERS[action];
  if (!starters) return undefined;
  const services = [...new Set(starters.source.match(/[a-z]+(?=:)/g) ?? [])];
  return services.flatMap((service) => expandActions(`${service}:*`)).filter((name) => starters.test(name));
}

let actions: ReadonlyMap<Effect, readonly string[]> | undefined;

/** All actions with an effect, in AWS's spelling. */
export function actionsThat(effect: Effect): readonly string[] {
  actions ??= new Map<Effect, readonly string[]>([
    ...(["launches", "changes", "enters", "mints"] as const).map((name) => [name, named(API_EFFECTS[name])] as const),
    ["writesPolicy", [...expandActions("iam:*").filter(isPolicyWrite), ...ALSO_WRITE_POLICY]],
    ["changesTrust", CHANGE_TRUST],
  ]);
  return actions.get(effect) ?? [];
}

function named(services: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(services).flatMap(([service, verbs]) => verbs.split(" ").map((verb) => `${service}:${verb}`));
}

/**
 * Whether an action of IAM gives a principal another policy, or another text to one that it has. A new policy is attached
 * to nobody yet, and a policy taken away gives nothing, if it denies nothing (`limits.ts`).
 */
function isPolicyWrite(name: string): boolean {
  const facts = actionFacts(name);
  if (facts?.access !== "Permissions management" || name === "iam:CreatePolicy") return false;
  if (/:(Delete|Detach)|Boundary$|AssumeRolePolicy$/.test(name)) return false;
  return facts.resourceTypes.some((type) => GOVERNED.includes(type.name));
}
