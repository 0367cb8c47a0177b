import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzerResource, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdStackRequests, releaseStack } from "../../policies/framework/stackRequest.js";
import { endingsOf, NameIndex } from "../../policies/readers/nameIndex.js";

describe("an index of names", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "b", ":", "/"), maxLength: 5 });

  test("finds what asking every item finds, in the same order", () => {
    fc.assert(
      fc.property(fc.array(fc.array(name, { maxLength: 3 }), { maxLength: 8 }), name, (items, given) => {
        const index = new NameIndex(items, (names) => names);
        const isOwn = (own: string): boolean => own === given || given.endsWith(`:${own}`) || given.endsWith(`/${own}`);
        expect(index.of(endingsOf(given, ":/"))).toEqual(items.filter((names) => names.some(isOwn)));
      }),
    );
  });
});

describe("a stack request", () => {
  const decoded = (): AnalyzeStackRequest => {
    const sent = new AnalyzeStackRequest();
    sent.setResourcesList([new AnalyzerResource().setUrn("urn:one"), new AnalyzerResource().setUrn("urn:two")]);
    const { requestDeserialize } = AnalyzerService.analyzeStack;
    return requestDeserialize(Buffer.from(sent.serializeBinary()));
  };

  test("gives its resources until the pack is done with them, and only those of the call that is judged", () => {
    holdStackRequests();
    const [first, second] = [decoded(), decoded()];
    const resources = first.getResourcesList();
    expect(resources.map((resource) => resource.getUrn())).toEqual(["urn:one", "urn:two"]);
    releaseStack();
    expect(resources).toEqual([]);
    expect(first.getResourcesList()).toEqual([]);
    expect(second.getResourcesList()).toHaveLength(2);
  });
});
