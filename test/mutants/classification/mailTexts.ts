import type { Mutant } from "../mutant.js";
import type { Entry } from "./entry.js";
import { guards, letsIssueNoMore, nameOf, RECORDS, ROUTE53, sendsMail, typeOf } from "./recordFacts.js";

const of =
  (pattern: RegExp) =>
  (mutant: Mutant): boolean =>
    pattern.test(nameOf(mutant));

/** The texts of mail, and what a pack cannot know of records. */
export const mailTexts: readonly Entry[] = [
  // Sender Policy Framework (RFC 7208).
  {
    ...{ types: RECORDS, places: ["*:spf.include", "*:spf.ip4", "*:spf.ip6", "*:spf.a", "*:spf.mx"] },
    // A term that fails hosts is another matter, and so is redirect, which holds the verdict on all others.
    ...{ operators: ["term"], when: ({ detail }) => /^without [+a-z]/.test(detail), is: "neutral" },
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
    when: ({ detail, from, to }) => detail.startsWith("without") && isAsStrictWithout(String(from), String(to)),
    because: "Without them the next wider policy goes for these names, which is no weaker here (RFC 9989 §4.7).",
  },
  {
    ...{ types: RECORDS, places: ["*:dmarc.adkim", "*:dmarc.aspf"], operators: ["term"], is: "benign" },
    when: (mutant) => !/[=]s\b/.test(alignmentIn(mutant)) || mutant.detail.endsWith("=s"),
    because: "Relaxed alignment is the default, strict narrows it (RFC 9989 §4.7).",
  },
  {
    ...{ types: RECORDS, places: ["*:dmarc.adkim", "*:dmarc.aspf"], operators: ["term"], is: "neutral" },
    because:
      "Relaxed alignment lets in names below the domain alone: whoever may write them holds its DNS, or was given a part of it (RFC 9989 §4.7).",
  },
  {
    ...{ types: RECORDS, places: ["*:dmarc.p", "*:dmarc.sp", "*:dmarc.np"], operators: ["term"], is: "benign" },
    when: (mutant) => mutant.detail === "p=reject → p=quarantine" && sendsMail(mutant),
    because: "quarantine is enforcement too (RFC 9989 §4.7), and what large receivers ask for.",
  },
  {
    ...{ types: RECORDS, places: ["*:spf.all"], operators: ["term"], is: "benign" },
    when: (mutant) => mutant.detail === "-all → ~all" && sendsMail(mutant),
    because: "Under DMARC both fail alike (M3AAWG Email Authentication Recommended Best Practices).",
  },
  {
    ...{ types: RECORDS, places: ["*:dmarc.sp", "*:dmarc.np", "*:dmarc.p"], operators: ["term"], is: "neutral" },
    when: ({ from, detail }) =>
      / p=none\b/.test(String(from)) &&
      !/[ ;](?:sp|np)=/.test(String(from)) &&
      /^(?:without p|[sn]p=none added)$/.test(detail),
    because:
      "p=none goes for subdomains that have no policy of their own, and a record with rua and without p counts as p=none (RFC 9989 §4.7, §4.10.1).",
  },
  {
    ...{
      types: RECORDS,
      places: ["data", "records[]"],
      operators: ["delete"],
      when: (mutant) => typeOf(mutant) === "CAA" && letsIssueNoMore(mutant),
    },
    ...{ is: "neutral", because: "One authority fewer, or one that reports of (RFC 8659 §4)." },
  },
  {
    ...{ types: RECORDS, places: ["data.value"], operators: ["delete"], is: "neutral" },
    because: "Cloudflare refuses a CAA record without a value.",
  },
  {
    ...{ types: ROUTE53, places: ["zoneId"], operators: ["text", "cut"], is: "neutral" },
    when: (mutant) => !guards(mutant),
    because: "As if the record were gone, or Route 53 refuses it (API Reference, InvalidChangeBatch).",
  },
  // DKIM (RFC 6376).
  { types: RECORDS, places: ["*:dkim.n"], operators: ["term"], is: "benign", because: "A note (RFC 6376 §3.6.1)." },
  {
    ...{ types: RECORDS, places: ["*:dkim.k"], operators: ["term"], is: "benign" },
    when: ({ detail, from }) => detail.startsWith("without") && !String(from).includes("ed25519"),
    because: "The tag is optional, and rsa is its default (RFC 6376 §3.6.1).",
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
      places: ["content", "records[]"],
      operators: ["text"],
      when: (mutant) => /^(A|AAAA)$/.test(typeOf(mutant)),
      is: "unjudgeable",
    },
    because:
      "Which address is the shop's own stands nowhere but in this record, and an address says nothing of who holds it (RFC 1035 §3.4.1).",
  },
  {
    ...{
      types: RECORDS,
      places: ["content", "records[]"],
      operators: ["text"],
      when: (mutant) => typeOf(mutant) === "CNAME" && !/_domainkey/.test(nameOf(mutant)),
      is: "unjudgeable",
    },
    because:
      "Where a host's alias leads stands in this record alone, and no list names all to whom shops hand a host. Of names for DKIM keys and for the MTA-STS policy the pack does judge it.",
  },
];

/** The alignment of the kind that a mutant changes, as the record has it before. */
function alignmentIn({ place, from }: Mutant): string {
  const tag = place.endsWith("adkim") ? "adkim" : "aspf";
  return new RegExp(`\\b${tag}\\s*=\\s*\\w`).exec(String(from))?.[0].replaceAll(" ", "") ?? "";
}

/** Whether a DMARC record without one of its tags asks no less for subdomains than it did with it. */
function isAsStrictWithout(before: string, after: string): boolean {
  const asked = (text: string, ...tags: readonly string[]): number => {
    const policies = tags.flatMap((tag) => new RegExp(`[;\\s]${tag}\\s*=\\s*(\\w+)`).exec(text)?.[1] ?? []);
    return ["none", "quarantine", "reject"].indexOf(policies[0] ?? "none");
  };
  // RFC 9989 §4.7: np falls back to sp, and sp to p.
  return [
    ["np", "sp", "p"],
    ["sp", "p"],
  ].every((tags) => asked(after, ...tags) >= asked(before, ...tags));
}
