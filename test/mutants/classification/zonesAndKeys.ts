import type { Mutant } from "../mutant.js";
import { absent, within, type Entry } from "./entry.js";
import { nameOf, RECORDS, typeOf, valueOf } from "./recordFacts.js";

const SIGNING_KEY = ["aws:route53/keySigningKey:*"];

/** What signs zones and mail, and records whose loss or change lets nobody in. */
export const zonesAndKeys: readonly Entry[] = [
  {
    ...{ types: RECORDS, places: ["allowOverwrite"], operators: ["set"], is: "neutral" },
    because:
      "What stands afterwards is the program's own record set, which the pack judges; what is lost are another program's values, such as proofs of ownership (Route 53 API Reference, UPSERT).",
  },
  // Records whose loss leaves forged mail refused as before.
  {
    ...{ types: RECORDS, places: ["*:dmarc.rua"], operators: ["term"], is: "neutral" },
    when: ({ detail }) => detail === "without rua",
    because: "rua is optional, and what receivers do with forged mail is the same without reports (RFC 9989 §4.7).",
  },
  {
    ...{ types: RECORDS, places: ["*:dkim.t"], operators: ["term"], is: "neutral" },
    because:
      "Mail that is signed by a key under test counts as unsigned: the shop's own mail suffers (RFC 6376 §3.6.1).",
  },
  {
    ...{ types: RECORDS, places: ["", "name", "*:spf"], operators: ["remove", "text", "term"] },
    when: (mutant) =>
      (mutant.place === "" || mutant.place === "name" || mutant.detail === "another version") &&
      typeOf(mutant) === "TXT" &&
      valueOf(mutant).includes("v=spf1 ") &&
      isBelowDomain(nameOf(mutant)),
    ...{ is: "neutral" },
    because:
      "Without SPF at a name for bounces no mail passes by it, forged or own; the DMARC policy of the domain above goes on (RFC 9989 §4.7).",
  },
  {
    ...{ types: RECORDS, places: ["", "name"], operators: ["remove", "text"], is: "neutral" },
    when: (mutant) => valueOf(mutant).includes("v=TLSRPTv1"),
    because: "Reports tell of failures and change nothing in how mail is delivered (RFC 8460 §1.1).",
  },
  {
    ...{ types: RECORDS, places: ["", "name"], operators: ["remove", "text"], is: "neutral" },
    when: (mutant) => typeOf(mutant) === "CAA" && leavesAuthorities(mutant),
    because:
      "One authority fewer, as long as another record at the name still says who may issue that kind of certificate (RFC 8659 §4.2); iodef is a wish to be told (§4.4).",
  },
  {
    ...{ types: RECORDS, places: ["proxied"], operators: ["flip"], is: "neutral" },
    when: (mutant) => mutant.to === true && !receivesMail(mutant) && !/(?:^|\.)_/.test(nameOf(mutant)),
    because:
      "A host of the web behind the proxy is reached through Cloudflare alone; nobody gains a right by it (Cloudflare documentation, Proxy status).",
  },
  {
    ...{ types: RECORDS, places: ["*:dkim.p"], operators: ["term"], is: "unjudgeable" },
    when: ({ from, detail }) => !detail.endsWith("→ ") && String(from).length < SHORT_KEY,
    because:
      "A key that is too short stands there already, which the pack lets pass by an exemption alone: of a rule and a resource until a day, whatever the value. People read those, and the pack names each.",
  },
  // Cloudflare documentation, Proxy status: only A, AAAA and CNAME can be proxied.
  {
    ...{ types: RECORDS, places: ["proxied"], operators: ["flip"], is: "neutral" },
    when: (mutant) => typeOf(mutant) === "NS",
    because: "Cloudflare refuses to proxy an NS record.",
  },
  {
    ...{ types: RECORDS, places: ["content", "records[]"], operators: ["text"], is: "unjudgeable" },
    when: (mutant) => typeOf(mutant) === "NS" && !/_domainkey/.test(nameOf(mutant)),
    because:
      "Who answers for a name below the zone stands in this record alone: a parent says nothing else of a child zone (RFC 1034 §4.2.1), and name servers of one company hold the zones of all its customers.",
  },
  {
    ...{ types: RECORDS, places: ["content", "records[]"], operators: ["text"], is: "neutral" },
    when: (mutant) => typeOf(mutant) === "CNAME" && /validations\.aws/.test(valueOf(mutant)),
    because:
      "ACM issues only while the record leads to its own host, so that another target lets nobody have a certificate (AWS Certificate Manager user guide, DNS validation).",
  },
  // DNSSEC at Route 53. Source: Route 53 API Reference.
  {
    ...{ types: SIGNING_KEY, places: ["", "status", "hostedZoneId"], operators: ["remove", "choice", "text"] },
    ...{ is: "neutral" },
    because:
      "Route 53 signs no zone without an active key, and lets none go that a signed zone uses (KeySigningKeyWithActiveStatusNotFound, KeySigningKeyInUse).",
  },
  { types: SIGNING_KEY, places: ["status"], to: absent, is: "benign", because: "ACTIVE is the default." },
  {
    ...{ types: SIGNING_KEY, places: ["keyManagementServiceArn"], operators: ["cut"], is: "neutral" },
    when: ({ to }) => String(to).includes(":alias/aws/"),
    because: "Route 53 takes a customer managed key of the type ECC_NIST_P256 alone (InvalidKMSArn).",
  },
  {
    ...{ types: ["aws:kms/key:Key"], places: ["policy:Allow.Principal"], operators: ["turn"], is: "neutral" },
    when: (mutant) => signsZones(mutant) && mutant.detail.endsWith("another account alone"),
    because:
      "KMS refuses a policy that locks its maker out, and Route 53 a key that does not let it sign (PutKeyPolicy, InvalidKMSArn).",
  },
  {
    ...{ types: ["aws:kms/key:Key"], places: ["", "protect"], operators: ["remove", "unprotect"], is: "neutral" },
    when: signsZones,
    because:
      "It signs and encrypts nothing of the shop's. The key-signing key of the program cannot do without it, and KMS waits 7 days at least before it deletes one (Route 53 Developer Guide, Working with customer managed keys for DNSSEC).",
  },
  // Keys of DKIM.
  {
    ...{ types: ["tls:index/privateKey:PrivateKey"], places: ["protect"], operators: ["unprotect"], is: "neutral" },
    because: "A key that is deleted signs no more: the shop's own mail suffers.",
  },
  {
    ...{ types: ["tls:index/privateKey:PrivateKey"], places: ["rsaBits"], to: within(0, 1023), is: "neutral" },
    because: "The library with which the provider makes keys refuses fewer than 1024 bits (Go, crypto/rsa).",
  },
  // Amazon SES (API Reference v2, PutEmailIdentityMailFromAttributes).
  {
    ...{ types: ["aws:sesv2/emailIdentityMailFromAttributes:*"], places: ["*"], is: "neutral" },
    because:
      "Where bounces go: without the domain's own name mail passes by its signature alone, and SES refuses a name of another domain.",
  },
  // The policy file of MTA-STS.
  {
    ...{ types: ["aws:cloudfront/distribution:*"], is: "neutral" },
    places: ["defaultCacheBehavior.viewerProtocolPolicy", "viewerCertificate.minimumProtocolVersion"],
    because: "Senders fetch the file over HTTPS alone (RFC 8461 §3.3), and speak no TLS before 1.2 (RFC 8996).",
  },
  {
    ...{ types: ["cloudflare:index/workersCustomDomain:*"], places: ["hostname"], is: "neutral" },
    because: "Senders who cannot fetch the file keep the last one (RFC 8461 §5.1).",
  },
  {
    ...{ types: ["aws:s3/bucketObjectv2:*"], places: ["bucket"], is: "neutral" },
    when: holdsPolicyFile,
    because: "Senders who cannot fetch the file keep the last one (RFC 8461 §5.1).",
  },
  {
    ...{ types: ["aws:s3/bucketObjectv2:*", "cloudflare:index/workersScript:*"], is: "neutral" },
    places: ["", "content", "*:policy-file.text", "*:policy-file.version"],
    operators: ["remove", "delete", "term"],
    when: holdsPolicyFile,
    because: "Senders to whom no policy is served keep the last one (RFC 8461 §5.1).",
  },
];

