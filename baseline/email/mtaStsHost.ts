/** Where senders fetch the policy file (RFC 8461 §3.2): this path at the host `mta-sts.` and the domain. */
export const POLICY_PATH = "/.well-known/mta-sts.txt";
/** RFC 8461 §3.2: the media type that senders expect. */
export const POLICY_MEDIA_TYPE = "text/plain";

/**
 * The host that serves a domain's policy file.
 *
 * @param domain the domain that receives mail
 */
export function policyHostOf(domain: string): string {
  return `mta-sts.${domain}`;
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
