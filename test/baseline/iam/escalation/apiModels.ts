import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { actionFacts, expandActions, type ActionFacts } from "../../../../baseline/iam/actions.js";
import { ALSO, NOT, NOT_PROGRAMS } from "./reviewed.js";

/**
 * What each AWS action does, read from the requests and responses of AWS's own API models (those that botocore carries):
 * a request that names a role passes it; one that carries code, commands or a template says what runs; a response with a
 * secret key is a session. No list of known attacks goes in.
 */

/** Effects and the actions that have them, by service prefix: `{ launches: { ec2: ["RunInstances"] } }`. */
export type Effects = Record<EffectName, Record<string, string[]>>;
export const EFFECT_NAMES = ["launches", "changes", "enters", "mints"] as const;
export type EffectName = (typeof EFFECT_NAMES)[number];

interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
}
interface Model {
  readonly metadata: { readonly signingName?: string; readonly endpointPrefix: string };
  readonly operations: Readonly<
    Record<string, { readonly input?: { shape: string }; readonly output?: { shape: string } }>
  >;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** Members by which a request names a role or an instance profile. */
const ROLE =
  /(rolearns?|^roles?|iamroles?|service_?role|executionrole|instancerole|noderole|jobflowrole|lambdarole|taskrole|instanceprofile(arn|name)?)$/i;
const NO_ROLE = /(linkedrole|participantrole|userrole|geographicrole|datarole|approvalrole|approverrole)/i;
/** Members by which a request says what runs, or whose key lets in. */
const PROGRAM = new RegExp(
  "^(zipfile|code|code(content|block|contentupdate|configuration)|applicationcode\\w*|algorithmspecification|" +
    "(container|training|docker|runtime)?image(uri|identifier)?|container(image|definitions|overrides|entrypoint)|" +
    "containers?|commands?|entrypoints?|userdata|buildspec(override)?|template(body|url)|" +
    "(pipeline)?definition(uri|zip|s3location|body|string)|pipelinedefinition|scripts?(location|s3location)?|jobdriver|" +
    "steps|jar|bootstrapactions|initscript|oncreate|onstart|lifecycle(script|config)s?(name|arn)?|layers|(dag|plugin|requirement|startupscript)s?s3path|" +
    "agentruntimeartifact|actiongroupexecutor|customplugin|documentname|launchtemplatedata|versionlabel|sourcebundle|" +
    "sourcecode\\w*|revision|ssh_?publickey|publickey|arguments|workflowdefinition|dockerfiletemplate\\w*)$",
  "i",
);
/** Members that name a program which stands elsewhere: what starts it passes its role, and who changes it is asked there. */
const REFERENCE = /^(launchtemplate(id|name)?|taskdefinition)$/i;
/** Members of a response that open a shell or a console: Session Manager's stream and its likes. */
const DOOR =
  /^(streamurl|tokenvalue|streamingurl|authorizedurl|notebookurl|clitoken|webtoken|authtoken|onclusterappuipresignedurl)$/i;
/** A permission to connect to what a session opens: AWS counts some as reading. */
const STREAM = /:(Connect|Access|Open)\w*(Stream|Session|Shell|Endpoints?|Console)$/;
const SECRET_KEY = /secret(access)?key$/i;

/** Changes to what exists, though their names begin like the making of something new. */
const NEW_VERSION =
  /^(Create|Register|Publish)\w*(Version|ChangeSet|Deployment|DeploymentGroup|ActionGroup|StackInstances|Association)$/;
const MAKES_NEW = /^(Create|Register|Import|Request|Publish|RunInstances|RunJobFlow|RunScheduled|Restore|Clone|Copy)/;
const ENDS_OR_READS =
  /^(Delete|Deregister|Remove|Stop|Cancel|Disassociate|Terminate|Detach|Describe|List|Get|BatchGet)/;

/** @param folder `botocore/data` @param dependents actions that AWS documents as needing `iam:PassRole` */
export function effectsOfModels(folder: string, dependents: ReadonlySet<string>): Effects {
  const effects: Effects = { launches: {}, changes: {}, enters: {}, mints: {} };
  const facts = new Map<string, Facts>();
  for (const model of models(folder)) {
    const prefix = prefixOf(model);
    if (prefix === undefined) continue;
    for (const [operation, { input, output }] of Object.entries(model.operations)) {
      const action = actionFacts(`${prefix}:${operation}`);
      if (!action) continue;
      const asked = input ? members(model, input.shape) : [];
      const given = output ? members(model, output.shape) : [];
      facts.set(action.name, {
        action,
        passes: dependents.has(action.name) || asked.some(isRole),
        needsRole: asked.some((member) => member.required && isRole(member)),
        programs: action.access !== "Read" && action.access !== "List" && asked.some(isProgram),
        // What AWS itself counts as reading, and gives to its readers, lets nobody in.
        refers: isWrite(action) && asked.some(({ name }) => REFERENCE.test(name)),
        opens: isWrite(action) && given.some(({ name }) => DOOR.test(name)),
        mints: isWrite(action) && given.some(({ name }) => SECRET_KEY.test(name)),
      });
    }
  }
  for (const name of dependents) {
    const action = actionFacts(name);
    if (action && !facts.has(action.name)) facts.set(action.name, { action, ...NOTHING, passes: true });
  }
  // Permissions without an API operation: streams and endpoints that a session connects to.
  for (const name of expandActions("*")) {
    const action = actionFacts(name);
    if (!action || facts.has(name) || !STREAM.test(name)) continue;
    facts.set(name, { action, ...NOTHING, opens: true });
  }
  const running = resourcesThatRun(facts);
  const withRoles = new Set(
    [...facts.values()].filter(({ passes }) => passes).map(({ action }) => serviceOf(action.name)),
  );
  for (const [name, { action, passes, needsRole, programs, refers, opens, mints }] of facts) {
    const prefix = serviceOf(name);
    const verb = name.slice(prefix.length + 1);
    const add = (effect: EffectName): void => {
      if (!Object.hasOwn(NOT[effect], name)) (effects[effect][prefix] ??= []).push(verb);
    };
    if (mints) add("mints");
    if (ENDS_OR_READS.test(verb) || Object.hasOwn(NOT_PROGRAMS, prefix)) continue;
    if (
      passes &&
      (programs ||
        refers ||
        action.resourceTypes.some((type) => running.has(`${prefix}/${type.name}`)) ||
        running.has(nounOf(name)))
    )
      add("launches");
    if (opens && withRoles.has(prefix)) add("enters");
    else if (programs && !needsRole && withRoles.has(prefix) && (!MAKES_NEW.test(verb) || NEW_VERSION.test(verb)))
      add("changes");
  }
  for (const effect of EFFECT_NAMES) {
    for (const name of Object.keys(ALSO[effect]).filter((also) => actionFacts(also))) {
      const list = (effects[effect][serviceOf(name)] ??= []);
      const verb = name.slice(name.indexOf(":") + 1);
      if (!list.includes(verb)) list.push(verb);
    }
    for (const list of Object.values(effects[effect])) list.sort();
  }
  return effects;
}

const isWrite = ({ access }: ActionFacts): boolean => access !== "Read" && access !== "List";
const serviceOf = (action: string): string => action.slice(0, action.indexOf(":"));
/** `ec2:CreateLaunchTemplate` makes a `LaunchTemplate`. */
const nounOf = (action: string): string => action.replace(/:(Create|Register|Put|Add|Update|Modify)/, ":");

interface Facts {
  readonly action: ActionFacts;
  /** The request can name a role. */
  readonly passes: boolean;
  /** The request has to. */
  readonly needsRole: boolean;
  readonly programs: boolean;
  readonly refers: boolean;
  readonly opens: boolean;
  readonly mints: boolean;
}

const NOTHING = { passes: false, needsRole: false, programs: false, refers: false, opens: false, mints: false };

/**
 * Resource types that some action puts a program on or opens, as `service/type`, and what actions give a role whose name
 * stands in that of an action that does: `CreateCodeInterpreter` for `InvokeCodeInterpreter`.
 */
function resourcesThatRun(facts: ReadonlyMap<string, Facts>): ReadonlySet<string> {
  const found = new Set<string>();
  const passing = [...facts.values()].filter(({ passes }) => passes).map(({ action }) => nounOf(action.name));
  for (const { action, programs, opens } of facts.values()) {
    if (!programs && !opens) continue;
    const service = serviceOf(action.name);
    for (const type of action.resourceTypes) if (type.required) found.add(`${service}/${type.name}`);
    for (const noun of passing)
      if (noun.startsWith(`${service}:`) && action.name.includes(noun.slice(service.length + 1))) found.add(noun);
  }
  return found;
}

function* models(folder: string): Generator<Model> {
  for (const service of readdirSync(folder).sort()) {
    if (service.includes(".")) continue;
    const versions = readdirSync(join(folder, service)).sort();
    const file = join(folder, service, versions.at(-1) ?? "", "service-2.json.gz");
    yield JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as Model;
  }
}

/** The prefix under which IAM knows the model's operations: its signing name, or the service with most of its names. */
function prefixOf(model: Model): string | undefined {
  const operations = Object.keys(model.operations);
  const prefixes = new Map<string, number>();
  for (const operation of operations)
    for (const prefix of services().get(operation) ?? []) prefixes.set(prefix, (prefixes.get(prefix) ?? 0) + 1);
  const own = model.metadata.signingName ?? model.metadata.endpointPrefix;
  const score = ([prefix, count]: [string, number]): number => count * 2 + (prefix === own ? 1 : 0);
  return [...prefixes].sort((a, b) => score(b) - score(a))[0]?.[0];
}

/** Which services have an action of this name. */
function services(): ReadonlyMap<string, readonly string[]> {
  if (byOperation.size === 0)
    for (const name of expandActions("*")) {
      const prefix = serviceOf(name);
      const operation = name.slice(prefix.length + 1);
      byOperation.set(operation, [...(byOperation.get(operation) ?? []), prefix]);
    }
  return byOperation;
}
const byOperation = new Map<string, string[]>();

interface Member {
  readonly name: string;
  readonly type: string;
  /** Whether every request holds it. */
  readonly required: boolean;
}

/** A flag or a number says nothing of what runs, and a structure called definition is a setting. */
const isProgram = ({ name, type }: Member): boolean =>
  (PROGRAM.test(name) && !/boolean|integer|long/.test(type)) || (/^definition$/i.test(name) && type === "string");
const isRole = ({ name, type }: Member): boolean => ROLE.test(name) && !NO_ROLE.test(name) && type !== "boolean";

function members(model: Model, root: string): readonly Member[] {
  const found: Member[] = [];
  const seen = new Set<string>();
  const open = [root];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const shape = model.shapes[name];
    if (!shape) continue;
    for (const [member, { shape: next }] of Object.entries(shape.members ?? {})) {
      found.push({
        name: member,
        type: model.shapes[next]?.type ?? "",
        required: name === root && shape.required?.includes(member) === true,
      });
      open.push(next);
    }
    for (const next of [shape.member?.shape, shape.value?.shape]) if (next) open.push(next);
  }
  return found;
}