/** A name with labels above a domain of two, as the programs' domains are. */
function isBelowDomain(name: string): boolean {
  return /^[a-z0-9][\w-]*\.[\w-]+\.[\w-]+$/.test(name);
}

/** Characters of a record whose RSA key has 1024 bits at most. */
const SHORT_KEY = 300;

/** Whether an MX record of the program names the host. */
function receivesMail(mutant: Mutant): boolean {
  return mutant.program.some(
    ({ inputs }) =>
      inputs["type"] === "MX" && JSON.stringify(inputs["content"] ?? inputs["records"]).includes(nameOf(mutant)),
  );
}

/** Whether records remain at the name that say who may issue the kind of certificate that the changed one is about. */
function leavesAuthorities(mutant: Mutant): boolean {
  const tag = tagOf(mutant.resource);
  if (tag === "iodef") return true;
  return mutant.program.some(
    (other) => other !== mutant.resource && other.inputs["name"] === nameOf(mutant) && tagOf(other) === tag,
  );
}

/** Of a record at Cloudflare, which holds one property; record sets at Route 53 hold all of a name. */
function tagOf({ inputs }: Mutant["resource"]): string | undefined {
  const data = inputs["data"] as { readonly tag?: string } | undefined;
  return inputs["type"] === "CAA" ? data?.tag : undefined;
}

/** Whether it is a key with which Route 53 signs a zone. */
function signsZones({ resource: { inputs } }: Mutant): boolean {
  return inputs["keyUsage"] === "SIGN_VERIFY" && String(inputs["policy"]).includes("dnssec-route53.amazonaws.com");
}

/** Whether it is an object or a script that holds the policy file of MTA-STS. */
function holdsPolicyFile({ resource: { inputs } }: Mutant): boolean {
  return String(inputs["content"]).includes("version: STSv1");
}
