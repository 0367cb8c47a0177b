import { existsSync, readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { ReceiverZone } from "../../../../baseline/email/spf/evaluate.js";

/** The public test suite of RFC 7208, beside the repository. */
const SUITE = "../shared/vectors/rfc7208-tests.yml";

/** Whether the suite is there. */
export const hasSuite = existsSync(SUITE);

/** One question of the suite: what a receiver answers for a sender. */
export interface SuiteTest {
  readonly name: string;
  /** The domain whose record is evaluated first. */
  readonly domain: string;
  /** The MAIL FROM address; empty for a bounce. */
  readonly mailFrom: string;
  readonly helo: string;
  /** The client's address. */
  readonly ip: string;
  /** The answers that the suite allows. */
  readonly results: readonly string[];
  /** The explanation that goes with a fail; `DEFAULT` for the receiver's own. Absent where any will do. */
  readonly explanation?: string;
  readonly zone: ReceiverZone;
}

/** A group of tests with the zone data that they share. */
export interface Scenario {
  readonly description: string;
  readonly tests: readonly SuiteTest[];
  /** The names in the zone data. */
  readonly names: readonly string[];
  readonly zone: ReceiverZone;
  /** The answer to one query, as `zone` knows it; the values of MX are pairs. */
  readonly values: (name: string, type: string) => readonly unknown[] | undefined;
}

type Entry = "TIMEOUT" | Readonly<Record<string, unknown>>;

interface SuiteDocument {
  readonly description: string;
  readonly tests: Readonly<
    Record<
      string,
      {
        readonly helo: string;
        readonly host: string;
        readonly mailfrom: string;
        readonly result: string | string[];
        readonly explanation?: string;
      }
    >
  >;
  readonly zonedata: Readonly<Record<string, readonly Entry[]>>;
}

/** Reads the suite; empty where it is absent. */
export function readSuite(): Scenario[] {
  if (!hasSuite) return [];
  return parseAllDocuments(readFileSync(SUITE, "utf8")).map((yaml) => {
    const { description, tests, zonedata } = (yaml as { toJS(): unknown }).toJS() as SuiteDocument;
    const values = answersOf(zonedata);
    const zone = zoneOf(values);
    return {
      description,
      names: Object.keys(zonedata).map((name) => name.toLowerCase()),
      zone,
      values,
      tests: Object.entries(tests).map(([name, { helo, host, mailfrom, result, explanation }]) => ({
        name,
        mailFrom: mailfrom,
        helo,
        ip: host,
        ...(explanation === undefined ? {} : { explanation }),
        domain: (mailfrom === "" ? helo : mailfrom.slice(mailfrom.lastIndexOf("@") + 1)).toLowerCase(),
        results: [result].flat(),
        zone,
      })),
    };
  });
}

/** Answers from zone data. Only a name with a time-out and no record of the type is unknown. */
function answersOf(zonedata: SuiteDocument["zonedata"]): Scenario["values"] {
  const nodes = new Map(Object.entries(zonedata).map(([name, entries]) => [name.toLowerCase(), entries]));
  const values = (name: string, type: string, hops = 0): unknown[] | undefined => {
    const entries = nodes.get(name.toLowerCase()) ?? [];
    const alias = entries.find((entry) => entry !== "TIMEOUT" && "CNAME" in entry);
    if (alias !== undefined && alias !== "TIMEOUT") {
      return hops > 8 ? undefined : values(String(alias["CNAME"]).replace(/\.$/, ""), type, hops + 1);
    }
    // A record of the old type SPF stands for a TXT record, unless the name has TXT entries of its own.
    const isOwn = entries.some((entry) => entry !== "TIMEOUT" && type in entry);
    const read = type === "TXT" && !isOwn ? "SPF" : type;
    const found = entries.flatMap((entry) => (entry !== "TIMEOUT" && read in entry ? [entry[read]] : []));
    const known = found.filter((value) => value !== "NONE");
    return known.length === 0 && entries.includes("TIMEOUT") ? undefined : known;
  };
  return values;
}

function zoneOf(values: Scenario["values"]): ReceiverZone {
  return {
    txt: (name) => values(name, "TXT")?.map((value) => [value].flat().join("")),
    addresses: (name, family) => values(name, family === 4 ? "A" : "AAAA")?.map(String),
    mx: (name) => values(name, "MX")?.map((value) => String((value as unknown[])[1])),
    names: (address) => values(reverseName(address), "PTR")?.map(String),
  };
}

/** The name under `in-addr.arpa` (RFC 1035 §3.5) or `ip6.arpa` (RFC 3596 §2.5). */
function reverseName(address: string): string {
  if (!address.includes(":")) return `${address.split(".").reverse().join(".")}.in-addr.arpa`;
  const [head = "", tail] = address.split("::");
  const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const zeros = Array<string>(8 - groups(head).length - groups(tail ?? "").length).fill("0");
  const all = tail === undefined ? groups(head) : [...groups(head), ...zeros, ...groups(tail)];
  const digits = all.map((group) => group.padStart(4, "0")).join("");
  return `${[...digits].reverse().join(".")}.ip6.arpa`;
}
