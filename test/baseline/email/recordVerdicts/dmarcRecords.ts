import { toCloudflareTxt } from "../../../../baseline/email/txt.js";
import { rsaKey } from "../dkimKeys.js";
import type { HardRecord, World } from "./hardRecord.js";

/** A DMARC record, and the mail that is judged. */
export interface HardDmarcRecord extends HardRecord {
  /** The Author Domain. */
  readonly author: string;
  /** The domain whose DKIM signature the mail has; without it, all authentication fails. */
  readonly signer?: string;
  /** Whether the zone is signed with compact denial of existence (RFC 9824). */
  readonly isCompact?: true;
  /** What a reader of RFC 7489 applies, where one can be asked. */
  readonly byRfc7489?: string;
}

const RUA = "rua=mailto:dmarc@shop.example";
const REJECTED = "Forged mail is rejected.";

function apex(
  title: string,
  texts: string | readonly string[],
  looks: string,
  [result, byRfc7489, reference, ...rules]: readonly [string, string | undefined, string, ...string[]],
  more: Partial<HardDmarcRecord> = {},
): HardDmarcRecord {
  const { records = {}, author = "shop.example", ...rest } = more;
  const from = author === "shop.example" && rest.signer === undefined ? [] : [`from ${author}`];
  const mail = [...from, ...(rest.signer === undefined ? [] : [`signed by ${rest.signer}`])].join(", ");
  return {
    title,
    records: { "_dmarc.shop.example TXT": [texts].flat(), ...records },
    looks,
    ...(mail === "" ? {} : { mail }),
    author,
    result,
    reference,
    rules,
    ...(byRfc7489 === undefined ? {} : { byRfc7489 }),
    ...rest,
  };
}

const REFUSED_WHOLE = {
  differs: {
    libopendmarc: { result: "no DMARC", why: "It refuses the record whole, where RFC 7489 §6.6.3 counts p=none." },
  },
};
const signingBelow: World = {
  "s1._domainkey.send.shop.example TXT": [toCloudflareTxt(`v=DKIM1; p=${rsaKey(2048).p}`)],
};
const wildcard: World = { "*.shop.example A": ["192.0.2.1"] };

