import { absent, beyond, oneOf, within, type Entry } from "./entry.js";
import type { Mutant } from "../mutant.js";

const RECORDS = ["cloudflare:index/dnsRecord:DnsRecord", "aws:route53/record:Record"];
const ROUTE53 = ["aws:route53/record:Record"];
const CLOUDFLARE = ["cloudflare:index/dnsRecord:DnsRecord"];

const nameOf = ({ resource }: Mutant): string => String(resource.inputs["name"]);
const typeOf = ({ resource }: Mutant): string => String(resource.inputs["type"]);
const valueOf = ({ resource: { inputs } }: Mutant): string =>
  JSON.stringify(inputs["content"] ?? inputs["records"] ?? inputs["data"]);

/** What a record says to receivers, authorities or senders, if anything that guards somebody. */
function guards(mutant: Mutant): boolean {
  const type = typeOf(mutant);
  const value = valueOf(mutant);
  if (type === "TXT") return /v=(spf1|DMARC1|STSv1|TLSRPTv1)/.test(value);
  return type === "CAA" || (type === "MX" && /\b0 \.|^"\."$/.test(value));
}

/** A record gone, moved to another name or another zone, or of another type: all the same to who asks. */
const GONE: Pick<Entry, "types" | "places"> = { types: RECORDS, places: ["", "name", "zoneId", "type"] };
const of =
  (pattern: RegExp) =>
  (mutant: Mutant): boolean =>
    pattern.test(nameOf(mutant));

