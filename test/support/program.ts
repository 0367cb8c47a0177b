import { expect } from "vitest";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor, type MockResourceArgs, type MockResourceResult } from "@pulumi/pulumi/runtime/mocks.js";
import * as settings from "@pulumi/pulumi/runtime/settings.js";
import * as state from "@pulumi/pulumi/runtime/state.js";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Given } from "./pack.js";
import { tlsKey } from "./tlsKeys.js";

/** A resource as the program registered it. */
export interface Registered extends Given {
  readonly urn: string;
  readonly parent: string;
  /** What a provider fills in beside the inputs, where the program was run so that it is known. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Pulumi's runtime keeps these for its own tests; this file is the one place that reaches for them. */
interface Runtime {
  withLocalStorage<T>(run: () => Promise<T>): Promise<T>;
}
interface Settings {
  setMockOptions(monitor: unknown, project: string, stack: string, preview: boolean): void;
  waitForRPCs(): Promise<void>;
}

/** Values that a provider gives after a deploy. */
const OUTPUTS: Readonly<Record<string, Record<string, unknown>>> = {
  "aws:sesv2/emailIdentity:EmailIdentity": { dkimSigningAttributes: { tokens: ["token1", "token2", "token3"] } },
  "aws:route53/zone:Zone": { zoneId: "Z0123456789" },
  "aws:acm/certificate:Certificate": {
    arn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
    domainValidationOptions: [
      {
        resourceRecordName: "_c1.mta-sts.shop.example.",
        resourceRecordType: "CNAME",
        resourceRecordValue: "_c2.validations.aws.",
      },
    ],
  },
  "aws:cloudfront/distribution:Distribution": {
    arn: "arn:aws:cloudfront::123456789012:distribution/E1",
    domainName: "d1.cloudfront.net",
  },
  "aws:kms/key:Key": {
    arn: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    keyId: "1234abcd-12ab-34cd-56ef-1234567890ab",
  },
  "aws:s3/bucket:Bucket": {
    arn: "arn:aws:s3:::bucket-1",
    bucket: "bucket-1",
    bucketRegionalDomainName: "bucket-1.s3.eu-west-1.amazonaws.com",
  },
};

function outputsOf(type: string, name: string, inputs: Record<string, unknown>): object | undefined {
  if (type === "tls:index/privateKey:PrivateKey") return tlsKey(name, inputs);
  if (type === "aws:s3/bucket:Bucket" && typeof inputs["bucket"] === "string") {
    const bucket = inputs["bucket"];
    return { arn: `arn:aws:s3:::${bucket}`, bucketRegionalDomainName: `${bucket}.s3.eu-west-1.amazonaws.com` };
  }
  const { region = "eu-west-1", name: named } = inputs as { region?: string; name?: string };
  if (type === "aws:sns/topic:Topic") return { arn: `arn:aws:sns:${region}:123456789012:${named ?? name}` };
  if (!/^aws:backup\/\w*[vV]ault:/.test(type)) return OUTPUTS[type];
  return { arn: `arn:aws:backup:${region}:123456789012:backup-vault:${named}` };
}

const mocks = {
  newResource(args: MockResourceArgs): MockResourceResult {
    const inputs = args.inputs as Record<string, unknown>;
    if (settings.isDryRun()) return { id: undefined, state: inputs };
    const outputs = outputsOf(args.type, args.name, inputs);
    return { id: `${args.name}-id`, state: { ...inputs, ...outputs } };
  },
  call(args: { token: string }): never {
    throw new Error(`the program called ${args.token}, which no test expects`);
  },
};

class RecordingMonitor extends MockMonitor {
  readonly registered: Registered[] = [];

  override async registerResource(
    request: RegisterResourceRequest,
    callback: (error: unknown, response: { getUrn(): string }) => void,
  ): Promise<void> {
    await super.registerResource(request, (error: unknown, response: { getUrn(): string }) => {
      if (!error) this.registered.push(this.read(request, response.getUrn()));
      callback(error, response);
    });
  }

  private read(request: RegisterResourceRequest, urn: string): Registered {
    const namesOf = (urns: readonly string[]): string[] => urns.map((source) => source.split("::").at(-1) ?? "");
    const edges: Record<string, string[]> = {};
    for (const [property, dependencies] of request.getPropertydependenciesMap().entries()) {
      const names = namesOf(dependencies.getUrnsList());
      if (names.length > 0) edges[property] = names;
    }
    const inputs = request.getObject()?.toJavaScript() ?? {};
    const options = { ignoreChanges: request.getIgnorechangesList(), protect: request.getProtect() === true };
    return {
      urn,
      type: request.getType(),
      name: request.getName(),
      parent: request.getParent(),
      inputs,
      options,
      edges,
      dependsOn: namesOf(request.getDependenciesList()),
    };
  }
}

/** Runs a program in this process, and gives what it registered. At a preview, ids and outputs are unknown. */
export async function deploy(program: () => unknown, { preview = false } = {}): Promise<Registered[]> {
  return (state as unknown as Runtime).withLocalStorage(async () => {
    await pulumi.runtime.setMocks(mocks, "shop", "dev", preview);
    const monitor = new RecordingMonitor(mocks);
    (settings as unknown as Settings).setMockOptions(monitor, "shop", "dev", preview);
    await pulumi.runtime.runInPulumiStack(async () => {
      await Promise.resolve(program());
      return {};
    });
    await (settings as unknown as Settings).waitForRPCs();
    return monitor.registered.filter(({ type }) => type !== "pulumi:pulumi:Stack");
  });
}

/** Why a component is refused; a refusal after something was registered is an error, as nothing may be half-created. */
export async function refusalOf(program: () => unknown): Promise<string> {
  let refusal = "";
  const registered = await deploy(() => {
    try {
      program();
    } catch (error) {
      refusal = error instanceof Error ? error.message : String(error);
    }
  });
  expect(registered).toEqual([]);
  return refusal;
}
