import type { Finding } from "../finding.js";
import { quoted } from "./quotation.js";

/** Where senders fetch the policy file (RFC 8461 §3.2): this path at the host `mta-sts.` and the domain. */
export const POLICY_PATH = "/.well-known/mta-sts.txt";
/** RFC 8461 §3.2: the media type that senders expect. */
export const POLICY_MEDIA_TYPE = "text/plain";

/** The longest header that a message shows, in characters. */
const MAX_SHOWN = 200;

/**
 * The host that serves a domain's policy file.
 *
 * @param domain the domain that receives mail
 */
export function policyHostOf(domain: string): string {
  return `mta-sts.${domain}`;
}

/** What a policy that nobody can fetch breaks, and what to do. */
export const POLICY_SERVED = {
  rule: "STS02",
  fix: "Serve the file at https://mta-sts.<domain>/.well-known/mta-sts.txt as text/plain, with the status 200 and a certificate for that host (MtaSts does it).",
  reference: "RFC 8461 §3.3",
} as const;

/** What a policy host answers to the request for the policy. */
export interface PolicyResponse {
  readonly status: number;
  /** The header Content-Type as sent. */
  readonly contentType: string | undefined;
  /** The header Location as sent. */
  readonly location: string | undefined;
}

/**
 * Whether a media type is that of a policy file, with or without parameters, in any case (RFC 9110 §8.3.1).
 *
 * @param contentType the header's value
 */
export function isPolicyMediaType(contentType: string | undefined): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === POLICY_MEDIA_TYPE;
}

/**
 * Checks that senders take an answer for a policy (`STS02`): only with the status 200, without a redirect, as text.
 *
 * @param response the answer
 * @param host the policy host
 */
export function checkPolicyAnswer({ status, contentType, location }: PolicyResponse, host: string): Finding[] {
  const fault = (fact: string, reference: string): Finding[] => [
    { ...POLICY_SERVED, subject: host, message: `${host}: ${fact}, so senders apply no policy.`, reference },
  ];
  if (status >= 300 && status < 400) {
    const target = location === undefined ? "" : ` to ${quoted(location, MAX_SHOWN)}`;
    return fault(
      `The policy host answers with the redirect ${status}${target}, which senders do not follow`,
      "RFC 8461 §3.3",
    );
  }
  if (status !== 200) return fault(`The policy host answers with the status ${status} and not 200`, "RFC 8461 §3.3");
  if (isPolicyMediaType(contentType)) return [];
  const given = contentType === undefined ? "without a media type" : `as ${quoted(contentType, MAX_SHOWN)}`;
  return fault(`The policy is served ${given} and not as ${POLICY_MEDIA_TYPE}`, "RFC 8461 §3.2");
}

/**
 * Writes a Worker, as an ES module, that serves a policy file and nothing else. It never redirects: senders follow no
 * redirect (RFC 8461 §3.3). Caches on the way may not keep the file, or senders would store an old policy under a new
 * id (§8.1).
 *
 * @param policy the text of the policy file
 */
export function buildPolicyWorker(policy: string): string {
  return `const policy = ${JSON.stringify(policy)};
const headers = {
  "content-type": "${POLICY_MEDIA_TYPE}; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

export default {
  fetch(request) {
    if (new URL(request.url).pathname !== "${POLICY_PATH}") {
      return new Response("Not found\\n", { status: 404, headers });
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return new Response("Method not allowed\\n", { status: 405, headers: { ...headers, allow: "GET, HEAD" } });
    }
    return new Response(request.method === "HEAD" ? null : policy, { headers });
  },
};
`;
}
