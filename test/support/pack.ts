import {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { Policies } from "@pulumi/policy";
import * as server from "@pulumi/policy/server.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { toPolicies } from "../../policies/framework/pack.js";
import type { Rule } from "../../policies/framework/rule.js";
import type { SettingsInput } from "../../policies/framework/settings.js";
import { rules as allRules } from "../../policies/rules.js";

/**
 * A resource as a test writes it. `edges` name the resources that a property's value came from, `dependsOn` those that
 * must stand before it.
 */
export interface Given {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly options?: { readonly ignoreChanges?: string[]; readonly protect?: boolean };
  readonly edges?: Readonly<Record<string, string | readonly string[]>>;
  readonly dependsOn?: readonly string[];
  /** The provider that the program gave it, by name and Region. */
  readonly provider?: { readonly name: string; readonly region: string };
  /** What the stack pass has besides, where the engine or the offline preview fills outputs in. */
  readonly computed?: Readonly<Record<string, unknown>> | undefined;
}

/** What the pack says, as the engine would read it. */
export interface Said {
  readonly policy: string;
  readonly level: "advisory" | "mandatory" | "other";
  readonly urn: string;
  readonly message: string;
}

// How the engine marks a secret on the wire (resource.SigKey and resource.SecretSig).
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A value that the program gave as a secret: remediation sees its mark, validation the plain value. */
export function secret(value: unknown): Record<string, unknown> {
  return { [SIGNATURE]: SECRET, value };
}

/** The sentinel by which the engine sends an unknown string. */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function urnOf({ type, name }: Given): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

type Handler = (
  call: { request: unknown },
  done: (error: Error | null, response: { toObject(): Response }) => void,
) => void;
interface Response {
  readonly diagnosticsList: { policyname: string; message: string; urn: string; enforcementlevel: number }[];
}

/** Runs policies through the SDK's own handlers: its proxies, its unknown values, its levels. */
export async function run(
  given: readonly Given[],
  options: { settings?: SettingsInput; rules?: readonly Rule[]; today?: string } = {},
): Promise<Said[]> {
  const policies = toPolicies(
    options.rules ?? allRules,
    options.settings ?? {},
    () => undefined,
    () => options.today ?? "2026-06-01",
  );
  return runPolicies(policies, given);
}

/**
 * The resources as a rule at the level `remediate` leaves them, through the SDK's own handler: secrets keep their marks,
 * unknown values their sentinels.
 */
export async function mended(
  given: readonly Given[],
  rule: Rule,
  options: { settings?: SettingsInput; today?: string } = {},
): Promise<Given[]> {
  const policies = toPolicies(
    [rule],
    options.settings ?? {},
    () => undefined,
    () => options.today ?? "2026-06-01",
  ).map((policy) => (policy.name === rule.name ? { ...policy, enforcementLevel: "remediate" as const } : policy));
  const remediate = handlers.makeRemediateRpcFun("storefront-baseline", "0.1.0", "advisory", policies);
  return Promise.all(
    given.map(async (resource) => {
      const request = new AnalyzeRequest();
      fill(request, resource);
      const response: analyzer.RemediateResponse = await new Promise((resolve, reject) => {
        remediate({ request }, (error, answer: unknown) => {
          if (error) reject(error);
          else resolve(answer as analyzer.RemediateResponse);
        });
      });
      const [remediation] = response.getRemediationsList();
      if (remediation?.getDiagnostic()) throw new Error(remediation.getDiagnostic());
      return remediation ? { ...resource, inputs: remediation.getProperties()?.toJavaScript() ?? {} } : resource;
    }),
  );
}

const handlers = server as unknown as Record<
  "makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun" | "makeRemediateRpcFun",
  (...args: unknown[]) => Handler
>;

export async function runPolicies(policies: Policies, given: readonly Given[]): Promise<Said[]> {
  const analyze = handlers.makeAnalyzeRpcFun("storefront-baseline", "0.1.0", "advisory", policies);
  const analyzeStack = handlers.makeAnalyzeStackRpcFun("storefront-baseline", "0.1.0", "advisory", policies);
  const remediate = handlers.makeRemediateRpcFun("storefront-baseline", "0.1.0", "advisory", policies);
  const said: Said[] = [];
  for (const resource of given) {
    const marked = new AnalyzeRequest();
    fill(marked, resource);
    await new Promise<void>((resolve, reject) => {
      remediate({ request: marked }, (error) => (error ? reject(error) : resolve()));
    });
    const request = new AnalyzeRequest();
    fill(request, withoutSecrets(resource));
    said.push(...(await call(analyze, request, urnOf(resource))));
  }
  const stack = new AnalyzeStackRequest();
  for (const resource of given) {
    const entry = new AnalyzerResource();
    const { inputs } = withoutSecrets(resource);
    fill(entry, { ...resource, inputs: { ...resource.computed, ...inputs } });
    // A source that is not given is a resource of another stack, of which this one holds no edge.
    const urnsOf = (names: readonly string[]): string[] => given.filter(({ name }) => names.includes(name)).map(urnOf);
    const all = new Set(urnsOf(resource.dependsOn ?? []));
    for (const [property, names] of Object.entries(resource.edges ?? {})) {
      const edge = new analyzer.AnalyzerPropertyDependencies();
      for (const urn of urnsOf([names].flat())) {
        edge.addUrns(urn);
        all.add(urn);
      }
      entry.getPropertydependenciesMap().set(property, edge);
    }
    // The engine lists what properties came from among the dependencies too.
    entry.setDependenciesList([...all]);
    stack.addResources(entry);
  }
  said.push(...(await call(analyzeStack, stack, "")));
  return said;
}

/** The engine takes the marks off before it asks a pack to validate. */
function withoutSecrets(given: Given): Given {
  return { ...given, inputs: unwrapped(given.inputs) as Given["inputs"] };
}

function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Readonly<Record<string, unknown>>;
  if (object[SIGNATURE] === SECRET) return unwrapped(object["value"]);
  return Object.fromEntries(Object.entries(object).map(([name, member]) => [name, unwrapped(member)]));
}

function fill(request: AnalyzeRequest | AnalyzerResource, given: Given): void {
  request.setType(given.type);
  request.setName(given.name);
  request.setUrn(urnOf(given));
  request.setProperties(Struct.fromJavaScript(given.inputs as Record<string, never>));
  const options = new AnalyzerResourceOptions();
  options.setIgnorechangesList(given.options?.ignoreChanges ?? []);
  options.setProtect(given.options?.protect ?? false);
  request.setOptions(options);
  if (!given.provider) return;
  const provider = new analyzer.AnalyzerProviderResource();
  provider.setType("pulumi:providers:aws");
  provider.setName(given.provider.name);
  provider.setUrn(`urn:pulumi:dev::shop::pulumi:providers:aws::${given.provider.name}`);
  provider.setProperties(Struct.fromJavaScript({ region: given.provider.region }));
  request.setProvider(provider);
}

function call(handler: Handler, request: unknown, urn: string): Promise<Said[]> {
  return new Promise((resolve, reject) => {
    handler({ request }, (error, response) => {
      if (error) return reject(error);
      resolve(
        response.toObject().diagnosticsList.map((diagnostic) => ({
          policy: diagnostic.policyname,
          level: ({ 0: "advisory", 1: "mandatory" } as const)[diagnostic.enforcementlevel as 0 | 1] ?? "other",
          urn: diagnostic.urn || urn,
          message: diagnostic.message,
        })),
      );
    });
  });
}
