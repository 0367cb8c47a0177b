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

/** A resource as a test writes it. `edges` name the resources that a property's value came from. */
export interface Given {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly options?: { readonly ignoreChanges?: string[]; readonly protect?: boolean };
  readonly edges?: Readonly<Record<string, string>>;
}

/** What the pack says, as the engine would read it. */
export interface Said {
  readonly policy: string;
  readonly level: "advisory" | "mandatory" | "other";
  readonly urn: string;
  readonly message: string;
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

export async function runPolicies(policies: Policies, given: readonly Given[]): Promise<Said[]> {
  const make = server as unknown as Record<
    "makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun",
    (...args: unknown[]) => Handler
  >;
  const analyze = make.makeAnalyzeRpcFun("storefront-baseline", "0.1.0", "advisory", policies);
  const analyzeStack = make.makeAnalyzeStackRpcFun("storefront-baseline", "0.1.0", "advisory", policies);
  const said: Said[] = [];
  for (const resource of given) {
    const request = new AnalyzeRequest();
    fill(request, resource);
    said.push(...(await call(analyze, request, urnOf(resource))));
  }
  const stack = new AnalyzeStackRequest();
  for (const resource of given) {
    const entry = new AnalyzerResource();
    fill(entry, resource);
    for (const [property, name] of Object.entries(resource.edges ?? {})) {
      // A source that is not given is a resource of another stack, of which this one holds no edge.
      const source = given.find((other) => other.name === name);
      if (!source) continue;
      const edge = new analyzer.AnalyzerPropertyDependencies();
      edge.addUrns(urnOf(source));
      entry.getPropertydependenciesMap().set(property, edge);
    }
    stack.addResources(entry);
  }
  said.push(...(await call(analyzeStack, stack, "")));
  return said;
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
