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
    ...{ types: RECORDS, places: ["*:dmarc.t"], operators: ["term"], is: "benign" },
    when: ({ to, component }) => / p=reject/.test(String(to)) && component !== "ParkedDomain",
    because: "With t=y receivers apply quarantine for reject, which is enforcement too (RFC 9989 §4.7).",
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
      mutant.component === "EmailDomain" &&
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
    ...{ types: RECORDS, places: ["", "name"], operators: ["remove", "text"], is: "unjudgeable" },
    when: (mutant) => typeOf(mutant) === "CAA",
    because:
      "A pack sees no record that the program no longer has, and a domain without CAA is what most have: to demand it would block them.",
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
    because: "To whom a name is delegated is the shop's own choice.",
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
    ...{ types: SIGNING_KEY, places: ["keyManagementServiceArn"], operators: ["cut"], is: "unjudgeable" },
    because: "A key in another account of the organisation works; its policy stands in a stack of that account.",
  },
  {
    ...{ types: ["aws:kms/key:Key"], places: ["policy:Allow.Principal"], operators: ["turn"], is: "neutral" },
    when: ({ component, detail }) => component === "Dnssec" && detail.endsWith("another account alone"),
    because:
      "KMS refuses a policy that locks its maker out, and Route 53 a key that does not let it sign (PutKeyPolicy, InvalidKMSArn).",
  },
  {
    ...{ types: ["aws:kms/key:Key"], places: ["protect"], operators: ["unprotect"], is: "neutral" },
    when: ({ component }) => component === "Dnssec",
    because:
      "Route 53 needs the key as long as the zone is signed, and KMS waits 7 days at least before it deletes one.",
  },
  {
    types: ["aws:route53/hostedZoneDnsSec:*", "cloudflare:index/zoneDnssec:*"],
    places: ["", "status", "signingStatus", "zoneId", "hostedZoneId"],
    operators: ["remove", "choice", "text", "delete"],
    is: "unjudgeable",
    because:
      "Most domains are not signed, and one that moves between providers is unsigned meanwhile (RFC 6781 §4.3.5), so that the pack advises.",
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
    when: ({ component }) => component === "MtaSts",
    because: "Senders who cannot fetch the file keep the last one (RFC 8461 §5.1).",
  },
  {
    ...{ types: ["aws:s3/bucketObjectv2:*", "cloudflare:index/workersScript:*"], is: "neutral" },
    places: ["", "content", "*:policy-file.text", "*:policy-file.version"],
    operators: ["remove", "delete", "term"],
    when: ({ component }) => component === "MtaSts",
    because: "Senders to whom no policy is served keep the last one (RFC 8461 §5.1).",
  },
  {
    ...{ types: ["aws:s3/bucketObjectv2:*", "cloudflare:index/workersScript:*"], places: ["*:policy-file.mode"] },
    ...{ operators: ["term"], is: "unjudgeable" },
    because:
      "testing is how a policy begins and none how it ends (RFC 8461 §3.2, §8.3); which of them the domain is at stands in no program.",
  },
];

/** A name with labels above a domain of two, as the programs' domains are. */
function isBelowDomain(name: string): boolean {
  return /^[a-z0-9][\w-]*\.[\w-]+\.[\w-]+$/.test(name);
}
