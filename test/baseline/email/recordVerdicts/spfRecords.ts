import { toCloudflareTxt } from "../../../../baseline/email/txt.js";
import type { HardRecord, World } from "./hardRecord.js";
import { spfTextRecords } from "./spfTextRecords.js";

/** A record of SPF, and the client whose mail is judged. */
export interface HardSpfRecord extends HardRecord {
  /** @default "203.0.113.9" */
  readonly client?: string;
}

const apex = (...texts: string[]): World => ({ "shop.example TXT": texts.map((text) => written(text)) });

/** Plainly, where one character-string holds it. */
function written(text: string): string {
  return text.length > 255 ? toCloudflareTxt(text) : text;
}

/** `count` names below other.example, each with an SPF record of its own. */
function includes(count: number): World {
  const names = Array.from({ length: count }, (_, index) => `s${index + 1}.other.example`);
  return {
    ...apex(`v=spf1 ${names.map((name) => `include:${name}`).join(" ")} -all`),
    ...Object.fromEntries(names.map((name, index) => [`${name} TXT`, [`v=spf1 ip4:192.0.2.${index + 1} -all`]])),
  };
}

function mxHosts(count: number): World {
  const hosts = Array.from({ length: count }, (_, index) => `mx${index + 1}.shop.example`);
  return {
    ...apex("v=spf1 mx -all"),
    "shop.example MX": hosts.map((host) => `10 ${host}`),
    ...Object.fromEntries(hosts.map((host, index) => [`${host} A`, [`192.0.2.${index + 1}`]])),
  };
}

