import type { HardRecord } from "./hardRecord.js";

/** A record of MTA-STS, or a policy file. */
export interface HardMtaStsRecord extends HardRecord {
  /** The body that the policy host serves, its lines ended by LF; then `records` is empty. */
  readonly file?: string;
}

const ID = "v=STSv1; id=20261124T120000";
const HEX40 = "8f3b0c1d2e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b";

function record(
  title: string,
  texts: string | readonly string[],
  looks: string,
  [result, ...rules]: readonly string[],
): HardMtaStsRecord {
  const records = { "_mta-sts.shop.example TXT": [texts].flat() };
  return { title, records, looks, result: result ?? "", reference: "RFC 8461 §3.1", rules };
}

function file(
  title: string,
  lines: readonly string[],
  looks: string,
  [result, reference, ...rules]: readonly [result: "heeded" | "ignored", reference: string, ...rules: string[]],
  more: Pick<HardRecord, "note" | "differs"> = {},
): HardMtaStsRecord {
  return { title, records: {}, file: `${lines.join("\n")}\n`, looks, result, reference, rules, ...more };
}

const [VERSION, ENFORCE, MX, WEEK] = ["version: STSv1", "mode: enforce", "mx: mx1.shop.example", "max_age: 604800"];

/** Records, of which senders take the id or nothing, and policy files, which they heed or ignore. */
export const mtaStsRecords: readonly HardMtaStsRecord[] = [
  record("An id of 40 hexadecimal digits", `v=STSv1; id=${HEX40}`, "The id is a hash of the policy file.", [
    "ignored",
    "STS01",
  ]),
  record("An id of 32 hexadecimal digits", `v=STSv1; id=${HEX40.slice(0, 32)}`, "The hash is cut off.", [
    `id ${HEX40.slice(0, 32)}`,
  ]),
  record("A date with dashes as the id", "v=STSv1; id=2026-11-24", "The id is a date.", ["ignored", "STS01"]),
  record("No semicolon behind STSv1", "v=STSv1 id=20261124", "The record has version and id.", ["ignored", "STS01"]),
  record("MTA-STS in lower case", "v=stsv1; id=20261124", "Letters in DNS have no case.", ["ignored", "STS01"]),
  record("Two records of MTA-STS", [ID, "v=STSv1; id=20261125"], "The later id counts.", ["ignored", "STS01"]),
  file("A policy without mx", [VERSION, ENFORCE, WEEK] as string[], "All hosts may receive.", [
    "ignored",
    "RFC 8461 §3.2",
    "STS03",
  ]),
  file("A max_age of three years", [VERSION, ENFORCE, MX, "max_age: 99999999"] as string[], "Longer is safer.", [
    "ignored",
    "RFC 8461 §3.2",
    "STS03",
  ]),
  file(
    "A wildcard inside a name",
    [VERSION, ENFORCE, "mx: mx.*.shop.example", WEEK] as string[],
    "It stands for a label.",
    ["ignored", "RFC 8461 §3.2", "STS03"],
  ),
  file("A mode in capital letters", [VERSION, "mode: Enforce", MX, WEEK] as string[], "The mode is enforce.", [
    "ignored",
    "RFC 8461 §3.2",
    "STS03",
  ]),
  file(
    "A wildcard below a top-level domain",
    [VERSION, ENFORCE, "mx: *.example", WEEK] as string[],
    "The host matches.",
    ["heeded", "RFC 8461 §10.4", "STS03"],
  ),
  file("A policy that is kept a day", [VERSION, ENFORCE, MX, "max_age: 86400"] as string[], "It is in force.", [
    "heeded",
    "RFC 8461 §3.2, §10.2",
    "STS08",
  ]),
];
