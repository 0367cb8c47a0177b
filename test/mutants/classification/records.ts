import { absent, beyond, oneOf, within, type Entry } from "./entry.js";
import { isSentinel } from "../../../policies/framework/unknown.js";
import type { Mutant } from "../mutant.js";
import { guards, nameOf, RECORDS, ROUTE53, CLOUDFLARE, typeOf } from "./recordFacts.js";

const ZONES = ["cloudflare:index/zone:Zone", "aws:route53/zone:Zone"];

/** A record gone, moved to another name or another zone, or of another type: all the same to who asks. */
const GONE: Pick<Entry, "types" | "places"> = { types: RECORDS, places: ["", "name", "zoneId", "type"] };

/** DNS records and zones, whatever stands in them. */
export const records: readonly Entry[] = [
  {
    ...{ types: RECORDS, places: ["type"], operators: ["choice", "delete", "text"], is: "neutral" },
    when: (mutant) => !fitsType(mutant) || !guards(mutant),
    because:
      "Both providers refuse a value that does not fit the record's type; of a type that it fits the record is as if it were gone, and guards nobody.",
  },
  {
    ...{ types: RECORDS, places: ["type"], operators: ["choice"], to: (value) => value === "NS", is: "unjudgeable" },
    when: (mutant) => typeOf(mutant) === "CNAME",
    because: "Whether the servers to which the name is handed answer for it stands in their zone.",
  },
  {
    ...{ types: RECORDS, places: ["", "name", "type"], operators: ["remove", "text", "choice"], is: "unjudgeable" },
    when: (mutant) =>
      nameOf(mutant).startsWith("mta-sts.") && mutant.program.some((one) => isNameless(one) && one !== mutant.resource),
    because: "Another record has a name that is known only after the deploy, and may be this one's; the pack says so.",
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
    ...{ types: CLOUDFLARE, places: ["priority"], is: "neutral" },
    because: "Which exchange is asked first; without a number Cloudflare refuses an MX record.",
  },
  {
    ...{ types: CLOUDFLARE, places: ["includeShadowMetadata", "privateRouting"], operators: ["set"], is: "benign" },
    because: "No effect on what DNS answers.",
  },
  {
    ...{ types: CLOUDFLARE, places: ["proxied"], operators: ["delete"], is: "benign" },
    when: ({ from }) => from !== true,
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
    ...{ types: RECORDS, places: ["content", "records[]", "records"], operators: ["text", "add"], is: "unjudgeable" },
    when: (mutant) => typeOf(mutant) === "TXT" && !/v=[A-Za-z]|DKIM/.test(String(mutant.from)),
    because:
      "A proof of ownership for a service: whose account it stands for only that service knows, and receivers of mail do not read it.",
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
    ...{ types: ROUTE53, places: ["records"], operators: ["add"], when: (mutant) => typeOf(mutant) === "CNAME" },
    ...{ is: "neutral", because: "Route 53 refuses a CNAME record with two values (RFC 1034 §3.6.2)." },
  },
  {
    ...{ types: ["aws:route53/zone:Zone"], places: ["protect"], operators: ["unprotect"], is: "neutral" },
    when: ({ resource }) => resource.inputs["forceDestroy"] !== true,
    because: "Route 53 refuses to delete a zone that holds records (API Reference, HostedZoneNotEmpty).",
  },
  {
    ...{ types: ZONES, places: [""], operators: ["remove"], is: "neutral" },
    because: "Its records name it, so the program no longer compiles.",
  },
  {
    ...{ types: ZONES, places: ["name", "account", "enableAcceleratedRecovery"], is: "neutral" },
    because: "What a zone is called and who pays for it; a renamed zone is another zone.",
  },
  {
    ...{ types: ["cloudflare:index/zone:Zone"], places: ["paused"], operators: ["set"], is: "neutral" },
    when: ({ program }) => !program.some(({ inputs }) => inputs["proxied"] === true),
    because: "A paused zone answers DNS as before (Cloudflare, Pause Cloudflare), and none of its records is proxied.",
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
    because:
      "What the key is published as no longer fits it: signatures fail, and mail counts as unsigned (RFC 6376 §6.1).",
  },
  {
    types: RECORDS,
    places: ["data.flags"],
    to: beyond(0, 255),
    is: "neutral",
    because: "A flag is one octet (RFC 8659 §4.1).",
  },
];

/** Types of record with the same kind of value: the name of a host, text. */
const ALIKE: readonly (readonly string[])[] = [
  ["CNAME", "NS", "PTR", "DNAME"],
  ["TXT", "SPF"],
];

/** Whether a record has a name that the program does not show. */
function isNameless({ type, inputs }: Mutant["program"][number]): boolean {
  return RECORDS.includes(type) && isSentinel(inputs["name"]);
}

/** Whether the value of a record fits the type that it is given. */
function fitsType(mutant: Mutant): boolean {
  return ALIKE.some((types) => types.includes(typeOf(mutant)) && types.includes(String(mutant.to)));
}