/** Records whose meaning lies in the number of look-ups and in what stands behind them, then those of the text alone. */
export const spfRecords: readonly HardSpfRecord[] = [
  {
    title: "Ten includes",
    records: includes(10),
    looks: "Each include has a record, and ten look-ups are allowed.",
    result: "fail",
    reference: "RFC 7208 §4.6.4",
    rules: ["SPF20"],
    note: "It works, and the next sender breaks it.",
  },
  {
    title: "Eleven includes",
    records: includes(11),
    looks: "Each include has a record.",
    result: "permerror",
    reference: "RFC 7208 §4.6.4",
    rules: ["SPF03"],
  },
  {
    title: "Twelve look-ups behind three includes",
    records: {
      ...apex("v=spf1 include:a.other.example include:b.other.example include:c.other.example -all"),
      ...Object.fromEntries(
        ["a", "b", "c"].map((name) => [
          `${name}.other.example TXT`,
          ["v=spf1 include:x.other.example include:y.other.example include:z.other.example -all"],
        ]),
      ),
      ...Object.fromEntries(
        ["x", "y", "z"].map((name) => [`${name}.other.example TXT`, ["v=spf1 ip4:192.0.2.1 -all"]]),
      ),
    },
    looks: "The record has three terms that query DNS.",
    result: "permerror",
    reference: "RFC 7208 §4.6.4",
    rules: ["SPF03"],
  },
  {
    title: "The same include eleven times",
    records: {
      ...apex(`v=spf1 ${"include:s.other.example ".repeat(11)}-all`),
      "s.other.example TXT": ["v=spf1 ip4:192.0.2.1 -all"],
    },
    looks: "Only one name is looked up, and a resolver has it at hand.",
    result: "permerror",
    reference: "RFC 7208 §4.6.4",
    rules: ["SPF03"],
  },
  {
    title: "An include of a name without SPF",
    records: { ...apex("v=spf1 include:s.other.example -all"), "s.other.example TXT": ["site-verification=1"] },
    looks: "The name exists and has a TXT record.",
    result: "permerror",
    reference: "RFC 7208 §5.2",
    rules: ["SPF06"],
  },
  {
    title: "An include of a name that does not exist",
    records: apex("v=spf1 include:gone.other.example -all"),
    looks: "The include matches nobody.",
    result: "permerror",
    reference: "RFC 7208 §5.2",
    rules: ["SPF06"],
  },
  {
    title: "A redirect to a name without SPF",
    records: apex("v=spf1 redirect=gone.other.example"),
    looks: "The record is as good as none.",
    result: "permerror",
    reference: "RFC 7208 §6.1",
    rules: ["SPF06"],
  },
  {
    title: "Three hosts that no longer exist",
    records: apex("v=spf1 a:m1.shop.example a:m2.shop.example a:m3.shop.example -all"),
    looks: "Hosts that are gone match nobody.",
    result: "permerror",
    reference: "RFC 7208 §4.6.4",
    rules: ["SPF05"],
  },
  {
    title: "Three hosts without IPv6, and a client with it",
    records: {
      ...apex("v=spf1 a:m1.shop.example a:m2.shop.example a:m3.shop.example -all"),
      ...Object.fromEntries([1, 2, 3].map((host) => [`m${host}.shop.example A`, [`192.0.2.${host}`]])),
    },
    client: "2001:db8::9",
    mail: "handed over by 2001:db8::9",
    looks: "All three hosts exist.",
    result: "permerror",
    reference: "RFC 7208 §4.6.4, §5.3",
    rules: ["SPF05"],
    note: "Clients with IPv4 get fail, as written.",
  },
  {
    title: "A mail exchange with eleven hosts",
    records: mxHosts(11),
    looks: "The mechanism mx is one look-up.",
    result: "permerror",
    reference: "RFC 7208 §4.6.4",
    rules: ["SPF04"],
  },
  {
    title: "Two records at the name",
    records: apex("v=spf1 ip4:203.0.113.0/24 -all", "v=spf1 ip4:192.0.2.0/24 -all"),
    looks: "Receivers take both, or the first.",
    result: "permerror",
    reference: "RFC 7208 §4.5",
    rules: ["SPF01"],
  },
  {
    title: "A circle of includes",
    records: {
      ...apex("v=spf1 include:s.other.example -all"),
      "s.other.example TXT": ["v=spf1 include:shop.example -all"],
    },
    looks: "Both records exist, and one vouches for the other.",
    result: "permerror",
    reference: "RFC 7208 §4.6.4",
    rules: ["SPF15"],
  },
  {
    title: "A redirect beside -all",
    records: { ...apex("v=spf1 redirect=s.other.example -all"), "s.other.example TXT": ["v=spf1 +all"] },
    looks: "What the redirect allows passes.",
    result: "fail",
    reference: "RFC 7208 §6.1",
    rules: ["SPF10"],
  },
  {
    title: "An exclusion behind an include",
    records: {
      ...apex("v=spf1 include:s.other.example -all"),
      "s.other.example TXT": ["v=spf1 -ip4:203.0.113.9 ip4:203.0.113.0/24 -all"],
    },
    looks: "The network behind the include can stand in its place.",
    result: "fail",
    reference: "RFC 7208 §5.2",
    rules: [],
    note: "Flattened to ip4:203.0.113.0/24, the excluded server passes: so this include is never flattened.",
  },
  {
    title: "An include whose record lets everyone pass",
    records: { ...apex("v=spf1 include:s.other.example -all"), "s.other.example TXT": ["v=spf1 +all"] },
    looks: "The record ends in -all.",
    result: "pass",
    reference: "RFC 7208 §5.2",
    rules: ["SPF07"],
  },
  {
    title: "exists on the domain itself",
    records: { ...apex("v=spf1 exists:shop.example -all"), "shop.example A": ["192.0.2.1"] },
    looks: "The domain's own server passes.",
    result: "pass",
    reference: "RFC 7208 §5.7",
    rules: ["SPF07"],
  },
  {
    title: "An include with a qualifier",
    records: {
      ...apex("v=spf1 ~include:s.other.example -all"),
      "s.other.example TXT": ["v=spf1 ip4:203.0.113.0/24 -all"],
    },
    looks: "The sender's servers pass.",
    result: "softfail",
    reference: "RFC 7208 §5.2, §4.6.2",
    rules: [],
  },
  ...spfTextRecords,
];
