import type { HardRecord } from "./hardRecord.js";

/** A record that its text alone makes hard. */
function text(
  title: string,
  content: string,
  looks: string,
  [result, reference, ...rules]: readonly [result: string, reference: string, ...rules: string[]],
  more: Pick<HardRecord, "note" | "differs"> = {},
): HardRecord {
  return { title, records: { "shop.example TXT": [content] }, looks, result, reference, rules, ...more };
}

const PASSES = "The record ends in -all, so all others fail.";

/** Records of SPF that their text alone makes hard. */
export const spfTextRecords: readonly HardRecord[] = [
  text("A network of all addresses", "v=spf1 ip4:0.0.0.0/0 -all", PASSES, ["pass", "RFC 7208 §5.6", "SPF07"]),
  text("Two halves of all addresses", "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", PASSES, [
    "pass",
    "RFC 7208 §5.6",
    "SPF07",
  ]),
  text("+all before -all", "v=spf1 +all ip4:192.0.2.1 -all", PASSES, ["pass", "RFC 7208 §5.1", "SPF07", "SPF10"]),
  text("all without a qualifier", "v=spf1 ip4:192.0.2.1 all", "The record ends in all, as it should.", [
    "pass",
    "RFC 7208 §4.6.2",
    "SPF07",
  ]),
  text("?all", "v=spf1 ip4:192.0.2.1 ?all", "The record ends in all.", ["neutral", "RFC 7208 §8.2", "SPF08"]),
  text("Neither all nor redirect", "v=spf1 ip4:192.0.2.1", "Who is not named does not pass.", [
    "neutral",
    "RFC 7208 §4.7",
    "SPF08",
  ]),
  text("An address with bits behind the prefix", "v=spf1 ip4:203.0.113.77/24 -all", "One server passes.", [
    "pass",
    "RFC 7208 §5.6",
    "SPF19",
  ]),
  text("A dash from a word processor", "v=spf1 ip4:192.0.2.1 –all", "The record ends in -all.", [
    "permerror",
    "RFC 7208 §4.6",
    "SPF02",
    "DNS02",
  ]),
  text("A lost space before -all", "v=spf1 ip4:192.0.2.1-all", "The record ends in -all.", [
    "permerror",
    "RFC 7208 §4.6.1",
    "SPF02",
  ]),
  text(
    "A lost space between two character-strings",
    '"v=spf1 ip4:192.0.2.1" "ip4:203.0.113.9 -all"',
    "The two strings are divided by a space.",
    ["permerror", "RFC 7208 §3.3", "SPF02", "DNS03"],
  ),
  text("ipv4 for ip4", "v=spf1 ipv4:203.0.113.9 -all", "The server is named.", ["permerror", "RFC 7208 §5", "SPF02"]),
  text("An address in the mechanism a", "v=spf1 a:192.0.2.1 -all", "The server is named.", [
    "permerror",
    "RFC 7208 §7.1",
    "SPF02",
  ]),
  text("An IPv6 address in ip4", "v=spf1 ip4:2001:db8::1 -all", "The server is named.", [
    "permerror",
    "RFC 7208 §5.6",
    "SPF02",
  ]),
  text("A leading zero in a prefix", "v=spf1 ip4:203.0.113.0/024 -all", "The network is 203.0.113.0/24.", [
    "permerror",
    "RFC 7208 §5.6",
    "SPF02",
  ]),
  text("An address in an include", "v=spf1 include:192.0.2.1 -all", "The server is included.", [
    "permerror",
    "RFC 7208 §7.1",
    "SPF02",
  ]),
  text(
    "A URL in an include",
    "v=spf1 include:https://spf.other.example -all",
    "The record there is included.",
    ["permerror", "RFC 7208 §5.2", "SPF06"],
    { note: "The grammar allows it, and no name so written can have a record." },
  ),
  text("A redirect with a colon", "v=spf1 redirect:s.other.example", "The record of the other name counts.", [
    "permerror",
    "RFC 7208 §6",
    "SPF02",
  ]),
  text("Two explanations", "v=spf1 exp=a.other.example exp=b.other.example -all", "The second is ignored.", [
    "permerror",
    "RFC 7208 §6",
    "SPF10",
  ]),
  text(
    "A macro that is not closed",
    "v=spf1 exists:%{ir.other.example -all",
    "The client's address is looked up.",
    ["permerror", "RFC 7208 §7.1", "SPF02"],
    { differs: { pyspf: { result: "fail", why: "It takes what is no macro for part of the name." } } },
  ),
  text(
    "A macro that keeps no label",
    "v=spf1 exists:%{d0}.other.example -all",
    "The domain is looked up.",
    ["permerror", "RFC 7208 §7.3", "SPF02"],
    { differs: { pyspf: { result: "fail", why: "It reads the number 0 as all labels." } } },
  ),
  text("ptr", "v=spf1 ptr -all", "Servers whose names are below the domain pass.", ["fail", "RFC 7208 §5.5", "SPF09"]),
  text("Capital letters", "V=SPF1 IP4:203.0.113.0/24 -ALL", "The record does not begin with v=spf1.", [
    "pass",
    "RFC 7208 §12",
  ]),
  text("A space before the version", '" v=spf1 -all"', "All mail fails.", ["none", "RFC 7208 §4.5", "SPF02"]),
  text("A glued version", "v=spf1-all", "All mail fails.", ["none", "RFC 7208 §4.5", "SPF02"]),
];
