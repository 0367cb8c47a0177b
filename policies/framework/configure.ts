import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { nearest } from "../../baseline/nearest.js";

/** The key of a policy-pack configuration that sets the level of all policies. */
const ALL = "all";

/** The part of a gRPC method that is changed here. */
interface Method {
  requestDeserialize: (bytes: Buffer) => { getPolicyconfigMap: () => Configured };
}

/** The configuration of every policy, by name. */
interface Configured {
  keys(): IterableIterator<string>;
  get(name: string): { getProperties(): { toJavaScript(): Record<string, unknown> } | undefined } | undefined;
}

/** Who hears of which policy's configuration. */
interface Hearing {
  readonly policy: string;
  readonly told: (properties: Record<string, unknown>) => void;
}

/**
 * Makes a policy-pack configuration that names an unknown policy an error.
 *
 * The engine hands unknown names through and the SDK drops them in silence, so a misspelt name would leave a rule at
 * its default level while the team believes otherwise. The SDK has no hook for this; the one place that sees all
 * names is the request of the engine's Configure call: it refuses to be read, and the SDK passes the reason on. Call
 * this before the `PolicyPack` is constructed.
 *
 * @param hear hears what the configuration gives a policy, as soon as it is there: a policy can ask for its own alone
 */
export function refuseUnknownPolicies(names: readonly string[], hear: Hearing): void {
  const method = (AnalyzerService as unknown as { configure: Method }).configure;
  const decode = method.requestDeserialize;
  method.requestDeserialize = (bytes) => {
    const request = decode(bytes);
    const read = request.getPolicyconfigMap.bind(request);
    request.getPolicyconfigMap = () => {
      const configured = read();
      const faults = unknownPolicies([...configured.keys()], names);
      if (faults.length > 0) throw withoutStack(faults.join(" "));
      hear.told(configured.get(hear.policy)?.getProperties()?.toJavaScript() ?? {});
      return configured;
    };
    return request;
  };
}

/** The SDK passes on an error's stack, of which a user needs the message alone. */
function withoutStack(message: string): Error {
  return Object.assign(new Error(message), { stack: message });
}

/** A sentence for each configured name that is no policy of the pack. */
export function unknownPolicies(
  configured: readonly string[],
  names: readonly string[],
  source = "The policy-pack configuration",
): string[] {
  return configured
    .filter((name) => name !== ALL && !names.includes(name))
    .map((name) => `${source} names "${name}", which is no rule of this pack${nearest(name, names)}.`);
}
