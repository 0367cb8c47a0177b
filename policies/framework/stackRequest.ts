import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";

/** The part of a gRPC method that is changed here. */
interface Method {
  requestDeserialize: (bytes: Buffer) => { getResourcesList: () => unknown[] };
}

/** The resources of the stack that the SDK is about to convert for its first policy. */
let sent: unknown[] = [];

/**
 * Lets the pack say that it is done with the stack that it was sent.
 *
 * The SDK converts all resources anew for every stack policy that it calls, so a stack with findings of ten rules
 * would be converted eleven times, of which the pack reads one: its first policy judges for all. The SDK has no hook
 * for this; the one place to hold its list of resources is the request of the engine's AnalyzeStack call. Call this
 * before the `PolicyPack` is constructed.
 */
export function holdStackRequests(): void {
  const method = (AnalyzerService as unknown as { analyzeStack: Method }).analyzeStack;
  const decode = method.requestDeserialize;
  method.requestDeserialize = (bytes) => {
    const request = decode(bytes);
    const resources = [...request.getResourcesList()];
    request.getResourcesList = () => {
      // The SDK goes from here to the first policy without a pause, so no other call comes between.
      sent = resources;
      return resources;
    };
    return request;
  };
}

/** The resources are read: the policies that report what was found get none. Only the first policy may call this. */
export function releaseStack(): void {
  sent.length = 0;
}
