import type * as pulumi from "@pulumi/pulumi";
import { WorkersCustomDomain } from "@pulumi/cloudflare/workersCustomDomain";
import { WorkersScript } from "@pulumi/cloudflare/workersScript";
import { createHash } from "node:crypto";
import { buildPolicyWorker } from "../../baseline/email/mtaStsHost.js";
import type { DnsZoneArgs } from "./zoneArgs.js";

/** The Workers runtime that the script was tested for; later ones keep its behaviour for it. */
const COMPATIBILITY_DATE = "2026-01-01";
/** Cloudflare, script naming conventions: letters, digits, hyphens and underscores, at most 63 of them. */
const MAX_SCRIPT_NAME = 63;
const DIGEST_LENGTH = 8;

/** A Worker that answers with the policy file, and the host name that Cloudflare routes to it. */
export function createWorkerHost(
  parent: pulumi.ComponentResource,
  name: string,
  accountId: pulumi.Input<string>,
  zone: DnsZoneArgs,
  { host, policy }: { readonly host: string; readonly policy: string },
): pulumi.Resource[] {
  const script = new WorkersScript(
    `${name}-worker`,
    {
      accountId,
      scriptName: scriptNameOf(host),
      content: buildPolicyWorker(policy),
      mainModule: "worker.mjs",
      compatibilityDate: COMPATIBILITY_DATE,
    },
    { parent },
  );
  // A custom domain, not a route: Cloudflare makes its DNS record and its certificate, so that neither can be missing.
  const domain = new WorkersCustomDomain(
    `${name}-worker-domain`,
    { accountId, hostname: host, service: script.scriptName, zoneId: zone.id },
    { parent },
  );
  return [script, domain];
}

/** No host name holds an underscore, so no two hosts have one script name. */
function scriptNameOf(host: string): string {
  const name = host.toLowerCase().replaceAll(".", "_");
  if (name.length <= MAX_SCRIPT_NAME) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, DIGEST_LENGTH);
  return `${name.slice(0, MAX_SCRIPT_NAME - DIGEST_LENGTH - 1)}_${digest}`;
}
