import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";
import { createCloudFrontHost } from "./cloudFrontPolicyHost.js";
import { createWorkerHost } from "./workerPolicyHost.js";
import { DnsProvider, type DnsZoneArgs } from "./zoneArgs.js";

/** Who serves the policy file. */
export const PolicyHost = {
  /** A Cloudflare Worker. */
  Worker: "worker",
  /** A private S3 bucket behind CloudFront. */
  CloudFront: "cloudfront",
} as const;
export type PolicyHost = (typeof PolicyHost)[keyof typeof PolicyHost];

/** The host of the policy file. */
export interface PolicyHostArgs {
  /**
   * `PolicyHost.Worker`: a Cloudflare Worker, whose name Cloudflare puts into its own zone and certifies.
   * `PolicyHost.CloudFront`: a private S3 bucket behind CloudFront, with a certificate that DNS validates, for a zone at
   * either provider.
   */
  kind: PolicyHost;
  /** `worker`: the id of the Cloudflare account. */
  accountId?: pulumi.Input<string>;
}

/** AWS Certificate Manager, RequestCertificate: the domain name of a certificate has at most 64 octets. */
const MAX_CERTIFIED_NAME = 64;

/**
 * What keeps a host from serving the policy file.
 *
 * @param name the host's name, `mta-sts.` and the domain
 */
export function checkPolicyHost(host: PolicyHostArgs, zone: DnsZoneArgs, name: string): Problem[] {
  const problems: Problem[] = [];
  if (host.kind === PolicyHost.Worker) {
    if (host.accountId === undefined || host.accountId === "") {
      const reason = "It is missing. Give the id of the Cloudflare account that runs the Worker.";
      problems.push({ property: "host.accountId", reason });
    }
    if (zone.provider !== DnsProvider.Cloudflare) {
      const reason = `A Worker answers only for names of a zone at Cloudflare. Choose ${PolicyHost.CloudFront} for this zone.`;
      problems.push({ property: "host.kind", reason });
    }
  } else if (host.kind !== PolicyHost.CloudFront) {
    const allowed = Object.values(PolicyHost).join(" and ");
    problems.push({ property: "host.kind", reason: `"${String(host.kind)}" is no host. Allowed are ${allowed}.` });
  } else if (name.length > MAX_CERTIFIED_NAME) {
    const reason = `AWS certifies names of at most ${MAX_CERTIFIED_NAME} characters, and ${name} has ${name.length}.`;
    problems.push({ property: "domain", reason });
  }
  return problems;
}

/** Creates the host, and gives the resources that must stand before a record may tell of the policy. */
export function createPolicyHost(
  parent: pulumi.ComponentResource,
  name: string,
  { host, zone }: { readonly host: PolicyHostArgs; readonly zone: DnsZoneArgs },
  file: { readonly host: string; readonly policy: string },
): pulumi.Resource[] {
  return host.kind === PolicyHost.Worker
    ? createWorkerHost(parent, name, host.accountId ?? "", zone, file)
    : createCloudFrontHost(parent, name, zone, file);
}