/** DMARC records, and what receivers apply to forged mail, or whether signed mail passes. */
export const dmarcRecords: readonly HardDmarcRecord[] = [
  apex(
    "A typo in p, with reports",
    `v=DMARC1; p=rejct; ${RUA}`,
    REJECTED,
    ["none", "none", "RFC 9989 §4.10.1", "DM02"],
    REFUSED_WHOLE,
  ),
  apex("A typo in p, without reports", "v=DMARC1; p=rejct", REJECTED, [
    "no DMARC",
    "no DMARC",
    "RFC 9989 §4.10.1",
    "DM02",
    "DM17",
  ]),
  apex(
    "A typo in sp",
    `v=DMARC1; p=reject; sp=bogus; ${RUA}`,
    "Only subdomains are affected.",
    ["none", "none", "RFC 9989 §4.10.1", "DM02"],
    {
      differs: {
        libopendmarc: { result: "reject", why: "It applies p all the same, where RFC 7489 §6.6.3 counts p=none." },
      },
    },
  ),
  apex("A typo in np", `v=DMARC1; p=reject; np=bogus; ${RUA}`, "Only names that do not exist are affected.", [
    "none",
    "reject",
    "RFC 9989 §4.10.1",
    "DM02",
  ]),
  apex("A typo in p, and reports to no URI", "v=DMARC1; p=rejct; rua=dmarc@shop.example", REJECTED, [
    "no DMARC",
    "no DMARC",
    "RFC 9989 §4.8, §4.10.1",
    "DM02",
    "DM11",
  ]),
  apex(
    "No p",
    `v=DMARC1; sp=reject; ${RUA}`,
    "Subdomains at least are protected.",
    ["none", "none", "RFC 9989 §4.10.1", "DM03"],
    REFUSED_WHOLE,
  ),
  apex("Two DMARC records", [`v=DMARC1; p=reject; ${RUA}`, `v=DMARC1; p=none; ${RUA}`], "The stricter record counts.", [
    "no DMARC",
    undefined,
    "RFC 9989 §4.10",
    "DM01",
    "DM03",
  ]),
  apex(
    "DMARC1 in lower case",
    `v=dmarc1; p=reject; ${RUA}`,
    "Letters in DNS have no case.",
    ["no DMARC", "no DMARC", "RFC 9989 §4.7", "DM01"],
    {
      differs: {
        libopendmarc: {
          result: "reject",
          why: "It compares the version without case, where RFC 7489 §6.3 has it match precisely.",
        },
      },
    },
  ),
  apex("No semicolon behind DMARC1", `v=DMARC1 p=reject; ${RUA}`, REJECTED, [
    "no DMARC",
    "no DMARC",
    "RFC 9989 §4.8",
    "DM01",
  ]),
  apex(
    "The version behind the policy",
    `p=reject; v=DMARC1; ${RUA}`,
    "The tags have no order.",
    ["no DMARC", "no DMARC", "RFC 9989 §4.7", "DM01"],
    {
      differs: {
        libopendmarc: {
          result: "reject",
          why: "It does not look at the order, where RFC 7489 §6.3 has the version first.",
        },
      },
    },
  ),
  apex(
    "Literal quotation marks",
    toCloudflareTxt(`"v=DMARC1; p=reject; ${RUA}"`),
    "A text stands in quotation marks.",
    ["no DMARC", "no DMARC", "RFC 9989 §4.8", "DM01", "DNS02"],
    { differs: { libopendmarc: { result: "reject", why: "It reads past the quotation marks." } } },
  ),
  apex(
    "A tag twice",
    `v=DMARC1; p=reject; p=none; ${RUA}`,
    "The first counts, or the last.",
    ["no DMARC", undefined, "RFC 6376 §3.2", "DM01"],
    { differs: { mailauth: { result: "none", why: "It takes the last." } } },
  ),
  apex("A policy in capital letters", `v=DMARC1; p=REJECT; ${RUA}`, "The value is none of the three.", [
    "reject",
    "reject",
    "RFC 9989 §4.8, RFC 5234 §2.3",
  ]),
  apex("Test mode of a policy", `v=DMARC1; p=reject; t=y; ${RUA}`, REJECTED, [
    "quarantine",
    "reject",
    "RFC 9989 §4.7",
    "DM18",
  ]),
  apex("pct=0", `v=DMARC1; p=reject; pct=0; ${RUA}`, "No mail is rejected.", [
    "reject",
    "reject",
    "RFC 9989 §4.7, §9.3",
    "DM06",
  ]),
  apex(
    "np, and a name that does not exist",
    `v=DMARC1; p=reject; sp=none; np=reject; ${RUA}`,
    REJECTED,
    ["reject", "none", "RFC 9989 §3.2.13", "DM03", "DM07"],
    { author: "missing.shop.example" },
  ),
  apex(
    "np in a zone with compact denial",
    `v=DMARC1; p=reject; sp=none; np=reject; ${RUA}`,
    REJECTED,
    ["none", "none", "RFC 9989 §3.2.13, RFC 9824 §2", "DM03", "DM07"],
    { author: "missing.shop.example", isCompact: true, note: "Signed zones at Cloudflare and Route 53 deny so." },
  ),
  apex(
    "np beside a wildcard",
    `v=DMARC1; p=reject; sp=none; np=reject; ${RUA}`,
    REJECTED,
    ["none", "none", "RFC 9989 §3.2.13, RFC 4592 §2.2", "DM03", "DM07"],
    { author: "missing.shop.example", records: wildcard },
  ),
  apex(
    "A subdomain's record alone",
    [],
    "The brand is protected.",
    ["no DMARC", "no DMARC", "RFC 9989 §4.10", "DM10", "DM12"],
    {
      records: {
        "shop.example MX": ["10 mx.other.example"],
        "_dmarc.news.shop.example TXT": [`v=DMARC1; p=reject; ${RUA}`],
      },
      isZone: true,
      note: "Without one above it, a subdomain with a record is an organisation of its own.",
    },
  ),
  apex(
    "Strict alignment, and a signature below",
    `v=DMARC1; p=reject; adkim=s; ${RUA}`,
    "The signature is the shop's.",
    ["fail", undefined, "RFC 9989 §4.4", "DM13"],
    { signer: "send.shop.example", records: signingBelow },
  ),
  apex(
    "Relaxed alignment, and a signature below",
    `v=DMARC1; p=reject; ${RUA}`,
    "The signature is another domain's.",
    ["pass", undefined, "RFC 9989 §4.4"],
    { signer: "send.shop.example", records: signingBelow },
  ),
  apex(
    "psd=n below the domain",
    `v=DMARC1; p=reject; psd=n; ${RUA}`,
    "A signature of the shop's domain is aligned.",
    ["fail", undefined, "RFC 9989 §4.10.2", "DM19", "DM22"],
    {
      records: {
        "_dmarc.shop.example TXT": [`v=DMARC1; p=reject; ${RUA}`],
        "_dmarc.news.shop.example TXT": [`v=DMARC1; p=reject; psd=n; ${RUA}`],
      },
      author: "news.shop.example",
      signer: "shop.example",
    },
  ),
  apex(
    "psd=y at the domain",
    `v=DMARC1; p=reject; psd=y; ${RUA}`,
    "A signature of the shop's domain is aligned.",
    ["fail", undefined, "RFC 9989 §4.10.2", "DM09"],
    { author: "news.shop.example", signer: "shop.example" },
  ),
];