/** DNS records and the texts of mail. */
export const mail: readonly Entry[] = [
  {
    ...{ types: RECORDS, places: ["type"], operators: ["choice", "delete", "text"], is: "neutral" },
    because: "Both providers refuse a value that does not fit the record's type.",
  },
  {
    ...{ ...GONE, operators: ["remove", "text", "cut", "delete"], is: "neutral" },
    when: (mutant) => !guards(mutant),
    because:
      "An address, an alias, a key or a proof of ownership that is missing: mail is not delivered or not signed, and fails DMARC. Nobody gains a right by it.",
  },
  {
    types: RECORDS,
    places: ["ttl"],
    to: within(60, 86_400),
    is: "benign",
    because: "How long resolvers remember (RFC 2181 §8).",
  },
  { types: RECORDS, places: ["ttl"], to: oneOf(1), is: "benign", because: "1 is Cloudflare's automatic TTL." },
  {
    types: RECORDS,
    places: ["ttl"],
    operators: ["number", "delete"],
    is: "neutral",
    because: "Outside of what the providers take, or shorter than resolvers honour: load, no weakness.",
  },
  {
    types: RECORDS,
    places: ["ttl"],
    operators: ["ignore"],
    is: "benign",
    because: "How long resolvers remember guards nobody.",
  },
  {
    ...{ types: CLOUDFLARE, places: ["priority"], is: "neutral" },
    because: "Which exchange is asked first; without a number Cloudflare refuses an MX record.",
  },
  {
    ...{ types: CLOUDFLARE, places: ["includeShadowMetadata", "privateRouting"], operators: ["set"], is: "benign" },
    because: "No effect on what DNS answers.",
  },
  {
    ...{ types: CLOUDFLARE, places: ["proxied"], operators: ["delete"], is: "benign" },
    because: "Without it a record is not proxied, which is its default.",
  },
  {
    ...{ types: ROUTE53, places: ["multivalueAnswerRoutingPolicy"], operators: ["set"], is: "neutral" },
    because: "Route 53 refuses it without a set identifier.",
  },
  {
    ...{ types: RECORDS, places: ["content", "records", "data"], operators: ["delete", "empty"], is: "neutral" },
    when: (mutant) => !["records[]", "data.value"].includes(mutant.place),
    because: "Both providers refuse a record without a value.",
  },
  {
    ...{ types: RECORDS, places: ["records[]", "content"], operators: ["delete"] },
    when: (mutant) => !guards(mutant),
    ...{ is: "neutral", because: "A proof of ownership or a key is missing: nobody gains a right." },
  },
  {
    ...{
      types: RECORDS,
      places: ["records[]"],
      operators: ["delete"],
      when: (mutant) => !/v=(spf1|DMARC1|STSv1|TLSRPTv1)/.test(String(mutant.from)) && typeOf(mutant) === "TXT",
    },
    ...{ is: "neutral", because: "A proof of ownership is missing: nobody gains a right." },
  },
  {
    ...{ types: RECORDS, places: ["content", "records[]", "records"], operators: ["text", "add"] },
    when: (mutant) => typeOf(mutant) === "TXT" && !/v=|DKIM/.test(valueOf(mutant)),
    ...{ is: "benign", because: "A proof of ownership for a service says nothing to receivers of mail." },
  },
  {
    ...{ types: RECORDS, places: ["content", "records[]"], operators: ["text"] },
    when: ({ from }) =>
      typeof from === "string" && !/^"?v=/.test(from) && !/^\S*\.\S*$/.test(from) && !/^\d+ /.test(from),
    ...{ is: "benign", because: "A proof of ownership for a service says nothing to receivers of mail." },
  },
  {
    ...{
      types: RECORDS,
      places: ["records", "content"],
      operators: ["add"],
      when: (mutant) => !guards(mutant) || typeOf(mutant) === "TXT",
    },
    ...{ is: "neutral", because: "What is added fits no type of record, or is a text that receivers do not read." },
  },
  // Sender Policy Framework (RFC 7208).
  {
    ...{ types: RECORDS, places: ["*:spf.include", "*:spf.ip4", "*:spf.ip6", "*:spf.a", "*:spf.mx", "*:spf.redirect"] },
    ...{ operators: ["term"], when: ({ detail }) => detail.startsWith("without"), is: "neutral" },
    because: "Fewer hosts pass; mail of that sender may be lost.",
  },
  {
    ...{
      types: RECORDS,
      places: ["*:spf.all"],
      operators: ["term"],
      when: ({ detail }) => detail.endsWith("→ -all"),
      is: "benign",
    },
    because: "-all fails what ~all only marks.",
  },
  // DMARC (RFC 9989).
  {
    ...{ types: RECORDS, places: ["*:dmarc"], operators: ["term"], when: of(/\._report\._dmarc\./), is: "neutral" },
    because: "A record that authorises reports is read for its version alone (RFC 9990 §4).",
  },
  {
    ...{ types: RECORDS, places: ["*:dmarc.sp", "*:dmarc.np"], operators: ["term"], is: "neutral" },
    when: ({ detail }) => detail.startsWith("without"),
    because: "Without them p goes for subdomains as well (RFC 9989 §4.7).",
  },
  {
    ...{ types: RECORDS, places: ["*:dmarc.adkim", "*:dmarc.aspf"], operators: ["term"], is: "benign" },
    because: "Relaxed alignment is the default, strict narrows it (RFC 9989 §4.7).",
  },
  // DKIM (RFC 6376).
  { types: RECORDS, places: ["*:dkim.n"], operators: ["term"], is: "benign", because: "A note (RFC 6376 §3.6.1)." },
  {
    ...{ types: RECORDS, places: ["*:dkim.v", "*:dkim.k", "*:dkim.h"], operators: ["term"], is: "benign" },
    when: ({ detail, from }) => detail.startsWith("without") && !String(from).includes("ed25519"),
    because: "The tag is optional, and what it says is its default (RFC 6376 §3.6.1).",
  },
  {
    ...{
      types: RECORDS,
      places: ["*:dkim.v"],
      operators: ["term"],
      when: ({ detail }) => detail.startsWith("without"),
    },
    ...{ is: "benign", because: "The tag is optional (RFC 6376 §3.6.1)." },
  },
  {
    ...{
      types: RECORDS,
      places: ["*:dkim.p"],
      operators: ["term"],
      when: ({ detail }) => detail === "p → ",
      is: "neutral",
    },
    because: "An empty key revokes the selector (RFC 6376 §3.6.1).",
  },
  // BIMI shows a picture beside mail that is authenticated already.
  {
    ...{ types: RECORDS, places: ["*:bimi"], operators: ["term"], is: "neutral" },
    because: "Another picture or none; whose mail passes does not depend on it.",
  },
  // What a pack cannot know.
  {
    ...{
      types: RECORDS,
      places: ["*:tlsrpt.rua"],
      operators: ["term"],
      when: ({ detail }) => detail.includes("foreign"),
      is: "unjudgeable",
    },
    because: "RFC 8460 knows no consent of who receives reports, so a report service looks like a stranger.",
  },
  {
    ...{
      types: RECORDS,
      places: ["content", "records[]"],
      operators: ["text"],
      when: (mutant) => /^(A|AAAA)$/.test(typeOf(mutant)),
      is: "unjudgeable",
    },
    because: "Which address is the shop's own stands nowhere but in this record.",
  },
  {
    ...{
      types: RECORDS,
      places: ["content", "records[]", "records"],
      operators: ["text", "add"],
      when: (mutant) => typeOf(mutant) === "MX",
      is: "unjudgeable",
    },
    because: "Which host receives the domain's mail stands nowhere else, unless an MTA-STS policy names it.",
  },
  {
    ...{
      types: RECORDS,
      places: ["content", "records[]"],
      operators: ["text"],
      when: (mutant) => typeOf(mutant) === "CNAME" && !/_domainkey/.test(nameOf(mutant)),
      is: "unjudgeable",
    },
    because: "Where a host's alias leads is the shop's own choice.",
  },
  // Zones and their signatures.
  {
    ...{
      types: ["cloudflare:index/zoneDnssec:ZoneDnssec"],
      places: ["dnssecMultiSigner", "dnssecPresigned", "dnssecUseNsec3"],
    },
    ...{ operators: ["set"], is: "neutral", because: "How the zone is signed, not whether (Cloudflare, DNSSEC)." },
  },
  {
    ...{ types: ["aws:route53/hostedZoneDnsSec:*"], places: ["signingStatus"], to: absent, is: "neutral" },
    because: "SIGNING is the default.",
  },
  {
    ...{ types: ["cloudflare:index/zone:Zone", "aws:route53/zone:Zone"], places: ["*"], is: "neutral" },
    when: ({ place }) => place !== "forceDestroy",
    because: "What a zone is called and who pays for it; a renamed zone is another zone.",
  },
  // Senders of the demo shop.
  {
    ...{ types: ["aws:sesv2/emailIdentity:*"], places: ["*"], is: "neutral" },
    when: ({ place }) => !place.startsWith("dkimSigningAttributes"),
    because: "Which domain SES sends for.",
  },
  // The policy file's host.
  {
    ...{
      types: ["cloudflare:index/workersScript:*"],
      places: [
        "accountId",
        "compatibilityDate",
        "mainModule",
        "scriptName",
        "force",
        "keepAssets",
        "logpush",
        "bodyPart",
      ],
    },
    ...{
      is: "neutral",
      because: "Where and how the script runs; senders who cannot fetch the file keep the last one (RFC 8461 §5.1).",
    },
  },
  {
    ...{ types: ["cloudflare:index/workersCustomDomain:*"], places: ["accountId", "service", "zoneId"], is: "neutral" },
    because: "Which script answers; senders who cannot fetch the file keep the last one (RFC 8461 §5.1).",
  },
  {
    ...{ types: ["tls:index/privateKey:PrivateKey"], places: ["", "ecdsaCurve"], is: "neutral" },
    because: "Without the resource the program has no key to publish, and does not compile.",
  },
  {
    ...{ types: ["tls:index/privateKey:PrivateKey"], places: ["rsaBits"], to: within(2048), is: "benign" },
    because: "RFC 8301 §3.2: at least 1024, and 2048 should be used.",
  },
  {
    ...{ types: ["tls:index/privateKey:PrivateKey"], places: ["rsaBits"], to: absent, is: "benign" },
    because: "The provider's default is 2048.",
  },
  {
    ...{ types: ["tls:index/privateKey:PrivateKey"], places: ["algorithm"], is: "neutral" },
    because: "A key of another type does not fit the component, which refuses it.",
  },
  {
    types: RECORDS,
    places: ["data.flags"],
    to: beyond(0, 255),
    is: "neutral",
    because: "A flag is one octet (RFC 8659 §4.1).",
  },
];
