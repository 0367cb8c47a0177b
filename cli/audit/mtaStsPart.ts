import type { Finding } from "../../baseline/finding.js";
import { isNullMx } from "../../baseline/email/mx.js";
import { checkMtaSts } from "../../baseline/email/mtaSts.js";
import { checkPolicyAnswer, POLICY_PATH, policyHostOf, POLICY_SERVED } from "../../baseline/email/mtaStsHost.js";
import { checkMtaStsPolicy, checkPolicyMx } from "../../baseline/email/mtaStsPolicy.js";
import { MAX_POLICY_LENGTH, readMtaStsPolicy, type MtaStsPolicy } from "../../baseline/email/mtaStsPolicyFile.js";
import { Observer, type AuditContext, type AuditPart } from "./part.js";
import { textPart } from "./textPart.js";

const TITLE = "MTA-STS";

const record = textPart({
  title: TITLE,
  rule: "STS01",
  host: "_mta-sts",
  version: "v=STSv1",
  check: checkMtaSts,
  reference: "RFC 8461 §3.1",
  absent: "There is none, so senders may deliver without TLS, or to whoever answers in the middle.",
});

/** The MTA-STS record, the policy that senders fetch because of it, and whether it names the domain's mail hosts. */
export const mtaStsPart: AuditPart = {
  title: TITLE,
  async look(context) {
    const sighting = await record.look(context);
    if (sighting.seen.length === 0) return sighting;
    const observer = new Observer(context.dns);
    await fetchPolicy(context, observer);
    return {
      seen: [...sighting.seen, ...observer.seen],
      notes: [...sighting.notes, ...observer.notes],
      findings: [...sighting.findings, ...observer.findings],
      suggestions: [],
      failures: [...sighting.failures, ...observer.failures],
    };
  },
};

async function fetchPolicy({ domain, policies }: AuditContext, observer: Observer): Promise<void> {
  const host = policyHostOf(domain);
  const [four, six] = await Promise.all([observer.values(host, "A"), observer.values(host, "AAAA")]);
  const addresses = [...four, ...six];
  const unserved = (fact: string): void => {
    const message = `The policy host ${fact}, so senders apply no policy.`;
    observer.find(POLICY_SERVED.rule, host, message, POLICY_SERVED.fix, POLICY_SERVED.reference);
  };
  if (addresses.length === 0) {
    if (observer.failures.length === 0) unserved("has neither an A nor an AAAA record");
    return;
  }
  const answer = await policies.fetch(host, addresses);
  if (answer.state === "unreached") observer.failures.push(`HTTPS of ${host}: ${answer.reason}`);
  if (answer.state === "refused") unserved(answer.reason);
  if (answer.state !== "answered") return;
  const faults = checkPolicyAnswer(answer, host);
  observer.findings.push(...faults);
  if (faults.length > 0) return;
  if (answer.body.length <= MAX_POLICY_LENGTH) {
    observer.seen.push({ name: `https://${host}${POLICY_PATH}`, type: "GET", text: answer.body });
  }
  observer.findings.push(...checkMtaStsPolicy(answer.body, host));
  const { policy } = readMtaStsPolicy(answer.body);
  if (policy !== undefined) observer.findings.push(...(await compare(domain, policy, observer)));
}

/** Compares the policy with the hosts that mail goes to: without an MX record the domain itself (RFC 5321 §5.1). */
async function compare(domain: string, policy: MtaStsPolicy, observer: Observer): Promise<Finding[]> {
  const before = observer.failures.length;
  const exchanges = (await observer.values(domain, "MX")).map(({ exchange }) => exchange);
  if (observer.failures.length > before) return [];
  const hosts = exchanges.length === 0 ? [domain] : exchanges;
  return hosts
    .filter((exchange) => exchange !== "" && !isNullMx({ exchange }))
    .flatMap((exchange) => checkPolicyMx(exchange, domain, policy));
}
